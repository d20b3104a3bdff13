// Population methods where their numbers end: snapshots that were damaged, and the widest bounds.
import { minimize, minimizer } from 'steepest'
import { describe, expect, test } from 'vitest'
import { hashOf } from '../src/run-state.ts'

const bowl = (x: Float64Array) => x.reduce((total, v, i) => total + (v - i) ** 2, 0)
const bounds = { lower: [-5, -5, -5], upper: [5, 5, 5] }
const common = { bounds, populationSize: 8, seed: 3 }

const kinds = [
  ['differential-evolution', { ...common, method: 'differential-evolution' }],
  ['differential-evolution without adaptation', { ...common, method: 'differential-evolution', adaptation: 'none' }],
  ['particle-swarm', { ...common, method: 'particle-swarm' }],
  ['genetic', { ...common, method: 'genetic' }],
  ['genetic of permutations', { ...common, method: 'genetic', encoding: 'permutation' }],
] as const

const hostile = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300, -1e300, -1, 0]

describe.each(kinds)('a snapshot of %s', (name, options) => {
  const run = minimizer([1, 2, 3], options)
  for (let i = 0; i < 6; i++) run.tell(run.ask().points.map(bowl))
  const saved = run.state()
  const original = Buffer.from(saved.snapshot![1], 'base64')

  function goesOnFrom(bytes: Buffer): boolean {
    // With its hash, which refuses what is damaged by accident.
    const snapshot = [hashOf([bytes]), bytes.toString('base64')] as [string, string]
    const state = { ...structuredClone(saved), snapshot, answers: [] }
    try {
      const damaged = minimizer.resume(state)
      for (let i = 0; i < 4 && !damaged.done; i++) {
        const { points } = damaged.ask()
        for (const point of points) {
          expect(point.every((v) => v >= -5 && v <= 5)).toBe(true)
          if (name.endsWith('permutations')) expect([...point].sort()).toEqual([0, 1, 2])
        }
        damaged.tell(points.map(bowl))
      }
      return true
    } catch (error) {
      expect(error).toMatchObject({ code: 'ERR_STATE' })
      return false
    }
  }

  test('goes on, undamaged', () => {
    expect(goesOnFrom(original)).toBe(true)
  })

  test('with any one number damaged, is refused or asks for points of the region', () => {
    let refused = 0
    for (let at = 0; at + 8 <= original.length; at += 8) {
      for (const value of hostile) {
        const bytes = Buffer.from(original)
        bytes.writeDoubleLE(value, at)
        if (!goesOnFrom(bytes)) refused++
      }
    }
    expect(refused).toBeGreaterThan(100)
  })
})

test.each(['differential-evolution', 'particle-swarm', 'genetic'] as const)(
  '%s in the widest bounds does not take its first members for converged',
  (method) => {
    const widest = { lower: [-1.7e308, -1.7e308], upper: [1.7e308, 1.7e308] }
    const size = (x: Float64Array) => Math.max(Math.abs(x[0]!), Math.abs(x[1]!))
    const result = minimize(size, [1e308, 1e308], { method, bounds: widest, seed: 1, maxIterations: 20 })
    expect(result.iterations).toBeGreaterThanOrEqual(20)
    expect(result.x.every(Number.isFinite)).toBe(true)
  },
)
