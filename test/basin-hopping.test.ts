import { minimize, minimizer, problems } from 'steepest'
import { expect, test } from 'vitest'

const method = 'basin-hopping'

// cos(14.5 x - 0.3) + (y + 0.2) y + (x + 0.2) x: the example of SciPy's basinhopping, whose global minimum it gives as
// f(-0.1951, -0.1000) = -1.0109.
const wavy = ([x, y]: Float64Array) => Math.cos(14.5 * x! - 0.3) + (y! + 0.2) * y! + (x! + 0.2) * x!

test.each([1, 2, 3, 4, 5, 6])('walks over the minima of a wavy bowl to the lowest: seed %d', (seed) => {
  const { x, value, converged, status, iterations } = minimize(wavy, [1, 1], { method, seed })
  expect(value).toBeCloseTo(-1.0109, 4)
  expect(x[0]).toBeCloseTo(-0.1951, 3)
  expect(x[1]).toBeCloseTo(-0.1, 3)
  expect(iterations).toBe(100)
  expect(converged).toBe(true)
  expect(status).toBe('gradient-tolerance')
})

test('is a descent where it does not hop, and higher temperatures and sizes make another walk', () => {
  const none = minimize(wavy, [1, 1], { method, seed: 1, hops: 0 })
  const alone = minimize(wavy, [1, 1], { method: 'bfgs' })
  expect(none.value).toBeCloseTo(alone.value, 8)
  expect(none.value).toBeGreaterThan(-1)
  const walk = (options: object) => minimize(wavy, [1, 1], { method, seed: 1, hops: 30, ...options }).evaluations.value
  expect(new Set([walk({}), walk({ stepSize: 0.3 }), walk({ stepSize: 0.01 })]).size).toBe(3)
  expect(walk({ temperature: 100 })).not.toBe(walk({ temperature: 1e-3 }))
})

// Pairs of wells, in each of four variables, of which SciPy's fixed step of 0.5 leaves one too seldom: 16 minima.
test('finds the deepest of sixteen wells', () => {
  const problem = problems
    .list({ shifted: true })
    .find(({ name, dimension }) => name === 'shekel-5' && dimension === 4)!
  const found = Array.from({ length: 10 }, (_, seed) => {
    const target = problem.minimum! + 1e-5
    return minimize(problem, undefined, { method, bounds: problem.bounds!, seed, target }).status
  })
  expect(found.filter((status) => status === 'target').length).toBeGreaterThanOrEqual(6)
})

test('saved between hops, a state is small and goes on alike', () => {
  const run = minimizer([1, 1], { method, seed: 3, hops: 40 })
  const sizes: number[] = []
  let saved = ''
  let rest: string[] = []
  for (let k = 0; !run.done; k++) {
    const { points } = run.ask()
    if (k === 150) {
      saved = JSON.stringify(run.state())
      rest = []
    }
    sizes.push(JSON.stringify(run.state()).length)
    rest.push(points.map((x) => x.join()).join(';'))
    run.tell(points.length > 1 ? points.map(wavy) : wavy(points[0]!))
  }
  expect(Math.max(...sizes)).toBeLessThan(20_000)
  const resumed = minimizer.resume(JSON.parse(saved))
  const again: string[] = []
  while (!resumed.done) {
    const { points } = resumed.ask()
    again.push(points.map((x) => x.join()).join(';'))
    resumed.tell(points.length > 1 ? points.map(wavy) : wavy(points[0]!))
  }
  expect(again).toEqual(rest)
  expect(resumed.result).toEqual(run.result)
})
