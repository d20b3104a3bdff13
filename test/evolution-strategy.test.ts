// Evolution strategies: the rate that theory gives the (1 + 1) strategy, self-adaptation, commas and pluses.
import { minimize, minimizer } from 'steepest'
import { describe, expect, test } from 'vitest'

const method = 'evolution-strategy'
const sphere = (x: Float64Array) => x.reduce((sum, v) => sum + v * v, 0)
const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length

describe('(1 + 1) with the 1/5 rule', () => {
  const n = 100
  const options = { method, populationSize: 1, functionTolerance: 0, stepTolerance: 0, maxIterations: 1e6 } as const

  /** Values of the parent after each evaluation, and which evaluations succeeded. */
  function watch(seed: number, evaluations: number) {
    const parents: number[] = []
    const successes: boolean[] = []
    const value = (x: Float64Array) => {
      const f = sphere(x)
      const before = parents.at(-1) ?? Infinity
      successes.push(f <= before)
      parents.push(Math.min(f, before))
      return f
    }
    minimize(value, new Float64Array(n).fill(1), { ...options, seed, maxEvaluations: evaluations })
    return { parents, successes }
  }

  // Φ by its series; Beyer, The Theory of Evolution Strategies (2001), (3.113) and (3.116): with the normalized step
  // σ* = σ n / R a mutation succeeds with probability Φ(-σ*/2), and R falls by φ*/n, for n → ∞.
  const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
  function distribution(x: number): number {
    let [term, sum] = [x, x]
    for (let k = 1; k < 40; k++) {
      term *= (x * x) / (2 * k + 1)
      sum += term
    }
    return 0.5 + density(x) * sum
  }
  const progress = (s: number) => s * density(s / 2) - ((s * s) / 2) * distribution(-s / 2)
  const steps = Array.from({ length: 400 }, (_, i) => i / 100)

  test('the formulas give the numbers that are known of them', () => {
    const best = Math.max(...steps.map(progress))
    expect(best).toBeCloseTo(0.2025, 4)
    expect(distribution(-1.224 / 2)).toBeCloseTo(0.27, 2)
  })

  test('R falls log-linearly, near as fast as with the best step, and a fifth of the mutations succeed', () => {
    const runs = Array.from({ length: 6 }, (_, seed) => watch(seed, 14_000))
    const rate = (from: number, to: number) =>
      mean(runs.map(({ parents }) => (n * Math.log(parents[from]! / parents[to]!)) / (2 * (to - from))))
    const whole = rate(2000, 13_999)
    // At a success rate of 1/5, σ* = 1.683 and φ* = 0.188; σ moves about that.
    const atOneFifth = progress(1.683)
    expect(atOneFifth).toBeCloseTo(0.188, 3)
    expect(whole / atOneFifth).toBeGreaterThan(0.9)
    expect(whole / atOneFifth).toBeLessThan(1.1)
    for (let from = 2000; from < 14_000; from += 3000) {
      expect(rate(from, from + 2999) / whole).toBeGreaterThan(0.93)
      expect(rate(from, from + 2999) / whole).toBeLessThan(1.07)
    }
    const successes = mean(runs.map((run) => mean(run.successes.slice(2000).map(Number))))
    expect(successes).toBeGreaterThan(0.17)
    expect(successes).toBeLessThan(0.23)
  })
})

describe('self-adaptation', () => {
  const n = 10
  const stretched = (x: Float64Array) => x.reduce((sum, v, i) => sum + 1e6 ** (i / (n - 1)) * (v - 1) ** 2, 0)

  test.each(['comma', 'plus'] as const)('%s: deviations learn the scales of the variables', (selection) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const start = new Float64Array(n).fill(-1)
      const { value, converged } = minimize(stretched, start, { method, selection, seed, maxEvaluations: 60_000 })
      expect(converged).toBe(true)
      expect(value).toBeLessThan(1e-9)
    }
  })

  test('without recombination it converges too', () => {
    const options = { method, recombination: 'none', seed: 1, maxEvaluations: 60_000 } as const
    expect(minimize(sphere, new Float64Array(5).fill(3), options).value).toBeLessThan(1e-9)
  })
})

test('a plus keeps the parent until something is better, a comma does not', () => {
  const distance = (selection: 'comma' | 'plus') => {
    const options = { method, selection, parents: 1, populationSize: 50, sigma: 1, seed: 3 } as const
    const run = minimizer([0, 0], options)
    run.tell(run.ask().points.map(() => 0))
    let points: Float64Array[] = []
    for (let generation = 0; generation < 60; generation++) {
      points = run.ask().points
      run.tell(points.map(() => Number.NaN))
    }
    return Math.hypot(...[0, 1].map((i) => mean(points.map((x) => x[i]!))))
  }
  expect(distance('plus')).toBeLessThan(1)
  expect(distance('comma')).toBeGreaterThan(3)
})

test.each([
  [undefined, undefined, 100],
  [7, 1, 7],
  [30, 20, 30],
  [1, undefined, 1],
])('%s offspring of %s parents', (populationSize, parents, offspring) => {
  const options = {
    method,
    seed: 1,
    ...(populationSize === undefined ? {} : { populationSize }),
    ...(parents === undefined ? {} : { parents }),
  } as const
  const run = minimizer([2, 2], options)
  run.tell(run.ask().points.map(sphere))
  for (let i = 0; i < 20; i++) {
    const { points } = run.ask()
    expect(points).toHaveLength(offspring)
    run.tell(points.map(sphere))
  }
  expect(run.result.value).toBeLessThan(offspring > 1 ? 0.1 : 8)
})

test('a minimum in a corner of the box is found', () => {
  const bounds = { lower: [-1, 0], upper: [1, 5] }
  const { x, converged } = minimize(([a, b]) => (a! - 3) ** 2 + b!, undefined, { method, bounds, seed: 1 })
  expect(converged).toBe(true)
  expect(x[0]).toBeCloseTo(1, 9)
  expect(x[1]).toBeCloseTo(0, 9)
})

test('with a comma there must be more offspring than parents', () => {
  const options = { method, parents: 30, populationSize: 20 } as const
  const refused = expect.objectContaining({ code: 'ERR_OPTION' })
  expect(() => minimize(sphere, [1, 1], options)).toThrow(refused)
  expect(minimize(sphere, [1, 1], { ...options, selection: 'plus', seed: 1 }).value).toBeLessThan(1e-9)
})

describe('in a box deviations do not drift beyond what selection can tell', () => {
  const f = (x: Float64Array) => x.reduce((sum, v, i) => sum + (i + 1) * (v - 0.3) ** 2, 0)
  test.each([
    [[-1], [1], 0],
    [[-5, -1], [5, 1], 0],
    [[1, 2, -1], [1, 2, 1], 0.49 + 2 * 2.89],
    [[0, -5, -1], [0, 5, 1], 0.09],
    [[1, 2, 3], [1, 2, 3], 0.49 + 2 * 2.89 + 3 * 7.29],
  ])('from %o to %o', (lower, upper, least) => {
    for (const seed of [1, 2, 3]) {
      for (const populationSize of [1, 100]) {
        const options = { method, bounds: { lower, upper }, populationSize, seed } as const
        const { value, converged, evaluations } = minimize(f, undefined, options)
        expect(converged).toBe(true)
        expect(value).toBeCloseTo(least, 9)
        expect(evaluations.value).toBeLessThan(10_000)
      }
    }
  })
})
