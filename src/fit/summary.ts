// What a fit says of its parameters: standard errors and covariance, of the fixed and tied ones too, and how well the
// curve explains the data.
import { Matrix } from '../matrix.ts'
import type { Limits } from './bounds.ts'
import { covarianceOf, type FreeCovariance } from './covariance.ts'
import { CurveFit, type CurveFitData, type ParameterValues } from './curve-fit.ts'
import type { FitData } from './data.ts'
import type { FitModel } from './model.ts'
import { rowDerivatives } from './rows.ts'

/** How a method ended. */
export type Outcome = Pick<CurveFitData, 'status' | 'converged' | 'message' | 'iterations' | 'method' | 'seed'>

/** What is known when it has. */
export interface Ending {
  readonly outcome: Outcome
  /** The free parameters. */
  readonly free: Float64Array
  /** y less the curve. */
  readonly residuals: Float64Array
  /** Their sum of squares, weighted. */
  readonly squares: number
  /** (JᵀWJ)⁻¹, which becomes the fit's; undefined where it is not wanted. */
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

/** The covariance of all parameters; what is to be said of it; that of the free ones for bands. */
interface Spread {
  readonly matrix: Matrix
  readonly caveat: string
  readonly ofFree: Float64Array | undefined
}

export function summarize(model: FitModel, data: FitData, limits: Limits, ending: Ending): CurveFit {
  const { free, residuals, squares, outcome } = ending
  const { names, expansion } = model
  const degrees = data.counted - free.length
  const { matrix, caveat, ofFree } = spreadOf(model, data, limits, ending)
  const fields: CurveFitData = {
    parameters: byName(names, expansion?.all(free) ?? free),
    standardErrors: byName(names, rootsOfDiagonal(matrix)),
    covariance: matrix,
    residuals,
    residualSumOfSquares: squares,
    residualStandardDeviation: degrees > 0 ? Math.sqrt(squares / degrees) : Number.NaN,
    degreesOfFreedom: degrees,
    rSquared: explained(squares, totalSquares(data)),
    ...outcome,
    message: outcome.message + caveat,
  }
  return new CurveFit(fields, {
    model,
    free,
    covariance: ofFree,
    degrees: ending.known ? Number.POSITIVE_INFINITY : degrees,
    variance: ending.scatter,
  })
}

function spreadOf(model: FitModel, data: FitData, limits: Limits, ending: Ending): Spread {
  const { free, inverse, variance, determined } = ending
  const count = model.names.length
  if (!inverse) {
    return {
      matrix: new Matrix(new Float64Array(count ** 2).fill(Number.NaN), count, count),
      caveat: '',
      ofFree: undefined,
    }
  }
  // The usual case, without a copy.
  if (determined && limits.lower.length === 0 && !model.expansion) {
    for (let i = 0; i < inverse.length; i++) inverse[i] = variance * inverse[i]!
    return { matrix: new Matrix(inverse, count, count), caveat: '', ofFree: inverse }
  }
  const covariance = freeCovariance(model, data, limits, ending, inverse)
  const matrix = Matrix.zeros(count, count)
  expand(covariance, variance, model.expansion?.withJacobian(free).jacobian, matrix)
  return { matrix, caveat: caveat(model, covariance), ofFree: forBands(covariance, variance) }
}

// The core's, unless a bound holds a parameter or the rank is not full.
function freeCovariance(
  model: FitModel,
  data: FitData,
  { lower, upper }: Limits,
  { free, determined }: Ending,
  inverse: Float64Array,
): FreeCovariance {
  const held = Array.from(free, (value, i) => value === lower[i] || value === upper[i])
  if (determined && !held.includes(true)) return { matrix: inverse, held, undetermined: held }
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

function rootsOfDiagonal({ data, rows }: Matrix): number[] {
  const roots: number[] = []
  for (let i = 0; i < rows; i++) roots.push(Math.sqrt(data[i * rows + i]!))
  return roots
}

function byName(names: readonly string[], values: ArrayLike<number>): ParameterValues {
  const named: ParameterValues = {}
  for (let i = 0; i < names.length; i++) {
    const name = names[i]!
    // The one name that an assignment would not make a property of.
    if (name === '__proto__') Object.defineProperty(named, name, { value: values[i], enumerable: true, writable: true })
    else named[name] = values[i]!
  }
  return named
}

// Where y does not vary, nothing is to be explained.
const explained = (squares: number, total: number) => (total === 0 ? Number.NaN : 1 - squares / total)

// About the weighted mean, with what is common to all of y taken out.
function totalSquares({ y, weights }: FitData): number {
  const first = weights.length > 0 ? y[weights.findIndex((weight) => weight > 0)]! : y[0]!
  let [total, sum, squares] = [0, 0, 0]
  for (let i = 0; i < y.length; i++) {
    const weight = weights[i] ?? 1
    const value = y[i]! - first
    total += weight
    sum += weight * value
  }
  const mean = sum / total
  for (let i = 0; i < y.length; i++) squares += (weights[i] ?? 1) * (y[i]! - first - mean) ** 2
  return squares
}
