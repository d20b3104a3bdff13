// Objectives that are not finite, at every place and in every way, for every method.
import { leastSquares, minimize, type ObjectiveFunctions } from 'steepest'
import { describe, expect, test } from 'vitest'
import { methodNames, residualMethodNames } from '../../src/backend/operations.ts'
import { decay, expectHonest, valley } from './least-squares.ts'

const n = 3
const start = Float64Array.of(2, -1, 3)

// Strictly convex, minimum 0 at (1, 1, 1).
const bowl = {
  value: (x: Float64Array) => x.reduce((sum, v, i) => sum + (i + 1) * ((v - 1) ** 2 + (v - 1) ** 4), 0),
  gradient(x: Float64Array, out: Float64Array) {
    x.forEach((v, i) => {
      out[i] = (i + 1) * (2 * (v - 1) + 4 * (v - 1) ** 3)
    })
  },
}

type Damage = (call: number, x: Float64Array) => boolean

const patterns: [name: string, damaged: Damage][] = [
  ['at the first call', (call) => call === 1],
  ['at the second call', (call) => call === 2],
  ['at the fifth call', (call) => call === 5],
  ['from the fourth call on', (call) => call >= 4],
  ['always', () => true],
  ['at every other call', (call) => call % 2 === 0],
]

function damagedValue(bad: number, damaged: Damage): ObjectiveFunctions {
  let calls = 0
  return {
    ...bowl,
    value(x: Float64Array) {
      calls++
      return damaged(calls, x) ? bad : bowl.value(x)
    },
  }
}

function damagedGradient(bad: number, damaged: Damage): ObjectiveFunctions {
  let calls = 0
  return {
    value: bowl.value,
    gradient(x: Float64Array, out: Float64Array) {
      bowl.gradient(x, out)
      if (damaged(++calls, x)) out[1] = bad
    },
  }
}

const maxEvaluations = 2000

describe.each(methodNames)('%s', (method) => {
  describe.each([
    ['value', damagedValue],
    ['one component of the gradient', damagedGradient],
  ] as const)('%s', (_, damage) => {
    describe.each([Number.NaN, Infinity, -Infinity])('%d', (bad) => {
      test.each(patterns)('%s', (_, damaged) => {
        const result = minimize(damage(bad, damaged), start, { method, maxEvaluations, seed: 1 })
        expect(result.x).toHaveLength(n)
        expect(result.x.every(Number.isFinite)).toBe(true)
        expect(result.evaluations.value).toBeLessThanOrEqual(maxEvaluations + 2 * n)
        if (result.converged) {
          expect(Number.isFinite(result.value)).toBe(true)
          const gradient = new Float64Array(n)
          bowl.gradient(result.x, gradient)
          expect(Math.max(...gradient.map(Math.abs))).toBeLessThanOrEqual(1e-3)
        }
      })
    })
  })

  test.each([
    ['NaN', Number.NaN],
    ['+Infinity', Infinity],
  ])('a function that is %s on half the domain is minimized on the other', (_, outside) => {
    // Minimum 1 - log(1) = 1 at x_i = 1; undefined for any x_i <= 0.
    const barrier = {
      value: (x: Float64Array) => (x.some((v) => v <= 0) ? outside : x.reduce((sum, v) => sum + v - Math.log(v), 0)),
      gradient(x: Float64Array, out: Float64Array) {
        x.forEach((v, i) => {
          out[i] = v <= 0 ? outside : 1 - 1 / v
        })
      },
    }
    const result = minimize(barrier, [0.1, 5, 30], { method, maxIterations: 5000, seed: 1 })
    // A genetic algorithm never claims to have converged, and looks for basins rather than digits.
    expect(result.converged).toBe(method !== 'genetic')
    for (const v of result.x) expect(v).toBeCloseTo(1, method === 'genetic' ? 2 : 4)
  })

  test('a function without a lower bound is said to be unbounded, or never to have converged', () => {
    const line = {
      value: ([a, b, c]: Float64Array) => a! + b! + c!,
      gradient: (_: Float64Array, out: Float64Array) => void out.fill(1),
    }
    const result = minimize(line, start, { method, maxIterations: 300, seed: 1 })
    expect(result.converged).toBe(false)
    expect(result.x.every(Number.isFinite)).toBe(true)
  })
})

describe.each(residualMethodNames)('leastSquares by %s', (method) => {
  const problems = { 'residuals that vanish': valley, 'residuals that do not': decay }
  const options = { method, maxEvaluations }

  describe.each(Object.entries(problems))('%s', (_, problem) => {
    test.each([Number.NaN, Infinity, 1e200])('%d from a call on', (bad) => {
      for (let from = 1; from <= 16; from++) {
        for (const jacobian of [undefined, problem.jacobian]) {
          let calls = 0
          const residuals = (x: Float64Array) => {
            const r = problem.residuals(x)
            return ++calls >= from ? r.fill(bad) : r
          }
          const result = leastSquares(residuals, problem.start, { ...options, ...(jacobian && { jacobian }) })
          if (from === 1) expect(result.status).toBe('not-finite')
          expectHonest(problem, result)
        }
      }
    })

    test.each([Number.NaN, Infinity, 1e200])('%d in one residual of one call', (bad) => {
      for (let call = 2; call <= 16; call++) {
        let calls = 0
        const residuals = (x: Float64Array) => {
          const r = problem.residuals(x)
          if (++calls === call) r[1] = bad
          return r
        }
        const result = leastSquares(residuals, problem.start, options)
        expect(result.converged, `call ${call}: ${result.message}`).toBe(true)
        expectHonest(problem, result)
      }
    })

    test.each([Number.NaN, Infinity, -Infinity])('%d in the Jacobian alone', (bad) => {
      for (let call = 1; call <= 8; call++) {
        for (const last of [call, Infinity]) {
          let calls = 0
          const jacobian = (x: Float64Array) => {
            const rows = problem.jacobian(x)
            if (++calls >= call && calls <= last) rows[1]![0] = bad
            return rows
          }
          const result = leastSquares(problem.residuals, problem.start, { ...options, jacobian })
          expect(result.evaluations.residuals).toBeLessThan(200)
          expectHonest(problem, result)
          if (call === 1) expect(result.status).toBe('not-finite')
          else if (last === call) expect(result.converged, result.message).toBe(true)
        }
      }
    })
  })

  test('a Jacobian that is not finite where residuals are least', () => {
    const residuals = ([x = 0]: Float64Array | number[]) => [x - 5, 0.001 * x]
    const jacobian = ([x = 0]: Float64Array | number[]) => [[x > 4 ? Number.NaN : 1], [0.001]]
    const result = leastSquares(residuals, [1], { ...options, jacobian })
    expect(result).toMatchObject({ status: 'no-further-progress', converged: false })
    expect(result.x[0]).toBeLessThanOrEqual(4)
    expectHonest({ residuals, jacobian, start: [1] }, result)
  })

  test('residuals of half the domain, that are least outside of it', () => {
    const inside = ([x = 0, y = 0]: Float64Array | number[]) => [x - 3, y - 1, x * y - 1]
    const jacobian = ([x = 0, y = 0]: Float64Array | number[]) => [
      [1, 0],
      [0, 1],
      [y, x],
    ]
    // The minimum lies at x = 2.1…
    const residuals = ([x = 0, y = 0]: Float64Array | number[]) => (x > 2 ? [Number.NaN, 1, 1] : inside([x, y]))
    const result = leastSquares(residuals, [0.5, 0.5], options)
    expect(result.converged, result.message).toBe(false)
    expectHonest({ residuals: inside, jacobian, start: [] }, result)
  })
})
