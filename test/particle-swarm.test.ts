import { minimize, minimizer, problems } from 'steepest'
import { describe, expect, test } from 'vitest'

const method = 'particle-swarm' as const
const seeds = Array.from({ length: 25 }, (_, seed) => seed)
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

// A plain swarm by the same papers, written anew on another generator: mulberry32.
function plainSwarm(f: (x: Float64Array) => number, low: number, high: number, n: number, calls: number, seed: number) {
  let state = seed
  const random = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const size = 40
  const somewhere = () => Float64Array.from({ length: n }, () => low + (high - low) * random())
  const swarm = Array.from({ length: size }, () => {
    const x = somewhere()
    return { x, v: somewhere().map((to, j) => (to - x[j]!) / 2), best: x.slice(), value: f(x) }
  })
  for (let call = size; call < calls; call += size) {
    const leaders = swarm.map((_, i) => {
      const three = [swarm[i]!, swarm[(i + size - 1) % size]!, swarm[(i + 1) % size]!]
      return three.reduce((a, b) => (b.value < a.value ? b : a)).best.slice()
    })
    for (const [i, particle] of swarm.entries()) {
      const { x, v, best } = particle
      for (let j = 0; j < n; j++) {
        const pull = random() * (best[j]! - x[j]!) + random() * (leaders[i]![j]! - x[j]!)
        v[j] = Math.max(-(high - low) / 2, Math.min((high - low) / 2, 0.7298 * v[j]! + 1.49618 * pull))
        const moved = x[j]! + v[j]!
        x[j] = Math.max(low, Math.min(high, moved))
        if (x[j] !== moved) v[j] = 0
      }
      const value = f(x)
      if (value < particle.value) Object.assign(particle, { value, best: x.slice() })
    }
  }
  return Math.min(...swarm.map(({ value }) => value))
}

describe.each([
  ['sphere', problems.sphere(10), [1.2, -0.7, 2.1, -1.9, 0.4, -2.3, 1.7, 0.9, -1.1, 2.4]],
  ['Griewank', problems.griewank(10), [120, -70, 210, -190, 40, -230, 170, 90, -110, 240]],
] as const)('%s in ten variables, shifted', (_, problem, shift) => {
  const shifted = problem.shifted([...shift])
  const maxEvaluations = 8000
  const run = (of: typeof problem) =>
    median(seeds.map((seed) => minimize(of, undefined, { method, bounds: of.bounds!, seed, maxEvaluations }).value))

  test('a median over 25 seeds like that of a swarm written independently', () => {
    const [low, high] = [shifted.bounds!.lower[0]!, shifted.bounds!.upper[0]!]
    const value = (x: Float64Array) => shifted.value(x)
    const independent = median(seeds.map((seed) => plainSwarm(value, low, high, 10, maxEvaluations, 1000 + seed)))
    expect(run(shifted)).toBeLessThanOrEqual(2 * independent)
  })

  test('no better where the minimum is at the origin', () => {
    expect(run(problem)).toBeGreaterThan(run(shifted) / 3)
  })
})

describe('particles', () => {
  test('stay at the bound they run into, and leave it again', () => {
    const bounds = { lower: [-1, -1], upper: [1, 1] }
    const slope = (x: Float64Array) => x[0]! + (x[1]! - 0.5) ** 2
    let atBound = 0
    const run = minimizer(undefined, { method, bounds, seed: 3, maxIterations: 200 })
    while (!run.done) {
      const { points } = run.ask()
      expect(points).toHaveLength(40)
      for (const point of points) expect(point.every((v) => v >= -1 && v <= 1)).toBe(true)
      atBound += points.filter((point) => point[0] === -1).length
      run.tell(points.map(slope))
    }
    expect(atBound).toBeGreaterThan(100)
    expect(run.result.x[0]).toBe(-1)
    expect(run.result.x[1]).toBeCloseTo(0.5, 6)
  })

  test('of one swarm converge faster, on fewer functions; the message names what ended the run', () => {
    const sphere = problems.sphere(5).shifted([1, 2, -1, -2, 0.5])
    const evaluations = (['ring', 'global'] as const).map((topology) => {
      const result = minimize(sphere, undefined, { method, topology, bounds: sphere.bounds!, seed: 1 })
      expect(result.value).toBeLessThan(1e-12)
      expect(result.message).toContain('population')
      expect(result.converged).toBe(true)
      return result.evaluations.value
    })
    expect(evaluations[1]).toBeLessThan(evaluations[0]!)
  })

  test('without bounds begin around the start, and leave that region', () => {
    const far = (x: Float64Array) => x.reduce((total, v, i) => total + (v - 50 * (i + 1)) ** 2, 0)
    const { x } = minimize(far, [0, 0], { method, seed: 4 })
    expect(Math.hypot(x[0]! - 50, x[1]! - 100)).toBeLessThan(1e-5)
  })
})
