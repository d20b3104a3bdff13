import { type MinimizeOptions, minimize, problems } from 'steepest'
import { describe, expect, test } from 'vitest'

const method = 'simulated-annealing'

const shifted = problems.list({ shifted: true })
const called = (name: string, n: number) => shifted.find((p) => p.name === name && p.dimension === n)!

/** How many of the seeds come within 1e-6 max(1, |minimum|) of the minimum, by values alone. */
function successes(name: string, n: number, seeds: number, maxEvaluations: number, options: MinimizeOptions = {}) {
  const problem = called(name, n)
  const target = problem.minimum! + 1e-6 * Math.max(1, Math.abs(problem.minimum!))
  const value = (x: Float64Array) => problem.value(x)
  const bounds = problem.bounds!
  let count = 0
  for (let seed = 0; seed < seeds; seed++) {
    const { status } = minimize(value, undefined, { method, bounds, seed, target, maxEvaluations, ...options })
    if (status === 'target') count++
  }
  return count
}

// SciPy 1.10's dual_annealing, out of 25 seeds within about 2000 n evaluations, over the same shifts (bench/global.mjs
// compares all 41 functions).
const reference: [name: string, n: number, successes: number, evaluations: number][] = [
  ['ackley', 2, 25, 4200],
  ['rastrigin', 10, 25, 20_900],
  ['griewank', 2, 12, 4100],
  ['schwefel', 10, 25, 20_400],
  ['michalewicz', 5, 25, 10_300],
  ['hartmann-6', 6, 18, 12_100],
  ['shekel-5', 4, 13, 8100],
  ['shekel-10', 4, 16, 8100],
  ['rosenbrock-in-box', 10, 24, 21_000],
  ['ellipsoid', 10, 4, 22_300],
  ['easom', 2, 16, 4000],
  ['drop-wave', 2, 18, 4000],
]

describe('within the evaluations of SciPy’s dual_annealing', () => {
  const seeds = 5
  test('more successes in all', () => {
    const ours = reference.map(([name, n, , evaluations]) => successes(name, n, seeds, evaluations))
    const theirs = reference.reduce((sum, [, , count]) => sum + (count * seeds) / 25, 0)
    expect(
      ours.reduce((sum, count) => sum + count, 0),
      ours.join(' '),
    ).toBeGreaterThan(theirs)
  })

  // SciPy with maxiter 200: 5 of 6 seeds for Rastrigin in about 2336 evaluations, 4 of 6 for Ackley in about 2855, with
  // the minimum in the middle of the box; where it is moved as here, 21 and 17 of 25 in 2313 and 2787.
  test.each([
    ['rastrigin', 5.12, 21, 2336],
    ['ackley', 32.768, 17, 2855],
  ] as const)('%s of five variables', (name, half, least, maxEvaluations) => {
    const problem = problems[name](5).shifted([0.21, -0.13, 0.08, 0.27, -0.19].map((part) => part * half))
    const bounds = { lower: new Float64Array(5).fill(-half), upper: new Float64Array(5).fill(half) }
    const found = Array.from({ length: 25 }, (_, seed) => seed).filter((seed) => {
      const options = { method, bounds, seed, target: 1e-6, maxEvaluations } as const
      return minimize((x: Float64Array) => problem.value(x), undefined, options).status === 'target'
    })
    // Of counts that are alike, one lies more than four lower in one case of ten.
    expect(found.length).toBeGreaterThanOrEqual(least - 4)
  })
})

const rugged = ([x, y]: Float64Array) =>
  20 + x! * x! - 10 * Math.cos(2 * Math.PI * x!) + y! * y! - 10 * Math.cos(2 * Math.PI * y!)
const bounds = { lower: [-4, -5], upper: [5, 4] }

test('the schedule ends with a descent to the gradient tolerance', () => {
  const { status, converged, value, gradientNorm, iterations } = minimize(rugged, [3, 3], { method, bounds, seed: 1 })
  expect(status).toBe('gradient-tolerance')
  expect(converged).toBe(true)
  expect(gradientNorm).toBeLessThanOrEqual(1e-5)
  expect(value).toBeLessThan(1e-9)
  // T(t) / T₀ = (2^1.62 - 1) / ((1 + t)^1.62 - 1) ≤ 2e-5 from here on.
  const last = Math.ceil(((2 ** 1.62 - 1) / 2e-5 + 1) ** (1 / 1.62) - 1)
  expect(iterations).toBe(last)
  const twice = minimize(rugged, [3, 3], { method, bounds, seed: 1, schedules: 2 })
  expect(twice.iterations).toBe(2 * last)
})

test('temperatures fall as they are told to', () => {
  const { trace } = minimize(rugged, [3, 3], { method, bounds, seed: 1, maxIterations: 50, trace: true })
  for (const { iteration, stepSize } of trace!) {
    const exact = (5230 * (2 ** 1.62 - 1)) / ((1 + iteration) ** 1.62 - 1)
    expect(stepSize / exact).toBeCloseTo(1, 10)
  }
  const cold = { method, bounds, seed: 1, maxIterations: 3, initialTemperature: 2, visitingParameter: 2 } as const
  const { trace: few } = minimize(rugged, [3, 3], { ...cold, trace: true })
  expect(few!.map(({ stepSize, iteration }) => stepSize * iteration)).toEqual(
    [2, 2, 2].map((T) => expect.closeTo(T, 10)),
  )
})

describe('without descents', () => {
  const alone = { method, bounds, local: false } as const

  test('annealing ends by its temperature, near a minimum', () => {
    const { status, converged, value, message, evaluations } = minimize(rugged, [3, 3], { ...alone, seed: 2 })
    expect(status).toBe('step-tolerance')
    expect(converged).toBe(true)
    expect(message).toMatch(/temperature is within its tolerance: relative size 2\.00e-5 ≤ 2\.00e-5|1\.99e-5/)
    expect(value).toBeLessThan(0.1)
    expect(evaluations.gradient).toBe(0)
  })

  test('it accepts what is higher while it is hot', () => {
    const values: number[] = []
    const watched = (x: Float64Array) => {
      values.push(rugged(x))
      return values.at(-1)!
    }
    const hot = { ...alone, seed: 1, acceptanceParameter: 1, initialTemperature: 1e9, maxIterations: 20 }
    minimize(watched, [0.9, 0.1], hot)
    expect(Math.max(...values.slice(-20))).toBeGreaterThan(20)
  })
})

describe('Corana’s steps', () => {
  const corana = { method, bounds, visiting: 'corana' } as const

  test.each([1, 2, 3, 4, 5])('find the lowest of a hundred minima: seed %d', (seed) => {
    const { value, converged, status } = minimize(rugged, [3, 3], { ...corana, seed })
    expect(value).toBeLessThan(1e-9)
    expect(converged).toBe(true)
    expect(status).toBe('gradient-tolerance')
  })

  test('without a descent at the end, values of four temperatures agree', () => {
    const { value, status, message, converged } = minimize(rugged, [3, 3], { ...corana, seed: 1, local: false })
    expect(['function-tolerance', 'step-tolerance']).toContain(status)
    expect(message).toMatch(/temperature/)
    expect(converged).toBe(true)
    expect(value).toBeLessThan(1e-2)
  })

  test('the first temperature is the deviation of the values, and falls by the factor', () => {
    const options = { ...corana, seed: 1, trace: true, maxIterations: 12, coolingFactor: 0.5 }
    const { trace } = minimize(rugged, [3, 3], options)
    const temperatures = trace!.slice(1).map(({ stepSize }) => stepSize)
    // Of values between 0 and about 80.
    expect(temperatures[0]).toBeGreaterThan(5)
    expect(temperatures[0]).toBeLessThan(30)
    expect(temperatures.slice(0, 5).every((T) => T === temperatures[0])).toBe(true)
    expect(temperatures[5]).toBe(temperatures[0]! / 2)
    const told = minimize(rugged, [3, 3], { ...options, initialTemperature: 7 })
    expect(told.trace![0]!.stepSize).toBe(7)
  })
})

test('what is infinite or not a number is never gone to', () => {
  for (const bad of [Number.NaN, Infinity]) {
    const holes = (x: Float64Array) => (Math.sin(7 * x[0]! + 3 * x[1]!) > 0.7 ? bad : rugged(x))
    const { value, x } = minimize(holes, undefined, { method, bounds, seed: 4, maxEvaluations: 3000 })
    expect(Number.isFinite(value)).toBe(true)
    expect(value).toBe(rugged(x))
  }
  const { status, converged } = minimize(() => Number.NaN, [1, 1], { method, bounds, seed: 1 })
  expect(status).toBe('not-finite')
  expect(converged).toBe(false)
})

test.each([
  [{ visitingParameter: 3 }, /below 3/],
  [{ acceptanceParameter: 1.5 }, /at most 1/],
  [{ finalTemperature: 1 }, /below 1/],
  [{ initialTemperature: 0 }, /above 0/],
])('%o is refused', (options, message) => {
  expect(() => minimize(rugged, [1, 1], { method, ...options })).toThrow(message)
})

test.each([2 ** 664, 2 ** 1010])('values of size %d are annealed as those of size 1', (unit) => {
  const options = { method, visiting: 'corana', local: false, bounds, seed: 1 } as const
  const run = (scale: number) => minimize(([x, y]: Float64Array) => scale * (x! * x! + y! * y!), [3, -2], options)
  const large = run(unit)
  expect(large.message).not.toContain('NaN')
  expect(large.x).toEqual(run(1).x)
  expect(large.value / unit).toBeLessThan(1e-4)
})

test('where all values are one the temperature is zero', () => {
  const options = { method, visiting: 'corana', local: false, bounds, seed: 1 } as const
  const { message, value } = minimize(() => 7, [1, 1], options)
  expect(value).toBe(7)
  expect(message).toContain('relative size 0 ')
})
