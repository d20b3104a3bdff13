// What holds for every method, whatever it does inside: bounds, limits, targets, and the best point whenever it ends.
import { minimize, minimizeAsync, minimizer, type ObjectiveFunctions, problems } from 'steepest'
import { describe, expect, test } from 'vitest'
import { methodNames } from '../../src/backend/operations.ts'
import { has } from '../../src/methods.ts'
import { rosenbrock } from '../rosenbrock.ts'
import { exact } from './exact.ts'

const start = [-1.2, 1]
const seed = 7
const code = (name: string) => expect.objectContaining({ code: name })

/** Keeps what was evaluated. */
function watch(objective: ObjectiveFunctions = exact) {
  const points: Float64Array[] = []
  const values: number[] = []
  const watched: ObjectiveFunctions = {
    ...objective,
    value(x) {
      const value = objective.value!(x)
      points.push(x.slice())
      values.push(value)
      return value
    },
  }
  const { gradient } = objective
  if (gradient) {
    watched.gradient = (x, out) => {
      points.push(x.slice())
      return gradient(x, out)
    }
  }
  return { watched, points, values }
}

const boxes: [string, { lower: number[]; upper: number[] }, number[]][] = [
  ['around the minimizer', { lower: [-2, -1], upper: [3, 4] }, start],
  ['away from it', { lower: [-2, -1], upper: [0.3, 4] }, start],
  ['with the start in a corner', { lower: [-1.2, 1], upper: [3, 4] }, start],
  ['with the start outside', { lower: [0, 0], upper: [2, 2] }, start],
  ['that is a sliver', { lower: [-1, 0.25], upper: [1, 0.25 + 2 ** -50] }, [0, 0.25]],
  ['whose corners do not add up', { lower: [0.1 + 0.2, 1 / 3], upper: [0.7, 2 / 3] }, [0.5, 0.5]],
]

describe.each(methodNames.filter((name) => has(name, 'bounds')))('%s within bounds', (method) => {
  test.each(boxes)('%s evaluates nothing outside', (_, bounds, from) => {
    for (const objective of [exact, { value: rosenbrock.value }]) {
      const { watched, points } = watch(objective)
      const { x } = minimize(watched, from, { method, bounds, seed, maxEvaluations: 600 })
      expect(points.length).toBeGreaterThan(0)
      for (const point of [...points, x]) {
        point.forEach((v, i) => {
          expect(v).toBeGreaterThanOrEqual(bounds.lower[i]!)
          expect(v).toBeLessThanOrEqual(bounds.upper[i]!)
        })
      }
    }
  })

  test('open on one side, or of one point', () => {
    for (const bounds of [
      { lower: [-Infinity, 0.5], upper: [0.5, Infinity] },
      { lower: [0.5, 0.5], upper: [0.5, 0.5] },
      { lower: [0.5, -1], upper: [0.5, 2] },
    ]) {
      const { watched, points } = watch({ value: rosenbrock.value })
      const { x, value } = minimize(watched, [0.5, 0.5], { method, bounds, seed, maxEvaluations: 400 })
      expect(value).toBe(rosenbrock.value(x))
      for (const point of points) {
        expect(point[0]).toBeLessThanOrEqual(0.5)
        expect(point[1]).toBeGreaterThanOrEqual(bounds.lower[1]!)
      }
    }
  })
})

test.each(methodNames.filter((name) => !has(name, 'bounds')))('%s refuses bounds, naming who takes them', (method) => {
  const refused = () => minimize(rosenbrock, start, { method, bounds: { lower: -3 } })
  expect(refused).toThrow(code('ERR_OPTION'))
  expect(refused).toThrow(/lbfgsb/)
})

describe.each(methodNames)('%s', (method) => {
  const options = { method, seed }

  test('stops at its target', () => {
    const { watched, values } = watch()
    const { status, converged, value, x } = minimize(watched, start, {
      ...options,
      target: 4.5,
      maxEvaluations: 20_000,
    })
    expect(status).toBe('target')
    expect(converged).toBe(true)
    expect(value).toBeLessThanOrEqual(4.5)
    expect(value).toBe(rosenbrock.value(x))
    expect(value).toBe(Math.min(...values))
  })

  test.each([1, 2, 7, 50])('ends after about %d evaluations with the best of them', (maxEvaluations) => {
    const { watched, values } = watch()
    const most = { ...options, maxEvaluations, gradientTolerance: 0, maxIterations: 1e6 }
    const { status, value, x, evaluations } = minimize(watched, start, most)
    expect(evaluations.value).toBe(values.length)
    expect(value).toBe(Math.min(...values))
    expect(value).toBe(rosenbrock.value(x))
    if (status !== 'max-evaluations') expect(values.length).toBeLessThanOrEqual(maxEvaluations)
  })

  test('ends when its time is up', () => {
    const { watched, values } = watch()
    const tedious = {
      ...watched,
      value(x: Float64Array) {
        const until = performance.now() + 0.2
        while (performance.now() < until);
        return watched.value!(x)
      },
    }
    const endless = { gradientTolerance: 0, functionTolerance: 0, stepTolerance: 0, maxIterations: 1e9 }
    const { status, value } = minimize(tedious, start, { ...options, ...endless, maxTime: 5 })
    if (status !== 'max-time') expect(values.length).toBeLessThan(200)
    expect(value).toBe(Math.min(...values))
  })

  test('aborted from the objective, has the best point so far', async () => {
    const controller = new AbortController()
    const { watched, values } = watch({ value: rosenbrock.value })
    const { status, value, x } = await minimizeAsync(
      async (point) => {
        if (values.length === 12) controller.abort()
        return watched.value!(point)
      },
      start,
      { ...options, gradientTolerance: 0, signal: controller.signal },
    )
    expect(['aborted', 'no-further-progress', 'step-tolerance', 'function-tolerance']).toContain(status)
    expect(value).toBe(rosenbrock.value(x))
  })

  test('is the same asked and called', () => {
    const problem = problems.rosenbrock(2)
    const limits = { ...options, maxEvaluations: 300 }
    const called = minimize({ valueAndGradient: (x, out) => problem.valueAndGradient(x, out) }, start, limits)
    const run = minimizer(start, limits)
    while (!run.done) {
      const { points, needs } = run.ask()
      const answers = points.map((x) => {
        const gradient = new Float64Array(2)
        const value = problem.valueAndGradient(x, gradient)
        return needs.gradient ? { value, gradient } : value
      })
      run.tell(answers.length === 1 ? answers[0]! : answers)
    }
    expect(run.result.x).toEqual(called.x)
    expect(run.result.evaluations).toEqual(called.evaluations)
  })

  test('takes one variable, and many', () => {
    for (const n of [1, 40]) {
      const from = new Float64Array(n).fill(2)
      const value = (x: Float64Array) => x.reduce((sum, v) => sum + (v - 1) ** 2, 0)
      const result = minimize(value, from, { ...options, maxEvaluations: 3000 })
      expect(result.value).toBeLessThan(value(from))
      expect(result.x.every(Number.isFinite)).toBe(true)
    }
  })

  test('knows no better than a value that is constant', () => {
    const { x, value, status } = minimize(() => 3, start, { ...options, maxEvaluations: 2000 })
    expect(value).toBe(3)
    expect(x.every(Number.isFinite)).toBe(true)
    expect(status).not.toBe('not-finite')
  })
})
