import { type Minimizer, type MinimizerAnswer, type MinimizerQuery, minimize, minimizer } from 'steepest'
import { describe, expect, test } from 'vitest'
import { methodNames } from '../src/backend/operations.ts'
import { rosenbrock } from './rosenbrock.ts'

const start = [-1.2, 1]

function answer(x: Float64Array): MinimizerAnswer {
  const gradient = new Float64Array(2)
  rosenbrock.gradient(x, gradient)
  return { value: rosenbrock.value(x), gradient }
}

// With all derivatives that are needed.
function exactAnswer(x: Float64Array, needs: MinimizerQuery['needs']): MinimizerAnswer {
  const [a, b] = x as unknown as [number, number]
  const hessian = [
    [2 - 400 * (b - 3 * a * a), -400 * a],
    [-400 * a, 200],
  ] as const
  const v = needs.hessianProduct
  return {
    ...(answer(x) as object),
    ...(needs.hessian ? { hessian } : {}),
    ...(v ? { hessianProduct: hessian.map(([p, q]) => p * v[0]! + q * v[1]!) } : {}),
  }
}

describe('minimizer', () => {
  test('asked and told, it goes the way of minimize', () => {
    const run = minimizer(start, { method: 'lbfgs' })
    let asked = 0
    while (!run.done) {
      const query = run.ask()
      expect(run.ask()).toBe(query)
      expect(query.needs).toEqual({ value: true, gradient: true, hessian: false })
      run.tell(answer(query.points[0]!))
      asked++
    }
    const expected = minimize(rosenbrock, start, { method: 'lbfgs' })
    expect(run.result).toEqual(expected)
    expect(asked).toBe(expected.evaluations.value)
  })

  test('told values alone, it approximates the gradient', () => {
    const run = minimizer(start, { gradientTolerance: 1e-5 })
    while (!run.done) {
      const { points, needs } = run.ask()
      if (points.length > 1) run.tell(points.map(rosenbrock.value))
      else run.tell(rosenbrock.value(points[0]!))
      expect(needs.hessian).toBe(false)
    }
    const expected = minimize(rosenbrock.value, start, { gradientTolerance: 1e-5 })
    expect(run.result).toEqual(expected)
  })

  test('stepping yields each iteration', () => {
    const seen = [...minimizer(start, { objective: rosenbrock, method: 'lbfgs' })]
    const { trace } = minimize(rosenbrock, start, { trace: true, method: 'lbfgs' })
    expect(seen).toEqual(trace)
  })

  test.each(methodNames)(
    '%s, saved after any number of answers and resumed, asks the same points to the bit',
    (method) => {
      const options = { method, maxIterations: 60 }
      const first = minimizer(start, options)
      const whole: Float64Array[][] = []
      const states = []
      const answerTo = (run: Minimizer) => {
        const query = run.ask()
        const { points, needs } = query
        run.tell(points.length > 1 ? points.map(rosenbrock.value) : exactAnswer(points[0]!, needs))
        return points
      }
      while (!first.done) {
        states.push(JSON.stringify(first.state()))
        whole.push(answerTo(first))
      }
      for (const [cut, state] of states.entries()) {
        const resumed = minimizer.resume(JSON.parse(state))
        const rest: Float64Array[][] = []
        while (!resumed.done) rest.push(answerTo(resumed))
        expect(rest).toEqual(whole.slice(cut))
        expect(resumed.result).toEqual(first.result)
      }
    },
  )

  test.each(['gradient-descent', 'conjugate-gradient', 'lbfgs'] as const)('the state of %s stays small', (method) => {
    const run = minimizer(start, { method, maxIterations: 500, gradientTolerance: 0 })
    const sizes: number[] = []
    while (!run.done) {
      run.tell(answer(run.ask().points[0]!))
      if (!run.done) sizes.push(JSON.stringify(run.state()).length)
    }
    const late = sizes.slice(sizes.length / 2)
    expect(sizes.length).toBeGreaterThan(30)
    expect(Math.max(...late)).toBeLessThan(2 * sizes[sizes.length >> 1]! + 2000)
  })

  test('a state that was changed is refused at the first point that differs', () => {
    const run = minimizer(start, { method: 'bfgs' })
    for (let i = 0; i < 5; i++) run.tell(answer(run.ask().points[0]!))
    const state = run.state()
    state.answers[2]![0] = '0000000000000000'
    expect(() => minimizer.resume(state)).toThrow(expect.objectContaining({ code: 'ERR_STATE' }))
    expect(() => minimizer.resume(state)).toThrow(/evaluation 3/)
  })

  test('the state may not outgrow maxStateBytes', () => {
    const run = minimizer(start, { method: 'bfgs', maxStateBytes: 100 })
    while (!run.done) run.tell(answer(run.ask().points[0]!))
    expect(() => run.state()).toThrow(expect.objectContaining({ code: 'ERR_STATE' }))
    expect(run.result.converged).toBe(true)
  })

  test('the best point so far can be read at any time', () => {
    const run = minimizer(start)
    for (let i = 0; i < 8; i++) run.tell(answer(run.ask().points[0]!))
    expect(run.done).toBe(false)
    expect(run.result.value).toBeLessThan(rosenbrock.value(Float64Array.from(start)))
    expect(rosenbrock.value(run.result.x)).toBe(run.result.value)
  })

  test.each([
    ['telling before asking', () => minimizer(start).tell(1)],
    ['stepping without an objective', () => [...minimizer(start)]],
    ['resuming from nothing', () => minimizer.resume({})],
    ['resuming from text that is not JSON', () => minimizer.resume('{')],
  ])('%s is misuse', (_, misuse) => {
    expect(misuse).toThrow(expect.objectContaining({ code: 'ERR_STATE' }))
  })

  test('an answer of the wrong shape is refused and loses nothing', () => {
    const run = minimizer(start)
    const { points } = run.ask()
    expect(() => run.tell({ value: 1, gradient: [1, 2, 3] })).toThrow(expect.objectContaining({ code: 'ERR_SHAPE' }))
    expect(() => run.tell([1, 2])).toThrow(expect.objectContaining({ code: 'ERR_SHAPE' }))
    run.tell(answer(points[0]!))
    while (!run.done) run.tell(answer(run.ask().points[0]!))
    expect(run.result.converged).toBe(true)
  })
})
