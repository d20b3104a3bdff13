// The fits as columns, by the names of all parameters.
import { allocateDoubles } from '../memory.ts'
import { type Status, statusAt } from '../result.ts'
import type { FitModel } from './model.ts'

/** A number for each fit, by the names of the parameters. */
export type ParameterColumns = Record<string, Float64Array>

/** What the core fills: of the free parameters, a row each. */
export class ManyPlaces {
  readonly parameters: Float64Array
  readonly errors: Float64Array
  /** The upper triangles of the covariances, an element a row. */
  readonly covariance: Float64Array
  readonly sums: Float64Array
  readonly codes: Uint8Array
  readonly iterations: Int32Array
  readonly converged: Uint8Array

  constructor({ free, expansion }: FitModel, count: number, standardErrors: boolean) {
    const p = free.length
    this.parameters = allocateDoubles(p * count)
    this.errors = allocateDoubles(standardErrors ? p * count : 0)
    this.covariance = allocateDoubles(standardErrors && expansion ? ((p * (p + 1)) / 2) * count : 0)
    this.sums = allocateDoubles(count)
    this.codes = new Uint8Array(count)
    this.iterations = new Int32Array(count)
    this.converged = new Uint8Array(count)
  }
}

/** Many fits: its own fields are plain data, a number for each fit in every column. `curveFitMany` makes it. */
export class CurveFits {
  /** All parameters, fixed and tied ones too. */
  readonly parameters: ParameterColumns
  /** NaN where the data, or a bound, leave one unknown; 0 of fixed ones. Without columns if they were not asked for. */
  readonly standardErrors: ParameterColumns
  /** Weighted; at the parameters. */
  readonly residualSumOfSquares: Float64Array
  /** Indices into `statuses`. */
  readonly statusCodes: Uint8Array
  readonly iterations: Int32Array
  /** 1 where the fit has converged, as `curveFit` says of one; else 0. */
  readonly converged: Uint8Array
  /** Fits. */
  readonly count: number

  /** @internal */
  constructor(model: FitModel, places: ManyPlaces) {
    const { free, expansion } = model
    const count = places.sums.length
    const rowsOf = (all: Float64Array) => fromNames(free, (_, i) => all.subarray(i * count, (i + 1) * count))
    this.parameters = rowsOf(places.parameters)
    this.standardErrors = places.errors.length > 0 || count === 0 ? rowsOf(places.errors) : {}
    if (expansion) Object.assign(this, expanded(model, places))
    this.residualSumOfSquares = places.sums
    this.statusCodes = places.codes
    this.iterations = places.iterations
    this.converged = places.converged
    this.count = count
  }

  /** Why fit `i` ended. */
  statusOf(i: number): Status {
    const code = this.statusCodes[i]
    if (code === undefined) throw new RangeError(`there are ${this.count} fits, and none numbered ${i}`)
    return statusAt(code)
  }
}

function fromNames(names: readonly string[], column: (name: string, i: number) => Float64Array): ParameterColumns {
  const entries = names.map((name, i) => [name, column(name, i)] as const)
  return Object.fromEntries(entries) as ParameterColumns
}

/** Of all parameters: those of the free ones, numbers, and what the ties make of them. */
function expanded(model: FitModel, places: ManyPlaces): Pick<CurveFits, 'parameters' | 'standardErrors'> {
  const { names, free, expansion } = model
  const count = places.sums.length
  const wanted = places.errors.length > 0
  const values = fromNames(names, () => allocateDoubles(count))
  const errors = wanted ? fromNames(names, () => allocateDoubles(count)) : {}
  const own = new Float64Array(free.length)
  for (let fit = 0; fit < count; fit++) {
    for (let i = 0; i < free.length; i++) own[i] = places.parameters[i * count + fit]!
    const { all, jacobian } = expansion!.withJacobian(own)
    names.forEach((name, k) => {
      values[name]![fit] = all[k]!
      if (wanted) errors[name]![fit] = Math.sqrt(variance(places.covariance, count, fit, jacobian, k, free.length))
    })
  }
  return { parameters: values, standardErrors: errors }
}

/** Row k of the Jacobian of the expansion, twice times the covariance; what it does not depend on may be unknown. */
function variance(
  covariance: Float64Array,
  count: number,
  fit: number,
  jacobian: Float64Array,
  k: number,
  p: number,
): number {
  let [sum, place] = [0, 0]
  for (let i = 0; i < p; i++) {
    for (let j = i; j < p; j++) {
      const factor = (i === j ? 1 : 2) * jacobian[k * p + i]! * jacobian[k * p + j]!
      if (factor !== 0) sum += factor * covariance[place * count + fit]!
      place++
    }
  }
  return sum
}
