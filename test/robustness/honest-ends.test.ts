// Ends that were once claimed too soon or too late: each a function on which a method said what was not so.
import { minimize } from 'steepest'
import { describe, expect, test } from 'vitest'
import { methodNames } from '../../src/backend/operations.ts'
import { has } from '../../src/methods.ts'

const sphere = (x: Float64Array) => x.reduce((sum, v) => sum + v * v, 0)
const code = (name: string) => expect.objectContaining({ code: name })

describe('bounds', () => {
  test.each([
    ['pairs, as SciPy has them', [[2, 3]]],
    ['other names', { min: 2, max: 3 }],
    ['a name misspelled', { lower: 2, uper: 3 }],
  ])('%s are refused', (_, bounds) => {
    expect(() => minimize(sphere, [2.5], { bounds: bounds as never })).toThrow(code('ERR_OPTION'))
  })

  test('constraints with a name that is none are refused', () => {
    const inequality = { count: 1, values: () => [1], jac: () => [[0]] }
    expect(() => minimize(sphere, [2.5], { constraints: { inequality } as never })).toThrow(/jac/)
  })
})

test.each(['auto', 'bfgs', 'dfp', 'lbfgs'] as const)(
  '%s, deceived by its model, goes on along the gradient',
  (method) => {
    // Values fall by so many powers of ten that the first curvature met says nothing of the next.
    const steep = {
      value: (x: Float64Array) => Math.exp(1000 * sphere(x)),
      gradient: (x: Float64Array) => x.map((v) => 2000 * v * Math.exp(1000 * sphere(x))),
    }
    const { value, converged, gradientNorm } = minimize(steep, [0.4, 0.3], { method })
    expect(converged).toBe(true)
    expect(gradientNorm).toBeLessThan(1e-4)
    expect(value).toBeCloseTo(1, 12)
  },
)

test.each(['gradient-descent', 'bfgs', 'lbfgs'] as const)(
  '%s with Armijo’s search names the component of the gradient that is never written',
  (method) => {
    let calls = 0
    const forgetful = {
      value: sphere,
      gradient(x: Float64Array, out: Float64Array) {
        out[0] = 2 * x[0]!
        if (++calls < 3) out[1] = 20 * x[1]!
      },
    }
    const { status, message, x } = minimize(forgetful, [1, 2], { method, lineSearch: 'armijo' })
    expect(status).toBe('not-finite')
    expect(message).toMatch(/Component 1 of the gradient/)
    expect(x.every(Number.isFinite)).toBe(true)
  },
)

test.each(methodNames.filter((name) => has(name, 'random')))(
  '%s looks at the clock between the points of a population, and keeps the best of them',
  (method) => {
    const values: number[] = []
    const slow = (x: Float64Array) => {
      const until = performance.now() + 4
      while (performance.now() < until);
      values.push(sphere(x))
      return sphere(x)
    }
    const started = performance.now()
    const options = { method, seed: 1, maxTime: 60, bounds: { lower: [-5, -5], upper: [5, 5] } }
    const { value, x, evaluations } = minimize(slow, [1, 2], { ...options, maxEvaluations: 1000 })
    expect(evaluations.value).toBe(values.length)
    expect(performance.now() - started).toBeLessThan(500)
    // A descent by differences knows its newest point only once its gradient is complete.
    if (!has(method, 'descends')) expect(value).toBe(Math.min(...values))
    expect(value).toBe(sphere(x))
  },
)
