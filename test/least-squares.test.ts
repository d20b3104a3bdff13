// leastSquares against closed forms, against other methods on the same sum, and against what its options promise.
import { type LeastSquaresOptions, leastSquares, linalg, Matrix, minimize, type RobustLoss } from 'steepest'
import { describe, expect, test } from 'vitest'

const rosenbrock = ([a = 0, b = 0]: Float64Array) => [10 * (b - a * a), 1 - a]
const rosenbrockJacobian = ([a = 0]: Float64Array) => [
  [-20 * a, 10],
  [-1, 0],
]

// A decay with a few points far off.
const times = Float64Array.from({ length: 40 }, (_, i) => i / 8)
const decay = times.map((t, i) => 3 * Math.exp(-0.8 * t) + 0.5 + 0.01 * Math.sin(7 * i) + (i % 13 === 5 ? 2 : 0))
const decayResiduals = ([a = 0, b = 0, c = 0]: Float64Array) =>
  times.map((t, i) => a * Math.exp(-b * t) + c - decay[i]!)

const rho: Record<RobustLoss, (z: number) => number> = {
  squared: (z) => z,
  huber: (z) => (z <= 1 ? z : 2 * Math.sqrt(z) - 1),
  'soft-l1': (z) => 2 * (Math.sqrt(1 + z) - 1),
  cauchy: (z) => Math.log1p(z),
  arctan: (z) => Math.atan(z),
}

describe.each(['levenberg-marquardt', 'gauss-newton'] as const)('%s', (method) => {
  test('Rosenbrock, by the Jacobian and by differences', () => {
    for (const options of [{ jacobian: rosenbrockJacobian }, {}, { differences: 'forward' as const }]) {
      const { x, value, converged, residuals, evaluations } = leastSquares(rosenbrock, [-1.2, 1], {
        method,
        ...options,
      })
      expect(x[0]).toBeCloseTo(1, 10)
      expect(x[1]).toBeCloseTo(1, 10)
      expect(converged).toBe(true)
      expect(value).toBe(0.5 * residuals.reduce((sum, r) => sum + r * r, 0))
      expect(evaluations.jacobian > 0).toBe('jacobian' in options)
    }
  })

  test('a linear problem takes one step to the solution of linalg, with its covariance', () => {
    const rows = Array.from({ length: 12 }, (_, i) => [1, i, Math.cos(i)])
    const y = rows.map((_, i) => Math.sin(3 * i))
    const residuals = (x: Float64Array) => rows.map((row, i) => row.reduce((sum, a, j) => sum + a * x[j]!, 0) - y[i]!)
    const { x, iterations, covariance, value, gradientNorm } = leastSquares(residuals, [100, -7, 3], {
      method,
      initialRadius: 1e6,
      jacobian: () => rows,
    })
    const exact = linalg.leastSquares(Matrix.from(rows), y).x as Float64Array
    expect(iterations).toBe(1)
    expect(gradientNorm).toBeLessThan(1e-12)
    exact.forEach((value, i) => {
      expect(x[i]).toBeCloseTo(value, 13)
    })
    const inverse = linalg.inverse(linalg.gram(Matrix.from(rows))).inverse
    covariance!.data.forEach((element, i) => {
      expect(element / ((2 * value * inverse.data[i]!) / 9)).toBeCloseTo(1, 11)
    })
  })

  test.each(Object.keys(rho) as RobustLoss[])('loss %s: the minimum that another method finds', (loss) => {
    const lossScale = 0.1
    const value = (x: Float64Array) =>
      0.5 * lossScale ** 2 * decayResiduals(x).reduce((sum, r) => sum + rho[loss]((r / lossScale) ** 2), 0)
    const fit = leastSquares(decayResiduals, [2, 1, 1], { method, loss, lossScale })
    expect(fit.converged).toBe(true)
    expect(fit.value / value(fit.x)).toBeCloseTo(1, 13)
    const other = minimize(value, fit.x, { method: 'bfgs', gradientTolerance: 1e-9 })
    expect(fit.value).toBeLessThanOrEqual(other.value * (1 + 1e-10))
    fit.x.forEach((parameter, i) => {
      expect(parameter).toBeCloseTo(other.x[i]!, 5)
    })
    // Only the outliers tell the losses apart.
    if (loss === 'cauchy' || loss === 'arctan') expect(fit.x[0]).toBeCloseTo(3, 1)
    else if (loss === 'squared') expect(fit.x[2]! - 0.5).toBeGreaterThan(0.05)
  })

  test.each<[string, LeastSquaresOptions['bounds'], number[]]>([
    ['upper', { upper: [0.5, 2] }, [0.5, 0.25]],
    ['one that holds from the start', { lower: [-2, 1], upper: [-1, 3] }, [-1, 1]],
    ['none that holds', { lower: -5, upper: 5 }, [1, 1]],
    ['a fixed variable', { lower: [-2, 0.5], upper: [2, 0.5] }, [Number.NaN, 0.5]],
  ])('bounds: %s', (_, bounds, expected) => {
    const asked: Float64Array[] = []
    const { x, value, converged } = leastSquares(
      (x) => {
        asked.push(x.slice())
        return rosenbrock(x)
      },
      [-1.2, 1],
      { method, bounds: bounds! },
    )
    expect(converged).toBe(true)
    for (const [i, known] of expected.entries()) if (!Number.isNaN(known)) expect(x[i]).toBeCloseTo(known, 7)
    const other = minimize((x) => 0.5 * rosenbrock(x).reduce((sum, r) => sum + r * r, 0), x, {
      method: 'lbfgsb',
      bounds: bounds!,
    })
    expect(value).toBeLessThanOrEqual(other.value + 1e-12)
    const { lower = -Infinity, upper = Infinity } = bounds as { lower?: number | number[]; upper?: number | number[] }
    const side = (given: number | number[], i: number) => (typeof given === 'number' ? given : given[i]!)
    for (const point of asked) {
      point.forEach((value, i) => {
        expect(value).toBeGreaterThanOrEqual(side(lower, i))
        expect(value).toBeLessThanOrEqual(side(upper, i))
      })
    }
  })

  test('residuals that are not finite at a trial shorten the step', () => {
    let seen = 0
    const residuals = ([a = 0]: Float64Array) => {
      if (a <= 0) seen++
      return [a > 0 ? Math.log(a) - 1 : Number.NaN, a > 0 ? 0.1 * Math.sqrt(a) : Number.NaN]
    }
    const { x, converged } = leastSquares(residuals, [20], { method, initialRadius: 100 })
    expect(seen).toBeGreaterThan(0)
    expect(converged).toBe(true)
    expect(Math.log(x[0]!)).toBeCloseTo(1 - 0.005 * x[0]!, 7)
  })

  test('residuals that vanish where the Jacobian is singular: Powell', () => {
    const residuals = ([a = 0, b = 0, c = 0, d = 0]: Float64Array) => [
      a + 10 * b,
      Math.sqrt(5) * (c - d),
      (b - 2 * c) ** 2,
      Math.sqrt(10) * (a - d) ** 2,
    ]
    const { value, converged } = leastSquares(residuals, [3, -1, 0, 1], { method })
    expect(converged).toBe(true)
    expect(value).toBeLessThan(1e-20)
  })

  test('what is not determined is said to be', () => {
    const { status, converged, message, covariance, value } = leastSquares(
      ([a = 0, b = 0]) => [a + b - 1, a + b - 2, 2 * a + 2 * b],
      [3, -1],
      { method },
    )
    expect(status).toBe('rank-deficient')
    expect(converged).toBe(false)
    expect(message).toContain('rank 1 of 2')
    expect(covariance).toBeUndefined()
    expect(value).toBeCloseTo(1.75, 12)
    expect(leastSquares(([a = 0, b = 0]) => [a * b - 1], [3, 2], { method })).toMatchObject({
      status: 'rank-deficient',
      converged: true,
    })
  })
})

describe('how a run ends', () => {
  const run = (options: LeastSquaresOptions) => leastSquares(decayResiduals, [2, 1, 1], options)

  test('limits and listeners', () => {
    expect(run({ maxIterations: 2 })).toMatchObject({ status: 'max-iterations', iterations: 2, converged: false })
    expect(run({ maxEvaluations: 3 })).toMatchObject({ status: 'max-evaluations', evaluations: { residuals: 3 } })
    expect(run({ target: 10 })).toMatchObject({ status: 'target', converged: true })
    expect(run({ maxTime: 0 })).toMatchObject({ status: 'max-time', iterations: 0 })
    expect(run({ signal: AbortSignal.abort() })).toMatchObject({ status: 'aborted', evaluations: { residuals: 0 } })
    expect(run({ functionTolerance: 1e-3, gradientTolerance: 0 }).status).toBe('function-tolerance')
    expect(run({ stepTolerance: 1e-3, gradientTolerance: 0 }).status).toBe('step-tolerance')
    const iterations: number[] = []
    const stopped = run({
      onIteration: ({ iteration, x, value, stepSize }) => {
        expect(x).toHaveLength(3)
        expect(value).toBeGreaterThan(0)
        expect(stepSize).toBeGreaterThan(0)
        return iterations.push(iteration) < 2
      },
    })
    expect(stopped.status).toBe('stopped')
    expect(iterations).toEqual([1, 2])
  })

  test('the best point that was seen, with its residuals', () => {
    for (let most = 1; most < 40; most++) {
      let best = Infinity
      const residuals = (x: Float64Array) => {
        const r = rosenbrock(x)
        best = Math.min(best, 0.5 * r.reduce((sum, v) => sum + v * v, 0))
        return r
      }
      const fit = leastSquares(residuals, [-1.2, 1], { jacobian: rosenbrockJacobian, maxEvaluations: most })
      expect(fit.value).toBe(best)
      expect([...fit.residuals]).toEqual(rosenbrock(fit.x))
    }
  })

  test('at the floor of rounding it has converged', () => {
    const { converged, status } = run({ gradientTolerance: 0 })
    expect(status).toBe('no-further-progress')
    expect(converged).toBe(true)
  })

  test('where no step is any good it has not converged, and says so', () => {
    let state = 1
    const random = () => {
      state = (state * 16807) % 2147483647
      return state / 2147483647
    }
    const cases: ((x: Float64Array) => number[])[] = [
      ([a = 0]) => [a > 0 ? a + 1 : -a + 5],
      ([a = 0]) => [a < 2 ? Number.NaN : a],
      () => [random(), random()],
    ]
    for (const residuals of cases) {
      const { status, converged, message } = leastSquares(residuals, [3])
      expect({ status, converged }).toEqual({ status: 'no-further-progress', converged: false })
      expect(message).toMatch(/: not converged\.$/)
    }
  })

  test('from starts where one column dwarfs the others, or a step would run off', () => {
    const steep = leastSquares(([a = 0, b = 0]) => [0, 1, 2, 3].map((t) => Math.exp(a * t) - b - t), [100, 1])
    expect(steep).toMatchObject({ status: 'gradient-tolerance', converged: true })
    expect(steep.value).toBeCloseTo(
      leastSquares(([a = 0, b = 0]) => [0, 1, 2, 3].map((t) => Math.exp(a * t) - b - t), [0.5, 0]).value,
      10,
    )
    const days = [1, 2, 3, 5, 7, 10]
    const demand = [109, 149, 149, 191, 213, 224]
    const oxygen = leastSquares(([a = 0, b = 0]) => days.map((t, i) => a * (1 - Math.exp(-b * t)) - demand[i]!), [1, 1])
    // NIST's BoxBOD, certified.
    expect(oxygen.x[0]).toBeCloseTo(213.80940889, 4)
    expect(oxygen.x[1]).toBeCloseTo(0.54723748542, 7)
  })

  test('what is not finite at the start is named', () => {
    expect(leastSquares(() => [1, Number.NaN, 2], [0]).message).toContain('Residual 1 at the start')
    expect(leastSquares((_, out) => void out.fill(1, 0, 2), [0], { count: 3 }).message).toContain('Residual 2')
    expect(leastSquares(() => [1e200], [0]).message).toContain('overflows')
    expect(leastSquares(() => [1], [0], { jacobian: () => [[Number.NaN]] }).message).toContain('Jacobian')
    expect(leastSquares(() => [1], [0], { jacobian: () => undefined }).status).toBe('not-finite')
  })
})

describe('the caller’s functions', () => {
  const code = (name: string) => expect.objectContaining({ code: name })

  test('what they throw reaches the caller as it is, and harms no run to come', () => {
    for (const at of [1, 2, 9]) {
      for (const thrown of [new RangeError('mine'), 'text', null, undefined]) {
        let calls = 0
        let caught: unknown = 'nothing'
        try {
          leastSquares(
            (x) => {
              if (++calls === at) throw thrown
              return rosenbrock(x)
            },
            [-1.2, 1],
          )
        } catch (error) {
          caught = error
        }
        expect(Object.is(caught, thrown)).toBe(true)
      }
    }
    expect(leastSquares(rosenbrock, [-1.2, 1]).converged).toBe(true)
  })

  test('they may write to x, transfer arrays away, fill out or return, and call leastSquares themselves', () => {
    const plain = leastSquares(rosenbrock, [-1.2, 1], { jacobian: rosenbrockJacobian })
    const away = (array: Float64Array) => structuredClone(array, { transfer: [array.buffer as ArrayBuffer] })
    const meddling = leastSquares(
      (x) => {
        const r = Float64Array.from(rosenbrock(x))
        leastSquares(rosenbrock, [3, 3], { maxIterations: 2 })
        away(x)
        return r
      },
      [-1.2, 1],
      {
        jacobian: (x) => {
          const rows = rosenbrockJacobian(x)
          x.fill(Number.NaN)
          return rows
        },
      },
    )
    expect(meddling).toEqual(plain)
    const filled = leastSquares((x, out) => out.set(rosenbrock(x)), [-1.2, 1], {
      count: 2,
      jacobian: (x, out) => out.data.set(rosenbrockJacobian(x).flat()),
    })
    expect(filled).toEqual(plain)
    expect(() => leastSquares((x, out) => void [out.set(rosenbrock(x)), away(out)], [0, 0], { count: 2 })).toThrow(
      code('ERR_SHAPE'),
    )
  })

  test('vectors of another length, or none, are refused', () => {
    let calls = 0
    expect(() => leastSquares(() => new Float64Array(++calls), [1])).toThrow(code('ERR_SHAPE'))
    expect(() => leastSquares(() => [], [1])).toThrow(code('ERR_SHAPE'))
    expect(() => leastSquares(() => undefined, [1])).toThrow(/option count/)
    expect(() => leastSquares(() => [1, 2], [1], { count: 3 })).toThrow(code('ERR_SHAPE'))
    expect(() => leastSquares(() => [1, 2], [1], { jacobian: () => [[1]] })).toThrow(/2 x 1/)
    expect(() => leastSquares(() => [1, 2], [])).toThrow(code('ERR_SHAPE'))
  })
})
