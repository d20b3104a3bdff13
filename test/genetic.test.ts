import { minimize, minimizer, problems } from 'steepest'
import { describe, expect, test } from 'vitest'

const method = 'genetic' as const
const code = (name: string) => expect.objectContaining({ code: name })
const seeds = Array.from({ length: 25 }, (_, seed) => seed)
const box = (n: number, upper: number) => ({ lower: new Float64Array(n), upper: new Float64Array(n).fill(upper) })

// A generator of its own: Lehmer's, modulo 2³¹ - 1.
function lehmer(seed: number) {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

describe('bits', () => {
  const binary = { method, encoding: 'binary' } as const

  test('OneMax of 100 bits', () => {
    for (const seed of seeds.slice(0, 8)) {
      const ones = (x: Float64Array) => {
        expect(x.every((bit) => bit === 0 || bit === 1)).toBe(true)
        return -x.reduce((sum, bit) => sum + bit, 0)
      }
      const { status, x } = minimize(ones, undefined, { ...binary, bounds: box(100, 1), seed, target: -100 })
      expect(status).toBe('target')
      expect(x.every((bit) => bit === 1)).toBe(true)
    }
  })

  test('knapsacks, to the optimum by dynamic programming', () => {
    const random = lehmer(7)
    for (const count of [20, 35, 50]) {
      const weights = Array.from({ length: count }, () => 1 + Math.floor(100 * random()))
      const profits = weights.map((weight) => weight + Math.floor(30 * random()))
      const capacity = Math.floor(weights.reduce((a, b) => a + b) / 2)
      const most = new Float64Array(capacity + 1)
      weights.forEach((weight, i) => {
        for (let room = capacity; room >= weight; room--) {
          most[room] = Math.max(most[room]!, most[room - weight]! + profits[i]!)
        }
      })
      // What is too heavy is worth less than nothing, by its excess.
      const loss = (x: Float64Array) => {
        const weight = x.reduce((sum, bit, i) => sum + bit * weights[i]!, 0)
        return weight > capacity ? weight - capacity : -x.reduce((sum, bit, i) => sum + bit * profits[i]!, 0)
      }
      const found = seeds
        .slice(0, 5)
        .map((seed) => minimize(loss, undefined, { ...binary, bounds: box(count, 1), seed }))
      const best = Math.min(...found.map(({ value }) => value))
      expect(best).toBe(-most[capacity]!)
      for (const { value } of found) expect(value).toBeLessThanOrEqual(-0.99 * most[capacity]!)
    }
  })

  test('a start is rounded to bits; fixed ones stay', () => {
    const run = minimizer([0.2, 0.7, 1, 0], { ...binary, seed: 1 })
    expect([...run.ask().points[0]!]).toEqual([0, 1, 1, 0])
    const count = (x: Float64Array) => x.reduce((sum, bit) => sum + bit, 0)
    const { x } = minimize(count, [0, 1, 1, 0], { ...binary, fixed: [1], seed: 1, maxIterations: 30 })
    expect([...x]).toEqual([0, 1, 0, 0])
  })
})

describe('permutations', () => {
  const permutation = { method, encoding: 'permutation' } as const

  // Held and Karp's dynamic program over the sets of cities visited.
  function shortestTour(distances: number[][]): number {
    const n = distances.length
    const full = 1 << (n - 1)
    const shortest = Array.from({ length: full }, () => new Float64Array(n - 1).fill(Infinity))
    for (let i = 0; i < n - 1; i++) shortest[1 << i]![i] = distances[n - 1]![i]!
    for (let visited = 1; visited < full; visited++) {
      for (let last = 0; last < n - 1; last++) {
        const length = shortest[visited]![last]!
        for (let next = 0; next < n - 1; next++) {
          const after = shortest[visited | (1 << next)]!
          if (!(visited & (1 << next))) after[next] = Math.min(after[next]!, length + distances[last]![next]!)
        }
      }
    }
    return Math.min(...shortest[full - 1]!.map((length, last) => length + distances[last]![n - 1]!))
  }

  test('tours of ten cities, to the shortest', () => {
    const random = lehmer(11)
    for (const seed of seeds.slice(0, 10)) {
      const cities = Array.from({ length: 10 }, () => [random(), random()] as const)
      const distances = cities.map(([x, y]) => cities.map(([u, v]) => Math.hypot(x - u, y - v)))
      const length = (tour: Float64Array) => {
        expect([...tour].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
        return tour.reduce((sum, city, i) => sum + distances[city]![tour[(i + 1) % 10]!]!, 0)
      }
      const { value } = minimize(length, undefined, { ...permutation, bounds: box(10, 9), seed, maxIterations: 60 })
      expect(value).toBeCloseTo(shortestTour(distances), 12)
    }
  })

  test('a start tells an order by its own', () => {
    const run = minimizer([0.5, -2, 7, 0.6], { ...permutation, seed: 1 })
    expect([...run.ask().points[0]!]).toEqual([1, 0, 3, 2])
  })

  test('of thirty items, sorted by the objective', () => {
    const misplaced = (x: Float64Array) => x.reduce((sum, item, place) => sum + Math.abs(item - place), 0)
    const from = new Float64Array(30).map((_, i) => (i * 7) % 30)
    const { value } = minimize(misplaced, from, { ...permutation, seed: 2 })
    expect(value).toBeLessThan(misplaced(from) / 10)
  })
})

describe('real numbers', () => {
  test('Rastrigin’s function of five variables, shifted: the basin of the minimum from most seeds', () => {
    const rastrigin = problems.rastrigin(5).shifted([0.7, -1.3, 2.1, -0.4, 1.6])
    const values = seeds.map((seed) => {
      const options = { method, bounds: rastrigin.bounds!, seed, maxEvaluations: 20_000 }
      return minimize(rastrigin, undefined, options).value
    })
    expect(values.filter((value) => value < 0.01).length).toBeGreaterThanOrEqual(20)
  })

  test('it ends when it finds nothing better, and claims no more', () => {
    const { status, converged, message } = minimize(problems.sphere(2), [1, 1], { method, seed: 1 })
    expect(status).toBe('no-further-progress')
    expect(converged).toBe(false)
    expect(message).toContain('not converged')
  })
})

test('cross-entropy, which has none for permutations, says who has', () => {
  const options = { method: 'cross-entropy', encoding: 'permutation' } as const
  expect(() => minimize(() => 0, [1, 2, 3], options)).toThrow(/'genetic'/)
})

test('encodings refuse bounds and fixed variables that leave out their numbers', () => {
  const never = () => Number.NaN
  const refuse = (options: object) =>
    expect(() => minimize(never, undefined, { method, ...options })).toThrow(code('ERR_OPTION'))
  refuse({ encoding: 'binary', bounds: { lower: [0, 0.5], upper: [1, 1] } })
  refuse({ encoding: 'binary', bounds: { lower: [0, 0], upper: [1, 0] } })
  refuse({ encoding: 'permutation', bounds: { lower: [0, 0, 0], upper: [2, 2, 1] } })
  refuse({ encoding: 'permutation', bounds: box(3, 2), fixed: [0] })
  refuse({ encoding: 'gray', bounds: box(3, 1) })
})
