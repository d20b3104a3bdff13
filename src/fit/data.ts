// The data of a fit: columns by name, each read once.
import { isByName, list } from '../compile/named.ts'
import { misuse, rangeError, shorten, show } from '../errors.ts'
import { allocateDoubles } from '../memory.ts'
import { readVector } from '../vector.ts'
import type { FitModel } from './model.ts'

/** Columns as the core takes them. */
export interface FitColumns {
  readonly rows: number
  /** One column after the other, in the model's order. */
  readonly packed: Float64Array
}

export interface FitData extends FitColumns {
  readonly y: Float64Array
  /** Of squared residuals; empty for ones. */
  readonly weights: Float64Array
  /** Rows whose weight is not 0. */
  readonly counted: number
}

const none = new Float64Array(0)

/** The names of the data. @throws `ERR_SHAPE` */
export function namesOf(data: unknown): string[] {
  if (isByName(data)) return Object.keys(data)
  throw misuse('ERR_SHAPE', `data must be an object of columns by name, as { t, y }, got ${show(data)}`)
}

/** The data; what needs no copy is the caller's own. @throws `ERR_SHAPE`, `ERR_NOT_FINITE`, naming column and row */
export function readFitData(model: FitModel, data: unknown, weights: unknown): FitData {
  const { response, free } = model
  const y = readColumn(data, response)
  const rows = y.length
  const { packed } = packColumns(model.columns, data, { rows, as: response })
  const read = weights === undefined ? none : readWeights(weights, rows)
  const counted = weights === undefined ? rows : counting(read)
  if (counted < free.length) {
    const which = weights === undefined ? '' : ' of a weight above 0'
    const wanted = `data must have a row${which} for each free parameter (${list(free)})`
    throw rangeError('ERR_SHAPE', `${wanted}, got ${counted}`)
  }
  return { rows, packed, y, weights: read, counted }
}

/** Columns for a prediction: all of one length, that of any column where the formula uses none. */
export function readColumns(model: FitModel, data: unknown): FitColumns {
  const names = namesOf(data)
  const first = model.columns[0] ?? names[0]
  if (first === undefined) return { rows: 0, packed: none }
  const missing = model.columns.find((name) => !names.includes(name))
  if (missing !== undefined) {
    throw misuse('ERR_SHAPE', `data has no ${shorten(missing)}, which the formula uses; it has ${list(names)}`)
  }
  const { length } = readColumn(data, first)
  return packColumns(model.columns, data, { rows: length, as: first })
}

function readColumn(data: unknown, name: string, length?: number): Float64Array {
  return readVector(`data.${shorten(name)}`, (data as Record<string, unknown>)[name], length)
}

function packColumns(
  columns: readonly string[],
  data: unknown,
  { rows, as }: { rows: number; as: string },
): FitColumns {
  const read = columns.map((name) => {
    const column = readColumn(data, name)
    if (column.length !== rows) {
      throw rangeError(
        'ERR_SHAPE',
        `data.${shorten(name)} must have ${rows} elements, as data.${shorten(as)} has, got ${column.length}`,
      )
    }
    return column
  })
  if (read.length === 1) return { rows, packed: read[0]! }
  const packed = allocateDoubles(columns.length * rows)
  read.forEach((column, k) => {
    // Reading one may have run code of the caller's that took another away.
    if (column.length !== rows) throw misuse('ERR_SHAPE', `data.${shorten(columns[k]!)} was detached`)
    packed.set(column, k * rows)
  })
  return { rows, packed }
}

/** @throws `ERR_SHAPE`, `ERR_NOT_FINITE`, `ERR_OPTION` */
export function readWeights(given: unknown, rows: number): Float64Array {
  const weights = readVector('weights', given, rows)
  const negative = weights.findIndex((weight) => weight < 0)
  if (negative < 0) return weights
  throw rangeError('ERR_OPTION', `weights[${negative}] must be at least 0, got ${weights[negative]}`)
}

/** Where the caller may change them before they are read again. */
export function copied(data: FitData): FitData {
  const { packed, y, weights } = data
  return { ...data, packed: packed.slice(), y: y.slice(), weights: weights.slice() }
}

const counting = (weights: Float64Array) => weights.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0)
