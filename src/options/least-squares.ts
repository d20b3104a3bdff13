// Options of the methods for sums of squares, and how the core is told them.
import { fitSettingNames, residualMethodNames, robustLossNames } from '../backend/operations.ts'
import type { Bounds } from '../bounds.ts'
import type { ResidualJacobian } from '../residual-evaluator.ts'
import type { Progress } from '../result.ts'
import type { Schema } from './schema.ts'

/** What fits of residuals have in common. */
export const residualSchema = {
  method: { type: 'choice', values: residualMethodNames, default: 'levenberg-marquardt' },
  loss: { type: 'choice', values: robustLossNames, default: 'squared' },
  lossScale: { type: 'number', above: 0, below: Infinity, default: 1 },
  bounds: { type: 'other' },
  gradientTolerance: { type: 'number', min: 0 },
  functionTolerance: { type: 'number', min: 0, default: 0 },
  stepTolerance: { type: 'number', min: 0, default: 0 },
  maxIterations: { type: 'number', min: 0, integer: true, default: 1000 },
  maxEvaluations: { type: 'number', min: 1, integer: true, default: Infinity },
  maxTime: { type: 'number', min: 0, default: Infinity },
  target: { type: 'number', default: -Infinity },
  initialRadius: { type: 'number', above: 0, below: Infinity, default: 1 },
  signal: { type: 'signal' },
  onIteration: { type: 'function' },
} as const satisfies Schema

/** Options of `leastSquares`. */
export const leastSquaresSchema = {
  ...residualSchema,
  jacobian: { type: 'function' },
  differences: { type: 'choice', values: ['forward', 'central'], default: 'central' },
  count: { type: 'number', min: 1, max: 2 ** 31 - 1, integer: true },
} as const satisfies Schema

export type ResidualMethod = (typeof residualMethodNames)[number]
export type RobustLoss = (typeof robustLossNames)[number]

/** Options of the methods for sums of squares. */
export interface ResidualOptions {
  /** @default 'levenberg-marquardt' */
  method?: ResidualMethod
  /**
   * How much a residual r counts: C² ρ(r²/C²) in place of r², C being `lossScale`. All but `'squared'` let large
   * residuals count for less.
   *
   * @default 'squared'
   */
  loss?: RobustLoss
  /** The size at which a residual begins to count as large. @default 1 */
  lossScale?: number
  /**
   * Stops when the cosine of the angle between the residuals and the plane of what parameters can change is at most this.
   *
   * @default 1e-8, or 1e-7 with central and 1e-6 with forward differences
   */
  gradientTolerance?: number
  /** Stops when an iteration lowers the value by at most this part of it, and promised no more. @default 0, which is off */
  functionTolerance?: number
  /** Stops when a step is at most this part of the parameters, both scaled by the columns of J. @default 0, which is off */
  stepTolerance?: number
  /** @default 1000 */
  maxIterations?: number
  /** Of the residuals; those that differences take count too. @default Infinity */
  maxEvaluations?: number
  /** Milliseconds. @default Infinity */
  maxTime?: number
  /** Stops at this value. @default -Infinity */
  target?: number
  /** The first steps are at most this many times as long as the start, scaled by the columns of J. @default 1 */
  initialRadius?: number
  signal?: AbortSignal
}

/** How derivatives come about, as the core numbers it. */
export const derivatives = ['exact', 'forward', 'central'] as const
export type Derivative = (typeof derivatives)[number]

// How well each tells that the residuals are at right angles to their columns.
const usualTolerance = { exact: 1e-8, central: 1e-7, forward: 1e-6 }

/** Options as read by a schema that includes `residualSchema`. */
export interface ReadResidualOptions extends Required<Omit<ResidualOptions, 'gradientTolerance' | 'signal'>> {
  gradientTolerance?: number
  signal?: AbortSignal
}

const places = Object.fromEntries(fitSettingNames.map((name, i) => [name, i])) as Record<
  (typeof fitSettingNames)[number],
  number
>

/** What the core is told, in its order. */
export function fitSettings(
  options: ReadResidualOptions,
  derivative: Derivative,
  out: Float64Array = new Float64Array(fitSettingNames.length),
): Float64Array {
  out[places.method] = residualMethodNames.indexOf(options.method)
  out[places.loss] = robustLossNames.indexOf(options.loss)
  out[places.lossScale] = options.lossScale
  out[places.derivative] = derivatives.indexOf(derivative)
  out[places.gradientTolerance] = options.gradientTolerance ?? usualTolerance[derivative]
  out[places.functionTolerance] = options.functionTolerance
  out[places.stepTolerance] = options.stepTolerance
  out[places.maxIterations] = options.maxIterations
  out[places.maxEvaluations] = options.maxEvaluations
  out[places.maxTime] = options.maxTime
  out[places.target] = options.target
  out[places.initialRadius] = options.initialRadius
  return out
}

/** What `onIteration` of `leastSquares` is told. */
export interface ResidualIteration extends Progress {
  x: Float64Array
  /** ‖D p‖ of the step that led there, D being the lengths of the columns of J; of `gauss-newton` its part of p. */
  stepSize: number
}

/** Options of `leastSquares`. */
export interface LeastSquaresOptions extends ResidualOptions {
  /** The derivatives of the residuals; without it they are approximated by differences. */
  jacobian?: ResidualJacobian
  /** How. @default 'central' */
  differences?: 'forward' | 'central'
  /** How many residuals there are: needed only where they are written to `out`. */
  count?: number
  /** A number stands for every variable; infinities for none. */
  bounds?: Bounds
  /** Called after each iteration; `false` stops the run. */
  onIteration?: (info: ResidualIteration) => unknown
}

/** Options of `leastSquares`, as read. */
export interface ReadLeastSquaresOptions
  extends ReadResidualOptions,
    Pick<LeastSquaresOptions, 'jacobian' | 'count' | 'bounds' | 'onIteration'> {
  differences: 'forward' | 'central'
}
