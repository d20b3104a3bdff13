import { misuse, rangeError, show } from '../errors.ts'
import type { Matrix } from '../matrix.ts'
import { readOptions } from '../options/schema.ts'
import type { Status } from '../result.ts'
import type { VectorLike } from '../vector.ts'
import { readColumns, readWeights } from './data.ts'
import type { FitModel } from './model.ts'
import { rowDerivatives, rowValues } from './rows.ts'
import { studentQuantile } from './student.ts'

/** Numbers by the names of the parameters. */
export type ParameterValues = Record<string, number>

/** A curve with an interval about each of its values. */
export interface Band {
  value: Float64Array
  lower: Float64Array
  upper: Float64Array
}

export interface BandOptions {
  /** The probability with which an interval holds what it is of. @default 0.95 */
  level?: number
  /** Of the curve itself, or of a new observation. @default 'confidence' */
  kind?: 'confidence' | 'prediction'
  /** Of the new observations, as those of the fit. @default ones */
  weights?: VectorLike
}

/** The fields of a `CurveFit`; plain data. */
export interface CurveFitData {
  /** All parameters, fixed and tied ones too. */
  parameters: ParameterValues
  /** NaN where the data, or a bound, leave one unknown; 0 of fixed ones. */
  standardErrors: ParameterValues
  /** In the order of `parameters`. */
  covariance: Matrix
  /** y less the curve, in the unit of y, a number a row. */
  residuals: Float64Array
  /** Weighted. */
  residualSumOfSquares: number
  /** √(`residualSumOfSquares` / `degreesOfFreedom`): of an observation of weight 1. */
  residualStandardDeviation: number
  /** Rows of a weight above 0, less free parameters. */
  degreesOfFreedom: number
  /** The part of the weighted variance of y about its mean that the curve explains; NaN where y does not vary. */
  rSquared: number
  status: Status
  converged: boolean
  /** The verdict as a sentence, with the numbers compared. */
  message: string
  iterations: number
  /** The method that ran. */
  method: string
  /** What a method that draws random numbers drew them from. */
  seed?: number
}

/** What a fit knows besides its fields. @internal */
export interface Fitted {
  readonly model: FitModel
  /** The free parameters. */
  readonly free: Float64Array
  /** Their covariance: 0 of those that bounds hold, NaN where some are not determined; undefined if not asked for. */
  readonly covariance: Float64Array | undefined
  /** That of intervals: Infinity where the variance is known. */
  readonly degrees: number
  /** Of an observation of weight 1. */
  readonly variance: number
}

const bandSchema = {
  level: { type: 'number', above: 0, below: 1, default: 0.95 },
  kind: { type: 'choice', values: ['confidence', 'prediction'], default: 'confidence' },
  weights: { type: 'other' },
} as const

/** A fitted curve: its own fields are plain data. `curveFit` makes it. */
export class CurveFit implements CurveFitData {
  readonly parameters: ParameterValues
  readonly standardErrors: ParameterValues
  readonly covariance: Matrix
  readonly residuals: Float64Array
  readonly residualSumOfSquares: number
  readonly residualStandardDeviation: number
  readonly degreesOfFreedom: number
  readonly rSquared: number
  readonly status: Status
  readonly converged: boolean
  readonly message: string
  readonly iterations: number
  readonly method: string
  declare readonly seed?: number
  readonly #fitted: Fitted

  /** @internal */
  constructor(data: CurveFitData, fitted: Fitted) {
    this.parameters = data.parameters
    this.standardErrors = data.standardErrors
    this.covariance = data.covariance
    this.residuals = data.residuals
    this.residualSumOfSquares = data.residualSumOfSquares
    this.residualStandardDeviation = data.residualStandardDeviation
    this.degreesOfFreedom = data.degreesOfFreedom
    this.rSquared = data.rSquared
    this.status = data.status
    this.converged = data.converged
    this.message = data.message
    this.iterations = data.iterations
    this.method = data.method
    if (data.seed !== undefined) this.seed = data.seed
    this.#fitted = fitted
  }

  /**
   * The curve's values.
   *
   * @param data the columns that the formula uses, of any one length
   * @throws `ERR_SHAPE`, `ERR_NOT_FINITE`
   */
  predict(data: Readonly<Record<string, VectorLike>>): Float64Array {
    const { model, free } = this.#fitted
    return rowValues(model, free, readColumns(model, data))
  }

  /**
   * Intervals that hold the true parameters with this probability, each by itself: by Student's distribution, or the
   * normal one with `absoluteSigma`. NaN where the standard error is.
   *
   * @param level a probability between 0 and 1; 0.95 where it is not given
   * @throws `ERR_OPTION`; `ERR_STATE` of a fit without standard errors
   */
  confidenceIntervals(level = 0.95): Record<string, [lower: number, upper: number]> {
    if (typeof level !== 'number' || !(level > 0 && level < 1)) {
      throw rangeError('ERR_OPTION', `level must be a number above 0 and below 1, got ${show(level)}`)
    }
    const { quantile } = this.#interval(level)
    const intervals = Object.entries(this.parameters).map(([name, value]) => {
      const error = this.standardErrors[name]!
      const reach = error === 0 ? 0 : quantile * error
      return [name, [value - reach, value + reach]] as const
    })
    return Object.fromEntries(intervals) as Record<string, [number, number]>
  }

  /**
   * The curve with intervals that hold, each by itself, the true curve there (`'confidence'`) or a new observation
   * (`'prediction'`) with the probability `level`: the curve ± t √(gᵀCg), or t √(gᵀCg + s²/w), g the derivatives by the
   * parameters and C their covariance. Parameters that bounds hold count as known; where the data leave some
   * undetermined, the intervals are NaN.
   *
   * @throws `ERR_OPTION`, `ERR_SHAPE`, `ERR_NOT_FINITE`; `ERR_STATE` of a fit without standard errors
   */
  band(data: Readonly<Record<string, VectorLike>>, options?: BandOptions): Band {
    const { level, kind, weights } = readOptions('band', options, bandSchema) as Required<BandOptions>
    const { model, free, variance } = this.#fitted
    const { quantile, covariance } = this.#interval(level)
    const columns = readColumns(model, data)
    const ofRow = weights === undefined ? undefined : readWeights(weights, columns.rows)
    const { values, jacobian } = rowDerivatives(model, free, columns)
    const lower = new Float64Array(columns.rows)
    const upper = new Float64Array(columns.rows)
    for (let i = 0; i < columns.rows; i++) {
      const scatter = kind === 'prediction' ? variance / (ofRow?.[i] ?? 1) : 0
      const reach = quantile * Math.sqrt(quadraticForm(covariance, jacobian, i) + scatter)
      lower[i] = values[i]! - reach
      upper[i] = values[i]! + reach
    }
    return { value: values, lower, upper }
  }

  /** The fields, with arrays of numbers in place of typed ones. */
  toJSON(): object {
    return { ...this, covariance: this.covariance.toArray(), residuals: Array.from(this.residuals) }
  }

  #interval(level: number): { quantile: number; covariance: Float64Array } {
    const { covariance, degrees } = this.#fitted
    if (covariance === undefined) {
      throw misuse('ERR_STATE', 'the fit was made without standard errors, which intervals follow from')
    }
    // Without a degree of freedom nothing tells how far anything is off.
    const quantile = degrees > 0 ? studentQuantile(level, degrees) : Number.NaN
    return { quantile, covariance }
  }
}

/** gᵀCg of a row g. */
function quadraticForm(c: Float64Array, rows: Float64Array, row: number): number {
  const n = Math.sqrt(c.length)
  let form = 0
  for (let j = 0; j < n; j++) {
    let sum = 0
    for (let k = 0; k < n; k++) sum += c[j * n + k]! * rows[row * n + k]!
    form += sum * rows[row * n + j]!
  }
  // Rounding may leave less than nothing.
  return Math.max(form, 0)
}
