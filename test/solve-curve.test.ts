// Fits wholly in the core against the same fits of residuals in JavaScript, which nothing but the method is shared with.
import { type LeastSquaresOptions, leastSquares, linalg, Matrix } from 'steepest'
import { describe, expect, test } from 'vitest'
import { core } from '../src/backend/current.ts'
import { driveCurve, solveCurveAsync } from '../src/fit/curve-run.ts'
import { fitModel, unrestricted } from '../src/fit/model.ts'
import { programHandle } from '../src/fit/programs.ts'
import { type CurveProblem, type CurveSolution, solveCurve } from '../src/fit/solve.ts'
import { residualVerdict } from '../src/fit/verdict.ts'
import {
  type Derivative,
  fitSettings,
  leastSquaresSchema,
  type ReadLeastSquaresOptions,
} from '../src/options/least-squares.ts'
import { readOptions } from '../src/options/schema.ts'

const none = new Float64Array(0)

interface Given extends LeastSquaresOptions {
  derivative?: Derivative
  weights?: Float64Array
  lower?: number[]
  upper?: number[]
}

/** What is to be fitted to y: a formula of a, b, c and t. */
function pose(formula: string, t: Float64Array, y: Float64Array, start: number[], given: Given = {}): CurveProblem {
  const { derivative = 'exact', weights = none, lower = [], upper = [], ...options } = given
  const model = fitModel(formula, { data: ['t', 'y'], response: 'y', ...unrestricted })
  expect(model.free).toEqual(['a', 'b', 'c'].slice(0, start.length))
  const read = readOptions('leastSquares', options, leastSquaresSchema) as unknown as ReadLeastSquaresOptions
  return {
    formula: programHandle(model),
    columns: t,
    columnCount: 1,
    response: y,
    weights,
    start: Float64Array.from(start),
    lower: Float64Array.from(lower),
    upper: Float64Array.from(upper),
    settings: fitSettings(read, derivative),
    covariance: true,
  }
}

const decay = 'a * exp(-b * t) + c'
const data = (rows: number) => {
  const t = Float64Array.from({ length: rows }, (_, i) => (8 * i) / rows)
  return { t, y: t.map((x, i) => 3 * Math.exp(-0.7 * x) + 1 + 0.05 * Math.sin(i * i) + (i % 11 === 3 ? 1 : 0)) }
}
const residuals = (t: Float64Array, y: Float64Array, w?: Float64Array) => (x: Float64Array) =>
  t.map((time, i) => Math.sqrt(w?.[i] ?? 1) * (x[0]! * Math.exp(-x[1]! * time) + x[2]! - y[i]!))

const close = (got: ArrayLike<number>, expected: ArrayLike<number>, digits: number) => {
  expect(got.length).toBe(expected.length)
  for (let i = 0; i < got.length; i++) {
    expect(Math.abs(got[i]! - expected[i]!)).toBeLessThanOrEqual(10 ** -digits * Math.max(1, Math.abs(expected[i]!)))
  }
}

describe('the same fit, of residuals in JavaScript', () => {
  const { t, y } = data(60)
  const weights = t.map((_, i) => 0.5 + (i % 3))
  test.each<[string, Given]>([
    ['plain', {}],
    ['Gauss-Newton', { method: 'gauss-newton' }],
    ['by central differences', { derivative: 'central' }],
    ['by forward differences', { derivative: 'forward' }],
    ['weighted', { weights }],
    ['Huber', { loss: 'huber', lossScale: 0.1 }],
    ['Cauchy, weighted', { loss: 'cauchy', lossScale: 0.2, weights }],
    ['soft L1 by differences, weighted', { loss: 'soft-l1', lossScale: 0.1, weights, derivative: 'central' }],
    ['bounds that hold', { upper: [2, 5, 5], lower: [0, 0, 0] }],
    ['bounds and a loss', { upper: [2.9, 5, 5], lower: [0, 0, 1.01], loss: 'arctan', lossScale: 0.3 }],
  ])('%s', (_, given) => {
    const exact = given.derivative === undefined
    const { derivative, weights: w, lower, upper, ...rest } = given
    const options = { ...rest, ...(exact ? { gradientTolerance: 1e-11 } : {}) }
    const jacobian = (x: Float64Array) =>
      Array.from(t, (time, i) => {
        const [root, e] = [Math.sqrt(w?.[i] ?? 1), Math.exp(-x[1]! * time)]
        return [root * e, -root * x[0]! * time * e, root]
      })
    const other = leastSquares(residuals(t, y, w), [2, 1, 1.5], {
      ...options,
      ...(exact ? { jacobian } : { differences: derivative as 'central' }),
      ...(lower && upper ? { bounds: { lower, upper } } : {}),
    })
    const fit = solveCurve(pose(decay, t, y, [2, 1, 1.5], { ...given, ...options }))
    const digits = exact ? 9 : 6
    close(fit.parameters, other.x, digits)
    close(fit.residuals, other.residuals, digits)
    close(
      fit.covariance.map((element) => element * fit.variance),
      other.covariance!.data,
      exact ? 8 : 5,
    )
    expect(fit.numbers.value / other.value).toBeCloseTo(1, 10)
    expect(residualVerdict(fit.status, fit.numbers, fit.residuals)).toMatchObject({ converged: true })
    expect(fit.rank).toBe(3)
    if (exact) {
      expect(fit.numbers.iterations).toBe(other.iterations)
      expect(fit.numbers.jacobianEvaluations).toBe(other.evaluations.jacobian)
    }
    expect(fit.numbers.valueEvaluations).toBe(other.evaluations.residuals)
  })

  test('weights that are whole numbers are rows that are repeated', () => {
    const counts = t.map((_, i) => i % 4)
    const repeated = (values: Float64Array) =>
      Float64Array.from([...values].flatMap((value, i) => new Array<number>(counts[i]!).fill(value)))
    const fit = solveCurve(pose(decay, t, y, [2, 1, 1], { weights: counts }))
    const other = solveCurve(pose(decay, repeated(t), repeated(y), [2, 1, 1]))
    close(fit.parameters, other.parameters, 11)
    close(fit.covariance, other.covariance, 9)
    expect(fit.residualSumOfSquares / other.residualSumOfSquares).toBeCloseTo(1, 12)
  })
})

test('a straight line has the covariance of linear regression', () => {
  const { t, y } = data(30)
  const fit = solveCurve(pose('a + b * t', t, y, [7, 7], { initialRadius: 1e9 }))
  const rows = Matrix.from(Array.from(t, (time) => [1, time]))
  expect(fit.numbers.iterations).toBe(1)
  close(fit.parameters, linalg.leastSquares(rows, y).x as Float64Array, 13)
  close(fit.covariance, linalg.inverse(linalg.gram(rows)).inverse.data, 13)
  expect(fit.variance).toBeCloseTo(fit.residualSumOfSquares / 28, 13)
})

test('many rows: the same bits on any number of threads, and the parameters that a part of them leads to', () => {
  const { t, y } = data(100_001)
  const { operations } = core()
  const threads = operations.systemThreads()
  const fits: CurveSolution[] = []
  for (const count of [1, 2, 7]) {
    operations.systemSetThreads(count)
    fits.push(solveCurve(pose(decay, t, y, [2, 1, 1], { loss: 'huber', lossScale: 0.1 })))
  }
  operations.systemSetThreads(threads)
  for (const fit of fits) expect(fit).toEqual(fits[0])
  close(fits[0]!.parameters, [3, 0.7, 1], 1)
  const gradient = [0, 0, 0]
  const [a, b] = fits[0]!.parameters
  fits[0]!.residuals.forEach((r, i) => {
    const psi = Math.max(-0.1, Math.min(0.1, r))
    const e = Math.exp(-b! * t[i]!)
    for (const [k, slope] of [e, -a! * t[i]! * e, 1].entries()) gradient[k]! += psi * slope
  })
  close(gradient, [0, 0, 0], 2)
})

describe('as a run', () => {
  const { t, y } = data(400)
  const problem = () => pose(decay, t, y, [2, 1, 1])

  test('driven here or elsewhere it ends as it does at once', async () => {
    const plain = solveCurve(problem())
    const iterations: number[] = []
    const driven = driveCurve(problem(), { onIteration: ({ iteration }) => iterations.push(iteration) })
    expect(driven).toEqual(plain)
    expect(iterations).toEqual(iterations.map((_, i) => i + 1))
    expect(iterations.length).toBeGreaterThan(2)
    expect(await solveCurveAsync(problem())).toEqual(plain)
  })

  test('a signal and a listener end it', async () => {
    const signal = AbortSignal.abort()
    expect(driveCurve(problem(), { signal })).toMatchObject({ status: 'aborted', numbers: { iterations: 0 } })
    expect(await solveCurveAsync(problem(), { signal })).toMatchObject({ status: 'aborted' })
    expect(driveCurve(problem(), { onIteration: () => false })).toMatchObject({
      status: 'stopped',
      numbers: { iterations: 1 },
    })
    expect(driveCurve(problem(), { maxTime: 0 }).status).toBe('max-time')
    const mine = new Error('mine')
    const throwing = () => {
      throw mine
    }
    expect(() => driveCurve(problem(), { onIteration: throwing })).toThrow(mine)
  })

  test('an abort keeps the best so far', async () => {
    const much = data(200_000)
    const controller = new AbortController()
    const fit = solveCurveAsync(pose(decay, much.t, much.y, [2e3, 9, 1e4], { gradientTolerance: 0 }), {
      signal: controller.signal,
    })
    setTimeout(() => controller.abort(), 5)
    const { status, parameters } = await fit
    expect(['aborted', 'no-further-progress']).toContain(status)
    expect(parameters.every(Number.isFinite)).toBe(true)
  })
})

describe('what is not finite', () => {
  const { t, y } = data(20)
  const message = ({ status, numbers, residuals }: CurveSolution) => residualVerdict(status, numbers, residuals).message

  test('in the data, or at the start', () => {
    for (const bad of [Number.NaN, Infinity]) {
      const fit = solveCurve(pose(decay, t, y.with(7, bad), [2, 1, 1]))
      expect(fit.status).toBe('not-finite')
      expect(message(fit)).toMatch(/Residual 7 at the start/)
      expect([...fit.parameters]).toEqual([2, 1, 1])
    }
    expect(message(solveCurve(pose(decay, t, y, [1e300, -1e3, 0])))).toMatch(/Residual \d+ at the start/)
    expect(solveCurve(pose('a + sqrt(b) * t', t.with(0, 1), y, [1, 0])).status).toBe('not-finite')
  })

  test('at a trial: the step is shortened', () => {
    const fit = solveCurve(
      pose(
        'a + log(b - t)',
        t,
        t.map((x) => 2 + Math.log(8.1 - x)),
        [0, 40],
      ),
    )
    expect(fit.status).not.toBe('not-finite')
    close(fit.parameters, [2, 8.1], 9)
  })
})
