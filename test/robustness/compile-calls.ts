import { compile } from 'steepest'
import type { Call } from './calls.ts'

type Anything = (...args: unknown[]) => unknown

const expression = () => compile('(x - k) ** 2 + x * y', { constants: { k: 3 } })
const sum = () => compile('(y - a * t) ** 2').over({ t: [1, 2, 3], y: [2, 4, 7] })

function method(name: string, object: () => object, key: string, make: () => unknown[], outputs?: number[]): Call {
  const call = (args: unknown[]) => {
    const made = object() as Record<string, Anything>
    return made[key]!.apply(made, args)
  }
  return { name, make, call, ...(outputs && { outputs }) }
}

/** Formulas, and what is asked of them. */
export const compileCalls: readonly Call[] = [
  {
    name: 'compile',
    make: () => ['x ** 2 + k', { constants: { k: 1 } }],
    call: (args) => (compile as Anything)(...args),
    options: ['constants'],
  },
  {
    name: 'compile: a constant',
    make: () => [1],
    call: ([k]) => compile('x + k', { constants: { k: k as number } }),
  },
  method('compiled.value', expression, 'value', () => [{ x: 1, y: 2 }]),
  method('compiled.gradient', expression, 'gradient', () => [[1, 2], new Float64Array(2)], [1]),
  method('compiled.hessian', expression, 'hessian', () => [[1, 2]]),
  method('compiled.hessianProduct', expression, 'hessianProduct', () => [[1, 2], [1, 0], new Float64Array(2)], [2]),
  method('compiled.derivative', expression, 'derivative', () => ['x']),
  method(
    'compiled.over',
    () => compile('a * t'),
    'over',
    () => [{ t: [1, 2] }],
  ),
  method('sum.valueAndGradient', sum, 'valueAndGradient', () => [[1], new Float64Array(1), Uint32Array.of(0, 2)], [1]),
]
