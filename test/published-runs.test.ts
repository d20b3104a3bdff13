// Runs whose every number is known: from the iteration's own formula, or from the theory of its rate.
import { type IterationInfo, type MinimizeOptions, minimize } from 'steepest'
import { describe, expect, test } from 'vitest'
import { design, reference } from './reference.ts'
import { rosenbrock } from './rosenbrock.ts'

const start = [-1.2, 1]
const withHessian = {
  ...rosenbrock,
  hessian: ([a, b]: Float64Array) => [
    [2 - 400 * (b! - 3 * a! * a!), -400 * a!],
    [-400 * a!, 200],
  ],
}

/** The points, from the start on. */
function pathOf(objective: Parameters<typeof minimize>[0], from: number[], options: MinimizeOptions): Float64Array[] {
  const trace = minimize(objective, from, { gradientTolerance: 0, ...options, trace: true }).trace!
  return [Float64Array.from(from), ...trace.map(({ x }: IterationInfo) => x)]
}

const largest = (vector: ArrayLike<number>) => Math.max(...Array.from(vector, Math.abs))

describe('gradient descent', () => {
  test('with a step of 1e-3 is on Rosenbrock’s function after 1000 steps where x ← x - α∇f leads', () => {
    const { x, value } = minimize(rosenbrock, start, {
      method: 'gradient-descent',
      stepSize: 1e-3,
      maxIterations: 1000,
    })
    expect(x[0]).toBeCloseTo(0.32726277, 8)
    expect(x[1]).toBeCloseTo(0.1040128, 7)
    expect(value).toBeCloseTo(0.45352902482768304, 13)
  })

  test('with a step of 2/(L + μ) shrinks a quadratic’s error by (κ - 1)/(κ + 1) each time', () => {
    const [smallest, greatest] = [1, 100]
    const quadratic = {
      value: ([a, b]: Float64Array) => (smallest * a! * a! + greatest * b! * b!) / 2,
      gradient: ([a, b]: Float64Array) => [smallest * a!, greatest * b!],
    }
    const stepSize = 2 / (smallest + greatest)
    const path = pathOf(quadratic, [1, 1], { method: 'gradient-descent', stepSize, maxIterations: 200 })
    const rate = (greatest - smallest) / (greatest + smallest)
    path.forEach((x, k) => {
      expect(Math.hypot(...x)).toBeCloseTo(Math.SQRT2 * rate ** k, 12)
    })
  })
})

describe('Newton’s method', () => {
  test('undamped visits the values that its formula gives', () => {
    // What is reported is the best iterate; the iteration itself goes up and down.
    const values: number[] = []
    const watched = {
      ...withHessian,
      value(x: Float64Array) {
        values.push(rosenbrock.value(x))
        return rosenbrock.value(x)
      },
    }
    minimize(watched, start, { method: 'newton', stepSize: 1, gradientTolerance: 0, maxIterations: 7 })
    expect(values).toHaveLength(8)
    const published = [24.2, 4.731884325266608, 1411.845179309927, 0.055965516833872936, 0.31318907611583924]
    published.forEach((value, k) => {
      expect(Math.abs(values[k]! - value)).toBeLessThanOrEqual(1e-10 * value)
    })
    expect(values[5]).toBeCloseTo(1.85e-11, 12)
    expect(values[6]).toBeLessThan(1e-18)
    expect(values[7]).toBeLessThan(1e-28)
  })

  test('descends from where the Hessian is indefinite', () => {
    const wells = {
      value: ([a, b]: Float64Array) => a! ** 4 / 4 - a! ** 2 / 2 + b! ** 2 / 2,
      gradient: ([a, b]: Float64Array) => [a! ** 3 - a!, b!],
      hessian: ([a]: Float64Array) => [
        [3 * a! ** 2 - 1, 0],
        [0, 1],
      ],
    }
    const values = pathOf(wells, [0.1, 2], { method: 'newton', gradientTolerance: 1e-8 }).map(wells.value)
    values.slice(1).forEach((value, k) => {
      expect(value).toBeLessThan(values[k]!)
    })
    expect(values.at(-1)).toBeCloseTo(-0.25, 12)
  })

  test('converges quadratically on a logistic regression', () => {
    const { X, y } = design(reference('logistic-l2-noint-breast_cancer'))
    const rows = Array.from({ length: X.rows }, (_, i) =>
      Array.from(X.data.subarray(i * X.columns, (i + 1) * X.columns)),
    )
    const objective = logistic(
      rows,
      Array.from(y, (label) => (Number(label) > 0 ? 1 : -1)),
    )
    const path = pathOf(objective, new Array(X.columns).fill(0), { method: 'newton', gradientTolerance: 1e-13 })
    const lengths = path.map((x) => largest(objective.gradient(x)))
    // The last three above rounding.
    const above = lengths.filter((length) => length > 1e-11)
    const [before, at, after] = above.slice(-3) as [number, number, number]
    expect(Math.log(after / at) / Math.log(at / before)).toBeGreaterThanOrEqual(1.9)
  })
})

describe('quasi-Newton', () => {
  test('BFGS takes Rosenbrock’s function below 1e-14 within 32 iterations and 39 evaluations', () => {
    const { value, iterations, evaluations } = minimize(rosenbrock, start, { method: 'bfgs', target: 1e-14 })
    expect(value).toBeLessThan(1e-14)
    expect(iterations).toBeLessThanOrEqual(32)
    expect(evaluations.value).toBeLessThanOrEqual(39)
  })

  test('with exact searches on a quadratic BFGS, DFP, L-BFGS and conjugate gradients take the same path', () => {
    const n = 6
    const quadratic = {
      value: (x: Float64Array) => x.reduce((sum, v, i) => sum + (i + 1) * v * v, 0) / 2 + x[0]! * x[1]! * 0.5,
      gradient: (x: Float64Array) => x.map((v, i) => (i + 1) * v + (i === 0 ? x[1]! * 0.5 : i === 1 ? x[0]! * 0.5 : 0)),
    }
    const from = Array.from({ length: n }, (_, i) => 1 + i / 3)
    const options = { lineSearch: 'exact', maxIterations: n - 1, memory: 20 } as const
    const path = pathOf(quadratic, from, { ...options, method: 'bfgs' })
    expect(path).toHaveLength(n)
    for (const method of ['dfp', 'lbfgs', 'conjugate-gradient'] as const) {
      pathOf(quadratic, from, { ...options, method }).forEach((x, k) => {
        expect(largest(x.map((v, i) => v - path[k]![i]!)), `${method}, iterate ${k}`).toBeLessThanOrEqual(1e-10)
      })
    }
  })
})

/** Σ log(1 + exp(-y x·w)) + ½‖w‖². */
function logistic(x: number[][], y: number[]) {
  const margin = (row: number[], w: Float64Array) => row.reduce((sum, v, j) => sum + v * w[j]!, 0)
  return {
    value: (w: Float64Array) =>
      x.reduce((sum, row, i) => sum + Math.log1p(Math.exp(-y[i]! * margin(row, w))), 0) +
      w.reduce((sum, v) => sum + v * v, 0) / 2,
    gradient(w: Float64Array) {
      const g = Float64Array.from(w)
      x.forEach((row, i) => {
        const slope = -y[i]! / (1 + Math.exp(y[i]! * margin(row, w)))
        for (let j = 0; j < g.length; j++) g[j]! += slope * row[j]!
      })
      return g
    },
    hessian(w: Float64Array) {
      const h = Array.from(w, (_, j) => Array.from(w, (_, k) => (j === k ? 1 : 0)))
      x.forEach((row, i) => {
        const p = 1 / (1 + Math.exp(-y[i]! * margin(row, w)))
        row.forEach((v, j) => {
          for (let k = 0; k < row.length; k++) h[j]![k]! += p * (1 - p) * v * row[k]!
        })
      })
      return h
    },
  }
}
