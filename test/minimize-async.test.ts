import { minimize, minimizeAsync } from 'steepest'
import { describe, expect, test } from 'vitest'
import { rosenbrock } from './rosenbrock.ts'

const start = [-1.2, 1]
const later = <T>(value: T) => new Promise<T>((resolve) => setImmediate(resolve, value))

describe('minimizeAsync', () => {
  test('awaits an objective that returns promises, and goes the way of minimize', async () => {
    const objective = {
      value: (x: Float64Array) => later(rosenbrock.value(x)),
      async gradient(x: Float64Array, out: Float64Array) {
        await later(undefined)
        rosenbrock.gradient(x, out)
      },
    }
    expect(await minimizeAsync(objective, start)).toEqual(minimize(rosenbrock, start))
  })

  test('asks the points of a difference approximation all at once', async () => {
    let pending = 0
    let most = 0
    const n = 6
    const sphere = async (x: Float64Array) => {
      most = Math.max(most, ++pending)
      await later(undefined)
      pending--
      return x.reduce((sum, value, i) => sum + (value - i) ** 2, 0)
    }
    const { converged, x } = await minimizeAsync(sphere, new Float64Array(n))
    expect(converged).toBe(true)
    expect(x[5]).toBeCloseTo(5, 4)
    expect(most).toBe(2 * n)
  })

  test('an abort resolves with the best point so far, also while an evaluation never settles', async () => {
    const controller = new AbortController()
    let calls = 0
    const stuck = (x: Float64Array) => {
      if (++calls > 8) return new Promise<number>(() => {})
      return rosenbrock.value(x)
    }
    setTimeout(() => controller.abort(), 20)
    const result = await minimizeAsync(stuck, start, { signal: controller.signal })
    expect(result.status).toBe('aborted')
    expect(result.value).toBeLessThanOrEqual(rosenbrock.value(Float64Array.from(start)))
  })

  test('maxTime ends a run whose evaluation never settles', async () => {
    const result = await minimizeAsync(() => new Promise<number>(() => {}), start, { maxTime: 20 })
    expect(result.status).toBe('max-time')
  })

  test('what the objective rejects with reaches the caller as it is', async () => {
    const reason = { mine: true }
    await expect(minimizeAsync(() => Promise.reject(reason), start)).rejects.toBe(reason)
  })

  test.each(['bfgs', 'gradient-descent'] as const)(
    '%s with armijo calls no more often than it counts',
    async (method) => {
      const calls = { value: 0, gradient: 0 }
      const counted = {
        async value(x: Float64Array) {
          calls.value++
          return rosenbrock.value(x)
        },
        async gradient(x: Float64Array, out: Float64Array) {
          calls.gradient++
          rosenbrock.gradient(x, out)
        },
      }
      const { evaluations } = await minimizeAsync(counted, start, { method, lineSearch: 'armijo', maxIterations: 30 })
      expect(evaluations).toMatchObject(calls)
    },
  )

  test('a signal that many runs share keeps no listeners of theirs', async () => {
    const { signal } = new AbortController()
    const kept: unknown[] = []
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      kept.push(args[1])
      add(...args)
    }
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      kept.splice(kept.indexOf(args[1]), 1)
      remove(...args)
    }
    for (let i = 0; i < 5; i++) await minimizeAsync(async (x) => rosenbrock.value(x), start, { signal, maxTime: 1e6 })
    expect(kept).toEqual([])
  })
})
