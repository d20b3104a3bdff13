// Ends that were once claimed too soon or too late: each a function on which a method said what was not so.
import { curveFitSync, leastSquares, minimize } from 'steepest'
import { describe, expect, test } from 'vitest'
import { methodNames, residualMethodNames } from '../../src/backend/operations.ts'
import { has } from '../../src/methods.ts'
import { cosineAt, expectHonest, type Problem } from './least-squares.ts'

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

describe.each(residualMethodNames)('leastSquares by %s', (method) => {
  const line: Problem = {
    residuals: ([a = 0, b = 0]) => [1, 3, 5, 7.1].map((y, i) => a + b * i - y),
    jacobian: () => [0, 1, 2, 3].map((t) => [1, t]),
    start: [0, 0],
  }

  test('from the origin, by the Jacobian and by differences, at a bound and between', () => {
    for (const bounds of [{}, { lower: [0, 0] }, { upper: [0, 5] }, { lower: [-3, -3], upper: [9, 9] }]) {
      for (const jacobian of [{}, { jacobian: line.jacobian }]) {
        const result = leastSquares(line.residuals, line.start, { method, bounds, ...jacobian })
        const { lower, upper } = bounds as { lower?: number[]; upper?: number[] }
        expect(result.converged, result.message).toBe(true)
        expectHonest(line, result, lower, upper)
        if (upper?.[0] !== 0) expect(result.x[1]).toBeCloseTo(2.03, 9)
      }
    }
  })

  test('from the origin, of a curve', () => {
    const data = { t: [0, 1, 2, 3], y: [1, 3, 5, 7.1] }
    for (const derivative of ['exact', 'differences'] as const) {
      const { converged, message, parameters } = curveFitSync('a + b * t', data, {
        start: { a: 0, b: 0 },
        method,
        derivative,
      })
      expect(converged, message).toBe(true)
      expect(parameters.a).toBeCloseTo(0.98, 9)
      expect(parameters.b).toBeCloseTo(2.03, 9)
    }
  })

  test('from the origin of others: curved, decoupled, in other units', () => {
    const others: Problem['residuals'][] = [
      ([x = 0, y = 0]) => [Math.exp(x) - 2, y * y - 2 + x, x - y],
      ([x = 0, y = 0]) => [x - 1, x - 2, y - 3],
      ([x = 0, y = 0]) => [1e-9 * (x - 1e9), 1e9 * y - 3, 1e9 * y - 4],
    ]
    const jacobians: Problem['jacobian'][] = [
      ([x = 0, y = 0]) => [
        [Math.exp(x), 0],
        [1, 2 * y],
        [1, -1],
      ],
      () => [
        [1, 0],
        [1, 0],
        [0, 1],
      ],
      () => [
        [1e-9, 0],
        [0, 1e9],
        [0, 1e9],
      ],
    ]
    others.forEach((residuals, i) => {
      const problem = { residuals, jacobian: jacobians[i]!, start: [0, 0] }
      const result = leastSquares(residuals, [0, 0], { method, jacobian: problem.jacobian })
      expect(result.converged, result.message).toBe(true)
      expect(result.iterations).toBeGreaterThan(0)
      expectHonest(problem, result)
    })
  })

  test('a Jacobian of the wrong sign', () => {
    const residuals = ([x = 0]: Float64Array | number[]) => [x * x - 3, x - 1]
    const jacobian = ([x = 0]: Float64Array | number[]) => [[2 * x], [1]]
    const wrong = ([x = 0]: Float64Array | number[]) => [[-2 * x], [-1]]
    expect(cosineAt({ residuals, jacobian, start: [] }, [7])).toBeGreaterThan(0.9)
    const { converged, x, message } = leastSquares(residuals, [7], { method, jacobian: wrong })
    expect(converged, message).toBe(false)
    expect(x[0]).toBeCloseTo(7, 12)
  })

  test('kinks', () => {
    const sign = (v: number) => (v < 0 ? -1 : 1)
    const bent: Problem = {
      residuals: ([x = 0, y = 0]) => [Math.abs(x) + 1, Math.abs(y - 1) + 1, x * y - 1],
      jacobian: ([x = 0, y = 0]) => [
        [sign(x), 0],
        [0, sign(y - 1)],
        [y, x],
      ],
      start: [0.5, 0.5],
    }
    for (const jacobian of [{}, { jacobian: bent.jacobian }]) {
      const { converged, x, message } = leastSquares(bent.residuals, bent.start, { method, ...jacobian })
      if (converged) expect(cosineAt(bent, x), message).toBeLessThanOrEqual(1e-4)
    }
  })

  test('a large variable on which the others do not depend', () => {
    const residuals = ([a = 0, b = 0]: Float64Array | number[]) => [
      a - 1e13,
      b - 1,
      b * b - 3,
      Math.exp(b) - 9,
      Math.sin(3 * b),
    ]
    const jacobian = ([, b = 0]: Float64Array | number[]) => [
      [1, 0],
      [0, 1],
      [0, 2 * b],
      [0, Math.exp(b)],
      [0, 3 * Math.cos(3 * b)],
    ]
    for (const given of [{}, { jacobian }]) {
      const result = leastSquares(residuals, [1e13, 3], { method, ...given })
      expect(result.converged, result.message).toBe(true)
      expectHonest({ residuals, jacobian, start: [] }, result)
    }
  })

  test('a minimum at bounds', () => {
    // The minimum between the bounds is 24.492, by the projected gradient.
    const freudenstein: Problem = {
      residuals: ([a = 0, b = 0]) => [-13 + a + ((5 - b) * b - 2) * b, -29 + a + ((b + 1) * b - 14) * b],
      jacobian: ([, b = 0]) => [
        [1, (10 - 3 * b) * b - 2],
        [1, (3 * b + 2) * b - 14],
      ],
      start: [0.5, -2],
    }
    const [lower, upper] = [
      [0, -5],
      [20, 3],
    ]
    const result = leastSquares(freudenstein.residuals, freudenstein.start, { method, bounds: { lower, upper } })
    expectHonest(freudenstein, result, lower, upper)
    expect(result.value).toBeLessThan(24.4925)
  })

  test('squares that underflow', () => {
    const residuals = ([a = 0]: Float64Array | number[]) => [1e-200 * (a - 3), 1e-200 * (a - 4)]
    expect(leastSquares(residuals, [1], { method }).converged).toBe(false)
  })

  test('where residuals do not determine the variables there is no covariance', () => {
    const counts = Array.from({ length: 10 }, (_, i) => i + 1)
    const residuals = ([a = 0, b = 0]: Float64Array | number[]) =>
      counts.map((i) => 2 + 2 * i - (Math.exp(i * a) + Math.exp(i * b)))
    const once = leastSquares(residuals, [0.3, 0.4], { method, loss: 'arctan', lossScale: 0.1 })
    for (const result of [once, leastSquares(residuals, once.x, { method, loss: 'arctan', lossScale: 0.1 })]) {
      if (result.status === 'rank-deficient') expect(result.covariance).toBeUndefined()
    }
  })

  test('a variable that bounds leave no room is known, by the Jacobian and by differences', () => {
    const residuals = ([a = 0, b = 0]: Float64Array | number[]) => [a + 1, b - 2, a * b - 3]
    const jacobian = ([a = 0, b = 0]: Float64Array | number[]) => [
      [1, 0],
      [0, 1],
      [b, a],
    ]
    const bounds = { lower: [1, -10], upper: [1, 10] }
    for (const given of [{}, { jacobian }]) {
      const result = leastSquares(residuals, [1, 1], { method, bounds, ...given })
      expect(result.converged, result.message).toBe(true)
      expect(result.x[1]).toBeCloseTo(2.5, 9)
      // Σ r² = 2² + ½² + ½², of three residuals that one variable fits; JᵀJ = 2 for it.
      const { covariance } = result
      expect([0, 1, 2].map((i) => covariance!.data[i])).toEqual([0, 0, 0])
      expect(covariance!.at(1, 1)).toBeCloseTo(4.5 / 2 / 2, 9)
    }
    const both = leastSquares(residuals, [1, 2], { method, bounds: { lower: [1, 2], upper: [1, 2] } })
    expect(both).toMatchObject({ status: 'gradient-tolerance', converged: true })
    expect(both.covariance?.data.every((v) => v === 0)).toBe(true)
  })

  test('the measure is a cosine with every loss', () => {
    for (const loss of ['huber', 'soft-l1', 'cauchy', 'arctan'] as const) {
      for (let maxIterations = 0; maxIterations < 12; maxIterations++) {
        const helix = ([a = 0, b = 0, c = 0]: Float64Array | number[]) => [
          10 * (c - (10 * Math.atan2(b, a)) / (2 * Math.PI)),
          10 * (Math.hypot(a, b) - 1),
          c,
        ]
        const { gradientNorm } = leastSquares(helix, [-1, 0.1, 0], { method, loss, lossScale: 0.1, maxIterations })
        expect(gradientNorm).toBeLessThanOrEqual(1 + 1e-12)
      }
    }
  })
})
