import { type MinimizeScalarOptions, minimizeScalar } from 'steepest'
import { describe, expect, test } from 'vitest'
import { scalarMinimizerNames } from '../src/backend/operations.ts'

// Chong & Żak, An Introduction to Optimization, example 7.1, and its derivative.
const quartic = (x: number) => x ** 4 - 14 * x ** 3 + 60 * x ** 2 - 70 * x
const slope = (x: number) => 4 * x ** 3 - 42 * x ** 2 + 120 * x - 70
const minimizer = 0.7808840530880756
const minimum = -24.369601567355033

const golden = (Math.sqrt(5) - 1) / 2
const fibonacci = (n: number) => Math.round(((1 + Math.sqrt(5)) / 2) ** n / Math.sqrt(5))
const width = ([low, high]: [number, number]) => high - low

describe.each(scalarMinimizerNames)('minimizeScalar by %s', (method) => {
  const solve = (f: (x: number) => number, interval: number[], options: MinimizeScalarOptions = {}) =>
    minimizeScalar(f, interval, { method, ...options })

  test('finds the minimum of a quartic', () => {
    const result = solve(quartic, [0, 2])
    expect(result).toMatchObject({ status: 'step-tolerance', converged: true, method })
    expect(Math.abs(result.x - minimizer)).toBeLessThan(3e-8)
    expect(Math.abs(result.value - minimum)).toBeLessThan(1e-13)
    expect(result.value).toBe(quartic(result.x))
  })

  test('keeps the minimum between the ends of a bracket that only shrinks, and calls as often as it says', () => {
    let calls = 0
    const counted = (x: number) => {
      calls++
      return quartic(x)
    }
    const {
      trace = [],
      iterations,
      evaluations,
      bracket,
    } = solve(counted, [0, 2], { trace: true, stepTolerance: 1e-5 })
    expect(calls).toBe(evaluations.value)
    expect(trace).toHaveLength(iterations)
    expect(trace.at(-1)!.bracket).toEqual(bracket)
    let outer: [number, number] = [0, 2]
    for (const info of trace) {
      expect(info.bracket[0]).toBeGreaterThanOrEqual(outer[0])
      expect(info.bracket[1]).toBeLessThanOrEqual(outer[1])
      expect(info.bracket[0]).toBeLessThan(minimizer)
      expect(info.bracket[1]).toBeGreaterThan(minimizer)
      outer = info.bracket
    }
  })

  test('takes the ends in either order', () => {
    expect(solve(quartic, [2, 0])).toEqual(solve(quartic, [0, 2]))
  })

  test('ends at once where the ends are one', () => {
    const { x, converged, status } = solve((x) => (x - 1) ** 2, [1, 1])
    expect(x).toBe(1)
    expect([converged, status]).toEqual(method === 'bisection' ? [true, 'solved'] : [true, 'step-tolerance'])
  })

  test.each([
    [1e-310, 0],
    [-1e308, 1.5e308],
    [1, 1 + 2 ** -50],
    [-5e-324, 5e-324],
  ])('ends by itself between %d and %d', (low, high) => {
    const aim = low / 3 + high / 1.5
    const { x, status, iterations } = solve((at) => Math.abs(at - aim), [low, high])
    expect(x).toBeGreaterThanOrEqual(Math.min(low, high))
    expect(x).toBeLessThanOrEqual(Math.max(low, high))
    expect(['solved', 'step-tolerance', 'no-further-progress', 'no-bracket', 'not-finite']).toContain(status)
    expect(iterations).toBeLessThan(200)
  })

  test('stays inside and ends whatever the values are', () => {
    for (const bad of [Number.NaN, Infinity, -Infinity]) {
      const nowhere = solve(() => bad, [0, 2])
      expect(nowhere.converged).toBe(false)
      expect(nowhere.status).toBe(bad === -Infinity ? 'unbounded' : 'not-finite')
      const half = solve((x) => (x > 1 ? bad : (x - 0.25) ** 2), [0, 2])
      expect(half.iterations).toBeLessThan(200)
      if (method !== 'bisection' && bad !== -Infinity) {
        expect(half.converged).toBe(true)
        expect(half.x).toBeCloseTo(0.25, 7)
      }
    }
  })

  test('obeys its limits', () => {
    expect(solve(quartic, [0, 2], { maxIterations: 2 })).toMatchObject({ status: 'max-iterations', iterations: 2 })
    const few = solve(quartic, [0, 2], { maxEvaluations: 5 })
    expect(few.status).toBe('max-evaluations')
    expect(few.evaluations.value).toBeLessThanOrEqual(method === 'bisection' ? 7 : 5)
    expect(few.converged).toBe(false)
    expect(solve(quartic, [0, 2], { maxTime: 0 }).status).toBe('max-time')
    expect(solve(quartic, [0, 2], { signal: AbortSignal.abort() }).status).toBe('aborted')
    const stopped = solve(quartic, [0, 2], { onIteration: ({ iteration }) => iteration < 3 })
    expect(stopped).toMatchObject({ status: 'stopped', iterations: 3, converged: false })
  })

  test('lets what f throws pass', () => {
    const error = new Error('mine')
    const thrower = () => {
      throw error
    }
    expect(() => solve(thrower, [0, 2])).toThrow(error)
  })
})

describe('golden section', () => {
  test('gives the bracket of the textbook after four reductions', () => {
    const { trace = [] } = minimizeScalar(quartic, [0, 2], { method: 'golden-section', trace: true })
    expect(trace[3]!.bracket.map((end) => end.toFixed(4))).toEqual(['0.6525', '0.9443'])
  })

  test('takes one evaluation a step, each of which leaves 0.618 of the bracket', () => {
    const { trace = [] } = minimizeScalar(quartic, [0, 2], { method: 'golden-section', trace: true })
    expect(trace.length).toBeGreaterThan(30)
    for (const { iteration, evaluations, bracket } of trace) {
      expect(evaluations.value).toBe(iteration + 1)
      expect(width(bracket) / (2 * golden ** iteration)).toBeCloseTo(1, 6)
    }
  })
})

describe('Fibonacci search', () => {
  test.each(Array.from({ length: 38 }, (_, i) => i + 3))('leaves (b - a) / F after %d evaluations', (n) => {
    const options = { maxEvaluations: n, stepTolerance: 0 }
    const { bracket, evaluations } = minimizeScalar(quartic, [0, 2], { method: 'fibonacci', ...options })
    expect(evaluations.value).toBe(n)
    const least = 2 / fibonacci(n + 1)
    expect(width(bracket)).toBeLessThanOrEqual(least * 1.0079)
    expect(width(bracket)).toBeGreaterThanOrEqual(least * (1 - 2 ** -20))
    const other = minimizeScalar(quartic, [0, 2], { method: 'golden-section', ...options })
    expect(other.evaluations.value).toBe(n)
    expect(width(bracket)).toBeLessThanOrEqual(width(other.bracket))
  })

  test('settles beforehand how many evaluations its tolerance needs', () => {
    const { status, evaluations, bracket } = minimizeScalar(quartic, [0, 2], {
      method: 'fibonacci',
      stepTolerance: 1e-3,
    })
    // F₁₆ = 987 and F₁₇ = 1597: the last makes 2 / F no more than 2e-3, less the hundredth that the last point is off.
    expect({ status, count: evaluations.value }).toEqual({ status: 'step-tolerance', count: 16 })
    expect(width(bracket)).toBeLessThanOrEqual(2e-3)
  })
})

describe('bisection on the derivative', () => {
  test('halves the bracket exactly, by the derivative that is given and no values but the last', () => {
    const {
      trace = [],
      x,
      evaluations,
    } = minimizeScalar(quartic, [0, 2], {
      method: 'bisection',
      derivative: slope,
      trace: true,
    })
    for (const { iteration, bracket } of trace) expect(width(bracket)).toBe(2 * 2 ** -iteration)
    expect(Math.abs(x - minimizer)).toBeLessThanOrEqual(2 ** -51)
    expect(evaluations).toEqual({ value: 1, derivative: trace.length + 2 })
  })

  test('does with differences, which stay inside', () => {
    const inside = (x: number) => {
      expect(x).toBeGreaterThanOrEqual(0)
      expect(x).toBeLessThanOrEqual(2)
      return quartic(x)
    }
    expect(minimizeScalar(inside, [0, 2], { method: 'bisection' }).x).toBeCloseTo(minimizer, 8)
  })

  test('says when the derivative does not rise through zero', () => {
    const at = (f: (x: number) => number) => minimizeScalar(f, [1, 2], { method: 'bisection' })
    expect(at((x) => x)).toMatchObject({ status: 'no-bracket', x: 1, converged: false })
    expect(at((x) => -x)).toMatchObject({ status: 'no-bracket', x: 2 })
    expect(at((x) => -((x - 1.5) ** 2)).status).toBe('no-bracket')
  })
})

test("Brent's method takes a quarter of what golden section does", () => {
  const count = (method: 'brent' | 'golden-section') => minimizeScalar(quartic, [0, 2], { method }).evaluations.value
  expect(count('brent')).toBeLessThanOrEqual(count('golden-section') / 4)
})

test('minimizeScalar refuses what is no function, no interval and no option', () => {
  const code = (expected: string) => expect.objectContaining({ code: expected })
  expect(() => minimizeScalar(3 as never, [0, 1])).toThrow(code('ERR_OPTION'))
  expect(() => minimizeScalar(quartic, [0])).toThrow(code('ERR_SHAPE'))
  expect(() => minimizeScalar(quartic, [0, Infinity])).toThrow(code('ERR_NOT_FINITE'))
  expect(() => minimizeScalar(quartic, [0, 1], { method: 'newton' as never })).toThrow(code('ERR_OPTION'))
  expect(() => minimizeScalar((() => '1') as never, [0, 1])).toThrow(code('ERR_OPTION'))
})
