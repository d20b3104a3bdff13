// Objectives that dispose of the run they answer, or make the core's memory grow under it.
import { linalg, Matrix, minimize, minimizer, type ObjectiveFunctions, Ridge } from 'steepest'
import { describe, expect, test } from 'vitest'
import { methodNames } from '../../src/backend/operations.ts'
import { rosenbrock } from '../rosenbrock.ts'
import { exact } from './exact.ts'

const start = [-1.2, 1]

function numbers(length: number): Float64Array {
  return Float64Array.from({ length }, (_, k) => Math.sin(k * k + 1))
}

describe.each(methodNames)('%s', (method) => {
  test.each([1, 2, 9])('disposing of the minimizer at call %d ends it with the best point so far', (at) => {
    let calls = 0
    const values: number[] = []
    const objective: ObjectiveFunctions = {
      ...exact,
      value(x) {
        if (++calls === at) run.dispose()
        else values.push(rosenbrock.value(x))
        return rosenbrock.value(x)
      },
    }
    const run = minimizer(start, { objective, method, seed: 1 })
    const step = () => {
      for (const _ of run);
    }
    expect(step).toThrow(expect.objectContaining({ code: 'ERR_DISPOSED' }))
    expect(run.done).toBe(true)
    expect(calls).toBe(at)
    expect(run.result.status).toBe('stopped')
    expect(run.result.x.every(Number.isFinite)).toBe(true)
    if (at > 1) expect(run.result.value).toBe(Math.min(...values))
    run.dispose()
  })
})

test('memory of the core that grows under a run changes nothing', () => {
  let size = 40
  const kept: Ridge[] = []
  const growing: ObjectiveFunctions = {
    value(x) {
      const value = rosenbrock.value(x)
      size = Math.min(Math.ceil(1.3 * size), 300)
      const a = new Matrix(numbers(size * size), size, size)
      expect(linalg.multiply(a, a).data).toHaveLength(size * size)
      return value
    },
    gradient(x, out) {
      rosenbrock.gradient(x, out)
      const rows = 10 * size
      kept.push(new Ridge().fitSync(new Matrix(numbers(rows * 8), rows, 8), numbers(rows)))
    },
  }
  const options = { method: 'lbfgs', maxIterations: 15 } as const
  expect(minimize(growing, start, options)).toEqual(minimize(rosenbrock, start, options))
  expect(kept.length).toBeGreaterThan(10)
})
