// How long the fits are: as many points each, the rows of a matrix; or from offset to offset of flat columns.
import { misuse, rangeError, show } from '../errors.ts'
import { type MatrixLike, readMatrix } from '../matrix.ts'
import { readNumbers } from '../vector.ts'

export interface ManyShape {
  /** Fits. */
  readonly count: number
  /** Numbers of all fits. */
  readonly total: number
  /** Points of each; where they differ, of the longest. */
  readonly rows: number
  /** Whether they are alike. */
  readonly even: boolean
  /** Empty where the response is a matrix. */
  readonly offsets: Int32Array
}

const most = 2 ** 31 - 1

export const isMatrix = (given: unknown): boolean =>
  typeof given === 'object' &&
  given !== null &&
  !ArrayBuffer.isView(given) &&
  (!Array.isArray(given) || (given.length > 0 && typeof given[0] === 'object'))

/** The numbers of a matrix, in double precision; its own where it has them. */
export function doublesOf({ data }: MatrixLike): Float64Array {
  return data instanceof Float64Array ? data : Float64Array.from(data)
}

/** The response, not yet known to be finite, and its shape. @throws `ERR_SHAPE`, `ERR_OPTION` */
export function readResponse(
  name: string,
  given: unknown,
  offsets: unknown,
): { response: Float64Array; shape: ManyShape } {
  if (offsets !== undefined) {
    const response = readNumbers(name, given)
    return { response, shape: shapeOf(readOffsets(offsets, response.length), response.length) }
  }
  if (!isMatrix(given)) {
    const wanted = 'a matrix, a row a fit; a vector needs the option offsets'
    throw misuse('ERR_SHAPE', `${name} must be ${wanted}, got ${show(given)}`)
  }
  const matrix = readMatrix(name, given)
  const { rows: count, columns: rows } = matrix
  checkSize(name, count * rows)
  return {
    response: doublesOf(matrix),
    shape: { count, total: count * rows, rows, even: true, offsets: new Int32Array(0) },
  }
}

function checkSize(name: string, total: number): void {
  if (total > most) throw rangeError('ERR_SHAPE', `${name} may have ${most} numbers, got ${total}`)
}

function readOffsets(given: unknown, total: number): Int32Array {
  checkSize('the response', total)
  const isList = Array.isArray(given) || ArrayBuffer.isView(given)
  if (!isList || given instanceof DataView) {
    throw misuse('ERR_OPTION', `offsets must be an array of whole numbers, got ${show(given)}`)
  }
  const list = given as ArrayLike<unknown>
  const offsets = new Int32Array(list.length)
  let before = 0
  for (let i = 0; i < list.length; i++) {
    const offset = list[i]
    if (typeof offset !== 'number' || !Number.isInteger(offset) || offset < before || offset > total) {
      throw rangeError(
        'ERR_OPTION',
        `offsets[${i}] must be a whole number from ${before} to ${total}, the length of the response, got ${show(offset)}`,
      )
    }
    before = offset
    offsets[i] = offset
  }
  if (offsets.length === 0 || offsets[0] !== 0 || before !== total) {
    throw rangeError('ERR_OPTION', `offsets must go from 0 to ${total}, the length of the response`)
  }
  return offsets
}

function shapeOf(offsets: Int32Array, total: number): ManyShape {
  const count = offsets.length - 1
  let [rows, least] = [0, most]
  for (let i = 0; i < count; i++) {
    const own = offsets[i + 1]! - offsets[i]!
    rows = Math.max(rows, own)
    least = Math.min(least, own)
  }
  return { count, total, rows, even: count === 0 || least === rows, offsets }
}

/** Where fit `i` begins and ends. */
export function rangeOf({ offsets, rows }: ManyShape, i: number): [first: number, end: number] {
  return offsets.length > 0 ? [offsets[i]!, offsets[i + 1]!] : [i * rows, (i + 1) * rows]
}
