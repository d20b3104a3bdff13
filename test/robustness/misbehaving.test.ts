// Objectives that throw, nest, write where they should not, or answer with nonsense.
import { leastSquares, minimize, minimizeAsync, minimizer, type ObjectiveFunctions } from 'steepest'
import { describe, expect, test } from 'vitest'
import { methodNames, residualMethodNames } from '../../src/backend/operations.ts'
import { rosenbrock } from '../rosenbrock.ts'
import { decay, expectHonest } from './least-squares.ts'

const start = [-1.2, 1]
const code = (name: string) => expect.objectContaining({ code: name })

function caughtFrom(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

describe.each(methodNames)('%s', (method) => {
  test.each([1, 2, 10])('what is thrown at call %d reaches the caller as it is', (at) => {
    for (const thrown of [new RangeError('mine'), 'text', null, undefined, 7, new Proxy({}, {})]) {
      let calls = 0
      const throwing = {
        ...rosenbrock,
        value(x: Float64Array) {
          if (++calls === at) throw thrown
          return rosenbrock.value(x)
        },
      }
      expect(
        Object.is(
          caughtFrom(() => minimize(throwing, start, { method })),
          thrown,
        ),
      ).toBe(true)
    }
    expect(minimize(rosenbrock, start, { method, maxIterations: 5000 }).x.every(Number.isFinite)).toBe(true)
  })

  test('writing to x harms nothing', () => {
    const scribbling: ObjectiveFunctions = {
      value(x) {
        const value = rosenbrock.value(x)
        x.fill(Number.NaN)
        return value
      },
      gradient(x, out) {
        rosenbrock.gradient(x, out)
        x.fill(1e300)
      },
    }
    const options = { method, seed: 1 }
    expect(minimize(scribbling, start, options)).toEqual(minimize(rosenbrock, start, options))
  })

  test('transferring away the arrays it was given harms nothing', () => {
    const stealing: ObjectiveFunctions = {
      value(x) {
        const value = rosenbrock.value(x)
        structuredClone(x, { transfer: [x.buffer as ArrayBuffer] })
        return value
      },
      gradient: (x) => {
        const out = new Float64Array(2)
        rosenbrock.gradient(x, out)
        structuredClone(x, { transfer: [x.buffer as ArrayBuffer] })
        return out
      },
    }
    const options = { method, seed: 1 }
    expect(minimize(stealing, start, options)).toEqual(minimize(rosenbrock, start, options))
  })
})

describe('an objective that answers with nonsense', () => {
  test.each([undefined, null, '1', 1n, {}, [1], true, Symbol('x')])('value %s', (value) => {
    expect(() => minimize(() => value as number, start)).toThrow(code('ERR_OPTION'))
  })

  test.each([
    ['too short', [1]],
    ['too long', [1, 2, 3]],
    ['no array', 5],
    ['not of numbers', ['1', '2']],
  ])('gradient %s', (_, gradient) => {
    const objective = { value: rosenbrock.value, gradient: () => gradient } as unknown as ObjectiveFunctions
    const error = caughtFrom(() => minimize(objective, start)) as { code: string }
    expect(['ERR_SHAPE', 'ERR_OPTION']).toContain(error.code)
  })

  test('detaching the gradient it was to fill', () => {
    const objective: ObjectiveFunctions = {
      value: rosenbrock.value,
      gradient: (_, out) => void structuredClone(out, { transfer: [out.buffer as ArrayBuffer] }),
    }
    expect(() => minimize(objective, start)).toThrow(code('ERR_SHAPE'))
  })
})

test('nested five deep', () => {
  const nested = (depth: number): number => {
    if (depth === 0) return 2
    const { x } = minimize(([v]) => (v! - nested(depth - 1)) ** 2, [0], { gradientTolerance: 1e-6, maxIterations: 3 })
    return x[0]!
  }
  expect(nested(4)).toBeCloseTo(2, 3)
})

test('an objective that works another run of the core forward is its own affair', () => {
  const other = minimizer([5, 5], { objective: rosenbrock })[Symbol.iterator]()
  const meddling = {
    ...rosenbrock,
    value(x: Float64Array) {
      other.next()
      return rosenbrock.value(x)
    },
  }
  expect(minimize(meddling, start)).toEqual(minimize(rosenbrock, start))
})

test('an objective that aborts the signal it runs under ends the run there', () => {
  const controller = new AbortController()
  let calls = 0
  const aborting = {
    ...rosenbrock,
    value(x: Float64Array) {
      if (++calls === 7) controller.abort()
      return rosenbrock.value(x)
    },
  }
  const result = minimize(aborting, start, { signal: controller.signal })
  expect(result.status).toBe('aborted')
  expect(calls).toBe(7)
})

test('a run disposed of while its evaluation is under way ignores the answer', async () => {
  const controller = new AbortController()
  let release = (_: number) => {}
  const running = minimizeAsync(
    () =>
      new Promise<number>((resolve) => {
        release = resolve
      }),
    start,
    {
      signal: controller.signal,
    },
  )
  await new Promise((resolve) => setTimeout(resolve, 5))
  controller.abort()
  expect((await running).status).toBe('aborted')
  release(1)
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(minimize(rosenbrock, start).converged).toBe(true)
})

describe.each(residualMethodNames)('residuals for leastSquares by %s that', (method) => {
  test('scribble on x, and keep the array they return for later', () => {
    const kept = new Float64Array(decay.residuals(decay.start).length)
    const scribbling = (x: Float64Array) => {
      kept.set(decay.residuals(x))
      x.fill(Number.NaN)
      return kept
    }
    const expected = leastSquares(decay.residuals, decay.start, { method })
    expect(leastSquares(scribbling, decay.start, { method })).toEqual(expected)
    kept.fill(7)
    expectHonest(decay, expected)
  })

  test('answer with other numbers each time', () => {
    for (const noise of [1e-12, 1e-6, 1e-2, 10]) {
      let state = 1
      const random = () => {
        state = (state * 16807) % 2147483647
        return state / 2147483647 - 0.5
      }
      const noisy = (x: Float64Array) => decay.residuals(x).map((r) => r + noise * random())
      const { x, status, evaluations } = leastSquares(noisy, decay.start, { method })
      expect(x.every(Number.isFinite)).toBe(true)
      expect(status).not.toBe('max-iterations')
      expect(evaluations.residuals).toBeLessThan(3000)
    }
  })

  test('throw at any call', () => {
    for (let at = 1; at <= 12; at++) {
      const thrown = new Error('mine')
      let calls = 0
      const throwing = (x: Float64Array) => {
        if (++calls === at) throw thrown
        return decay.residuals(x)
      }
      expect(caughtFrom(() => leastSquares(throwing, decay.start, { method }))).toBe(thrown)
    }
  })
})
