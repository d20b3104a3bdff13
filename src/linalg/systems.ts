import type { Matrix, MatrixLike } from '../matrix.ts'
import { readOptions } from '../options/schema.ts'
import type { Status } from '../result.ts'
import type { Solution } from './factorizations.ts'
import {
  checkPrecision,
  type MatrixInput,
  matrixLike,
  type Operands,
  type SolutionOf,
  type VectorInput,
} from './operands.ts'
import { assumptions, type SolveOptions, solveSchema, type ToleranceOptions, toleranceSchema } from './options.ts'
import { inPrecision, type Plan, spread, statusOf } from './plan.ts'

export interface Inverse {
  /** Of a singular matrix, its pseudoinverse. */
  inverse: Matrix
  /** `'solved'`, `'singular'` or `'not-finite'`. */
  status: Status
}

// What solve and leastSquares have in common: their operands, and what the core's answer comes to.
function prepare<B extends VectorInput | MatrixInput>(operands: Operands, a: MatrixLike, b: B) {
  const { matrix, isVector } = operands.side('b', b, a.rows)
  checkPrecision('A and b', a, matrix)
  const x = matrixLike(a, a.columns, matrix.columns)
  const rank = new Int32Array(1)
  return {
    arguments: [...spread(a), ...spread(matrix), ...spread(x), rank],
    work: 2 * a.data.length * (Math.min(a.rows, a.columns) + x.columns),
    finish(code: number): Solution<B> {
      const status = statusOf(code)
      const shaped = (isVector ? x.data : x) as SolutionOf<B>
      if (status !== 'not-finite') return { x: shaped, status, rank: rank[0]! }
      x.data.fill(Number.NaN)
      return { x: shaped, status }
    },
  }
}

export function solve<B extends VectorInput | MatrixInput>(
  operands: Operands,
  A: MatrixInput,
  b: B,
  given?: SolveOptions,
): Plan<Solution<B>> {
  const { assume } = readOptions('solve', given, solveSchema)
  const a = operands.square('A', A, '; see leastSquares')
  const prepared = prepare(operands, a, b)
  const assumed = assumptions.indexOf(assume as (typeof assumptions)[number])
  return { ...prepared, operation: inPrecision('linalgSolve', a), arguments: [assumed, ...prepared.arguments] }
}

export function leastSquares<B extends VectorInput | MatrixInput>(
  operands: Operands,
  A: MatrixInput,
  b: B,
  given?: ToleranceOptions,
): Plan<Solution<B>> {
  const { tolerance } = readOptions('leastSquares', given, toleranceSchema)
  const a = operands.matrix('A', A)
  const prepared = prepare(operands, a, b)
  // Negative: the core's own.
  const relative = (tolerance as number | undefined) ?? -1
  return { ...prepared, operation: inPrecision('linalgLeastSquares', a), arguments: [relative, ...prepared.arguments] }
}

export function inverse(operands: Operands, A: MatrixInput): Plan<Inverse> {
  const a = operands.square('A', A, '; for a pseudoinverse see leastSquares')
  const identity = matrixLike(a, a.rows, a.rows)
  for (let i = 0; i < a.rows; i++) identity.data[i * (a.rows + 1)] = 1
  const result = matrixLike(a, a.rows, a.rows)
  return {
    operation: inPrecision('linalgSolve', a),
    arguments: [0, ...spread(a), ...spread(identity), ...spread(result), new Int32Array(1)],
    work: 3 * a.rows ** 3,
    finish(code) {
      const status = statusOf(code)
      if (status === 'not-finite') result.data.fill(Number.NaN)
      return { inverse: result, status }
    },
  }
}

export function determinant(operands: Operands, A: MatrixInput): Plan<number> {
  const a = operands.square('A', A)
  const out = new Float64Array(1)
  return {
    operation: inPrecision('linalgDeterminant', a),
    arguments: [...spread(a), out],
    work: a.rows ** 3,
    finish: (code) => (statusOf(code) === 'not-finite' ? Number.NaN : out[0]!),
  }
}
