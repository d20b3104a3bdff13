import { curveFitMany, curveFitManySync, Matrix } from 'steepest'
import { curveFitManySchema } from '../../src/options/curve-fit-many.ts'
import type { Call } from './calls.ts'

type Anything = (...args: unknown[]) => unknown

const t = [0, 1, 2, 3, 4, 5]
const y = [4, 3.1, 2.5, 2.2, 2.1, 2]
const formula = 'a * exp(-b * t) + c'
const data = () => ({ t: [...t], y: Matrix.from([y, y.map((value) => 2 * value)]) })
const options = () => ({ start: { a: 2, b: 1, c: 1 }, maxIterations: 20 })

/** Many fits in one call. */
export const manyCalls: readonly Call[] = (
  [
    ['curveFitMany', curveFitMany as Anything],
    ['curveFitManySync', curveFitManySync as Anything],
  ] as const
).flatMap(([name, fit]): Call[] => [
  {
    name,
    make: () => [formula, data(), options()],
    call: (args) => fit(...args),
    options: Object.keys(curveFitManySchema),
  },
  ...(['t', 'y'] as const).map((column) => ({
    name: `${name}: the column ${column}`,
    make: () => [[...y]],
    call: ([value]: unknown[]) => fit(formula, { ...data(), [column]: value }, options()),
  })),
  ...(['start', 'fixed', 'tied'] as const).map((option) => ({
    name: `${name}: a value of ${option}`,
    make: () => [1],
    call: ([value]: unknown[]) => fit(formula, data(), { ...options(), [option]: { ...options().start, b: value } }),
  })),
])
