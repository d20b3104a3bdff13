// Options of curveFitMany.
import { residualMethodNames } from '../backend/operations.ts'
import type { FitBounds } from '../fit/bounds.ts'
import type { MatrixInput } from '../linalg/operands.ts'
import type { VectorLike } from '../vector.ts'
import { curveSchema } from './curve-fit.ts'
import { type ResidualMethod, type RobustLoss, residualSchema } from './least-squares.ts'
import type { Schema } from './schema.ts'

const { loss, lossScale, bounds, signal, onIteration } = residualSchema

export const curveFitManySchema = {
  loss,
  lossScale,
  bounds,
  signal,
  onIteration,
  method: { type: 'choice', values: residualMethodNames, default: 'levenberg-marquardt' },
  gradientTolerance: { type: 'number', min: 0, default: 3e-6 },
  stepTolerance: { type: 'number', min: 0, default: 1e-12 },
  maxIterations: { type: 'number', min: 0, integer: true, default: 1000 },
  offsets: { type: 'other' },
  ...curveSchema,
} as const satisfies Schema

/** What `onIteration` of `curveFitMany` is told. */
export interface ManyProgress {
  /** Fits that have ended. */
  finished: number
  /** All fits. */
  count: number
}

/** Options of `curveFitMany` and `curveFitManySync`. */
export interface CurveFitManyOptions {
  /** Of `count` + 1 numbers: fit i has the elements from `offsets[i]` to `offsets[i + 1]` of every flat column. */
  offsets?: VectorLike | Int32Array | Uint32Array
  /** The column of the data that the curves are fitted to. @default 'y' */
  response?: string
  /**
   * Values to start from, by name: a number for all fits, or one for each. One of `curves` needs none, or only some.
   */
  start?: Readonly<Record<string, number | VectorLike>>
  /** Bounds of free parameters, alike for all fits. */
  bounds?: FitBounds
  /** Parameters that are numbers. */
  fixed?: Readonly<Record<string, number>>
  /** Parameters that are formulas of others. */
  tied?: Readonly<Record<string, string>>
  /** Multiply the squared residuals: a vector for all fits, or shaped as the response. @default ones */
  weights?: VectorLike | MatrixInput
  /** As in `curveFit`. @default false */
  absoluteSigma?: boolean
  /** @default 'levenberg-marquardt' */
  method?: ResidualMethod
  /** As in `curveFit`; all but `'squared'` fit one by one. @default 'squared' */
  loss?: RobustLoss
  /** The size at which a residual begins to count as large. @default 1 */
  lossScale?: number
  /** `'differences'` fit one by one. @default 'exact' */
  derivative?: 'exact' | 'differences'
  /** Whether to compute standard errors. @default true */
  standardErrors?: boolean
  /**
   * A fit ends where the cosine of the angle between the residuals and the plane of what parameters can change is at
   * most this, and takes that last step.
   *
   * @default 3e-6
   */
  gradientTolerance?: number
  /** Or where a step is at most this part of every parameter. @default 1e-12 */
  stepTolerance?: number
  /** Of each fit. @default 1000 */
  maxIterations?: number
  signal?: AbortSignal
  /** Called at most every 50 ms; `false` stops. */
  onIteration?: (progress: ManyProgress) => unknown
}

/** As read by `curveFitManySchema`. */
export interface ReadManyOptions {
  method: ResidualMethod
  loss: RobustLoss
  lossScale: number
  derivative: 'exact' | 'differences'
  gradientTolerance: number
  stepTolerance: number
  maxIterations: number
  absoluteSigma: boolean
  standardErrors: boolean
  signal?: AbortSignal
  onIteration?: (progress: ManyProgress) => unknown
  offsets: unknown
  response: unknown
  start: unknown
  bounds: unknown
  fixed: unknown
  tied: unknown
  weights: unknown
}
