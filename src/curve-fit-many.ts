import { isReady } from './backend/current.ts'
import { init } from './backend/load.ts'
import type { FitFormula } from './fit/formula.ts'
import {
  estimate,
  kept,
  type ManyRequest,
  ManyRun,
  readMany,
  solveMany,
  startedAtOnce,
  startedInTurns,
} from './fit/many.ts'
import type { CurveFits } from './fit/many-result.ts'
import type { MatrixInput } from './linalg/operands.ts'
import type { CurveFitManyOptions } from './options/curve-fit-many.ts'
import type { Progress } from './result.ts'
import { supervise } from './supervise.ts'
import type { VectorLike } from './vector.ts'

/**
 * Columns by name. The response is a matrix, a row a fit, or with `offsets` a vector, fit after fit; the others are
 * shaped as that, or vectors that all fits share.
 */
export type ManyColumns = Readonly<Record<string, VectorLike | MatrixInput>>

/** Nanoseconds of work that are done at once. */
const smallWork = 100_000

/**
 * Fits one curve to many sets of data by least squares: thousands of fits in one call, on all cores (with WebAssembly in
 * slices), off the calling thread. A fit that fails leaves the others untouched.
 *
 * @param formula as for `curveFit`
 * @param data columns by name, copied; `y`, unless the option `response` names another, is fitted
 * @returns a promise of the fits, a column for each parameter; an abort resolves it, and fits that had not ended then
 *   have the status `'aborted'`
 * @throws (as a rejection) `ERR_COMPILE`, `ERR_SHAPE`, `ERR_NOT_FINITE`, `ERR_OPTION`, `ERR_OUT_OF_MEMORY`
 * @example
 * const y = new Matrix(numbers, 10_000, 50) // a row a fit
 * const fits = await curveFitMany('a * exp(-b * t) + c', { t, y }, { start: { a: 1, b: 1, c: 0 } })
 * fits.parameters.b[17] // ± fits.standardErrors.b[17]
 */
export async function curveFitMany(
  formula: FitFormula,
  data: ManyColumns,
  options?: CurveFitManyOptions,
): Promise<CurveFits> {
  let request = readMany('curveFitMany', formula, data, options)
  const started = startedAtOnce(request)
  if (!started || !isReady()) request = kept(request)
  if (!started) await startedInTurns(request)
  if (!isReady()) await init()
  const { signal, onIteration } = request.options
  if (estimate(request) < smallWork && !onIteration && !signal?.aborted) return solveMany(request)
  const run = new ManyRun(request)
  try {
    await supervise(run, { signal, onIteration: listener(request) })
    return run.result()
  } finally {
    run.close()
  }
}

/**
 * As `curveFitMany`, the calling thread taking part and waiting.
 *
 * @throws `ERR_COMPILE`, `ERR_SHAPE`, `ERR_NOT_FINITE`, `ERR_OPTION`, `ERR_OUT_OF_MEMORY`, `ERR_NOT_READY`
 * @example
 * const { parameters } = curveFitManySync(curves.gaussianPeak, { x, y: rows })
 */
export function curveFitManySync(formula: FitFormula, data: ManyColumns, options?: CurveFitManyOptions): CurveFits {
  const request = readMany('curveFitManySync', formula, data, options)
  request.start.fillIn(request.data)
  const { signal, onIteration } = request.options
  if (!signal && !onIteration) return solveMany(request)
  const run = new ManyRun(request)
  try {
    const tell = listener(request)
    for (let stopped = false; !stopped; ) {
      if (signal?.aborted) run.end('aborted')
      stopped = signal?.aborted === true || run.drive()
      if (!stopped && tell?.({ iteration: run.finished, value: Number.NaN, gradientNorm: Number.NaN }) === false) {
        run.end('stopped')
        stopped = true
      }
    }
    return run.result()
  } finally {
    run.close()
  }
}

// Iterations of the run are fits that have ended.
function listener({ options, data }: ManyRequest): ((progress: Progress) => unknown) | undefined {
  const { onIteration } = options
  return onIteration && (({ iteration }) => onIteration({ finished: iteration, count: data.shape.count }))
}
