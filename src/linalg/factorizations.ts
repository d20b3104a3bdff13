// Factorizations: plain results, and a `solve` that keeps a factor of its own, which nothing the caller does to the
// results can change.
import { rangeError } from '../errors.ts'
import type { Matrix, MatrixLike } from '../matrix.ts'
import { readOptions } from '../options/schema.ts'
import type { Status } from '../result.ts'
import {
  checkPrecision,
  type FloatArray,
  floatsLike,
  integers,
  type MatrixInput,
  matrixLike,
  Operands,
  type SolutionOf,
  type VectorInput,
} from './operands.ts'
import { assumptions, type QrOptions, qrSchema } from './options.ts'
import { call, inPrecision, type Plan, spread, statusOf } from './plan.ts'

export interface Solution<B> {
  /** With the shape of the right-hand side. Where there is no solution, the shortest least-squares solution. */
  x: SolutionOf<B>
  status: Status
  rank?: number
}

/** Solves with a factorization; of a matrix b, each column is a right-hand side. */
export type Solve = <B extends VectorInput | MatrixInput>(b: B) => Solution<B>

export interface Cholesky {
  upper: Matrix
  /** `'solved'`, `'not-positive-definite'` or `'not-finite'`. */
  status: Status
  /** The row at which the matrix was found not to be positive definite; the rows of `upper` before it are right. */
  pivot?: number
  solve: Solve
}

export interface Ldl {
  /** Unit lower triangular. */
  lower: Matrix
  /** The diagonal of D. */
  diagonal: FloatArray
  /** D(i, i + 1), not zero where a block of order 2 begins. */
  offDiagonal: FloatArray
  /** Row and column i of P A P' are those of A at permutation[i]. */
  permutation: Int32Array
  /** `'solved'`, `'singular'` or `'not-finite'`. */
  status: Status
  solve: Solve
}

export interface Lu {
  /** Unit lower triangular (trapezoidal). */
  lower: Matrix
  upper: Matrix
  /** Row i of P A is row permutation[i] of A. */
  permutation: Int32Array
  /** `'solved'`, `'singular'` or `'not-finite'`. */
  status: Status
  solve: Solve
}

export interface Qr {
  /** Orthonormal columns, as many as the lesser of rows and columns. */
  q: Matrix
  r: Matrix
  /** Column j of A P is column permutation[j] of A. */
  permutation?: Int32Array
  /** How many diagonal elements of R are not negligible. */
  rank?: number
  /** `'solved'` or `'not-finite'`. */
  status: Status
  /** The least-squares solution; columns beyond the rank have no part in it. */
  solve: Solve
}

interface Solver {
  a: MatrixLike
  status: Status
  /** The index of what is known of A in `assumptions`. */
  assume: number
  run(x: MatrixLike): number
}

// Solves by the factorization. Where it failed there is none to solve with: then as `solve` does, with A as it was.
function makeSolve({ a, status, assume, run }: Solver): Solve {
  const kept = status === 'solved' ? undefined : { ...a, data: a.data.slice() }
  return <B>(b: B) => {
    const { matrix, isVector } = new Operands(false).side('b', b, a.rows)
    checkPrecision('A and b', a, matrix)
    const x = matrixLike(a, a.columns, matrix.columns)
    const shaped = (isVector ? x.data : x) as SolutionOf<B>
    if (!kept) {
      x.data.set(matrix.data)
      return { x: shaped, status: statusOf(run(x)) }
    }
    const rank = new Int32Array(1)
    const code = call(inPrecision('linalgSolve', a), [assume, ...spread(kept), ...spread(matrix), ...spread(x), rank])
    if (statusOf(code) !== 'not-finite') return { x: shaped, status, rank: rank[0]! }
    x.data.fill(Number.NaN)
    return { x: shaped, status: 'not-finite' }
  }
}

const assume = (what: (typeof assumptions)[number]) => assumptions.indexOf(what)

export function cholesky(operands: Operands, A: MatrixInput): Plan<Cholesky> {
  const a = operands.square('A', A)
  const upper = matrixLike(a, a.rows, a.rows)
  const pivot = new Int32Array(1)
  return {
    operation: inPrecision('linalgCholesky', a),
    arguments: [...spread(a), ...spread(upper), pivot],
    work: a.rows ** 3 / 3,
    finish(code) {
      const status = statusOf(code)
      const factor = { ...upper, data: upper.data.slice() }
      const run = (x: MatrixLike) => call(inPrecision('linalgCholeskySolve', a), [...spread(factor), ...spread(x)])
      const solve = makeSolve({ a, status, assume: assume('positive-definite'), run })
      return { upper, status, ...(status === 'solved' ? {} : { pivot: pivot[0]! }), solve }
    },
  }
}

export function ldl(operands: Operands, A: MatrixInput): Plan<Ldl> {
  const a = operands.square('A', A)
  const n = a.rows
  const [lower, factor] = [matrixLike(a, n, n), matrixLike(a, n, n)]
  const [diagonal, blocks, order] = [floatsLike(a, n), floatsLike(a, n), integers(n)]
  return {
    operation: inPrecision('linalgLdl', a),
    arguments: [...spread(a), ...spread(factor), blocks, order, ...spread(lower), diagonal],
    work: n ** 3 / 3,
    finish(code) {
      const status = statusOf(code)
      const run = (x: MatrixLike) =>
        call(inPrecision('linalgLdlSolve', a), [...spread(factor), blocks, order, ...spread(x)])
      const solve = makeSolve({ a, status, assume: assume('symmetric'), run })
      const offDiagonal = blocks.slice(0, Math.max(0, n - 1))
      return { lower, diagonal, offDiagonal, permutation: order.slice(), status, solve }
    },
  }
}

export function lu(operands: Operands, A: MatrixInput): Plan<Lu> {
  const a = operands.matrix('A', A)
  const [m, n, k] = [a.rows, a.columns, Math.min(a.rows, a.columns)]
  const [factor, lower, upper] = [matrixLike(a, m, n), matrixLike(a, m, k), matrixLike(a, k, n)]
  const [pivots, permutation] = [integers(k), integers(m)]
  return {
    operation: inPrecision('linalgLu', a),
    arguments: [...spread(a), ...spread(factor), pivots, ...spread(lower), ...spread(upper), permutation],
    work: m * n * k,
    finish(code) {
      const status = statusOf(code)
      const run = (x: MatrixLike) => call(inPrecision('linalgLuSolve', a), [...spread(factor), pivots, ...spread(x)])
      const solve = makeSolve({ a, status, assume: assume('general'), run })
      return { lower, upper, permutation, status, solve: m === n ? solve : () => refuseToSolve(m, n) }
    },
  }
}

function refuseToSolve(rows: number, columns: number): never {
  throw rangeError('ERR_SHAPE', `A must be square to be solved with, got ${rows} x ${columns}; see leastSquares`)
}

export function qr(operands: Operands, A: MatrixInput, given?: QrOptions): Plan<Qr> {
  const { pivoting } = readOptions('qr', given, qrSchema)
  const a = operands.matrix('A', A)
  const [m, n, k] = [a.rows, a.columns, Math.min(a.rows, a.columns)]
  const [factor, q, r] = [matrixLike(a, n, m), matrixLike(a, m, k), matrixLike(a, k, n)]
  const [tau, order, counted] = [floatsLike(a, k), integers(n), integers(1)]
  return {
    operation: inPrecision('linalgQr', a),
    arguments: [pivoting ? 1 : 0, ...spread(a), ...spread(factor), tau, order, ...spread(q), ...spread(r), counted],
    work: 4 * m * n * k,
    finish(code) {
      const status = statusOf(code)
      const rank = counted[0]!
      const solve = <B>(b: B): Solution<B> => {
        const { matrix, isVector } = new Operands(false).side('b', b, m)
        checkPrecision('A and b', a, matrix)
        const x = matrixLike(a, n, matrix.columns)
        const shaped = (isVector ? x.data : x) as SolutionOf<B>
        if (status !== 'solved') {
          x.data.fill(Number.NaN)
          return { x: shaped, status }
        }
        const operation = inPrecision('linalgQrSolve', a)
        const answer = call(operation, [...spread(factor), tau, order, rank, ...spread(matrix), ...spread(x)])
        return { x: shaped, status: statusOf(answer), rank }
      }
      return { q, r, ...(pivoting ? { permutation: order.slice(), rank } : {}), status, solve }
    },
  }
}
