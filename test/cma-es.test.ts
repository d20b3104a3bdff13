// CMA-ES: evaluations beside its author's program, invariances, bounds, restarts, any population.
import { type MinimizeOptions, minimize, minimizer, problems } from 'steepest'
import { describe, expect, test } from 'vitest'
import { hashOf } from '../src/run-state.ts'

const n = 10
const method = 'cma-es'
const seeds = Array.from({ length: 25 }, (_, i) => i + 1)

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!

// An orthogonal matrix: a reflection, then rotations of neighbors.
const rotation = (() => {
  const v = Float64Array.from({ length: n }, (_, i) => Math.sin(3 * i + 1))
  const squares = v.reduce((sum, c) => sum + c * c, 0)
  const q = Array.from(v, (a, i) => Array.from(v, (b, j) => (i === j ? 1 : 0) - (2 * a * b) / squares))
  for (let i = 0; i + 1 < n; i++) {
    const [c, s] = [Math.cos(i + 1), Math.sin(i + 1)]
    const [p, r] = [q[i]!, q[i + 1]!]
    q[i] = p.map((a, j) => c * a - s * r[j]!)
    q[i + 1] = p.map((a, j) => s * a + c * r[j]!)
  }
  return q
})()

const axes = Float64Array.from({ length: n }, (_, i) => 1e6 ** (i / (n - 1)))
const weighted = (weights: ArrayLike<number>) => (x: Float64Array) =>
  x.reduce((sum, v, i) => sum + weights[i]! * v * v, 0)
const ellipsoid = weighted(axes)
const rotatedEllipsoid = (x: Float64Array) =>
  ellipsoid(Float64Array.from(rotation, (row) => row.reduce((sum, a, j) => sum + a * x[j]!, 0)))
const rosenbrock = (x: Float64Array) => problems.rosenbrock(n).value(x)
const rastrigin = (x: Float64Array) => x.reduce((sum, v) => sum + v * v + 10 - 10 * Math.cos(2 * Math.PI * v), 0)

// Medians over 25 seeds of N. Hansen's pycma 4.5.0 to 1e-9, from all ones with σ = 1/2, Rosenbrock's function from zeros.
const published: [string, (x: Float64Array) => number, start: number, evaluations: number][] = [
  ['sphere', weighted(new Float64Array(n).fill(1)), 1, 1480],
  ['ellipsoid', ellipsoid, 1, 4070],
  ['rotated ellipsoid', rotatedEllipsoid, 1, 4070],
  ['cigar', weighted(Float64Array.from({ length: n }, (_, i) => (i === 0 ? 1 : 1e6))), 1, 4060],
  ['tablet', weighted(Float64Array.from({ length: n }, (_, i) => (i === 0 ? 1e6 : 1))), 1, 3030],
  ['Rosenbrock', rosenbrock, 0, 5140],
]

test.each(published)('%s takes the evaluations that its author’s program takes', (_, f, start, expected) => {
  const evaluations = seeds.map((seed) => {
    const options = { method, seed, sigma: 0.5, target: 1e-9, maxEvaluations: 50_000 } as const
    return minimize(f, new Float64Array(n).fill(start), options)
  })
  expect(evaluations.filter(({ status }) => status === 'target').length).toBeGreaterThanOrEqual(23)
  const count = median(evaluations.map((run) => run.evaluations.value))
  expect(count / expected).toBeGreaterThan(0.9)
  expect(count / expected).toBeLessThan(1.1)
})

describe('only the order of the values counts', () => {
  const trace = (f: (x: Float64Array) => number) => {
    const points: string[] = []
    const seen = (x: Float64Array) => {
      points.push(x.join())
      return f(x)
    }
    const options = { method, seed: 3, functionTolerance: 0, maxEvaluations: 2000 } as const
    minimize(seen, new Float64Array(n).fill(2), options)
    return points
  }

  test.each<[string, (value: number) => number]>([
    ['doubled and shifted', (value) => 2 * value + 1],
    ['to a power', (value) => value ** 0.25],
    ['its logarithm', Math.log],
  ])('%s', (_, increasing) => {
    expect(trace((x) => increasing(rosenbrock(x)))).toEqual(trace(rosenbrock))
  })
})

test('where variables are stretched, and σ with them, nothing changes', () => {
  const run = (stretch: number) =>
    minimize((x) => rosenbrock(x.map((v) => v / stretch)), new Float64Array(n).fill(2 * stretch), {
      method,
      seed: 5,
      sigma: stretch / 2,
      maxEvaluations: 3000,
    })
  const plain = run(1)
  const stretched = run(1024)
  expect(stretched.value).toBe(plain.value)
  expect(stretched.x).toEqual(plain.x.map((v) => 1024 * v))
})

describe('bounds', () => {
  test('a minimum at a bound, or in a corner, is found there', () => {
    const far = (x: Float64Array) => (x[0]! - 3) ** 2 + (x[1]! + 2) ** 2 + (x[2]! - 0.25) ** 2
    const bounds = { lower: [-1, -1, -1], upper: [1, 1, 1] }
    const { x, value, converged } = minimize(far, [0, 0, 0], { method, bounds, restarts: 'none', seed: 1 })
    expect(converged).toBe(true)
    expect(value).toBeCloseTo(5, 9)
    expect(x[0]).toBeCloseTo(1, 9)
    expect(x[1]).toBeCloseTo(-1, 9)
    expect(x[2]).toBeCloseTo(0.25, 5)
  })

  test('the first sample spreads over three tenths of the box', () => {
    const bounds = { lower: [-100, 0], upper: [100, 1e-3] }
    const run = minimizer([50, 5e-4], { method, bounds, populationSize: 4000, seed: 2, restarts: 'none' })
    run.tell(run.ask().points.map(() => 0))
    const { points } = run.ask()
    for (const [i, deviation] of [60, 3e-4].entries()) {
      const inner = points.filter((x) => Math.abs(x[i]! - [50, 5e-4][i]!) < deviation / 2)
      // Of a normal distribution 38.3 % are within half a deviation; more here, for what the bounds mirrored back.
      expect(inner.length / 4000).toBeGreaterThan(0.35)
      expect(inner.length / 4000).toBeLessThan(0.6)
    }
  })
})

describe('restarts', () => {
  const bounds = { lower: new Array(5).fill(-5.12), upper: new Array(5).fill(3.12) }
  const solved = (options: MinimizeOptions) =>
    seeds.filter((seed) => minimize(inCore, undefined, { method, bounds, seed, ...options }).value < 1e-8).length
  const inCore = problems.rastrigin(5)

  test('BIPOP solves what one run seldom does', () => {
    // pycma takes 12,000 to 85,000.
    const limit = { maxEvaluations: 150_000, target: 1e-9 }
    expect(solved({ method, restarts: 'none', ...limit })).toBeLessThan(5)
    expect(solved({ method, restarts: 'bipop', ...limit })).toBeGreaterThanOrEqual(23)
    expect(solved({ method, restarts: 'ipop', ...limit })).toBeGreaterThanOrEqual(23)
  })

  test('without a limit they end, converged, after 10,000 evaluations a variable', () => {
    const { evaluations, converged, message } = minimize(rastrigin, undefined, { method, bounds, seed: 1 })
    expect(evaluations.value).toBeGreaterThan(50_000)
    expect(evaluations.value).toBeLessThan(150_000)
    expect(converged).toBe(true)
    expect(message).toMatch(/^The (values over the )?distribution/)
  })

  test('populations double, and small ones are between', () => {
    const run = minimizer(undefined, { method, bounds, seed: 4 })
    const sizes = new Set<number>()
    while (!run.done) {
      const { points } = run.ask()
      sizes.add(points.length)
      run.tell(points.map(rastrigin))
    }
    for (const size of [8, 16, 32, 64]) expect(sizes).toContain(size)
    expect([...sizes].filter((size) => size > 1 && Math.log2(size / 8) % 1 !== 0).length).toBeGreaterThan(0)
  })
})

test.each([2, 3, 5, 40, 1000])('a population of %d', (populationSize) => {
  const f = (x: Float64Array) => 10 * x[0]! ** 2 + (x[1]! - 1) ** 2 + x[0]! * x[1]!
  const run = minimizer([3, 3], { method, populationSize, seed: 1 })
  run.tell(run.ask().points.map(f))
  while (!run.done) {
    const { points } = run.ask()
    expect(points).toHaveLength(populationSize)
    run.tell(points.map(f))
  }
  // The gradient is zero at (-2, 40)/39, where the value is -1/39.
  expect(run.result.converged).toBe(true)
  expect(run.result.value).toBeCloseTo(-1 / 39, 9)
})

test('no more evaluations are asked for than are allowed', () => {
  for (const maxEvaluations of [1, 2, 10, 11, 12, 100]) {
    const run = minimizer(new Float64Array(n), { method, maxEvaluations, seed: 1 })
    let asked = 0
    while (!run.done) {
      const { points } = run.ask()
      asked += points.length
      run.tell(points.map(rosenbrock))
    }
    expect(asked).toBe(maxEvaluations)
    expect(run.result.status).toBe('max-evaluations')
  }
})

test('says by what it converged', () => {
  const { status, message, seed } = minimize(rosenbrock, new Float64Array(n), {
    method,
    seed: 12,
    functionTolerance: 0,
  })
  expect(status).toBe('step-tolerance')
  expect(message).toMatch(/^The distribution is within its tolerance: relative size .* ≤ 1.00e-12: converged\.$/)
  expect(seed).toBe(12)
})

describe('a snapshot that cannot be of a run', () => {
  // After 56 bytes of random numbers: first, large, largest and present population, σ, then five more of restarts; the
  // run under way, of two numbers; the best point and value; how the best run ended; and the distribution.
  const at = { large: 64, population: 80, sigma: 88, bestX: 144, status: 168, measure: 188, deviation: 192, mean: 224 }
  const quadratic = ([a, b]: Float64Array) => a! * a! + b! * b!
  const saved = () => {
    const run = minimizer([1, 1], { method, seed: 1 })
    for (let i = 0; i < 10; i++) run.tell(run.ask().points.map(quadratic))
    const state = JSON.parse(JSON.stringify(run.state()))
    return { state, bytes: Buffer.from(state.snapshot[1], 'base64') }
  }

  test('the places are those that the other tests damage', () => {
    const { bytes } = saved()
    expect(bytes.readDoubleLE(at.large)).toBe(6)
    expect(bytes.readDoubleLE(at.population)).toBe(6)
    expect(bytes.readDoubleLE(at.sigma)).toBe(1)
    expect(bytes.readInt32LE(at.measure)).toBe(0)
    expect(bytes.readDoubleLE(at.deviation)).toBeGreaterThan(0)
    expect(bytes.readDoubleLE(at.deviation + 8)).toBe(9)
  })

  test.each<[string, (bytes: Buffer) => void]>([
    ['more points than there is room for', (bytes) => bytes.writeDoubleLE(3072, at.population)],
    [
      'such, and a large population to match',
      (bytes) => {
        bytes.writeDoubleLE(3072, at.large)
        bytes.writeDoubleLE(3072, at.population)
      },
    ],
    ['one point', (bytes) => bytes.writeDoubleLE(1, at.population)],
    ['part of a point', (bytes) => bytes.writeDoubleLE(2.5, at.population)],
    ['no σ to begin again with', (bytes) => bytes.writeDoubleLE(0, at.sigma)],
    ['a best point that is not finite', (bytes) => bytes.writeDoubleLE(Number.NaN, at.bestX)],
    ['an end that there is none of', (bytes) => bytes.writeInt32LE(99, at.status)],
    ['a measure that there is none of', (bytes) => bytes.writeInt32LE(-1, at.measure)],
    ['σ = 0', (bytes) => bytes.writeDoubleLE(0, at.deviation)],
    ['σ = ∞', (bytes) => bytes.writeDoubleLE(Infinity, at.deviation)],
    ['a mean that is not finite', (bytes) => bytes.writeDoubleLE(Number.NaN, at.mean)],
  ])('%s is refused', (_, damage) => {
    const { state, bytes } = saved()
    damage(bytes)
    const damaged = { ...state, snapshot: [hashOf([bytes]), bytes.toString('base64')], answers: [] }
    const refusal = { code: 'ERR_STATE', message: expect.stringContaining('differs') }
    expect(() => minimizer.resume(damaged)).toThrow(expect.objectContaining(refusal))
    const whole = minimizer.resume({ ...state, answers: [] })
    while (!whole.done) whole.tell(whole.ask().points.map(quadratic))
    expect(whole.result.converged).toBe(true)
  })
})

test.each([
  [{ populationSize: 1 }, 'populationSize of cma-es must be at least 2, got 1'],
  [{ sigma: 1e-320 }, 'sigma'],
])('%o is refused', (options, message) => {
  const run = () => minimize(rosenbrock, new Float64Array(n), { method, ...options })
  expect(run).toThrow(RangeError)
  expect(run).toThrow(expect.objectContaining({ code: 'ERR_OPTION', message: expect.stringContaining(message) }))
})

test('a variable that cannot move does not keep the others from converging', () => {
  const f = ([a, b, c]: Float64Array) => a! ** 2 + b! ** 2 + 3 * (c! - 0.3) ** 2
  const bounds = { lower: [1, 2, -1], upper: [1, 2, 1] }
  for (const seed of [1, 2, 3]) {
    const { value, converged } = minimize(f, undefined, { method, bounds, restarts: 'none', seed })
    expect(converged).toBe(true)
    expect(value).toBeCloseTo(5, 9)
  }
})
