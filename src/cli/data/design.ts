// The matrix that a model is fitted to: a term for each column of numbers, and one for each level of a column of
// categories but the lowest, 1 where a row has that level.
import { Matrix } from '../../matrix.ts'
import type { Column } from './column.ts'

/** A column of the matrix. */
export interface Term {
  /** The name of the data's column. */
  column: string
  level?: string
}

export const termName = ({ column, level }: Term): string => (level === undefined ? column : `${column}=${level}`)

export function termsOf(columns: readonly Column[]): Term[] {
  return columns.flatMap(({ name, levels }) =>
    levels ? levels.slice(1).map((level) => ({ column: name, level })) : [{ column: name }],
  )
}

/** The matrix of these terms for these rows; NaN where a value is missing. */
export function designMatrix(columns: readonly Column[], terms: readonly Term[], rows: Uint32Array): Matrix {
  const matrix = Matrix.zeros(rows.length, terms.length)
  const { data } = matrix
  for (const [j, { column, level }] of terms.entries()) {
    const { values, levels } = columns.find(({ name }) => name === column)!
    const code = level === undefined ? undefined : levels!.indexOf(level)
    for (const [i, row] of rows.entries()) {
      const value = values[row]!
      data[i * terms.length + j] = code === undefined || Number.isNaN(value) ? value : value === code ? 1 : 0
    }
  }
  return matrix
}

/** The mean of each column over the values that are not missing, NaN where there is none; and whether it varies. */
export function summarize({ data, rows, columns }: Matrix): { mean: Float64Array; varies: boolean[] } {
  const mean = new Float64Array(columns)
  const varies: boolean[] = []
  for (let j = 0; j < columns; j++) {
    let present = 0
    let first = NaN
    varies[j] = false
    for (let i = 0; i < rows; i++) {
      const value = data[i * columns + j]!
      if (Number.isNaN(value)) continue
      if (present++ === 0) first = value
      else if (value !== first) varies[j] = true
      // Step by step, so that a sum cannot overflow.
      mean[j]! += (value - mean[j]!) / present
    }
    if (!varies[j]) mean[j] = first
  }
  return { mean, varies }
}

/** Missing values take the mean of their column. */
export function fillMissing({ data, columns }: Matrix, mean: ArrayLike<number>): void {
  for (let k = 0; k < data.length; k++) if (Number.isNaN(data[k])) data[k] = mean[k % columns]!
}

export const allRows = (rows: number): Uint32Array => Uint32Array.from({ length: rows }, (_, i) => i)
