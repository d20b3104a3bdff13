import { type IterationInfo, minimize } from 'steepest'
import { describe, expect, test } from 'vitest'
import { rosenbrock } from './rosenbrock.ts'

describe('minimize', () => {
  test('finds the minimum of the Rosenbrock function with its gradient', () => {
    const result = minimize(rosenbrock, [-1.2, 1], { method: 'lbfgs' })
    expect(result.status).toBe('gradient-tolerance')
    expect(result.converged).toBe(true)
    expect(result.value).toBeLessThan(1e-14)
    expect(result.x[0]).toBeCloseTo(1, 7)
    expect(result.x[1]).toBeCloseTo(1, 7)
    expect(result.evaluations.gradient).toBe(result.evaluations.value)
  })

  test('approximates a gradient that is not given, and counts those calls', () => {
    let calls = 0
    const counted = (x: Float64Array) => {
      calls++
      return rosenbrock.value(x)
    }
    const result = minimize(counted, [-1.2, 1])
    expect(result.converged).toBe(true)
    expect(result.value).toBeLessThan(1e-9)
    expect(result.evaluations).toEqual({ value: calls, gradient: 0, hessian: 0, hessianProduct: 0 })
  })

  test('tells each iteration, in order, with values that only fall', () => {
    const seen: IterationInfo[] = []
    const result = minimize(rosenbrock, [-1.2, 1], { onIteration: (info) => void seen.push(info), trace: true })
    expect(seen.map(({ iteration }) => iteration)).toEqual(seen.map((_, i) => i + 1))
    expect(seen).toHaveLength(result.iterations)
    expect(result.trace).toEqual(seen)
    for (let i = 1; i < seen.length; i++) expect(seen[i]!.value).toBeLessThanOrEqual(seen[i - 1]!.value)
    for (const { x, value } of seen) expect(rosenbrock.value(x)).toBe(value)
  })

  test.each([
    ['onIteration', 'stopped', { onIteration: ({ iteration }: IterationInfo) => iteration < 5 }],
    ['maxIterations', 'max-iterations', { maxIterations: 5 }],
    ['maxEvaluations', 'max-evaluations', { maxEvaluations: 7 }],
    ['maxTime', 'max-time', { maxTime: 0 }],
    ['target', 'target', { target: 1 }],
    ['signal', 'aborted', { signal: AbortSignal.abort() }],
  ] as const)('%s ends a run with the best point seen', (_, status, options) => {
    const values: number[] = []
    const objective = {
      ...rosenbrock,
      value(x: Float64Array) {
        values.push(rosenbrock.value(x))
        return values.at(-1)!
      },
    }
    const result = minimize(objective, [-1.2, 1], options)
    expect(result.status).toBe(status)
    expect(result.converged).toBe(status === 'target')
    if (values.length > 0) {
      expect(result.value).toBe(Math.min(...values))
      expect(rosenbrock.value(result.x)).toBe(result.value)
    }
  })

  test('a component of the gradient that is never written is named', () => {
    const gradient = (_: Float64Array, out: Float64Array) => {
      out[0] = 1
    }
    const result = minimize({ value: rosenbrock.value, gradient }, [-1.2, 1])
    expect(result.status).toBe('not-finite')
    expect(result.converged).toBe(false)
    expect(result.message).toContain('Component 1')
  })

  test('what the objective throws reaches the caller as it is', () => {
    for (const thrown of [new Error('mine'), 'a string', null]) {
      let caught: unknown = 'nothing'
      try {
        minimize(() => {
          throw thrown
        }, [1])
      } catch (error) {
        caught = error
      }
      expect(caught).toBe(thrown)
    }
  })

  test('fixed variables stay, and the objective sees them', () => {
    const seen = new Set<number>()
    const objective = {
      valueAndGradient([a, b, c]: Float64Array, out: Float64Array) {
        seen.add(b!)
        out.set([2 * (a! - b!), 2 * (b! - a!), 4 * (c! - 1) ** 3])
        return (a! - b!) ** 2 + (c! - 1) ** 4
      },
    }
    const result = minimize(objective, [0, 7, 3], { fixed: [1] })
    expect(result.converged).toBe(true)
    expect([...seen]).toEqual([7])
    expect(result.x[0]).toBeCloseTo(7, 6)
    expect(result.x[1]).toBe(7)
    expect(result.gradient![1]).toBe(0)
  })

  test('calls may nest', () => {
    const inner = (y: number) => minimize(([x]) => (x! - y) ** 2, [0]).x[0]!
    const outer = minimize(([y]) => (inner(y!) - 3) ** 2, [0])
    expect(outer.x[0]).toBeCloseTo(3, 4)
  })

  test('a limit that hits before the gradient at the start is known still gives that point', () => {
    const result = minimize(([a]) => a! ** 2, [3], { maxEvaluations: 1 })
    expect(result.status).toBe('max-evaluations')
    expect(result.value).toBe(9)
    expect(Array.from(result.x)).toEqual([3])
  })
})

describe('a variable that is fixed', () => {
  const objective = ([x, y]: Float64Array) => (x! - 1) ** 2 + (y! - 2) ** 2

  test('outside its bounds is refused, naming them', () => {
    const options = { fixed: [1], bounds: { lower: 0, upper: 5 } }
    const message = 'fixed holds variable 1 at -10, outside its bounds 0 and 5'
    expect(() => minimize(objective, [10, -10], options)).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION', message }),
    )
  })

  test('on its bound stays there', () => {
    const { x, converged } = minimize(objective, [10, 5], { fixed: [1], bounds: { lower: 0, upper: 5 } })
    expect([converged, x[1]]).toEqual([true, 5])
    expect(x[0]).toBeCloseTo(1, 8)
  })
})

describe('the hint for an option that is not there', () => {
  test.each([
    ['maxIter', "'maxIterations'"],
    ['max_iterations', "'maxIterations'"],
    ['gradientTolerence', "'gradientTolerance'"],
    ['tolerance', "'gradientTolerance'"],
    ['linesearch', "'lineSearch'"],
  ])('%s means %s', (name, meant) => {
    expect(() => minimize(() => 0, [0], { [name]: 1 })).toThrow(`did you mean ${meant}?`)
  })

  test('is none where nothing is near', () => {
    expect(() => minimize(() => 0, [0], { zz: 1 } as object)).toThrow(/no option 'zz'$/)
    expect(() => minimize(() => 0, [0], { method: 'CG' as 'lbfgs' })).toThrow(/got 'CG'(?!.*did you mean 'sr1')/)
  })
})
