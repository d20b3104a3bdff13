// The data of many fits, packed for the core: columns that are alike for all fits, and columns that each fit has rows
// of its own in.
import { list } from '../compile/named.ts'
import { misuse, rangeError } from '../errors.ts'
import { readMatrix } from '../matrix.ts'
import { allocateDoubles } from '../memory.ts'
import { firstNotFinite, readVector } from '../vector.ts'
import { doublesOf, isMatrix, type ManyShape, rangeOf, readResponse } from './many-shape.ts'
import type { FitModel } from './model.ts'

export interface ManyData {
  readonly shape: ManyShape
  /** Of each column of the formula, of the response, of the weights: a row of `each`, or -1 - a row of `shared`. */
  readonly places: Int32Array
  readonly shared: Float64Array
  readonly each: Float64Array
  /** Columns in `each`. */
  readonly eachCount: number
  readonly weighted: boolean
}

interface Column {
  readonly numbers: Float64Array
  readonly shared: boolean
}

/**
 * The caller's arrays are used in place where there is nothing to pack.
 *
 * @throws `ERR_SHAPE`, `ERR_OPTION`, `ERR_NOT_FINITE`
 */
export function readManyData(model: FitModel, data: unknown, offsets: unknown, weights: unknown): ManyData {
  const given = data as Record<string, unknown>
  const { response, shape } = readResponse(`data.${model.response}`, given[model.response], offsets)
  if (shape.even && shape.count > 0 && shape.rows < model.free.length) {
    const wanted = `each fit must have a point for each free parameter (${list(model.free)})`
    throw rangeError('ERR_SHAPE', `${wanted}, got ${shape.rows}`)
  }
  const columns = model.columns.map((name) => readColumn(`data.${name}`, given[name], shape))
  columns.push({ numbers: response, shared: false })
  if (weights !== undefined) columns.push(roots(readColumn('weights', weights, shape)))
  const alike = columns.filter(({ shared }) => shared)
  const own = columns.filter(({ shared }) => !shared)
  const read = {
    shape,
    places: Int32Array.from(columns, (column) => (column.shared ? -1 - alike.indexOf(column) : own.indexOf(column))),
    shared: packed(alike),
    each: packed(own),
    eachCount: own.length,
    weighted: weights !== undefined,
  }
  const bad = firstNotFinite(response)
  if (bad >= 0) throw notFinite(model, read, bad)
  return read
}

// A matrix has a row a fit; a vector is as long as each fit, or with offsets, as all of them.
function readColumn(name: string, given: unknown, shape: ManyShape): Column {
  const { count, rows, total, even, offsets } = shape
  if (isMatrix(given)) {
    const matrix = readMatrix(name, given)
    const fits = offsets.length === 0 && matrix.rows === count && matrix.columns === rows
    if (fits) return { numbers: readVector(name, doublesOf(matrix)), shared: false }
    const wanted = offsets.length > 0 ? 'a vector, as the response is' : `a ${count} x ${rows} matrix or a vector`
    throw rangeError('ERR_SHAPE', `${name} must be ${wanted}, got a ${matrix.rows} x ${matrix.columns} matrix`)
  }
  const numbers = readVector(name, given)
  if (offsets.length > 0 && numbers.length === total) return { numbers, shared: false }
  if (even && numbers.length === rows) return { numbers, shared: true }
  const lengths = [...(even ? [`${rows}, as each fit has`] : []), ...(offsets.length > 0 ? [`${total}`] : [])]
  throw rangeError('ERR_SHAPE', `${name} must have ${lengths.join(', or ')} elements, got ${numbers.length}`)
}

function roots({ numbers, shared }: Column): Column {
  const negative = numbers.findIndex((weight) => weight < 0)
  if (negative >= 0) {
    throw rangeError('ERR_OPTION', `weights[${negative}] must be at least 0, got ${numbers[negative]}`)
  }
  return { numbers: numbers.map(Math.sqrt), shared }
}

function packed(columns: readonly Column[]): Float64Array {
  if (columns.length === 1) return columns[0]!.numbers
  const length = columns[0]?.numbers.length ?? 0
  const all = allocateDoubles(columns.length * length)
  for (const [i, { numbers }] of columns.entries()) all.set(numbers, i * length)
  return all
}

/** The rows of column `j` that fit `i` sees. */
export function rowsOf({ shape, places, shared, each }: ManyData, j: number, i: number): Float64Array {
  const place = places[j]!
  if (place < 0) return shared.subarray((-1 - place) * shape.rows, -place * shape.rows)
  const [first, end] = rangeOf(shape, i)
  return each.subarray(place * shape.total + first, place * shape.total + end)
}

/** The error for a number of the response that is not finite. */
function notFinite({ response, columns }: FitModel, data: ManyData, at: number): Error {
  const { shape, each, places } = data
  const row = Math.floor(at / shape.rows)
  const where = shape.offsets.length > 0 ? `[${at}]` : `[${row}][${at - row * shape.rows}]`
  const value = each[places[columns.length]! * shape.total + at]
  return misuse('ERR_NOT_FINITE', `data.${response}${where} must be a finite number, got ${value}`)
}
