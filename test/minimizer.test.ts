import { type Minimizer, type MinimizerAnswer, type MinimizerQuery, minimize, minimizer, problems } from 'steepest'
import { describe, expect, test } from 'vitest'
import { methodNames } from '../src/backend/operations.ts'
import { has } from '../src/methods.ts'
import { hashOf } from '../src/run-state.ts'
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

  test.each(methodNames)(
    '%s, told what may be missing or not, knows the best point from the first answer on',
    (method) => {
      const tellers: ((query: MinimizerQuery) => MinimizerAnswer | MinimizerAnswer[])[] = [
        ({ points }) => (points.length > 1 ? points.map(rosenbrock.value) : rosenbrock.value(points[0]!)),
        ({ points, needs }) => points.map((x) => (needs.gradient ? answer(x) : rosenbrock.value(x))),
        ({ points, needs }) => points.map((x) => exactAnswer(x, needs)),
      ]
      for (const teller of tellers) {
        const run = minimizer(start, { method, seed: 1 })
        let least = Infinity
        for (let i = 0; i < 40 && !run.done; i++) {
          const query = run.ask()
          const told = teller(query)
          if (query.needs.value) for (const x of query.points) least = Math.min(least, rosenbrock.value(x))
          run.tell(told)
          const { x, value } = run.result
          expect(value).toBe(rosenbrock.value(x))
          // Points of a difference are no candidates.
          expect(value).toBeGreaterThanOrEqual(least)
          expect(value).toBeLessThanOrEqual(rosenbrock.value(Float64Array.from(start)))
        }
      }
    },
  )

  test('stepping yields each iteration', () => {
    const seen = [...minimizer(start, { objective: rosenbrock, method: 'lbfgs' })]
    const { trace } = minimize(rosenbrock, start, { trace: true, method: 'lbfgs' })
    expect(seen).toEqual(trace)
  })

  test.each(methodNames)(
    '%s, saved after any number of answers and resumed, asks the same points to the bit',
    (method) => {
      // An iteration of some is a whole descent.
      const options = { method, maxIterations: has(method, 'descends') ? 4 : 60, seed: 1 }
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
    // One line search may take 60 trials, whose answers the state holds until the iteration ends.
    expect(Math.max(...late)).toBeLessThan(2 * sizes[sizes.length >> 1]! + 60 * 100)
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

  test.each(methodNames)('the state of a run of %s that has ended can be saved, and ends again', (method) => {
    const run = minimizer(start, { method, objective: rosenbrock, trace: true, maxIterations: 40 })
    const seen = [...run]
    expect(run.result.trace).toEqual(seen)
    const again = minimizer.resume(JSON.parse(JSON.stringify(run.state())))
    expect(again.done).toBe(true)
    const { trace: _, ...rest } = run.result
    expect(again.result).toEqual(rest)
    run.dispose()
    expect(run.state()).toEqual(again.state())
  })

  test.each(['lineSearch', 'memory', 'beta', 'differences', 'maxIterations'])(
    'a state whose %s is none is refused',
    (name) => {
      for (const value of [99, -1, Number.NaN, 1e300, -1e300, 0.5]) {
        const state = minimizer(start).state()
        const options = new Float64Array(Uint8Array.from(Buffer.from(state.options, 'base64')).buffer)
        options[state.optionNames.indexOf(name)] = value
        state.options = Buffer.from(options.buffer).toString('base64')
        try {
          const run = minimizer.resume(state)
          run.tell(answer(run.ask().points[0]!))
        } catch (error) {
          expect(error).toMatchObject({ code: 'ERR_STATE' })
        }
      }
    },
  )

  test('a snapshot with one bit flipped is refused', () => {
    const run = minimizer(start, { method: 'lbfgs' })
    for (let i = 0; i < 12; i++) run.tell(answer(run.ask().points[0]!))
    const state = JSON.parse(JSON.stringify(run.state()))
    const bytes = Buffer.from(state.snapshot[1], 'base64')
    for (let bit = 0; bit < 8 * bytes.length; bit += 97) {
      const damaged = Buffer.from(bytes)
      damaged[bit >> 3]! ^= 1 << (bit & 7)
      const other = { ...state, snapshot: [state.snapshot[0], damaged.toString('base64')] }
      expect(() => minimizer.resume(other)).toThrow(/damaged/)
    }
  })

  test.each(['gradient-descent', 'conjugate-gradient', 'lbfgs'] as const)(
    'no damage to a snapshot of %s does harm',
    (method) => {
      const run = minimizer(start, { method })
      for (let i = 0; i < 12; i++) run.tell(answer(run.ask().points[0]!))
      const saved = JSON.stringify(run.state())
      let seed = 1
      const random = (below: number) => {
        seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
        return Math.floor((seed / 2 ** 32) * below)
      }
      for (let k = 0; k < 300; k++) {
        const state = JSON.parse(saved)
        const bytes = Buffer.from(state.snapshot[1], 'base64')
        for (let j = 0; j < 4; j++)
          bytes.writeDoubleLE(random(2) ? 1e6 * random(100) : Number.NaN, 8 * random(bytes.length / 8 - 1))
        bytes.writeBigInt64LE(BigInt(random(2000) - 1000), 8 * random(bytes.length / 8 - 1))
        // As someone would who knows how: what is only damaged is refused by its hash.
        state.snapshot = [hashOf([bytes]), bytes.toString('base64')]
        state.answers = []
        try {
          const damaged = minimizer.resume(state)
          for (let i = 0; i < 20 && !damaged.done; i++) damaged.tell(answer(damaged.ask().points[0]!))
        } catch (error) {
          expect(error).toMatchObject({ code: 'ERR_STATE' })
        }
      }
    },
  )

  test('many variables take memory for what is asked only', () => {
    const query = minimizer(new Float64Array(100_000), { method: 'lbfgs' }).ask()
    expect(query.points[0]).toHaveLength(100_000)
  })

  test('told values alone, the tolerance is that of differences', () => {
    const run = minimizer(start, { method: 'bfgs' })
    while (!run.done) {
      const { points } = run.ask()
      run.tell(points.length > 1 ? points.map(rosenbrock.value) : rosenbrock.value(points[0]!))
    }
    expect(run.result.message).toContain('1.00e-5')
  })
})

describe('an objective of the core', () => {
  const inCore = problems.list().filter(({ dimension }) => dimension <= 12)

  test.each(inCore)('$name: stepped through, asked, and resumed is as minimized', (problem) => {
    const options = { method: 'lbfgs', maxIterations: 12 } as const
    const { start } = problem
    const { x, value, evaluations } = minimize(problem, start, options)
    const same = { x, value, evaluations }
    const stepped = minimizer(start, { ...options, objective: problem })
    const half = minimizer(start, { ...options, objective: problem })
    const iterations = [...stepped]
    expect(stepped.result).toMatchObject(same)
    expect(iterations.length).toBe(stepped.result.iterations)
    let steps = 0
    for (const _ of half) if (++steps === 3) break
    const resumed = minimizer.resume(JSON.parse(JSON.stringify(half.state())), { objective: problem })
    for (const _ of resumed);
    expect(resumed.result).toMatchObject(same)
    const run = minimizer(start, { ...options, objective: problem })
    const gradient = new Float64Array(start.length)
    while (!run.done) {
      const [point] = run.ask().points
      run.tell({ value: problem.valueAndGradient(point!, gradient), gradient })
    }
    expect(run.result).toMatchObject(same)
  })
})
