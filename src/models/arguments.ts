// How estimators read rows, targets and weights.
import { misuse, rangeError, show } from '../errors.ts'
import { type Matrix, type MatrixLike, readMatrix } from '../matrix.ts'
import { readVector, type VectorLike } from '../vector.ts'
import type { Loss } from './glm.ts'
import type { Label } from './labels.ts'

/** Rows as callers may give them. */
export type MatrixInput = Matrix | MatrixLike | readonly (readonly number[])[]

/** Numbers for regression, classes for classification. */
export type Targets = VectorLike | readonly Label[]

/** @throws `ERR_SHAPE` unless there is a row and a column at least */
export function readRows(name: string, value: unknown): MatrixLike {
  const x = readMatrix(name, value)
  if (x.rows < 1 || x.columns < 1) {
    throw rangeError('ERR_SHAPE', `${name} must have at least one row and one column, got ${x.rows} x ${x.columns}`)
  }
  return x
}

/** @throws unless `value` has the columns that the model was fitted to */
export function readRowsLike(name: string, value: unknown, columns: number): MatrixLike {
  const x = readMatrix(name, value)
  checkColumns(name, x.columns, columns)
  return x
}

export function checkColumns(name: string, given: number, fitted: number): void {
  if (given !== fitted) {
    throw rangeError('ERR_SHAPE', `${name} must have ${fitted} columns, as the rows of the fit had, got ${given}`)
  }
}

/** Weights of the rows; an empty vector stands for ones. */
export function readWeights(value: unknown, rows: number): Float64Array {
  if (value === undefined) return new Float64Array(0)
  const weights = readVector('sampleWeight', value, rows)
  let total = 0
  for (let i = 0; i < rows; i++) {
    if (weights[i]! < 0) {
      throw rangeError('ERR_OPTION', `sampleWeight[${i}] must be at least 0, got ${weights[i]}`)
    }
    total += weights[i]!
  }
  if (!(total > 0 && total < Infinity)) {
    throw rangeError('ERR_OPTION', `the sum of sampleWeight must be above 0 and finite, got ${show(total)}`)
  }
  return weights
}

/** @throws `ERR_SHAPE` when targets are given beside those that the data set has */
export function checkOwnTargets({ hasTargets }: { hasTargets: boolean }, y: unknown): void {
  if (hasTargets && y !== undefined) {
    throw misuse('ERR_SHAPE', 'the data set was made with y: y must be given to it or to the call, not to both')
  }
}

/** A copy of the targets, whose elements are read when a model is fitted: what they may be depends on it. */
export function copyTargets(name: string, value: unknown, rows: number): Targets {
  const typed = ArrayBuffer.isView(value) && !(value instanceof DataView)
  if (!Array.isArray(value) && !typed) {
    throw misuse('ERR_SHAPE', `${name} must be an array of numbers or labels, got ${show(value)}`)
  }
  const elements = value as Targets
  if (elements.length !== rows) {
    throw rangeError('ERR_SHAPE', `${name} must have ${rows} elements, one for each row, got ${elements.length}`)
  }
  return elements.slice() as Targets
}

export function totalWeight(weights: Float64Array, rows: number): number {
  if (weights.length === 0) return rows
  let total = 0
  for (let i = 0; i < weights.length; i++) total += weights[i]!
  return total
}

// The core reads whole registers: what follows a row is multiplied by 0, which NaN and infinities survive.
const registerValues = 16

/**
 * Checks the rows of predictions that may come from values that are not finite: those outside the open range in which
 * the means of finite predictors lie. `first` is the number of the first row.
 *
 * @throws `ERR_NOT_FINITE`
 */
export function checkPredicted(
  predicted: Float64Array,
  means: Loss,
  { data, rows, columns }: MatrixLike,
  first: number,
) {
  const low = means === 'squared' ? -Infinity : 0
  const high = means === 'logistic' || means === 'multinomial' ? 1 : Infinity
  const width = predicted.length / rows
  for (let k = 0; k < predicted.length; k++) {
    const value = predicted[k]!
    if (value > low && value < high) continue
    const row = Math.floor(k / width)
    const end = Math.min(data.length, (row + 1) * columns + registerValues)
    for (let at = row * columns; at < end; at++) {
      if (Number.isFinite(data[at])) continue
      throw notFinite('X', data[at], first + Math.floor(at / columns), at % columns)
    }
    if (Number.isNaN(value)) {
      throw misuse('ERR_NOT_FINITE', `the prediction of row ${first + row} of X is out of the range of numbers`)
    }
  }
}

const notFinite = (name: string, value: unknown, row: number, column: number) =>
  misuse('ERR_NOT_FINITE', `${name} must hold finite numbers, got ${value} in row ${row}, column ${column}`)

/** The error for a value that the core found not to be finite. */
export function badValue(name: string, { data, columns }: MatrixLike, place: Float64Array) {
  const [row = 0, column = 0] = place
  return notFinite(name, data[row * columns + column], row, column)
}
