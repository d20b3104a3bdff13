import { misuse, rangeError, show } from './errors.ts'
import { allocateDoubles } from './memory.ts'

/** Element (i, j) is `data[i * columns + j]`. */
export interface MatrixLike {
  readonly data: Float64Array | Float32Array
  readonly rows: number
  readonly columns: number
}

/** A dense matrix, row-major and contiguous, in double or single precision. */
export class Matrix implements MatrixLike {
  readonly data: Float64Array | Float32Array
  readonly rows: number
  readonly columns: number

  /** @throws `ERR_SHAPE` unless `data.length` is `rows * columns`. */
  constructor(data: Float64Array | Float32Array, rows: number, columns: number) {
    if (!(data instanceof Float64Array) && !(data instanceof Float32Array)) {
      throw misuse('ERR_SHAPE', `a matrix's data must be a Float64Array or a Float32Array, got ${show(data)}`)
    }
    checkShape(rows, columns)
    if (rows * columns !== data.length) {
      throw rangeError('ERR_SHAPE', `a ${rows} x ${columns} matrix has ${rows * columns} elements, got ${data.length}`)
    }
    this.data = data
    this.rows = rows
    this.columns = columns
  }

  /** A matrix of zeros, in double precision. */
  static zeros(rows: number, columns: number): Matrix {
    checkShape(rows, columns)
    return new Matrix(allocateDoubles(rows * columns), rows, columns)
  }

  /** The matrix of these rows, in double precision. @throws `ERR_SHAPE` when they differ in length. */
  static from(rows: ArrayLike<ArrayLike<number>>): Matrix {
    return readMatrix('rows', rows) as Matrix
  }

  /** Element (i, j); for reading a few, not for loops over all of `data`. */
  at(i: number, j: number): number {
    return this.data[i * this.columns + j] as number
  }

  /** A copy as nested arrays. */
  toArray(): number[][] {
    return Array.from({ length: this.rows }, (_, i) =>
      Array.from(this.data.subarray(i * this.columns, (i + 1) * this.columns)),
    )
  }
}

function checkShape(rows: number, columns: number): void {
  for (const [name, size] of [
    ['rows', rows],
    ['columns', columns],
  ] as const) {
    if (!Number.isSafeInteger(size) || size < 0) {
      throw rangeError('ERR_SHAPE', `a matrix's ${name} must be a whole number, got ${show(size)}`)
    }
  }
}

/**
 * Reads an argument that may be a `Matrix`, a plain `{ data, rows, columns }` or nested arrays (double precision). What
 * is a matrix already is used in place.
 *
 * @throws `ERR_SHAPE`, naming the argument.
 */
export function readMatrix(name: string, value: unknown): MatrixLike {
  if (typeof value !== 'object' || value === null) {
    throw misuse(
      'ERR_SHAPE',
      `${name} must be a matrix (Matrix, { data, rows, columns } or number[][]), got ${show(value)}`,
    )
  }
  if (Array.isArray(value)) return readRows(name, value)
  // Each field is read once: what is checked is what is used.
  const { data, rows, columns } = value as Partial<MatrixLike>
  const sparse = 'indptr' in value || 'indices' in value || 'colptr' in value
  if (sparse || !(data instanceof Float64Array || data instanceof Float32Array)) {
    const hint = sparse ? '; sparse matrices are not taken' : ''
    throw misuse('ERR_SHAPE', `${name} must be a matrix (Matrix, { data, rows, columns } or number[][])${hint}`)
  }
  return new Matrix(data, rows as number, columns as number)
}

function readRows(name: string, rows: readonly unknown[]): Matrix {
  const height = rows.length
  const first = rows[0] as ArrayLike<unknown> | undefined
  const width = height > 0 && typeof first === 'object' && first !== null ? Number(first.length) : 0
  if (!Number.isSafeInteger(width)) throw misuse('ERR_SHAPE', `${name}[0] must be an array of numbers`)
  const data = allocateDoubles(height * width)
  for (let i = 0; i < height; i++) {
    const row = rows[i] as ArrayLike<unknown> | undefined
    if (typeof row !== 'object' || row === null || row.length !== width) {
      throw misuse(
        'ERR_SHAPE',
        `${name}[${i}] must be an array of ${width} numbers, as ${name}[0] is, got ${show(row)}`,
      )
    }
    for (let j = 0; j < width; j++) {
      const element = row[j]
      if (typeof element !== 'number') {
        throw misuse('ERR_SHAPE', `${name}[${i}][${j}] must be a number, got ${show(element)}`)
      }
      data[i * width + j] = element
    }
  }
  return new Matrix(data, height, width)
}
