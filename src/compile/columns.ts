// Columns of data by name.
import { misuse, rangeError, show } from '../errors.ts'
import { allocateDoubles } from '../memory.ts'
import { readVector, type VectorLike } from '../vector.ts'
import { isByName, placeOf } from './named.ts'

/** Columns of one length, one after the other. */
export interface Columns {
  readonly names: readonly string[]
  readonly rows: number
  readonly data: Float64Array
}

/** Columns by name, each of which the formula must know. */
export type ColumnData = Readonly<Record<string, VectorLike>>

/** What was compiled knew no data: a column it takes for a constant is refused. @throws `ERR_OPTION` */
export function checkConstants(columns: readonly string[], constants: readonly string[]): void {
  const taken = constants.find((name) => columns.includes(name))
  if (taken === undefined) return
  throw misuse('ERR_OPTION', `the compiled formula takes ${taken} for the constant: call the column by another name`)
}

/** Copies the columns. @throws `ERR_SHAPE`, `ERR_NOT_FINITE`, and `ERR_OPTION` for a name that is none of the formula */
export function readColumns(given: unknown, known: readonly string[], constants: readonly string[] = []): Columns {
  if (!isByName(given)) {
    throw misuse('ERR_SHAPE', `data must be an object of columns by name, got ${show(given)}`)
  }
  const columns = Object.entries(given)
  checkConstants(Object.keys(given), constants)
  for (const [name] of columns) placeOf('data', name, known)
  const read = columns.map(([name, column]) => readVector(`data.${name}`, column))
  const [first] = read
  if (!first) throw misuse('ERR_SHAPE', 'data must hold a column at least')
  const rows = first.length
  if (rows === 0) throw rangeError('ERR_SHAPE', 'data must hold a row at least')
  const names = columns.map(([name]) => name)
  const other = read.findIndex(({ length }) => length !== rows)
  if (other >= 0) {
    throw rangeError(
      'ERR_SHAPE',
      `the columns of data must have one length: ${names[0]} has ${rows} rows, ${names[other]} has ${read[other]!.length}`,
    )
  }
  const data = allocateDoubles(rows * read.length)
  read.forEach((column, i) => {
    data.set(column, i * rows)
  })
  return { names, rows, data }
}
