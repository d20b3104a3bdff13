// What was reached before an objective threw is not lost, and the run can go on.
import { type IterationInfo, leastSquares, type Minimizer, minimize, minimizer } from 'steepest'
import { describe, expect, test } from 'vitest'
import { methodNames, residualMethodNames } from '../../src/backend/operations.ts'
import { has } from '../../src/methods.ts'
import { rosenbrock } from '../rosenbrock.ts'
import { exact } from './exact.ts'
import { decay, expectHonest, valley } from './least-squares.ts'

const start = [-1.2, 1]
const thrown = new Error('mine')

/** Throws at one call of its value; keeps the values it gave. */
function throwingAt(at: number) {
  const values: number[] = []
  let calls = 0
  return {
    values,
    objective: {
      ...exact,
      value(x: Float64Array) {
        if (++calls === at) throw thrown
        values.push(rosenbrock.value(x))
        return values.at(-1)!
      },
    },
  }
}

function stepToTheError(run: Minimizer): IterationInfo[] {
  const infos: IterationInfo[] = []
  try {
    for (const info of run) infos.push(info)
  } catch (error) {
    expect(error).toBe(thrown)
  }
  return infos
}

describe.each(methodNames)('%s', (method) => {
  test.each([2, 3, 10, 20])('the result after a throw at call %d is the best point that was evaluated', (at) => {
    const { values, objective } = throwingAt(at)
    const run = minimizer(start, { objective, method, seed: 1 })
    const infos = stepToTheError(run)
    expect(values).toHaveLength(at - 1)
    expect(run.done).toBe(false)
    const { x, value, status, converged } = run.result
    expect(status).toBe('stopped')
    expect(converged).toBe(false)
    expect(value).toBe(rosenbrock.value(x))
    expect(value).toBe(Math.min(...values))
    for (const info of infos) expect(info.value).toBeGreaterThanOrEqual(value)
    run.dispose()
    expect(run.result).toMatchObject({ x, value, status: 'stopped' })
  })

  test('a throw at the first call leaves the start', () => {
    const run = minimizer(start, { objective: throwingAt(1).objective, method })
    expect(stepToTheError(run)).toEqual([])
    expect([...run.result.x]).toEqual(start)
    expect(run.result.converged).toBe(false)
    run.dispose()
  })

  test('a run goes on after a throw as if there had been none', () => {
    const options = { method, maxIterations: 60, seed: 1 }
    const run = minimizer(start, { ...options, objective: throwingAt(7).objective })
    stepToTheError(run)
    for (const _ of run);
    expect(run.done).toBe(true)
    const { evaluations: _, ...expected } = minimize(exact, start, options)
    expect(run.result).toMatchObject(expected)
  })

  test('onIteration has told the best point of the iterations before the throw', () => {
    const told: { x: Float64Array; value: number }[] = []
    // Where an iteration is a whole descent, it takes longer.
    const { values, objective } = throwingAt(has(method, 'descends') && has(method, 'random') ? 300 : 25)
    const onIteration = ({ x, value }: IterationInfo) => void told.push({ x: x.slice(), value })
    expect(() => minimize(objective, start, { method, onIteration, seed: 1, populationSize: 8 })).toThrow(thrown)
    expect(told.length).toBeGreaterThan(0)
    for (const { x, value } of told) {
      expect(value).toBe(rosenbrock.value(x))
      expect(values).toContain(value)
    }
  })
})

describe.each(residualMethodNames)('leastSquares by %s', (method) => {
  test.each(Object.entries({ valley, decay }))(
    'ended anywhere, all that is said is of the best point: %s',
    (_, problem) => {
      for (let maxEvaluations = 1; maxEvaluations <= 30; maxEvaluations++) {
        for (const broken of [Infinity, 2, 3, 5]) {
          let calls = 0
          let best = Infinity
          const residuals = (x: Float64Array) => {
            const r = problem.residuals(x)
            best = Math.min(best, 0.5 * r.reduce((sum, v) => sum + v * v, 0))
            return r
          }
          const jacobian = (x: Float64Array) =>
            ++calls === broken ? problem.jacobian(x).map((row) => row.map(() => Number.NaN)) : problem.jacobian(x)
          const given = { method, maxEvaluations }
          const result = leastSquares(residuals, problem.start, { ...given, jacobian })
          expectHonest(problem, result)
          // A point whose Jacobian is not finite is none to end at.
          if (broken === Infinity) expect(result.value).toBeLessThanOrEqual(best * (1 + 1e-14))
          expectHonest(problem, leastSquares(problem.residuals, problem.start, given))
        }
      }
    },
  )

  test('stopped by onIteration, at each', () => {
    for (let most = 1; most <= 8; most++) {
      let told = 0
      let seen = 0
      const onIteration = ({ value }: { value: number }) => {
        told = value
        return ++seen < most
      }
      const result = leastSquares(decay.residuals, decay.start, { method, onIteration })
      expect(result.value).toBeLessThanOrEqual(told)
      expectHonest(decay, result)
    }
  })
})
