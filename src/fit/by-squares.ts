// Fits by the methods for sums of squares.
import { fitSettingNames, residualMethodNames } from '../backend/operations.ts'
import { fitSettings, type ResidualMethod } from '../options/least-squares.ts'
import type { Supervision } from '../supervise.ts'
import type { CurveFit } from './curve-fit.ts'
import { driveCurve, solveCurveAsync } from './curve-run.ts'
import type { FitData } from './data.ts'
import type { FitModel } from './model.ts'
import { countedRow, countedRows, type PreparedFit } from './prepare.ts'
import { programHandle } from './programs.ts'
import { rowValues } from './rows.ts'
import { type CurveProblem, type CurveSolution, solveCurve } from './solve.ts'
import { type Outcome, summarize } from './summary.ts'
import { residualVerdict } from './verdict.ts'

// Kept from call to call: the core reads it and keeps nothing of it.
const settings = new Float64Array(fitSettingNames.length)

const usualMethod = 'levenberg-marquardt'
const usualIterations = 1000

/** Whether it is one of these, rather than one of `minimize`. */
export function isForSquares(method: string): method is ResidualMethod {
  return (residualMethodNames as readonly string[]).includes(method)
}

/** Work in rows times steps that takes about 100 µs, for as many iterations as are made at once. */
const smallWork = 10_000
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

/** The fit, if it takes about 100 µs. */
export function solveSmall(prepared: PreparedFit): CurveFit | undefined {
  const { model, options } = prepared
  const { signal, onIteration, maxIterations = usualIterations } = options
  const work = prepared.data.rows * (model.steps.length + model.free.length ** 2)
  if (work > smallWork || onIteration || signal?.aborted) return undefined
  const few = Math.min(maxIterations, fewIterations)
  const counted = countedRows(model, prepared.data)
  const solution = solveCurve(problemOf(prepared, counted, few))
  return solution.status === 'max-iterations' && few < maxIterations ? undefined : finish(prepared, counted, solution)
}

/** On another thread. */
export async function solveSquaresAsync(prepared: PreparedFit): Promise<CurveFit> {
  const { signal, onIteration, maxTime, maxIterations = usualIterations } = prepared.options
  const counted = countedRows(prepared.model, prepared.data)
  const supervision: Supervision = { signal, maxTime, onIteration }
  return finish(prepared, counted, await solveCurveAsync(problemOf(prepared, counted, maxIterations), supervision))
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
      settings,
    ),
    covariance: options.standardErrors,
  }
}

function finish(prepared: PreparedFit, counted: FitData, solution: CurveSolution): CurveFit {
  const { status, numbers, residuals } = solution
  const { data } = prepared
  const rowOf = data === counted ? undefined : (residual: number) => countedRow(data, residual)
  const { converged, message } = residualVerdict(status, numbers, residuals, rowOf)
  const { method } = prepared.options
  return finishWith(prepared, counted, solution, { status, converged, message, iterations: numbers.iterations, method })
}

/** The fit, ended as `outcome` says, with the rest from the core's solution at its parameters. */
export function finishWith(
  { model, data, limits, options }: PreparedFit,
  counted: FitData,
  solution: CurveSolution,
  outcome: Outcome,
): CurveFit {
  const { absoluteSigma, loss, standardErrors } = options
  const { parameters, covariance, rank, variance, residuals, residualSumOfSquares } = solution
  const degrees = counted.rows - parameters.length
  const told = loss === 'squared' ? variance : robustVariance(residuals, degrees)
  return summarize(model, data, limits, {
    outcome,
    free: parameters,
    squares: residualSumOfSquares,
    inverse: standardErrors ? covariance : undefined,
    determined: rank === parameters.length,
    variance: absoluteSigma ? 1 : variance,
    known: absoluteSigma,
    scatter: absoluteSigma ? 1 : told,
    residuals: data === counted ? unweighted(residuals, data.weights) : differences(model, parameters, data),
  })
}

// √w (f - y) as y - f, in its place.
function unweighted(residuals: Float64Array, weights: Float64Array): Float64Array {
  for (let i = 0; i < residuals.length; i++) {
    residuals[i] = weights.length > 0 ? -residuals[i]! / Math.sqrt(weights[i]!) : -residuals[i]!
  }
  return residuals
}

function differences(model: FitModel, free: Float64Array, data: FitData): Float64Array {
  const values = rowValues(model, free, data)
  for (let i = 0; i < values.length; i++) values[i] = data.y[i]! - values[i]!
  return values
}

// By the median of the sizes of the residuals, which outliers hardly change: 1.4826 times it is σ of normal ones.
function robustVariance(residuals: Float64Array, degrees: number): number {
  if (degrees <= 0) return Number.NaN
  const sizes = residuals.map(Math.abs).sort()
  const median = (sizes[(sizes.length - 1) >> 1]! + sizes[sizes.length >> 1]!) / 2
  return ((1.4826 * median) ** 2 * residuals.length) / degrees
}
