// Arrays that change or vanish, runs that are cancelled, the floating-point environment.
import { minimize, minimizeAsync, minimizer } from 'steepest'
import { expect, test } from 'vitest'
import { rosenbrock } from '../rosenbrock.ts'

const start = [-1.2, 1]
const code = (name: string) => expect.objectContaining({ code: name })

test('a detached start is refused', () => {
  const detached = new Float64Array(2)
  structuredClone(detached, { transfer: [detached.buffer] })
  expect(() => minimize(rosenbrock, detached)).toThrow(code('ERR_SHAPE'))
  expect(() => minimizer(detached)).toThrow(code('ERR_SHAPE'))
})

test('the start may be transferred away while an asynchronous run works', async () => {
  const mine = Float64Array.from(start)
  const running = minimizeAsync(async (x) => rosenbrock.value(x), mine)
  structuredClone(mine, { transfer: [mine.buffer] })
  expect((await running).converged).toBe(true)
})

test('getters of options are read once', () => {
  let reads = 0
  const options = {
    get maxIterations() {
      return ++reads === 1 ? 3 : 1e6
    },
  }
  expect(minimize(rosenbrock, start, options).iterations).toBe(3)
  expect(reads).toBe(1)
})

test('what a getter of an option throws reaches the caller as it is', () => {
  const thrown = new Error('mine')
  const options = {
    get method(): 'lbfgs' {
      throw thrown
    },
  }
  expect(() => minimize(rosenbrock, start, options)).toThrow(thrown)
})

test('a signal that is aborted already ends a run before the objective is called', async () => {
  let calls = 0
  const counted = (x: Float64Array) => {
    calls++
    return rosenbrock.value(x)
  }
  const options = { signal: AbortSignal.abort() }
  expect(minimize(counted, start, options).status).toBe('aborted')
  expect((await minimizeAsync(counted, start, options)).status).toBe('aborted')
  expect(calls).toBe(0)
})

test('aborts at random moments always resolve, soon, with a finite point', async () => {
  const slow = async (x: Float64Array) => {
    await new Promise((resolve) => setTimeout(resolve, Math.random()))
    return rosenbrock.value(x)
  }
  const runs = Array.from({ length: 50 }, async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 30 * Math.random())
    const aborted = new Promise<number>((resolve) => {
      controller.signal.addEventListener('abort', () => resolve(performance.now()))
    })
    const result = await minimizeAsync(slow, start, { signal: controller.signal })
    expect(['aborted', 'gradient-tolerance', 'no-further-progress']).toContain(result.status)
    expect(result.x.every(Number.isFinite)).toBe(true)
    if (result.status === 'aborted') expect(performance.now() - (await aborted)).toBeLessThan(500)
  })
  await Promise.all(runs)
})

test.each([1, 2, 5, 17])('maxEvaluations %d is kept to within a batch', (maxEvaluations) => {
  const n = 4
  const sphere = (x: Float64Array) => x.reduce((sum, v, i) => sum + (v - i) ** 4, 0)
  const result = minimize(sphere, new Float64Array(n).fill(9), { maxEvaluations })
  expect(result.evaluations.value).toBeLessThan(maxEvaluations + 2 * n + 1)
  expect(result.status).toBe('max-evaluations')
})

test('subnormal numbers are as they were', () => {
  const half = Number.MIN_VALUE * 3
  const before = half / 2
  minimize(rosenbrock, start)
  expect(half / 2).toBe(before)
  expect(before).toBe(Number.MIN_VALUE * 2)
})

test('a start of one variable, and of a thousand', () => {
  for (const n of [1, 1000]) {
    const sphere = {
      value: (x: Float64Array) => x.reduce((sum, v) => sum + (v - 3) ** 2, 0),
      gradient: (x: Float64Array) => x.map((v) => 2 * (v - 3)),
    }
    const result = minimize(sphere, new Float64Array(n))
    expect(result.converged).toBe(true)
    expect(Math.max(...result.x.map((v) => Math.abs(v - 3)))).toBeLessThan(1e-7)
  }
})
