// Fits by the methods for sums of squares.
import { residualMethodNames } from '../backend/operations.ts'
import { fitSettings, type ResidualMethod } from '../options/least-squares.ts'
import type { Supervision } from '../supervise.ts'
import type { CurveFit } from './curve-fit.ts'
import { driveCurve, solveCurveAsync } from './curve-run.ts'
import type { FitData } from './data.ts'
import { countedRows, type PreparedFit } from './prepare.ts'
import { programHandle } from './programs.ts'
import { type CurveProblem, type CurveSolution, solveCurve } from './solve.ts'
import { type Ending, summarize } from './summary.ts'
import { residualVerdict } from './verdict.ts'

const usualMethod = 'levenberg-marquardt'
const usualIterations = 1000

/** Whether it is one of these, rather than one of `minimize`. */
export function isForSquares(method: string): method is ResidualMethod {
  return (residualMethodNames as readonly string[]).includes(method)
}

/** Work in rows times steps that takes about 100 µs, for as many iterations as are made at once. */
const smallWork = 30_000
const fewIterations = 30

/** On this thread. */
export function solveSquares(prepared: PreparedFit): CurveFit {
  const { options } = prepared
  const { signal, onIteration, maxTime } = options
  const counted = countedRows(prepared.model, prepared.data)
  const problem = problemOf(prepared, counted, options.maxIterations ?? usualIterations)
  const supervised = signal !== undefined || onIteration !== undefined
  const solution = supervised ? driveCurve(problem, { signal, onIteration, maxTime }) : solveCurve(problem)
  return finish(prepared, counted, solution)
}

/** On another thread, unless it is done at once. */
export async function solveSquaresAsync(prepared: PreparedFit): Promise<CurveFit> {
  const { model, options } = prepared
  const { signal, onIteration, maxTime, maxIterations = usualIterations } = options
  const counted = countedRows(model, prepared.data)
  const work = counted.rows * (model.steps.length + model.free.length ** 2)
  if (work <= smallWork && !onIteration && !signal?.aborted) {
    const few = Math.min(maxIterations, fewIterations)
    const solution = solveCurve(problemOf(prepared, counted, few))
    if (solution.status !== 'max-iterations' || few === maxIterations) return finish(prepared, counted, solution)
  }
  const problem = problemOf(prepared, counted, maxIterations)
  const supervision: Supervision = { signal, maxTime, onIteration }
  return finish(prepared, counted, await solveCurveAsync(problem, supervision))
}

/** The problem for the core. */
export function problemOf(
  { model, limits, start, options }: PreparedFit,
  data: FitData,
  maxIterations: number,
): CurveProblem {
  const derivative = options.derivative === 'exact' ? 'exact' : 'central'
  const { packed, y, weights } = data
  return {
    formula: programHandle(model),
    columns: packed,
    columnCount: model.columns.length,
    response: y,
    weights,
    start,
    ...limits,
    settings: fitSettings(
      { ...options, method: isForSquares(options.method) ? options.method : usualMethod, maxIterations },
      derivative,
    ),
    covariance: options.standardErrors,
  }
}

function finish(prepared: PreparedFit, counted: FitData, solution: CurveSolution): CurveFit {
  const { status, numbers, residuals } = solution
  return finishWith(prepared, counted, solution, {
    status,
    ...residualVerdict(status, numbers, residuals),
    iterations: numbers.iterations,
    method: prepared.options.method,
  })
}

/** The fit, ended as `how` says, with the rest from the core's solution at its parameters. */
export function finishWith(
  { model, data, limits, options }: PreparedFit,
  counted: FitData,
  { parameters, covariance, rank, variance, residuals }: CurveSolution,
  how: Pick<Ending, 'status' | 'converged' | 'message' | 'iterations' | 'method' | 'seed'>,
): CurveFit {
  const { absoluteSigma, loss, standardErrors } = options
  return summarize(model, data, {
    ...how,
    ...limits,
    free: parameters,
    inverse: standardErrors ? covariance : undefined,
    determined: rank === parameters.length,
    variance: absoluteSigma ? 1 : variance,
    known: absoluteSigma,
    scatter: absoluteSigma
      ? 1
      : loss === 'squared'
        ? variance
        : robustVariance(residuals, counted.counted - parameters.length),
  })
}

// By the median of the sizes of the residuals, which outliers hardly change: 1.4826 times it is σ of normal ones.
function robustVariance(residuals: Float64Array, degrees: number): number {
  if (degrees <= 0) return Number.NaN
  const sizes = residuals.map(Math.abs).sort()
  const median = (sizes[(sizes.length - 1) >> 1]! + sizes[sizes.length >> 1]!) / 2
  return ((1.4826 * median) ** 2 * residuals.length) / degrees
}
