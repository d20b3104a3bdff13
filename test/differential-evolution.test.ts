import { minimize, minimizer, problems } from 'steepest'
import { describe, expect, test } from 'vitest'
import { compareSuccesses } from '../bench/population.mjs'

const method = 'differential-evolution' as const
const code = (name: string) => expect.objectContaining({ code: name })
const seeds = Array.from({ length: 25 }, (_, seed) => seed)
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)

describe.each([
  ['without polish', false],
  ['with polish', true],
] as const)('beside SciPy’s, within its evaluations, %s', (_, polish) => {
  const rows = compareSuccesses({ minimize, problems }, polish, 6)

  test('at least as many successes in all', () => {
    expect(rows).toHaveLength(29)
    expect(sum(rows.map(({ ours }) => ours))).toBeGreaterThanOrEqual(sum(rows.map(({ theirs }) => theirs)))
  })

  test.each(rows)('$problem.title: $ours of 25, theirs $theirs', ({ ours, theirs }) => {
    expect(ours).toBeGreaterThanOrEqual(theirs - 5)
  })
})

// SciPy's differential_evolution reached these minima for 4 and 6 of 6 seeds, at about so many evaluations.
test.each([
  [problems.rastrigin(5).shifted([0.7, -1.3, 2.1, -0.4, 1.6]), 4 / 6, 12_864],
  [problems.ackley(5).shifted([5, -9, 14, -3, 11]), 1, 15_976],
] as const)('of 25 seeds as large a share as SciPy’s: %$', (problem, share, maxEvaluations) => {
  const { bounds } = problem
  const successes = seeds.filter((seed) => {
    const { value } = minimize(problem, undefined, { method, bounds: bounds!, seed, maxEvaluations })
    return value <= 1e-6
  })
  expect(successes.length).toBeGreaterThanOrEqual(25 * share)
})

describe('strategies and adaptation', () => {
  const strategies = [
    'best1bin',
    'rand1bin',
    'best2bin',
    'rand2bin',
    'current-to-best1bin',
    'current-to-pbest1bin',
  ] as const
  const sphere = problems.sphere(4).shifted([1, -2, 0.5, 3])

  test.each(strategies)('%s finds a bowl’s minimum, with constant weights and adapted ones', (strategy) => {
    for (const adaptation of ['none', 'l-shade'] as const) {
      const options = { method, strategy, adaptation, polish: false, bounds: sphere.bounds!, seed: 3 } as const
      const { value, converged, message } = minimize(sphere, undefined, options)
      expect(value).toBeLessThan(1e-10)
      expect(converged).toBe(true)
      expect(message).toContain('population')
    }
  })

  test('weights that are given are used, and adaptation left out', () => {
    const common = { method, bounds: sphere.bounds!, seed: 3, maxEvaluations: 900 } as const
    const plain = minimize(sphere, undefined, { ...common, adaptation: 'none' })
    expect(minimize(sphere, undefined, { ...common, crossoverRate: 0.7, differenceWeight: [0.5, 1] })).toEqual(plain)
    expect(minimize(sphere, undefined, { ...common, differenceWeight: 0.6 })).not.toEqual(plain)
    expect(minimize(sphere, undefined, { ...common, crossoverRate: 0.1 })).not.toEqual(plain)
    expect(minimize(sphere, undefined, common)).not.toEqual(plain)
  })

  test.each([0, -1, 3, Number.NaN, [0.5], [1, 0.5], [0.5, 1, 1], ['a', 1], null, '0.5'])(
    'differenceWeight %j is refused',
    (differenceWeight) => {
      const wrong = { method, bounds: sphere.bounds!, differenceWeight: differenceWeight as number }
      expect(() => minimize(sphere, undefined, wrong)).toThrow(code('ERR_OPTION'))
    },
  )
})

describe('a population', () => {
  const bounds = { lower: [-5, -5, -5], upper: [5, 5, 5] }
  const bowl = (x: Float64Array) => x.reduce((total, v) => total + (v - 1) ** 2, 0)

  test('is asked whole, starts at the start, and has one member in each stratum of each variable', () => {
    const run = minimizer([1, 2, 3], { method, bounds, populationSize: 40, seed: 9 })
    const { points } = run.ask()
    expect(points).toHaveLength(40)
    expect([...points[0]!]).toEqual([1, 2, 3])
    for (let j = 0; j < 3; j++) {
      const strata = points.slice(1).map((point) => Math.floor(((point[j]! + 5) / 10) * 40))
      expect(new Set(strata).size).toBe(39)
    }
    run.tell(points.map(bowl))
    expect(run.ask().points).toHaveLength(40)
  })

  test('shrinks as the evaluations are used up, with adaptation alone', () => {
    for (const [adaptation, last] of [
      ['l-shade', 4],
      ['none', 40],
    ] as const) {
      const options = { method, bounds, populationSize: 40, adaptation, polish: false, stepTolerance: 0, seed: 2 }
      const run = minimizer([1, 2, 3], { ...options, maxEvaluations: 4000 })
      const sizes: number[] = []
      let told = 0
      while (!run.done) {
        const { points } = run.ask()
        sizes.push(points.length)
        told += points.length
        run.tell(points.map(bowl))
      }
      expect(told).toBe(4000)
      expect(sizes[0]).toBe(40)
      expect(sizes.at(-2)).toBe(last)
      expect(sizes.slice(0, -1)).toEqual(sizes.slice(0, -1).toSorted((a, b) => b - a))
    }
  })

  test('polished by the evaluations kept for it, when they are few', () => {
    const trid = problems.trid(6)
    const options = { method, bounds: trid.bounds!, seed: 1, maxEvaluations: 900 } as const
    const plain = minimize(trid, undefined, { ...options, polish: false })
    const polished = minimize(trid, undefined, options)
    expect(polished.evaluations.value).toBeLessThanOrEqual(900 + 6)
    expect(polished.evaluations.gradient).toBe(0)
    expect(polished.value - trid.minimum!).toBeLessThan((plain.value - trid.minimum!) / 100)
  })

  test('beyond the region where it began, finds what lies there without bounds', () => {
    const far = (x: Float64Array) => x.reduce((total, v, i) => total + (v - 50 * (i + 1)) ** 2, 0)
    const { x } = minimize(far, [0, 0], { method, seed: 4 })
    expect(Math.hypot(x[0]! - 50, x[1]! - 100)).toBeLessThan(1e-5)
  })
})

describe('without a lower bound', () => {
  test.each([
    ['a parabola', (x: Float64Array) => -(x[0]! ** 2 + x[1]! ** 2)],
    ['a cubic', (x: Float64Array) => x[0]! ** 3 + x[1]!],
    ['an exponential', (x: Float64Array) => -Math.exp(x[0]!) - x[1]!],
  ])('%s: a run ends, and not as converged', (_, falling) => {
    for (const adaptation of ['l-shade', 'none'] as const) {
      const result = minimize(falling, [0.4, 0.3], { method, adaptation, seed: 1, maxTime: 20_000 })
      expect(['unbounded', 'max-iterations', 'max-evaluations']).toContain(result.status)
      expect(result.x.every(Number.isFinite)).toBe(true)
    }
  })
})
