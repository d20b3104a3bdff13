// A curve fitted in the core: its free parameters alone, by their order in the formula.

import { core } from '../backend/current.ts'
import { fitNumberNames, runNumberNames } from '../backend/operations.ts'
import { misuse, rangeError } from '../errors.ts'
import { allocateDoubles } from '../memory.ts'
import { type RunNumbers, readRunNumbers, type Status, statusAt } from '../result.ts'
import { Scratch } from '../scratch.ts'

/** What is fitted. Nothing of it is written to. */
export interface CurveProblem {
  /** The handle of a formula that was made with as many columns, of no rows (`formulaCreate`). */
  formula: number
  /** The columns of the data, one after the other. */
  columns: Float64Array
  columnCount: number
  /** A number a row. */
  response: Float64Array
  /** Of the squared residuals; empty for ones. */
  weights: Float64Array
  /** Of the formula's parameters, in their order. */
  start: Float64Array
  /** Empty for none. */
  lower: Float64Array
  upper: Float64Array
  /** As `fitSettings` makes them. */
  settings: Float64Array
  /** Whether the covariance is wanted. */
  covariance: boolean
}

/** How it ended. */
export interface CurveSolution {
  parameters: Float64Array
  /** √w (f - y), a number a row. */
  residuals: Float64Array
  /** (JᵀWJ)⁻¹, a parameter a row, without any loss; NaN where J does not have full rank, empty unless it is wanted. */
  covariance: Float64Array
  /** Σ w (f - y)² */
  residualSumOfSquares: number
  /** By which `covariance` is to be multiplied: native/residuals/variance.hpp. NaN without degrees of freedom. */
  variance: number
  /** Of J; NaN: not known. */
  rank: number
  status: Status
  numbers: RunNumbers
}

const runNumberCount = runNumberNames.length
const numberCount = runNumberCount + fitNumberNames.length

/** The numbers of a run and then those of the fit, as the core fills them; kept from call to call, never handed out. */
export const numbers = new Float64Array(numberCount)

const scratch = { start: new Scratch(), parameters: new Scratch(), covariance: new Scratch() }

const refused = -2

/** The error for a fit that the core did not begin. */
export function failure(code: number, { response, start }: CurveProblem): Error {
  return code === refused
    ? misuse('ERR_STATE', 'the data, the start and the bounds do not go with the formula')
    : rangeError(
        'ERR_OUT_OF_MEMORY',
        `there is not enough memory to fit ${start.length} parameters to ${response.length} rows`,
      )
}

/** What `numbers` say, and these. */
export function solution(
  status: Status,
  parameters: Float64Array,
  residuals: Float64Array,
  covariance: Float64Array,
): CurveSolution {
  const at = (place: number) => numbers[runNumberCount + place] as number
  return {
    parameters,
    residuals,
    covariance,
    residualSumOfSquares: at(0),
    rank: at(1),
    variance: at(2),
    status,
    numbers: readRunNumbers(numbers),
  }
}

/** Fits on this thread, in one call of the core; curve-run.ts has other ways. @throws `ERR_OUT_OF_MEMORY` */
export function solveCurve(problem: CurveProblem): CurveSolution {
  const { formula, columns, columnCount, response, weights, start, lower, upper, settings } = problem
  const n = start.length
  const wanted = problem.covariance ? n : 0
  const parameters = scratch.parameters.of(n)
  const covariance = scratch.covariance.of(wanted * wanted)
  const residuals = allocateDoubles(response.length)
  const status = core().operations.fitSolve(
    formula,
    columns,
    columnCount,
    response.length,
    response,
    weights,
    settings,
    scratch.start.lend(start),
    lower,
    upper,
    parameters,
    residuals,
    covariance,
    wanted,
    wanted,
    numbers,
  )
  if (status < 0) throw failure(status, problem)
  return solution(statusAt(status), Scratch.keep(parameters), residuals, Scratch.keep(covariance))
}
