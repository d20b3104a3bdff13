import type { Matrix, MatrixLike } from '../matrix.ts'
import { readOptions } from '../options/schema.ts'
import type { Status } from '../result.ts'
import {
  type FloatArray,
  floatsLike,
  isSingle,
  looksLikeVector,
  type MatrixInput,
  matrixLike,
  type Operands,
  type VectorInput,
} from './operands.ts'
import { type NormOptions, normSchema, norms, type ToleranceOptions, toleranceSchema } from './options.ts'
import { inPrecision, type Plan, spread, statusOf } from './plan.ts'

export interface Svd {
  /** Orthonormal columns, as many as the lesser of rows and columns. */
  u: Matrix
  /** In descending order. */
  singularValues: FloatArray
  /** V transposed: orthonormal rows. */
  vt: Matrix
  /** `'solved'` or `'not-finite'`. */
  status: Status
}

export interface SymmetricEigen {
  /** In ascending order. */
  values: FloatArray
  /** An eigenvector a column, in the order of the values. */
  vectors: Matrix
  /** `'solved'` or `'not-finite'`. */
  status: Status
}

// What was not computed is NaN.
function clearIf(status: Status, ...results: FloatArray[]): void {
  if (status === 'not-finite') for (const result of results) result.fill(Number.NaN)
}

export function svd(operands: Operands, A: MatrixInput): Plan<Svd> {
  const a = operands.matrix('A', A)
  const [m, n, k] = [a.rows, a.columns, Math.min(a.rows, a.columns)]
  const [u, singularValues, vt] = [matrixLike(a, m, k), floatsLike(a, k), matrixLike(a, k, n)]
  return {
    operation: inPrecision('linalgSvd', a),
    arguments: [...spread(a), ...spread(u), singularValues, ...spread(vt)],
    work: 50 * m * n * k,
    finish(code) {
      const status = statusOf(code)
      clearIf(status, u.data, singularValues, vt.data)
      return { u, singularValues, vt, status }
    },
  }
}

export function eigenSymmetric(operands: Operands, A: MatrixInput): Plan<SymmetricEigen> {
  const a = operands.square('A', A)
  const [values, vectors] = [floatsLike(a, a.rows), matrixLike(a, a.rows, a.rows)]
  return {
    operation: inPrecision('linalgEigenSymmetric', a),
    arguments: [...spread(a), values, ...spread(vectors)],
    work: 9 * a.rows ** 3,
    finish(code) {
      const status = statusOf(code)
      clearIf(status, values, vectors.data)
      return { values, vectors, status }
    },
  }
}

// A number that follows from the singular values; NaN for a matrix that is not finite.
function fromSingularValues(a: MatrixLike, derive: (values: FloatArray) => number): Plan<number> {
  const values = floatsLike(a, Math.min(a.rows, a.columns))
  return {
    operation: inPrecision('linalgSingularValues', a),
    arguments: [...spread(a), values],
    work: 20 * a.rows * a.columns * values.length,
    finish: (code) => (statusOf(code) === 'not-finite' ? Number.NaN : derive(values)),
  }
}

export function rank(operands: Operands, A: MatrixInput, given?: ToleranceOptions): Plan<number> {
  const { tolerance } = readOptions('rank', given, toleranceSchema)
  const a = operands.matrix('A', A)
  const unit = isSingle(a) ? 2 ** -23 : 2 ** -52
  const relative = (tolerance as number | undefined) ?? Math.max(a.rows, a.columns) * unit
  return fromSingularValues(a, (values) => values.filter((value) => value > relative * values[0]!).length)
}

export function conditionNumber(operands: Operands, A: MatrixInput): Plan<number> {
  const a = operands.matrix('A', A)
  return fromSingularValues(a, (values) => (values.length === 0 ? 1 : values[0]! / values.at(-1)! || Infinity))
}

export function norm(operands: Operands, A: MatrixInput | VectorInput, given?: NormOptions): Plan<number> {
  const { kind } = readOptions('norm', given, normSchema)
  const a = looksLikeVector(A) ? operands.vector('A', A) : operands.matrix('A', A)
  if (kind === 'two' && a.columns !== 1) return fromSingularValues(a, (values) => values[0] ?? 0)
  const index = norms.indexOf(kind === 'two' ? 'frobenius' : (kind as (typeof norms)[number]))
  return {
    operation: inPrecision('linalgNorm', a),
    arguments: [index, ...spread(a)],
    work: 2 * a.data.length,
    finish: (answer) => answer,
  }
}
