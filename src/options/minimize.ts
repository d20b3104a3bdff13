import { betaNames, methodNames, searchNames } from '../backend/operations.ts'
import type { Bounds, NamedBounds } from '../bounds.ts'
import type { MethodName } from '../methods.ts'
import type { IterationInfo } from '../result.ts'
import { type AnnealingOptions, annealingSchema } from './annealing.ts'
import type { ConstraintOptions } from './constraints.ts'
import { type DirectSearchOptions, directSearchSchema } from './direct-search.ts'
import { type EvolutionOptions, evolutionSchema } from './evolution.ts'
import { type FirstOrderOptions, firstOrderSchema } from './first-order.ts'
import { type PopulationOptions, populationSchema } from './population.ts'
import { type RestartsOptions, restartsSchema } from './restarts.ts'
import type { Schema } from './schema.ts'

/** Those that are numbers of the core bear its names. */
export const minimizeSchema = {
  method: { type: 'choice', values: ['auto', ...methodNames], default: 'auto' },
  bounds: { type: 'other' },
  fixed: { type: 'other' },
  gradientTolerance: { type: 'number', min: 0 },
  functionTolerance: { type: 'number', min: 0 },
  stepTolerance: { type: 'number', min: 0 },
  maxIterations: { type: 'number', min: 0, integer: true },
  maxEvaluations: { type: 'number', min: 1, integer: true, default: Infinity },
  maxTime: { type: 'number', min: 0, default: Infinity },
  target: { type: 'number', default: -Infinity },
  seed: { type: 'number', min: 0, max: Number.MAX_SAFE_INTEGER, integer: true },
  lineSearch: { type: 'choice', values: searchNames },
  sufficientDecrease: { type: 'number', above: 0, below: 1 },
  curvature: { type: 'number', above: 0, below: 1 },
  stepSize: { type: 'number', above: 0 },
  beta: { type: 'choice', values: betaNames, default: 'dai-yuan-hestenes-stiefel' },
  initialRadius: { type: 'number', above: 0 },
  maxRadius: { type: 'number', above: 0, default: Infinity },
  memory: { type: 'number', min: 1, max: 1000, integer: true, default: 10 },
  differences: { type: 'choice', values: ['forward', 'central'], default: 'central' },
  onIteration: { type: 'function' },
  signal: { type: 'signal' },
  trace: { type: 'boolean', default: false },

  // First order.
  ...firstOrderSchema,

  // Direct search.
  ...directSearchSchema,

  // Stochastic.
  ...evolutionSchema,
  ...annealingSchema,

  // Population.
  ...populationSchema,

  // Restarts.
  ...restartsSchema,

  // Constraints.
  constraints: { type: 'other' },
  constraintTolerance: { type: 'number', min: 0, default: 1e-8 },
} as const satisfies Schema

/** Options that all methods share. */
export interface SharedOptions extends ConstraintOptions {
  /**
   * A number stands for every variable; infinities for none. For a compiled expression also by name, as
   * `{ a: [0, Infinity] }` or `{ lower: { a: 0 } }`.
   */
  bounds?: Bounds | NamedBounds
  /** Indices of variables that stay as they start; for a compiled expression also their names. */
  fixed?: readonly (number | string)[]
  /** Stops when the scaled gradient is at most this. @default 1e-8, or 1e-5 with differences */
  gradientTolerance?: number
  /** Stops when the relative change of the value is at most this. @default 0, which is off, for methods with gradients */
  functionTolerance?: number
  /** Stops when the relative change of every variable is at most this. @default 0, which is off, for methods with gradients */
  stepTolerance?: number
  /** @default 1000, for methods with gradients */
  maxIterations?: number
  /** @default Infinity */
  maxEvaluations?: number
  /** Milliseconds. @default Infinity */
  maxTime?: number
  /** Stops at this value. @default -Infinity */
  target?: number
  /** What methods that draw random numbers draw them from: a whole number. @default drawn, and reported */
  seed?: number
  /** Called after each iteration; `false` stops the run. */
  onIteration?: (info: IterationInfo) => unknown
  signal?: AbortSignal
  /** Keeps a record of each iteration in the result. @default false */
  trace?: boolean
}

/** Options of the methods that descend along lines or within regions; what a method does not use, it ignores. */
export interface DescentOptions {
  lineSearch?: (typeof searchNames)[number]
  /** c₁ of the line search. */
  sufficientDecrease?: number
  /** c₂ of the line search. */
  curvature?: number
  /**
   * The size of every step of `gradient-descent` and `newton`, which then search no line; of the other methods' first
   * trial; of the first hops of `basin-hopping`, as a part of the box, 0.1 where it is not given.
   */
  stepSize?: number
  /** The formula of `conjugate-gradient`. @default 'dai-yuan-hestenes-stiefel' */
  beta?: (typeof betaNames)[number]
  /** No first step of a trust-region method is longer. @default chosen from the objective */
  initialRadius?: number
  /** No step of a trust-region method is longer. @default Infinity */
  maxRadius?: number
  /** Correction pairs that `lbfgs` and `lbfgsb` keep. @default 10 */
  memory?: number
  /** How missing derivatives are approximated. @default 'central' */
  differences?: 'forward' | 'central'
}

/** Options of any method, as they are read. */
export interface AnyOptions
  extends SharedOptions,
    DescentOptions,
    AnnealingOptions,
    DirectSearchOptions,
    EvolutionOptions,
    FirstOrderOptions,
    PopulationOptions,
    RestartsOptions {
  /** @default 'auto' */
  method?: 'auto' | MethodName
}
