// The cross-entropy method on the examples of its tutorial (de Boer, Kroese, Mannor & Rubinstein, 2005), and by parts.
import { minimize, minimizer, problems } from 'steepest'
import { describe, expect, test } from 'vitest'

const method = 'cross-entropy'
const seeds = Array.from({ length: 25 }, (_, i) => i + 1)

describe('real variables', () => {
  test('of two peaks the higher is found from beside the lower', () => {
    // S(x) = e^(-(x-2)²) + 0.8 e^(-(x+2)²), from N(-6, 10²), by samples of 100.
    const two = ([x]: Float64Array) => -Math.exp(-((x! - 2) ** 2)) - 0.8 * Math.exp(-((x! + 2) ** 2))
    const found = seeds.filter((seed) => {
      const { x, converged } = minimize(two, [-6], { method, sigma: 10, populationSize: 100, seed })
      return converged && Math.abs(x[0]! - 2) < 1e-4
    })
    expect(found.length).toBeGreaterThanOrEqual(24)
  })

  test('Rosenbrock’s function in a box', () => {
    const problem = problems.rosenbrock(2)
    const bounds = { lower: [-2, -2], upper: [2, 2] }
    const options = { method, bounds, populationSize: 1000, eliteFraction: 0.01, maxEvaluations: 200_000 } as const
    const solved = seeds.filter((seed) => minimize(problem, undefined, { ...options, seed }).value < 1e-9)
    expect(solved.length).toBeGreaterThanOrEqual(24)
  })

  test('deviations that vanish on a slope are made larger until the minimum is reached', () => {
    const bowl = (x: Float64Array) => x.reduce((sum, v, i) => sum + (i + 1) * (v - 100) ** 2, 0)
    for (const seed of [1, 2, 3]) {
      const { value, converged } = minimize(bowl, [0, 0, 0], { method, sigma: 1, seed })
      expect(converged).toBe(true)
      expect(value).toBeLessThan(1e-9)
    }
  })

  test('the next sample is drawn from the smoothed fit to the elite', () => {
    const n = 2
    const run = minimizer([0, 0], {
      method,
      sigma: 1,
      populationSize: 4000,
      eliteFraction: 0.25,
      smoothing: 0.6,
      seed: 9,
    })
    run.tell(run.ask().points.map(() => 0))
    const { points } = run.ask()
    run.tell(points.map(([a]) => a!))
    const next = run.ask().points
    const moments = (of: Float64Array[], i: number) => {
      const average = of.reduce((sum, x) => sum + x[i]!, 0) / of.length
      return [average, Math.sqrt(of.reduce((sum, x) => sum + (x[i]! - average) ** 2, 0) / of.length)] as const
    }
    const elite = points.toSorted((x, y) => x[0]! - y[0]!).slice(0, 1000)
    for (let i = 0; i < n; i++) {
      const [average, deviation] = moments(elite, i)
      const [drawn, spread] = moments(next, i)
      expect(Math.abs(drawn - 0.6 * average)).toBeLessThan(4 / Math.sqrt(4000))
      expect(Math.abs(spread - (0.6 * deviation + 0.4))).toBeLessThan(4 / Math.sqrt(8000))
    }
    // Below its lower quartile a normal variable has mean -1.2711 and deviation 0.4914.
    expect(moments(elite, 0)[0]).toBeCloseTo(-1.271, 1)
    expect(moments(elite, 0)[1]).toBeCloseTo(0.491, 1)
  })
})

describe('small samples', () => {
  const bowl = (x: Float64Array) => x.reduce((sum, v, i) => sum + (i + 1) * (v - 0.3) ** 2, 0)

  test('of fewer than four points are refused', () => {
    const run = () => minimize(bowl, [1, 1], { method, populationSize: 3 })
    expect(run).toThrow(RangeError)
    expect(run).toThrow(expect.objectContaining({ code: 'ERR_OPTION' }))
  })

  test.each([{ populationSize: 4 }, { populationSize: 10 }, { populationSize: 100, eliteFraction: 0.001 }])(
    '%o: an elite of two at least, and nothing but the minimum is converged at',
    (options) => {
      const ended = seeds.map((seed) => minimize(bowl, [3, -2, 1], { method, seed, ...options }))
      for (const { value } of ended.filter(({ converged }) => converged)) expect(value).toBeLessThan(1e-9)
      if (options.populationSize > 4) expect(ended.filter(({ converged }) => converged)).toHaveLength(seeds.length)
    },
  )

  test('a variable that cannot move is as if it were not there', () => {
    const bounds = { lower: [1, 2, -1], upper: [1, 2, 1] }
    for (const seed of [1, 2, 3]) {
      const { value, converged } = minimize(bowl, undefined, { method, bounds, seed })
      expect(converged).toBe(true)
      expect(value).toBeCloseTo(0.49 + 2 * 2.89, 9)
    }
  })
})

describe('binary variables', () => {
  const binary = { method, encoding: 'binary' } as const

  test('a vertex of the cube is found by its distance', () => {
    const n = 50
    const hidden = Array.from({ length: n }, (_, i) => (Math.sin(i * i + 1) > 0 ? 1 : 0))
    for (const seed of seeds) {
      const distance = (x: Float64Array) => x.reduce((sum, v, i) => sum + Math.abs(v - hidden[i]!), 0)
      const { x, value, status, converged } = minimize(distance, new Float64Array(n), { ...binary, seed })
      expect(value).toBe(0)
      expect([...x]).toEqual(hidden)
      expect(converged).toBe(true)
      expect(['step-tolerance', 'function-tolerance']).toContain(status)
    }
  })

  test('the largest cut of a graph whose largest cut is known', () => {
    // Edges within either half weigh less than 1, those between 1: no cut exceeds (n/2)².
    const n = 30
    const half = (i: number) => (i * 7) % n < n / 2
    const weight = (i: number, j: number) => (half(i) === half(j) ? Math.abs(Math.sin(i * j + i + j)) : 1)
    const minusCut = (x: Float64Array) => {
      let cut = 0
      for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) if (x[i] !== x[j]) cut += weight(i, j)
      return -cut
    }
    const solved = seeds
      .slice(0, 10)
      .filter((seed) => minimize(minusCut, new Float64Array(n), { ...binary, seed }).value === -(n * n) / 4)
    expect(solved.length).toBeGreaterThanOrEqual(9)
  })

  test('nothing but 0 and 1 is asked for, and bounds hold bits', () => {
    const bounds = { lower: [0, 1, 0, 0], upper: [1, 1, 0, 1] }
    const run = minimizer([0.7, 1, 0, 0.2], { ...binary, bounds, seed: 1, maxEvaluations: 500 })
    expect([...run.ask().points[0]!]).toEqual([1, 1, 0, 0])
    while (!run.done) {
      const { points } = run.ask()
      for (const x of points) {
        expect(x.every((v) => v === 0 || v === 1)).toBe(true)
        expect([x[1], x[2]]).toEqual([1, 0])
      }
      run.tell(points.map((x) => x[0]! - x[3]!))
    }
    expect([...run.result.x]).toEqual([0, 1, 0, 1])
  })
})
