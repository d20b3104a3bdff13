import { minimize, minimizer, problems } from 'steepest'
import { describe, expect, test } from 'vitest'

const method = 'multi-start'
const bounds = { lower: [-10, -10], upper: [20, 10] }
const freudensteinRoth = ([a, b]: Float64Array) =>
  (-13 + a! + ((5 - b!) * b! - 2) * b!) ** 2 + (-29 + a! + ((b! + 1) * b! - 14) * b!) ** 2

describe('Freudenstein and Roth', () => {
  // Moré, Garbow & Hillstrom, ACM TOMS 7 (1981), problem 2: 0 at (5, 4), and 48.98425 at (11.41, -0.8968).
  test.each([1, 2, 3, 4, 5])('both minima, and that there are two: seed %d', (seed) => {
    const { basins, value, x, converged } = minimize(freudensteinRoth, [0.5, -2], { method, bounds, seed })
    expect(basins).toHaveLength(2)
    const [global, local] = basins!
    expect(global!.value).toBeLessThan(1e-8)
    expect(global!.x[0]).toBeCloseTo(5, 3)
    expect(global!.x[1]).toBeCloseTo(4, 3)
    expect(local!.value).toBeCloseTo(48.984253679, 5)
    expect(local!.x[0]).toBeCloseTo(11.41277898, 3)
    expect(local!.x[1]).toBeCloseTo(-0.89680526, 3)
    expect(global!.count).toBeGreaterThan(0)
    expect(local!.count).toBeGreaterThan(0)
    // A trial may lie lower than the end of its search, by rounding.
    expect(value).toBeLessThanOrEqual(global!.value)
    expect(Math.hypot(x[0]! - 5, x[1]! - 4)).toBeLessThan(1e-4)
    expect(converged).toBe(true)
  })

  test('one descent from (0.5, -2) finds the higher alone', () => {
    const { basins } = minimize(freudensteinRoth, [0.5, -2], { method: 'lbfgs' })
    expect(basins).toBeUndefined()
    const alone = minimize(freudensteinRoth, [0.5, -2], { method, bounds, seed: 1, starts: 1 })
    expect(alone.basins).toHaveLength(1)
    expect(alone.iterations).toBe(1)
  })
})

test('the four minima of Himmelblau’s function, at their places', () => {
  const problem = problems.himmelblau()
  const { basins } = minimize(problem, undefined, { method, bounds: problem.bounds!, seed: 3, starts: 40 })
  expect(basins).toHaveLength(4)
  for (const { x, value } of basins!) {
    expect(value).toBeLessThan(1e-12)
    const nearest = problem.minimizers.map((m) => Math.hypot(x[0]! - m[0]!, x[1]! - m[1]!))
    expect(Math.min(...nearest)).toBeLessThan(1e-5)
  }
})

test('the three of Branin’s, one basin of a bowl, and the most descents that are allowed', () => {
  const branin = problems.branin()
  const found = minimize(branin, undefined, { method, bounds: branin.bounds!, seed: 1, starts: 30 })
  expect(found.basins).toHaveLength(3)
  const bowl = (x: Float64Array) => x.reduce((sum, v, i) => sum + (i + 1) * (v - 1) ** 2, 0)
  for (const starts of [1, 5, 20]) {
    const { basins, iterations } = minimize(bowl, [3, 4, 5], { method, starts, seed: 9 })
    expect(basins).toHaveLength(1)
    expect(iterations).toBeLessThanOrEqual(starts)
    expect(basins!.reduce((sum, { count }) => sum + count, 0)).toBe(iterations)
  }
})

test('with fixed variables, basins are of all variables', () => {
  const { basins, x } = minimize(([a, b, c]) => (a! ** 2 - 1) ** 2 + b! ** 2 + (c! - 2) ** 2, [0.5, 7, 1], {
    method,
    fixed: [1],
    seed: 2,
  })
  expect(basins!.map(({ x }) => x[1])).toEqual([7, 7])
  expect(basins!.map(({ x }) => Math.round(x[0]!)).sort()).toEqual([-1, 1])
  expect(x[1]).toBe(7)
})

test('a block of points is one question, and the result can be cloned', () => {
  const run = minimizer([0.5, -2], { method, bounds, seed: 1 })
  expect([...run.ask().points[0]!]).toEqual([0.5, -2])
  const sizes = new Set<number>()
  while (!run.done) {
    const { points, needs } = run.ask()
    sizes.add(points.length)
    run.tell(points.length > 1 ? points.map(freudensteinRoth) : freudensteinRoth(points[0]!))
    expect(needs.hessian).toBe(false)
  }
  // A point; those of central differences in two variables; a block.
  expect([...sizes].sort((a, b) => a - b)).toEqual([1, 4, 10])
  expect(structuredClone(run.result).basins).toEqual(run.result.basins)
  expect(run.result.basins).toHaveLength(2)
})

describe('local', () => {
  test.each(['bfgs', 'lbfgs', 'conjugate-gradient', 'trust-region'] as const)('may be %s', (name) => {
    const { basins } = minimize(problems.himmelblau(), [0, 0], { method, local: { method: name }, seed: 4, starts: 30 })
    expect(basins!.filter(({ value }) => value < 1e-10)).toHaveLength(4)
  })

  test.each([
    ['draws numbers', { method: 'simulated-annealing' }, /draws no random numbers/],
    ['takes no bounds', { method: 'bfgs' }, /'lbfgsb'/],
    ['does not exist', { method: 'bgfs' }, /must be one of 'auto'.*'bfgs'/],
    ['is false', false, /must be an object/],
    ['has an option that does not exist', { maxIteration: 3 }, /maxIterations/],
  ])('that %s is refused', (_, local, message) => {
    const options = { method, bounds, local: local as { method: 'bfgs' } } as const
    expect(() => minimize(freudensteinRoth, [0, 0], options)).toThrow(message)
  })

  test('is told its own options', () => {
    const few = minimize(freudensteinRoth, [0.5, -2], { method, bounds, seed: 1, local: { maxIterations: 1 } })
    expect(few.converged).toBe(false)
    expect(few.status).toBe('max-iterations')
    const central = minimize(freudensteinRoth, [0.5, -2], {
      method,
      bounds,
      seed: 1,
      local: { differences: 'central' },
    })
    expect(central.basins).toHaveLength(2)
  })
})
