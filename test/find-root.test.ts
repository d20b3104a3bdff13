import { type FindRootOptions, findRoot } from 'steepest'
import { describe, expect, test } from 'vitest'
import { rootFinderNames } from '../src/backend/operations.ts'

// The derivative of Chong & Żak's example 7.1, and its own.
const cubic = (x: number) => 4 * x ** 3 - 42 * x ** 2 + 120 * x - 70
const slope = (x: number) => 12 * x ** 2 - 84 * x + 120
const root = 0.7808840530880756

/** The distance to the next number. */
function ulp(x: number): number {
  const bits = new BigInt64Array([0n])
  const view = new Float64Array(bits.buffer)
  view[0] = Math.abs(x)
  bits[0]! += 1n
  return view[0]! - Math.abs(x)
}

describe.each(rootFinderNames)('findRoot by %s', (method) => {
  const solve = (f: (x: number) => number, interval: number[], options: FindRootOptions = {}) =>
    findRoot(f, interval, { method, ...options })

  // [f, its derivative, interval, root], the roots rounded from their closed forms.
  test.each([
    ['x³ - 2', (x: number) => x ** 3 - 2, (x: number) => 3 * x * x, [0, 2], Math.cbrt(2)],
    ['eˣ - 10', (x: number) => Math.exp(x) - 10, Math.exp, [0, 3], Math.LN10],
    ['sin x', Math.sin, Math.cos, [3, 4], Math.PI],
    ['log x - 3', (x: number) => Math.log(x) - 3, (x: number) => 1 / x, [1, 1e3], Math.exp(3)],
    ['1e-200 (x - 1/3)', (x: number) => 1e-200 * (x - 1 / 3), () => 1e-200, [-1, 2], 1 / 3],
    ['1e200 (x - 1/3)', (x: number) => 1e200 * (x - 1 / 3), () => 1e200, [-1, 2], 1 / 3],
    ['x - 3e-310', (x: number) => x - 3e-310, () => 1, [0, 1e-309], 3e-310],
  ])('solves %s = 0 to the last digits', (_, f, derivative, interval, expected) => {
    for (const options of [{ derivative }, {}]) {
      const result = solve(f, interval, options)
      expect(result.converged).toBe(true)
      // Where f itself is not below its own rounding nearer to the root.
      expect(Math.abs(result.x - expected)).toBeLessThanOrEqual(4 * ulp(expected))
      expect(result.value).toBe(f(result.x))
      expect(result.iterations).toBeLessThan(120)
    }
  })

  test('finds the root of the cubic', () => {
    expect(Math.abs(solve(cubic, [0, 2], { derivative: slope }).x - root)).toBeLessThan(1e-12)
  })

  test('keeps the change of sign between the ends of the bracket', () => {
    const { trace = [], iterations, bracket } = solve(cubic, [0, 2], { trace: true })
    expect(trace).toHaveLength(iterations)
    expect(trace.at(-1)!.bracket).toEqual(bracket)
    for (const { bracket, x, value } of trace) {
      expect(cubic(bracket[0])).toBeLessThanOrEqual(0)
      expect(cubic(bracket[1])).toBeGreaterThanOrEqual(0)
      expect(bracket).toContain(x)
      expect(value).toBe(cubic(x))
    }
  })

  test('ends at a zero at once, and takes the ends in either order', () => {
    const at = (interval: number[]) => solve((x) => x - 1, interval)
    expect(at([1, 5])).toMatchObject({ status: 'solved', x: 1, iterations: 0, evaluations: { value: 2 } })
    expect(at([5, 1])).toMatchObject({ status: 'solved', x: 1, iterations: 0 })
    expect(at([1, 1])).toMatchObject({ status: 'solved', x: 1 })
    expect(solve(cubic, [2, 0])).toEqual(solve(cubic, [0, 2]))
  })

  test('says when there is no change of sign, and when there is no number', () => {
    expect(solve((x) => x * x + 1, [-1, 2])).toMatchObject({ status: 'no-bracket', converged: false, iterations: 0 })
    expect(solve((x) => x, [3, 3])).toMatchObject({ status: 'no-bracket', x: 3 })
    expect(solve(() => Number.NaN, [-1, 2])).toMatchObject({ status: 'not-finite', converged: false })
    const hole = solve((x) => (Math.abs(x) < 0.75 ? Number.NaN : x), [-1, 1])
    expect(hole).toMatchObject({ status: 'not-finite', converged: false })
  })

  test('uses infinite values by their sign, and tells a pole from a root', () => {
    const steep = solve((x) => (x < 0.3 ? -Infinity : x === 0.3 ? 0 : Infinity), [-1, 2])
    expect(steep.x).toBeCloseTo(0.3, 14)
    const pole = solve((x) => 1 / (x - 0.3), [-1, 2])
    expect(pole).toMatchObject({ status: 'unbounded', converged: false })
    expect(pole.bracket[0]).toBeCloseTo(0.3, 12)
  })

  test.each([
    ['ends whose difference overflows', -1e308, 1.7e308, 1e307],
    ['numbers below all normal ones', -1e-320, 3e-320, 1e-320],
    ['neighbors', 1, 1 + Number.EPSILON, 1 + Number.EPSILON],
  ])('ends by itself between %s', (_, low, high, aim) => {
    const { bracket, converged, iterations } = solve((x) => (x < aim ? -1 : 1), [low, high])
    expect(converged).toBe(true)
    expect(iterations).toBeLessThan(250)
    expect(bracket[0]).toBeLessThanOrEqual(aim)
    expect(bracket[1]).toBeGreaterThanOrEqual(aim)
  })

  test('is not held up by flat ends', () => {
    const { x, evaluations } = solve((x) => x ** 19 - 1e-5, [-1, 2], { derivative: (x) => 19 * x ** 18 })
    expect(x).toBeCloseTo(10 ** (-5 / 19), 12)
    expect(evaluations.value).toBeLessThan(60)
    expect(solve((x) => x ** 9, [-1, 2]).converged).toBe(true)
  })

  test('obeys its tolerances and limits', () => {
    const near = solve(cubic, [0, 2], { functionTolerance: 1 })
    expect(near.status).toBe('function-tolerance')
    expect(Math.abs(near.value)).toBeLessThanOrEqual(1)
    const wide = solve((x) => Math.cos(x) - x, [0, 1], { stepTolerance: 0.01 })
    expect(wide.status).toBe('step-tolerance')
    expect(Math.abs(wide.x - 0.7390851332151607)).toBeLessThan(0.01)
    expect(solve(cubic, [0, 2], { maxIterations: 2 })).toMatchObject({ status: 'max-iterations', iterations: 2 })
    expect(solve(cubic, [0, 2], { maxEvaluations: 4 }).status).toBe('max-evaluations')
    expect(solve(cubic, [0, 2], { maxTime: 0 }).status).toBe('max-time')
    expect(solve(cubic, [0, 2], { signal: AbortSignal.abort() }).status).toBe('aborted')
    const stopped = solve(cubic, [0, 2], { onIteration: () => false })
    expect(stopped).toMatchObject({ status: 'stopped', iterations: 1 })
  })
})

test('bisection halves the bracket exactly', () => {
  const { trace = [], bracket } = findRoot(cubic, [0, 2], { method: 'bisection', trace: true })
  for (const { iteration, bracket } of trace) expect(bracket[1] - bracket[0]).toBe(2 * 2 ** -iteration)
  expect(bracket[1] - bracket[0]).toBeLessThanOrEqual(4 * Number.EPSILON * root)
})

/** The errors of the iterates that are above the rounding of f. */
function errors(method: 'secant' | 'newton', interval: number[]): number[] {
  const all: number[] = []
  const recorded = (x: number) => {
    all.push(Math.abs(x - root))
    return cubic(x)
  }
  findRoot(recorded, interval, { method, derivative: slope })
  return all.filter((error) => error > 1e-14)
}

// |f'' / (2 f')| at the root.
const constant = Math.abs((24 * root - 84) / (2 * slope(root)))

// e_{k+1} = C e_k e_{k-1} is order p with p = 1 + 1 / p, p = 1.618.
test('the secant method is of order 1.618: an error is the product of the two before, times |f″ / 2f′|', () => {
  const [first = 0, second = 0, third = 0] = errors('secant', [0.75, 0.82]).slice(-3)
  expect(third / (first * second) / constant).toBeCloseTo(1, 1)
})

test("Newton's method is of order 2: an error is the square of the one before, times |f″ / 2f′|", () => {
  const [before = 0, last = 0] = errors('newton', [0.2, 0.9]).slice(-2)
  expect(last / before ** 2 / constant).toBeCloseTo(1, 1)
})

test("Newton's method asks for the derivative that is given, once a step", () => {
  const { evaluations, iterations } = findRoot(cubic, [0, 2], { method: 'newton', derivative: slope })
  expect(evaluations).toEqual({ value: iterations + 2, derivative: iterations })
  expect(iterations).toBeLessThanOrEqual(7)
})

test("Brent's method takes the evaluations of SciPy's brentq, and one more at most", () => {
  // scipy.optimize.brentq(f, a, b, xtol=5e-324, rtol=8.9e-16, full_output=True), function_calls.
  const cases: [(x: number) => number, [number, number], number][] = [
    [cubic, [0, 2], 10],
    [(x) => x ** 3 - 2, [0, 2], 9],
    [(x) => Math.exp(x) - 10, [0, 3], 10],
    [(x) => Math.cos(x) - x, [0, 1], 8],
  ]
  for (const [f, interval, most] of cases) expect(findRoot(f, interval).evaluations.value).toBeLessThanOrEqual(most + 1)
})
