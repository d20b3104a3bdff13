// Matrices of the kinds LAPACK tests with (TESTING/MATGEN, dlatb4.f) and its scaled residuals, in plain TypeScript,
// independent of what is tested. Everything is computed in double precision.
import { Matrix, type MatrixLike } from 'steepest'

export type Precision = 'double' | 'single'
export const precisions: readonly Precision[] = ['double', 'single']

export const unitOf = { double: 2 ** -52, single: 2 ** -23 }
const smallestOf = { double: 2 ** -1022, single: 2 ** -126 }

/** LAPACK's. */
export const threshold = 30

/** SplitMix64's little brother (Steele, Lea & Flood 2014): numbers in [-1, 1). */
export class Random {
  #state: number
  constructor(seed: number) {
    this.#state = seed
  }
  next(): number {
    this.#state = (this.#state + 0x9e3779b9) | 0
    let z = this.#state
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return ((z ^ (z >>> 15)) | 0) / 2 ** 31
  }
}

export type Dense = MatrixLike & { data: Float64Array }

export function dense(rows: number, columns: number, element: (i: number, j: number) => number = () => 0): Dense {
  const data = new Float64Array(rows * columns)
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) data[i * columns + j] = element(i, j)
  return { data, rows, columns }
}

export const at = ({ data, columns }: MatrixLike, i: number, j: number) => data[i * columns + j]!
export const transpose = (a: MatrixLike) => dense(a.columns, a.rows, (i, j) => at(a, j, i))
export const column = (data: ArrayLike<number>) => dense(data.length, 1, (i) => data[i]!)
export const identity = (n: number) => dense(n, n, (i, j) => (i === j ? 1 : 0))

export function product(a: MatrixLike, b: MatrixLike): Dense {
  const c = dense(a.rows, b.columns)
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.columns; k++) {
      const factor = at(a, i, k)
      for (let j = 0; j < b.columns; j++) c.data[i * c.columns + j]! += factor * at(b, k, j)
    }
  }
  return c
}

/** The largest sum of moduli in a column. */
export function norm1(a: MatrixLike): number {
  const sums = new Float64Array(a.columns)
  for (let i = 0; i < a.rows; i++) for (let j = 0; j < a.columns; j++) sums[j]! += Math.abs(at(a, i, j))
  return sums.reduce((largest, sum) => (sum <= largest ? largest : sum), 0)
}

export const difference = (a: MatrixLike, b: MatrixLike) =>
  dense(a.rows, a.columns, (i, j) => at(a, i, j) - at(b, i, j))

/** |A - B| / (n |A| eps). */
export function factorRatio(a: MatrixLike, rebuilt: MatrixLike, precision: Precision): number {
  const error = norm1(difference(a, rebuilt))
  return error === 0 ? 0 : error / norm1(a) / a.columns / unitOf[precision]
}

/** |I - Q'Q| / (n eps). */
export function orthogonalityRatio(q: MatrixLike, precision: Precision): number {
  const error = norm1(difference(identity(q.columns), product(transpose(q), q)))
  return error === 0 ? 0 : error / q.rows / unitOf[precision]
}

/** |b - A x| / (|A| |x| eps) for one right-hand side. */
export function solveRatio(a: MatrixLike, x: MatrixLike, b: MatrixLike, precision: Precision): number {
  const error = norm1(difference(b, product(a, x)))
  return error === 0 ? 0 : error / norm1(a) / norm1(x) / unitOf[precision]
}

export const kinds = [
  'diagonal',
  'upper triangular',
  'lower triangular',
  'well conditioned',
  'first column zero',
  'last column zero',
  'half zero',
  'condition root',
  'condition large',
  'near underflow',
  'near overflow',
] as const
export type Kind = (typeof kinds)[number]

export const isSingular = (kind: Kind, n: number) => kind.endsWith('zero') && n > 0

function conditionOf(kind: Kind, precision: Precision): number {
  const large = 0.1 / unitOf[precision]
  return kind === 'condition root' ? Math.sqrt(large) : kind === 'condition large' ? large : 2
}

export function scaleOf(kind: Kind, precision: Precision): number {
  const small = (0.25 * smallestOf[precision]) / unitOf[precision]
  return kind === 'near underflow' ? small : kind === 'near overflow' ? 1 / small : 1
}

// A few random reflections from the left: orthogonal and dense.
function reflectRows(a: Dense, random: Random): void {
  for (let turn = 0; turn < 3; turn++) {
    const v = Float64Array.from({ length: a.rows }, () => random.next())
    const square = v.reduce((sum, x) => sum + x * x, 0)
    const w = product({ data: v, rows: 1, columns: a.rows }, a).data
    for (let i = 0; i < a.rows; i++) {
      for (let j = 0; j < a.columns; j++) a.data[i * a.columns + j]! -= ((2 * v[i]!) / square) * w[j]!
    }
  }
}

function singularValue(kind: Kind, precision: Precision, i: number, count: number): number {
  const condition = conditionOf(kind, precision)
  const part = count > 1 ? i / (count - 1) : 0
  return condition > 2 ? condition ** -part : 1 - part / 2
}

function inPrecision(a: Dense, precision: Precision): Matrix {
  const data = precision === 'single' ? Float32Array.from(a.data) : a.data
  return new Matrix(data, a.rows, a.columns)
}

export function generalMatrix(kind: Kind, rows: number, columns: number, precision: Precision, random: Random): Matrix {
  const least = Math.min(rows, columns)
  let a = dense(rows, columns, (i, j) => (i === j ? singularValue(kind, precision, i, least) : 0))
  if (kind !== 'diagonal' && least > 0) {
    reflectRows(a, random)
    a = transpose(a)
    reflectRows(a, random)
    a = transpose(a)
  }
  const zero = (i: number, j: number) =>
    (kind === 'upper triangular' && i > j) ||
    (kind === 'lower triangular' && i < j) ||
    (kind === 'first column zero' && j === 0) ||
    (kind === 'last column zero' && j === columns - 1) ||
    (kind === 'half zero' && j >= Math.floor(columns / 2))
  const scale = scaleOf(kind, precision)
  return inPrecision(
    dense(rows, columns, (i, j) => (zero(i, j) ? 0 : at(a, i, j) * scale)),
    precision,
  )
}

/** Symmetric, positive definite or with eigenvalues of either sign; the kinds that zero a column zero the row too. */
export function symmetricMatrix(
  kind: Kind,
  n: number,
  precision: Precision,
  indefinite: boolean,
  random: Random,
): Matrix {
  const q = kind === 'diagonal' ? identity(n) : orthogonal(n, random)
  const d = dense(n, n, (i, j) =>
    i === j ? singularValue(kind, precision, i, n) * (indefinite && i % 2 === 1 ? -1 : 1) : 0,
  )
  const a = product(product(q, d), transpose(q))
  const zeroed = kind === 'first column zero' ? 0 : kind === 'last column zero' ? n - 1 : Math.floor(n / 2)
  const zero = (i: number, j: number) => kind.endsWith('zero') && (i === zeroed || j === zeroed)
  const scale = scaleOf(kind, precision)
  const element = (i: number, j: number) => (i <= j ? at(a, i, j) : at(a, j, i))
  return inPrecision(
    dense(n, n, (i, j) => (zero(i, j) ? 0 : element(i, j) * scale)),
    precision,
  )
}

function orthogonal(n: number, random: Random): Dense {
  const q = identity(n)
  if (n > 0) reflectRows(q, random)
  return q
}

/** A right-hand side made from a known solution, so that it suits the scale of A. */
export function rightHandSide(a: MatrixLike, precision: Precision, random: Random): Float64Array | Float32Array {
  const b = product(
    a,
    dense(a.columns, 1, () => random.next()),
  ).data
  return precision === 'single' ? Float32Array.from(b) : b
}
