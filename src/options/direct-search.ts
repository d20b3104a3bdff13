// Options of the direct searches: cyclic-coordinate, powell, hooke-jeeves, nelder-mead.
import type { MethodName } from '../methods.ts'
import type { VectorLike } from '../vector.ts'
import type { Schema } from './schema.ts'

export const directSearchSchema = {
  initialStep: { type: 'number', above: 0, below: Infinity },
  acceleration: { type: 'boolean', default: true },
  replace: { type: 'choice', values: ['largest-decrease', 'oldest'], default: 'largest-decrease' },
  adaptive: { type: 'boolean', default: true },
  orientedRestart: { type: 'boolean', default: true },
  initialSimplex: { type: 'other' },
} as const satisfies Schema

/** Options of `cyclic-coordinate`, `powell`, `hooke-jeeves` and `nelder-mead`. */
export interface DirectSearchOptions {
  /**
   * The first step along each variable, relative to it; where it is 0, absolute.
   *
   * @default 0.1; 0.5 for `hooke-jeeves` and `nelder-mead`
   */
  initialStep?: number
  /** Whether each sweep of `cyclic-coordinate` ends with a search along its own way. @default true */
  acceleration?: boolean
  /**
   * Which direction of `powell` gives way to a sweep's own. With `'oldest'` a quadratic of n variables takes n sweeps, but
   * directions may become dependent.
   *
   * @default 'largest-decrease'
   */
  replace?: 'largest-decrease' | 'oldest'
  /** Whether the coefficients of `nelder-mead` depend on the number of variables (Gao and Han). @default true */
  adaptive?: boolean
  /** Whether `nelder-mead` looks around a small simplex, and goes on where that finds lower values. @default true */
  orientedRestart?: boolean
  /** The n + 1 points that `nelder-mead` begins with, in place of steps from `start`. */
  initialSimplex?: readonly VectorLike[]
}

/** The numbers of the core. */
export const directSearchNumbers = (
  method: MethodName,
  { initialStep, acceleration, replace, adaptive, orientedRestart }: DirectSearchOptions,
) => ({
  initialStep: initialStep ?? (method === 'hooke-jeeves' || method === 'nelder-mead' ? 0.5 : 0.1),
  acceleration: Number(acceleration),
  replaceOldest: Number(replace === 'oldest'),
  adaptive: Number(adaptive),
  orientedRestart: Number(orientedRestart),
})
