import { rootFinderNames, scalarMinimizerNames } from '../backend/operations.ts'
import type { ScalarIteration } from '../scalar.ts'
import type { Schema } from './schema.ts'

const shared = {
  derivative: { type: 'function' },
  stepTolerance: { type: 'number', min: 0 },
  maxIterations: { type: 'number', min: 0, integer: true, default: 1000 },
  maxEvaluations: { type: 'number', min: 1, integer: true, default: Infinity },
  maxTime: { type: 'number', min: 0, default: Infinity },
  onIteration: { type: 'function' },
  signal: { type: 'signal' },
  trace: { type: 'boolean', default: false },
} as const

export const minimizeScalarSchema = {
  ...shared,
  method: { type: 'choice', values: scalarMinimizerNames, default: 'brent' },
} as const satisfies Schema

export const findRootSchema = {
  ...shared,
  method: { type: 'choice', values: rootFinderNames, default: 'brent' },
  functionTolerance: { type: 'number', min: 0, default: 0 },
} as const satisfies Schema

interface ScalarOptions {
  /** f′(x); where a method needs it and it is not given, it comes from central differences inside the interval. */
  derivative?: (x: number) => number
  /** @default 1000 */
  maxIterations?: number
  /** @default Infinity */
  maxEvaluations?: number
  /** Milliseconds. @default Infinity */
  maxTime?: number
  /** Called after each step; `false` stops. */
  onIteration?: (info: ScalarIteration) => unknown
  signal?: AbortSignal
  /** Keeps the history of the bracket in the result. @default false */
  trace?: boolean
}

/** Options of `minimizeScalar`. */
export interface MinimizeScalarOptions extends ScalarOptions {
  /**
   * `'bisection'` is on the derivative; the others compare values. `'fibonacci'` settles beforehand how many values it
   * takes: what `stepTolerance` times the larger end needs, but no more than `maxEvaluations`.
   *
   * @default 'brent'
   */
  method?: (typeof scalarMinimizerNames)[number]
  /**
   * Stops when the bracket is this narrow, relative to x.
   *
   * @default 1.5e-8 (√ε), the least that values can tell; 4 ε for bisection with a given derivative
   */
  stepTolerance?: number
}

/** Options of `findRoot`. */
export interface FindRootOptions extends ScalarOptions {
  /** Only `'newton'` asks for the derivative. @default 'brent' */
  method?: (typeof rootFinderNames)[number]
  /** Stops when the bracket, or the last step, is this narrow, relative to x. @default 8.9e-16, which is 4 ε */
  stepTolerance?: number
  /** Stops when |f| is at most this. @default 0, a zero */
  functionTolerance?: number
}
