// Derivatives of compiled formulas: beside exact ones of every operation, beside differences of random formulas, and
// where there is none, as docs/compile.md defines them.
import { readFileSync } from 'node:fs'
import { type CompiledExpression, compile } from 'steepest'
import { describe, expect, test } from 'vitest'
import { formulaOperations } from '../src/backend/operations.ts'
import { randomFormula, randomNumbers } from './random-formula.ts'

/** A number, and by how much it moves with its arguments: scripts/make-derivative-reference.py. */
type Exact = [number: number, scale: number]

interface Reference {
  formula: string
  at: Record<string, number>
  value: Exact
  gradient: Exact[]
  hessian: Exact[][]
}

const references = JSON.parse(readFileSync(new URL('data/derivatives.json', import.meta.url), 'utf8')) as Reference[]
const byFormula = new Map<string, Reference[]>()
for (const reference of references) {
  byFormula.set(reference.formula, [...(byFormula.get(reference.formula) ?? []), reference])
}

const epsilon = 2 ** -52

function expectExact(ours: number, [exact, scale]: Exact, what: string): void {
  // A dozen operations, of up to two units each.
  if (!(Math.abs(ours - exact) <= 24 * epsilon * scale)) expect(ours, what).toBe(exact)
}

test('there are references of every operation', () => {
  const texts = [...byFormula.keys()].join(' ')
  const wanted = formulaOperations.flatMap(({ name }) => (name === '?:' ? ['?', ':'] : [name]))
  expect(wanted.filter((name) => !texts.includes(name))).toEqual([])
})

describe.each([...byFormula])('%s', (formula, points) => {
  test('has exact derivatives', () => {
    const f = compile(formula)
    for (const { at, value, gradient, hessian } of points) {
      const where = JSON.stringify(at)
      expectExact(f.value(at), value, `value at ${where}`)
      const ours = f.gradient(at)
      const second = f.hessian(at)
      const names = Object.keys(at)
      names.forEach((name, i) => {
        const place = f.parameters.indexOf(name)
        expectExact(ours[place]!, gradient[i]!, `by ${name} at ${where}`)
        expectExact(f.derivative(name).value(at), gradient[i]!, `derivative by ${name} at ${where}`)
        names.forEach((other, j) => {
          const element = second.at(place, f.parameters.indexOf(other))
          expectExact(element, hessian[i]![j]!, `by ${name} and ${other} at ${where}`)
        })
      })
    }
  })

  test('has those of its sum over rows, with any of its names a column', () => {
    const f = compile(formula)
    if (f.parameters.length < 2) return
    for (const column of f.parameters) {
      // One row each: the points of which the other names are those of the first.
      const [{ at: first }] = points as [Reference]
      const values = Float64Array.from([...points, ...points, ...points], ({ at }) => at[column]!)
      const sum = f.over({ [column]: values })
      const others = Object.fromEntries(sum.parameters.map((name) => [name, first[name]!]))
      const rows = Array.from(values, (value) => ({ ...others, [column]: value }))
      const added = (of: (row: Record<string, number>) => number) => rows.reduce((total, row) => total + of(row), 0)
      const near = (value: number, of: (row: Record<string, number>) => number, what: string) => {
        const total = added((row) => Math.abs(of(row)))
        if (!Object.is(value, added(of))) expectExact(value, [added(of), total], what)
      }
      near(sum.value(others), (row) => f.value(row), `sum over ${column}`)
      const gradient = sum.gradient(others)
      const hessian = sum.hessian(others)
      sum.parameters.forEach((name, i) => {
        const place = f.parameters.indexOf(name)
        near(gradient[i]!, (row) => f.gradient(row)[place]!, `sum over ${column} by ${name}`)
        near(hessian.at(i, i), (row) => f.hessian(row).at(place, place), `sum over ${column} by ${name} twice`)
      })
    }
  })
})

/** The derivative along v by central differences, extrapolated once; NaN where the function is rough there. */
function byDifferences(of: (x: Float64Array) => number, x: Float64Array, v: Float64Array): number {
  const slope = (h: number) => {
    const at = (step: number) => of(x.map((value, i) => value + step * v[i]!))
    return (at(h) - at(-h)) / (2 * h)
  }
  const [coarse, fine, finest] = [slope(2e-3), slope(1e-3), slope(5e-4)]
  const [one, two] = [(4 * fine - coarse) / 3, (4 * finest - fine) / 3]
  return Math.abs(one - two) <= 1e-6 * Math.abs(two) ? two : Number.NaN
}

describe('random formulas', () => {
  test('agree with differences', () => {
    let compared = 0
    let undefinedSlopes = 0
    for (let seed = 1; seed <= 400; seed++) {
      const { random, formula } = randomFormula(seed)
      const f = compile(`0 * (x + y + z) + (${formula})`)
      const x = randomNumbers(random, 3, 0.2, 1.5)
      const v = randomNumbers(random, 3, -1, 1)
      const checks = [
        [dot(f.gradient(x), v), byDifferences((at) => f.value(at), x, v)],
        [dot(f.hessianProduct(x, v), v), byDifferences((at) => dot(f.gradient(at), v), x, v)],
        [dot(product(f, x, v), v), dot(f.hessianProduct(x, v), v)],
      ] as const
      for (const [ours, other] of checks) {
        if (!Number.isFinite(other) || !(Math.abs(other) > 1e-6 && Math.abs(other) < 1e6)) continue
        // As of (y - y) ** x, where an infinite slope meets a zero one.
        if (Number.isNaN(ours)) {
          undefinedSlopes++
          continue
        }
        if (!(Math.abs(ours - other) <= 1e-5 * Math.abs(other))) expect(ours, `${seed}: ${formula}`).toBe(other)
        compared++
      }
    }
    expect(compared).toBeGreaterThan(500)
    expect(undefinedSlopes).toBeLessThan(10)
  })
})

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)

function product(f: CompiledExpression, x: Float64Array, v: Float64Array): Float64Array {
  const hessian = f.hessian(x)
  return v.map((_, i) => v.reduce((sum, value, j) => sum + hessian.at(i, j) * value, 0))
}

const near = (value: number) => (Number.isFinite(value) ? expect.closeTo(value, 14) : value)

describe('where a function has no derivative', () => {
  // A subgradient where there is one; that of the branch that is taken; the limit, be it infinite, where it has one.
  test.each([
    ['abs(x)', { x: 0 }, 0, [0]],
    ['max(x, y)', { x: 1, y: 1 }, 1, [1, 0]],
    ['min(x, y)', { x: 1, y: 1 }, 1, [1, 0]],
    ['max(x, 0) ** 2', { x: 0 }, 0, [0]],
    ['hypot(x, y)', { x: 0, y: 0 }, 0, [0, 0]],
    ['hypot(x, y) ** 2', { x: 0, y: 0 }, 0, [0, 0]],
    ['floor(x) + ceil(x) + round(x) + trunc(x) + sign(x)', { x: 1 }, 5, [0]],
    ['x > 0 ? sqrt(x) : 0', { x: 0 }, 0, [0]],
    ['x > 0 ? x * log(x) : 0', { x: 0 }, 0, [0]],
    ['x > 0 ? log(x) : x', { x: -1 }, -1, [1]],
    ['(x > 0 ? 1 / x : 1) * y', { x: 0, y: 3 }, 3, [0, 1]],
    ['sqrt(x > 0 ? x : 1)', { x: 0 }, 1, [0]],
    ['exp(log(x > 0 ? x : 1)) * (y > 0 ? sqrt(y) : 2)', { x: -1, y: -1 }, 2, [0, 0]],
    ['x === 0 ? 1 : sin(x) / x', { x: 0 }, 1, [0]],
    ['x && log(x)', { x: 0 }, 0, [1]],
    ['x || y', { x: 0, y: 2 }, 2, [0, 1]],
    ['x ** 0', { x: 0 }, 1, [0]],
    ['x ** y', { x: 2, y: 0 }, 1, [0, Math.LN2]],
    ['x ** y', { x: 0, y: 2 }, 0, [0, 0]],
    ['x ** y', { x: 0, y: 1 }, 0, [1, 0]],
    ['x ** 1.5', { x: 0 }, 0, [0]],
    ['x * sqrt(x)', { x: 0 }, 0, [0]],
    ['sqrt(x) ** 2', { x: 0 }, 0, [1]],
    ['sqrt(x) ** 3 * y', { x: 0, y: 2 }, 0, [0, 0]],
    ['x ** 2 / 2', { x: 0 }, 0, [0]],
    ['0 * sqrt(x) + y', { x: 4, y: 1 }, 1, [0, 1]],
    ['sqrt(x)', { x: 0 }, 0, [Infinity]],
    ['cbrt(x)', { x: 0 }, 0, [Infinity]],
    ['log(x)', { x: 0 }, -Infinity, [Infinity]],
    ['x ** 0.5', { x: 0 }, 0, [Infinity]],
    ['asin(x)', { x: 1 }, Math.PI / 2, [Infinity]],
    ['1 / x', { x: 0 }, Infinity, [-Infinity]],
    ['sqrt(x)', { x: -1 }, Number.NaN, [Number.NaN]],
  ])('%s at %j', (formula, at, value, gradient) => {
    const f = compile(formula)
    const names = Object.keys(at)
    expect([...f.parameters].sort()).toEqual(names)
    expect(f.value(at as never)).toEqual(near(value))
    const ours = f.gradient(at as never)
    const inOrder = names.map((name) => ours[f.parameters.indexOf(name)]! + 0)
    expect(inOrder).toEqual(gradient.map(near))
  })
})

describe('of very many conditions', () => {
  test.each(['max', 'min'] as const)('%s of 1,000', (name) => {
    const [x, y] = [1000.5, 1.2]
    const f = compile(`${name}(${Array.from({ length: 1000 }, (_, i) => `x*${i}-y*${i * i}`).join()})`)
    const values = Array.from({ length: 1000 }, (_, i) => x * i - y * (i * i))
    const extreme = Math[name](...values)
    const i = values.indexOf(extreme)
    expect(f.value([x, y])).toBe(extreme)
    expect([...f.gradient([x, y])]).toEqual([i, -i * i])
  })

  test('the first of 900 that does not hold, or does', () => {
    const at = [0.3, 0.7]
    const terms = Array.from({ length: 900 }, (_, i) => `(x > ${i} || y * ${i})`)
    const all = compile(terms.join(' && '))
    expect(all.value(at)).toBe(0.7 * 899)
    expect([...all.gradient(at)]).toEqual([0, 899])
    const broken = compile(terms.with(700, 'x * y * 0').join(' && '))
    expect([...broken.gradient(at)]).toEqual([0, 0])
    const any = compile(terms.map((_, i) => (i < 899 ? `x * (x > ${i + 1})` : 'x * y')).join(' || '))
    expect(any.value(at)).toBe(0.3 * 0.7)
    expect([...any.gradient(at)]).toEqual([0.7, 0.3])
  })
})
