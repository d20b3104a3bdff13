import { type LineSearchOptions, lineSearch, problems } from 'steepest'
import { describe, expect, test } from 'vitest'

const methods = ['armijo', 'strong-wolfe', 'more-thuente', 'hager-zhang', 'exact'] as const

/** e^a - 2a along the one axis there is: its minimum is at log 2, where it is 2 - 2 log 2. */
const valley = {
  value: ([a]: Float64Array) => Math.exp(a!) - 2 * a!,
  gradient: ([a]: Float64Array) => [Math.exp(a!) - 2],
}

describe.each(methods)('lineSearch by %s', (method) => {
  test.each([1e-3, 0.1, 1, 10, 1e3])('meets its conditions from a first step of %d', (stepSize) => {
    const options: LineSearchOptions = { method, stepSize, sufficientDecrease: 1e-3, curvature: 0.1 }
    const result = lineSearch(valley, [0], [1], options)
    expect(result.status).toBe('solved')
    expect(result.value).toBe(valley.value(Float64Array.of(result.stepSize)))
    expect(result.slope).toBeCloseTo(Math.exp(result.stepSize) - 2, 12)
    // φ(0) = 1, φ'(0) = -1.
    expect(result.value).toBeLessThanOrEqual(method === 'exact' ? 1 : 1 - 1e-3 * result.stepSize)
    if (method === 'strong-wolfe' || method === 'more-thuente') expect(Math.abs(result.slope)).toBeLessThanOrEqual(0.1)
    if (method === 'hager-zhang') expect(result.slope).toBeGreaterThanOrEqual(-0.1)
    if (method === 'exact') expect(result.stepSize).toBeCloseTo(Math.LN2, 9)
  })

  test('counts the calls it makes', () => {
    let values = 0
    let gradients = 0
    const counted = {
      value(x: Float64Array) {
        values++
        return valley.value(x)
      },
      gradient(x: Float64Array) {
        gradients++
        return valley.gradient(x)
      },
    }
    const { evaluations } = lineSearch(counted, [0], [1], { method, stepSize: 100 })
    expect(evaluations).toEqual({ value: values, gradient: gradients, hessian: 0, hessianProduct: 0 })
    // Armijo's rule asks for the slope at both ends only.
    if (method === 'armijo') expect(gradients).toBe(2)
    else expect(gradients).toBe(values)
  })

  test('does without a gradient', () => {
    const { status, value, evaluations } = lineSearch(valley.value, [0], [1], { method })
    expect(status).toBe('solved')
    expect(value).toBeLessThan(1)
    expect(evaluations.gradient).toBe(0)
  })

  test('takes no step along a direction that does not descend', () => {
    const result = lineSearch(valley, [0], [-1], { method })
    expect(result).toMatchObject({ status: 'no-further-progress', stepSize: 0, value: 1, slope: 1 })
  })

  test('finds its way where the objective is not defined everywhere', () => {
    // Defined for a < 1, with its minimum at 1/2.
    const barrier = {
      value: ([a]: Float64Array) => -Math.log(1 - a!) - 2 * a!,
      gradient: ([a]: Float64Array) => [1 / (1 - a!) - 2],
    }
    const { status, value, stepSize } = lineSearch(barrier, [0], [1], { method, stepSize: 100 })
    expect(status).toBe('solved')
    expect(stepSize).toBeLessThan(1)
    expect(value).toBeLessThan(0)
  })

  test('says what the objective does at its worst', () => {
    expect(lineSearch(() => Number.NaN, [0], [1], { method })).toMatchObject({ status: 'not-finite', stepSize: 0 })
    if (method !== 'armijo') {
      const falling = { value: ([a]: Float64Array) => -a!, gradient: () => [-1] }
      expect(lineSearch(falling, [0], [1], { method }).status).toBe('unbounded')
    }
  })
})

test('lineSearch searches along a test function of the core', () => {
  const problem = problems.rosenbrock(2)
  const { status, value } = lineSearch(problem, problem.start, [215.6, 88])
  expect(status).toBe('solved')
  expect(value).toBeLessThan(24.2)
})

test('lineSearch refuses a direction of another length', () => {
  expect(() => lineSearch(valley, [0], [1, 2])).toThrow(expect.objectContaining({ code: 'ERR_SHAPE' }))
})
