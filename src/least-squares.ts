import { core } from './backend/current.ts'
import { fitNumberNames } from './backend/operations.ts'
import { readBounds } from './bounds.ts'
import { misuse, rangeError, show } from './errors.ts'
import { residualVerdict } from './fit/verdict.ts'
import { Matrix } from './matrix.ts'
import { allocateDoubles } from './memory.ts'
import { needs } from './needs.ts'
import {
  type Derivative,
  fitSettings,
  type LeastSquaresOptions,
  leastSquaresSchema,
  type ReadLeastSquaresOptions,
} from './options/least-squares.ts'
import { readOptions } from './options/schema.ts'
import { ResidualEvaluator, type Residuals } from './residual-evaluator.ts'
import type { IterationInfo, RunNumbers, Status } from './result.ts'
import { Run } from './run.ts'
import { readVector, type VectorLike } from './vector.ts'
import { Watch } from './watch.ts'

/** Calls of the caller's functions. */
export interface ResidualEvaluations {
  /** Those that differences took too. */
  residuals: number
  jacobian: number
}

/** How the fit of residuals ended; plain data that can be cloned. */
export interface LeastSquaresResult {
  /** The best point seen. */
  x: Float64Array
  /** ½ Σ r², or ½ C² Σ ρ(r²/C²). */
  value: number
  residuals: Float64Array
  /** Of the residuals at x, a residual a row; absent where it is not known. */
  jacobian?: Matrix
  /** Of the value. */
  gradient?: Float64Array
  /** The cosine of the angle between the residuals and the plane of what the variables can change. */
  gradientNorm?: number
  /**
   * Of the variables, where the residuals determine them and are more: (JᵀJ)⁻¹ Σ r² / (m - n), with a robust loss as
   * docs/least-squares.md has it. Zeros where bounds leave a variable no room, which n does not count.
   */
  covariance?: Matrix
  status: Status
  converged: boolean
  /** The verdict as a sentence, with the numbers that were compared. */
  message: string
  iterations: number
  evaluations: ResidualEvaluations
  method: string
}

/**
 * Minimizes a sum of squares, or of a robust loss, of residuals of n variables.
 *
 * @param residuals the vector of residuals at x
 * @param start n finite numbers; moved into the bounds if it lies outside
 * @returns the best point seen, with the reason for stopping: how a run ends is never thrown
 * @throws `TypeError` or `RangeError` with a `code` for misuse; whatever the caller's functions throw
 * @example
 * const { x } = leastSquares(([a, b]) => [10 * (b - a * a), 1 - a], [-1.2, 1])
 */
export function leastSquares(
  residuals: Residuals,
  start: VectorLike,
  options?: LeastSquaresOptions,
): LeastSquaresResult {
  const given = readOptions('leastSquares', options, leastSquaresSchema) as unknown as ReadLeastSquaresOptions
  if (typeof residuals !== 'function') {
    throw misuse('ERR_OPTION', `the residuals must be a function, got ${show(residuals)}`)
  }
  const from = Float64Array.from(readVector('start', start))
  const n = from.length
  if (n === 0) throw rangeError('ERR_SHAPE', 'start must have at least one element')
  const { lower, upper } = readBounds(given.bounds, n)
  for (let i = 0; i < lower.length; i++) from[i] = Math.min(Math.max(from[i]!, lower[i]!), upper[i]!)

  const { jacobian, signal } = given
  const evaluator = new ResidualEvaluator({ residuals, jacobian }, n, given.count)
  // Without a number of residuals there is no run, not even one that ends at once.
  const ended = signal?.aborted || given.maxTime === 0
  const count = given.count ?? (ended ? 1 : evaluator.learn(from))
  const derivative: Derivative = jacobian ? 'exact' : given.differences
  const run = new Run({
    method: given.method,
    numbers: {},
    start: from,
    lower,
    upper,
    provides: needs.residuals | (jacobian ? needs.residualJacobian : 0),
    embedding: undefined,
    residuals: { count, settings: fitSettings(given, derivative) },
  })
  try {
    const { onIteration: tell, maxTime } = given
    const onIteration = tell && (({ evaluations: _, ...info }: IterationInfo) => tell(info))
    const watch = new Watch(run, { signal, maxTime, onIteration }, undefined)
    for (run.begin(); !run.done; ) if (watch.proceeds()) evaluator.answer(run)
    watch.report()
    return readResult(run, given, count, ended && given.count === undefined ? 0 : count)
  } finally {
    run.close()
  }
}

function readResult(run: Run, { method }: ReadLeastSquaresOptions, count: number, known: number): LeastSquaresResult {
  const { x, gradient, numbers } = run.read()
  const n = x.length
  const residuals = allocateDoubles(count)
  const jacobian = Matrix.zeros(count, n)
  const covariance = Matrix.zeros(n, n)
  const more = new Float64Array(fitNumberNames.length)
  const code = core().operations.fitReport(
    run.handle,
    residuals,
    jacobian.data as Float64Array,
    count,
    n,
    covariance.data as Float64Array,
    n,
    n,
    more,
  )
  if (code < 0) throw rangeError('ERR_OUT_OF_MEMORY', `there is not enough memory to report on ${count} residuals`)
  const [, , variance = Number.NaN] = more
  const isKnown = !Number.isNaN(numbers.gradientNorm)
  for (let i = 0; i < n * n; i++) covariance.data[i]! *= variance
  return {
    x,
    value: numbers.value,
    residuals: residuals.slice(0, known),
    ...(isKnown ? { jacobian, gradient, gradientNorm: numbers.gradientNorm } : {}),
    ...(run.status === 'rank-deficient' || covariance.data.some(Number.isNaN) ? {} : { covariance }),
    status: run.status,
    ...residualVerdict(run.status, numbers, residuals),
    iterations: numbers.iterations,
    evaluations: evaluationsOf(numbers),
    method,
  }
}

const evaluationsOf = (numbers: RunNumbers): ResidualEvaluations => ({
  residuals: numbers.valueEvaluations,
  jacobian: numbers.jacobianEvaluations,
})
