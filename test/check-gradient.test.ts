import { checkGradient, problems } from 'steepest'
import { describe, expect, test } from 'vitest'
import { rosenbrock } from './rosenbrock.ts'

describe('checkGradient', () => {
  test('finds nothing wrong with right gradients', () => {
    for (const problem of problems.list().filter(({ number }) => number !== undefined)) {
      const { maxRelativeError, relativeErrors } = checkGradient(problem, problem.start)
      expect(maxRelativeError, problem.title).toBeLessThan(1e-5)
      expect(relativeErrors).toHaveLength(problem.dimension)
    }
  })

  test('says which component is wrong, and by how much', () => {
    const objective = {
      value: ([a, b]: Float64Array) => a! ** 2 + b! ** 2,
      gradient: ([a, b]: Float64Array) => [2 * a!, 3 * b!],
    }
    const { maxRelativeError, index, relativeErrors } = checkGradient(objective, [1, 2])
    expect(index).toBe(1)
    expect(maxRelativeError).toBeCloseTo(1 / 3, 8)
    expect(relativeErrors[0]).toBeLessThan(1e-9)
  })

  test('reads every form of gradient, and calls methods on their object', () => {
    const object = {
      factor: 3,
      value(x: Float64Array) {
        return this.factor * x[0]! ** 2
      },
      gradient(x: Float64Array, out: Float64Array) {
        out[0] = 2 * this.factor * x[0]!
      },
    }
    const together = {
      valueAndGradient(x: Float64Array, out: Float64Array) {
        rosenbrock.gradient(x, out)
        return rosenbrock.value(x)
      },
    }
    expect(checkGradient(object, [2]).maxRelativeError).toBeLessThan(1e-9)
    expect(checkGradient(together, [-1.2, 1]).maxRelativeError).toBeLessThan(1e-9)
  })

  test('a component that is never written is infinitely wrong', () => {
    const partial = {
      value: rosenbrock.value,
      gradient(_: Float64Array, out: Float64Array) {
        out[0] = -215.6
      },
    }
    expect(checkGradient(partial, [-1.2, 1])).toMatchObject({ maxRelativeError: Infinity, index: 1 })
  })

  test('needs a gradient to check', () => {
    const code = expect.objectContaining({ code: 'ERR_OPTION' })
    expect(() => checkGradient({ value: rosenbrock.value }, [1, 1])).toThrow(code)
  })
})
