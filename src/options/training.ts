// The options of solvers that step on single rows or batches of them.
import type { Schema } from './schema.ts'
import type { AdagradOptions, AdamOptions, NadamOptions, RmsPropOptions, Schedule, SgdOptions } from './update.ts'
import { updateSchemas } from './update.ts'

/** First-order rules as solvers: the name of each, whose rule it is, and what sets it apart. */
export const ruleSolvers = {
  sgd: { rule: 'sgd', settings: {} },
  momentum: { rule: 'sgd', settings: { momentum: 0.9 } },
  nesterov: { rule: 'sgd', settings: { momentum: 0.9, nesterov: true } },
  adagrad: { rule: 'adagrad', settings: {} },
  adadelta: { rule: 'adadelta', settings: {} },
  rmsprop: { rule: 'rmsprop', settings: {} },
  adam: { rule: 'adam', settings: {} },
  amsgrad: { rule: 'amsgrad', settings: {} },
  nadam: { rule: 'nadam', settings: {} },
  adamw: { rule: 'adamw', settings: {} },
} as const satisfies Record<string, { rule: keyof typeof updateSchemas; settings: object }>

export type RuleSolver = keyof typeof ruleSolvers
export const ruleSolverNames = Object.keys(ruleSolvers) as RuleSolver[]

/** Solvers that go over the rows in epochs of many steps. */
export type StochasticSolver = 'saga' | RuleSolver
export const stochasticSolverNames: readonly StochasticSolver[] = ['saga', ...ruleSolverNames]

export const trainingSchema = {
  learningRate: { type: 'number', above: 0, below: Infinity },
  schedule: { type: 'other' },
  rule: { type: 'other' },
  batchSize: { type: 'number', min: 1, integer: true },
  epochs: { type: 'number', min: 0, integer: true, default: 100 },
  seed: { type: 'number', min: 0, max: Number.MAX_SAFE_INTEGER, integer: true, default: 0 },
  shuffle: { type: 'boolean', default: true },
  average: { type: 'other' },
  earlyStopping: { type: 'boolean', default: false },
  validationFraction: { type: 'number', above: 0, below: 1, default: 0.1 },
  patience: { type: 'number', min: 1, integer: true, default: 5 },
} as const satisfies Schema

/** What `rule` may hold for each solver: the options of its rule, but for those that stand beside it. */
export function ruleSchema(solver: RuleSolver): Schema {
  // The penalty is the model's own, which AdamW takes for its weight decay.
  const { learningRate, schedule, weightDecay, ...rest } = updateSchemas[ruleSolvers[solver].rule]
  return rest
}

type Own<Options> = Omit<Options, 'learningRate' | 'schedule' | 'weightDecay'>
/** Details of a first-order rule, each for the solvers that have it. */
export type RuleOptions = Own<SgdOptions> &
  Own<AdagradOptions> &
  Own<RmsPropOptions> &
  Own<AdamOptions> &
  Own<NadamOptions>

/** Of the solvers that step on rows; the others take no notice of these. */
export interface TrainingOptions {
  /**
   * The size of steps, of a schedule the base.
   *
   * @default for `'sgd'`, `'momentum'` and `'nesterov'` from the rows, so that no step overshoots; for the other rules
   * theirs; for `'saga'` 1/3L or, with a penalty, 1/2(μn + L), L being the largest curvature of a row's loss
   */
  learningRate?: number
  /** How the rate changes from step to step, as `schedules` make it. @default the same throughout */
  schedule?: Schedule
  /** Details of the rule: `momentum`, `beta2`, `clipNorm`, … @default those of its update loop; momentum 0.9 */
  rule?: RuleOptions
  /** Rows of a step; as many as there are make it batch gradient descent. `'saga'` takes one. @default 32 */
  batchSize?: number
  /** Most passes over the rows. @default 100 */
  epochs?: number
  /** Of the order in which epochs go over the rows; the same seed repeats a fit to the last bit. @default 0 */
  seed?: number
  /** Whether each epoch has an order of its own; else it is that of the rows. @default true */
  shuffle?: boolean
  /**
   * Whether the average of the iterates is the model (Polyak and Ruppert), of rules; a number leaves out the iterates of
   * so many rows at first.
   *
   * @default false
   */
  average?: boolean | number
  /** Holds out rows, and ends with the epoch that had the least loss on them, of rules. @default false */
  earlyStopping?: boolean
  /** The share of the rows that is held out. @default 0.1 */
  validationFraction?: number
  /** Epochs without a lesser loss on the rows held out. @default 5 */
  patience?: number
}
