// Reading the operands of dense linear algebra, and making room for its results, in the precision of the caller.
import { misuse, rangeError, show } from '../errors.ts'
import { Matrix, type MatrixLike, readMatrix } from '../matrix.ts'
import { allocateDoubles, allocateFloats } from '../memory.ts'
import { isDetached } from '../vector.ts'

export type FloatArray = Float64Array | Float32Array

/** What is taken for a matrix. */
export type MatrixInput = MatrixLike | readonly (readonly number[])[]
/** What is taken for a vector. */
export type VectorInput = FloatArray | readonly number[]

/** The solution has the shape of the right-hand side. */
export type SolutionOf<B> = B extends VectorInput ? FloatArray : Matrix

// The core counts rows and columns in 32 bits; and passing over millions of rows without elements serves nobody.
const longest = 2 ** 31 - 1
const longestEmpty = 2 ** 24

/** Reads operands: in place, for work done at once, or as copies that nobody else can change. */
export class Operands {
  /** Whether what the caller may change is copied. */
  readonly copies: boolean

  constructor(copies: boolean) {
    this.copies = copies
  }

  matrix(name: string, value: unknown): MatrixLike {
    const { data, rows, columns } = readMatrix(name, value)
    const limit = data.length === 0 ? longestEmpty : longest
    if (rows > limit || columns > limit) {
      throw rangeError('ERR_SHAPE', `${name} may have ${limit} rows and columns at most, got ${rows} x ${columns}`)
    }
    return { data: this.copies && !isFresh(value) ? data.slice() : data, rows, columns }
  }

  square(name: string, value: unknown, hint = ''): MatrixLike {
    const matrix = this.matrix(name, value)
    if (matrix.rows !== matrix.columns) {
      throw rangeError('ERR_SHAPE', `${name} must be square, got ${matrix.rows} x ${matrix.columns}${hint}`)
    }
    return matrix
  }

  /** A vector as a matrix of one column. */
  vector(name: string, value: unknown): MatrixLike {
    const data = readFloats(name, value)
    return { data: this.copies && data === value ? data.slice() : data, rows: data.length, columns: 1 }
  }

  /** A right-hand side: a vector, or a matrix with one in each column. */
  side(name: string, value: unknown, rows: number): { matrix: MatrixLike; isVector: boolean } {
    const isVector = looksLikeVector(value)
    const matrix = isVector ? this.vector(name, value) : this.matrix(name, value)
    if (matrix.rows !== rows) {
      const what = isVector ? 'elements' : 'rows'
      throw rangeError('ERR_SHAPE', `${name} must have ${rows} ${what}, as A has rows, got ${matrix.rows}`)
    }
    return { matrix, isVector }
  }
}

// What readMatrix made of nested arrays belongs to nobody else.
function isFresh(value: unknown): boolean {
  return Array.isArray(value)
}

export function looksLikeVector(value: unknown): boolean {
  if (ArrayBuffer.isView(value)) return true
  return Array.isArray(value) && (value.length === 0 || typeof value[0] === 'number')
}

function readFloats(name: string, value: unknown): FloatArray {
  if (value instanceof Float64Array || value instanceof Float32Array) {
    if (value.length === 0 && isDetached(value)) throw misuse('ERR_SHAPE', `${name} was detached`)
    return value
  }
  if (!Array.isArray(value)) {
    throw misuse(
      'ERR_SHAPE',
      `${name} must be a Float64Array, a Float32Array or an array of numbers, got ${show(value)}`,
    )
  }
  const floats = allocateDoubles(value.length)
  for (let i = 0; i < floats.length; i++) {
    const element: unknown = value[i]
    if (typeof element !== 'number') throw misuse('ERR_SHAPE', `${name}[${i}] must be a number, got ${show(element)}`)
    floats[i] = element
  }
  return floats
}

export function isSingle({ data }: MatrixLike): boolean {
  return data instanceof Float32Array
}

/** @throws `ERR_SHAPE` unless both are double or both single precision */
export function checkPrecision(names: string, a: MatrixLike, b: MatrixLike): void {
  if (isSingle(a) !== isSingle(b)) {
    const precision = (matrix: MatrixLike) => (isSingle(matrix) ? 'single' : 'double')
    throw misuse('ERR_SHAPE', `${names} must have one precision, got ${precision(a)} and ${precision(b)}`)
  }
}

/** Zeros in the precision of `like`. @throws `ERR_OUT_OF_MEMORY` */
export const floatsLike = (like: MatrixLike, count: number): FloatArray => allocateFloats(count, isSingle(like))

/** @throws `ERR_OUT_OF_MEMORY` */
export function integers(count: number): Int32Array {
  try {
    return new Int32Array(count)
  } catch {
    throw rangeError('ERR_OUT_OF_MEMORY', `there is no room for ${count} integers`)
  }
}

export function matrixLike(like: MatrixLike, rows: number, columns: number): Matrix {
  return new Matrix(floatsLike(like, rows * columns), rows, columns)
}

/** Whether writing to one could change the other. */
export function sharesMemory(a: MatrixLike, b: MatrixLike): boolean {
  return a.data.buffer === b.data.buffer
}
