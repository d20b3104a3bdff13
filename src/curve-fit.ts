import { isReady } from './backend/current.ts'
import { init } from './backend/load.ts'
import { minimizeLosses, minimizeLossesAsync } from './fit/by-minimize.ts'
import { isForSquares, solveSmall, solveSquares, solveSquaresAsync } from './fit/by-squares.ts'
import type { CurveFit } from './fit/curve-fit.ts'
import { copied } from './fit/data.ts'
import type { FitFormula } from './fit/formula.ts'
import { prepareFit } from './fit/prepare.ts'
import type { CurveFitOptions } from './options/curve-fit.ts'
import type { VectorLike } from './vector.ts'

/** Columns of data by name, all of one length. */
export type FitColumns = Readonly<Record<string, VectorLike>>

/**
 * Fits a curve to data by least squares, off the calling thread (with WebAssembly in slices); a fit that takes less than
 * about 100 µs is done at once.
 *
 * @param formula text such as `'a * exp(-b * t) + c'`, a function of the same, a compiled expression, or one of `curves`;
 *   names that are columns of the data are those, the others are parameters
 * @param data columns of one length by name, copied; `y`, unless the option `response` names another, is fitted
 * @returns a promise of the fit; an abort resolves it with status `'aborted'` and the best parameters so far
 * @throws (as a rejection) `ERR_COMPILE`, `ERR_SHAPE`, `ERR_NOT_FINITE`, `ERR_OPTION`, `ERR_OUT_OF_MEMORY`
 * @example
 * const fit = await curveFit('a * exp(-b * t) + c', { t, y }, { start: { a: 1, b: 1, c: 0 } })
 * fit.parameters.b // ± fit.standardErrors.b
 */
export async function curveFit(formula: FitFormula, data: FitColumns, options?: CurveFitOptions): Promise<CurveFit> {
  const read = prepareFit('curveFit', formula, data, options)
  const forSquares = isForSquares(read.options.method)
  const done = forSquares && isReady() ? solveSmall(read) : undefined
  if (done) return done
  const prepared = { ...read, data: copied(read.data) }
  if (!isReady()) await init()
  return forSquares ? solveSquaresAsync(prepared) : minimizeLossesAsync(prepared)
}

/**
 * As `curveFit`, on the calling thread.
 *
 * @throws `ERR_COMPILE`, `ERR_SHAPE`, `ERR_NOT_FINITE`, `ERR_OPTION`, `ERR_OUT_OF_MEMORY`, `ERR_NOT_READY`
 * @example
 * const { parameters } = curveFitSync(curves.gaussianPeak, { x, y })
 */
export function curveFitSync(formula: FitFormula, data: FitColumns, options?: CurveFitOptions): CurveFit {
  const prepared = prepareFit('curveFitSync', formula, data, options)
  return isForSquares(prepared.options.method) ? solveSquares(prepared) : minimizeLosses(prepared)
}
