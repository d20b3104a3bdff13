// What a fit says of its parameters: standard errors and covariance, of the fixed and tied ones too, and how well the
// curve explains the data.
import { Matrix } from '../matrix.ts'
import { covarianceOf, type FreeCovariance } from './covariance.ts'
import { CurveFit, type CurveFitData, type ParameterValues } from './curve-fit.ts'
import type { FitData } from './data.ts'
import type { FitModel } from './model.ts'
import { rowDerivatives, rowValues } from './rows.ts'

/** What is known when the method has ended. */
export interface Ending
  extends Pick<CurveFitData, 'status' | 'converged' | 'message' | 'iterations' | 'method' | 'seed'> {
  /** The free parameters. */
  readonly free: Float64Array
  readonly lower: Float64Array
  readonly upper: Float64Array
  /** (JᵀWJ)⁻¹; undefined where it is not wanted. */
  readonly inverse: Float64Array | undefined
  /** Whether J has full rank. */
  readonly determined: boolean
  /** Of an observation of weight 1, for the covariance. */
  readonly variance: number
  /** Whether that was given rather than told from the residuals. */
  readonly known: boolean
  /** Of an observation of weight 1, for predictions. */
  readonly scatter: number
}

export function summarize(model: FitModel, data: FitData, ending: Ending): CurveFit {
  const { free, variance } = ending
  const { names, expansion } = model
  const { all, jacobian } = expansion?.withJacobian(free) ?? { all: free, jacobian: undefined }
  const residuals = rowValues(model, free, data)
  for (let i = 0; i < data.rows; i++) residuals[i] = data.y[i]! - residuals[i]!
  const squares = sumOfSquares(residuals, data.weights)
  const degrees = data.counted - free.length
  const covariance = ending.inverse && freeCovariance(model, data, ending, ending.inverse)
  const errors = new Float64Array(names.length).fill(Number.NaN)
  const matrix = new Matrix(new Float64Array(names.length ** 2).fill(Number.NaN), names.length, names.length)
  if (covariance) {
    expand(covariance, variance, jacobian, matrix)
    for (let i = 0; i < names.length; i++) errors[i] = Math.sqrt(matrix.at(i, i))
  }
  const { status, converged, message, iterations, method, seed } = ending
  return new CurveFit(
    {
      parameters: byName(names, all),
      standardErrors: byName(names, errors),
      covariance: matrix,
      residuals,
      residualSumOfSquares: squares,
      residualStandardDeviation: degrees > 0 ? Math.sqrt(squares / degrees) : Number.NaN,
      degreesOfFreedom: degrees,
      rSquared: 1 - squares / totalSquares(data),
      status,
      converged,
      message: covariance ? `${message}${caveat(model, covariance)}` : message,
      iterations,
      method,
      ...(seed === undefined ? {} : { seed }),
    },
    {
      model,
      free,
      covariance: covariance && forBands(covariance, variance),
      degrees: ending.known ? Number.POSITIVE_INFINITY : degrees,
      variance: ending.scatter,
    },
  )
}

const allClear = (n: number) => new Array<boolean>(n).fill(false)

// The core's, unless a bound holds a parameter or the rank is not full.
function freeCovariance(model: FitModel, data: FitData, ending: Ending, inverse: Float64Array): FreeCovariance {
  const { free, lower, upper } = ending
  const held = Array.from(free, (value, i) => value === lower[i] || value === upper[i])
  if (ending.determined && !held.includes(true)) {
    return { matrix: inverse, held, undetermined: allClear(free.length) }
  }
  const { jacobian } = rowDerivatives(model, free, data)
  if (!jacobian.every(Number.isFinite)) return { matrix: inverse, held, undetermined: held.map(() => true) }
  weigh(jacobian, data.weights, free.length)
  return covarianceOf(jacobian, data.rows, held)
}

function weigh(jacobian: Float64Array, weights: Float64Array, n: number): void {
  for (let i = 0; i < weights.length; i++) {
    const root = Math.sqrt(weights[i]!)
    for (let j = 0; j < n; j++) jacobian[i * n + j] = root * jacobian[i * n + j]!
  }
}

/** T C Tᵀ times the variance, NaN of what hangs on a parameter that is not known. */
function expand(covariance: FreeCovariance, variance: number, t: Float64Array | undefined, out: Matrix): void {
  const { matrix, held, undetermined } = covariance
  const n = held.length
  const unknown = held.map((isHeld, k) => isHeld || undetermined[k]!)
  const row = (i: number, k: number) => (t ? t[i * n + k]! : i === k ? 1 : 0)
  const isUnknown = Array.from({ length: out.rows }, (_, i) => unknown.some((is, k) => is && row(i, k) !== 0))
  for (let i = 0; i < out.rows; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let k = 0; k < n; k++) {
        if (unknown[k] || row(i, k) === 0) continue
        for (let l = 0; l < n; l++) {
          if (!unknown[l] && row(j, l) !== 0) sum += row(i, k) * matrix[k * n + l]! * row(j, l)
        }
      }
      // A fixed parameter is known even where the variance is not.
      const known = sum === 0 ? 0 : variance * sum
      const value = isUnknown[i] || isUnknown[j] ? Number.NaN : known
      out.data[i * out.columns + j] = value
      out.data[j * out.columns + i] = value
    }
  }
}

function forBands({ matrix, undetermined }: FreeCovariance, variance: number): Float64Array {
  return undetermined.includes(true) ? matrix.map(() => Number.NaN) : matrix.map((value) => variance * value)
}

function caveat({ free }: FitModel, { held, undetermined }: FreeCovariance): string {
  const those = (which: readonly boolean[]) => free.filter((_, i) => which[i]).join(', ')
  const [bound, open] = [those(held), those(undetermined)]
  return (
    (bound ? ` At a bound, and so without a standard error: ${bound}.` : '') +
    (open ? ` Not determined by the data, and so without a standard error: ${open}.` : '')
  )
}

function byName(names: readonly string[], values: Float64Array): ParameterValues {
  const named: ParameterValues = {}
  for (let i = 0; i < names.length; i++) {
    const name = names[i]!
    // The one name that an assignment would not make a property of.
    if (name === '__proto__') Object.defineProperty(named, name, { value: values[i], enumerable: true, writable: true })
    else named[name] = values[i]!
  }
  return named
}

function sumOfSquares(values: Float64Array, weights: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += (weights[i] ?? 1) * values[i]! ** 2
  return sum
}

// About the weighted mean.
function totalSquares({ y, weights }: FitData): number {
  let [total, sum] = [0, 0]
  for (let i = 0; i < y.length; i++) {
    const weight = weights[i] ?? 1
    total += weight
    sum += weight * (y[i]! - y[0]!)
  }
  const mean = y[0]! + sum / total
  let squares = 0
  for (let i = 0; i < y.length; i++) squares += (weights[i] ?? 1) * (y[i]! - mean) ** 2
  return squares
}
