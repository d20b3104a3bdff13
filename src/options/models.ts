import { glmSolverNames } from '../backend/operations.ts'
import type { Schema } from './schema.ts'
import { type StochasticSolver, stochasticSolverNames, type TrainingOptions, trainingSchema } from './training.ts'

const intercept = { fitIntercept: { type: 'boolean', default: true } } as const
const tolerance = { tolerance: { type: 'number', min: 0, default: 1e-8 } } as const
const direct = {
  ...intercept,
  solver: { type: 'choice', values: ['auto', ...stochasticSolverNames], default: 'auto' },
  ...tolerance,
  ...trainingSchema,
} as const
const iterative = {
  ...intercept,
  solver: { type: 'choice', values: [...glmSolverNames, ...stochasticSolverNames], default: 'auto' },
  ...tolerance,
  maxIterations: { type: 'number', min: 0, integer: true, default: 1000 },
  warmStart: { type: 'boolean', default: false },
  ...trainingSchema,
} as const

/** The options of each generalized linear model. */
export const estimatorSchemas = {
  linear: direct,
  ridge: { ...direct, alpha: { type: 'number', min: 0, below: Infinity, default: 1 } },
  logistic: {
    ...iterative,
    penalty: { type: 'choice', values: ['l2', 'none'], default: 'l2' },
    C: { type: 'number', above: 0, default: 1 },
  },
  poisson: {
    ...iterative,
    // SAGA's step needs a bound of the curvature, which e^η has not.
    solver: { ...iterative.solver, values: iterative.solver.values.filter((name) => name !== 'saga') },
    alpha: { type: 'number', min: 0, below: Infinity, default: 1 },
  },
} as const satisfies Record<string, Schema>

export const fitSchema = {
  sampleWeight: { type: 'other' },
  signal: { type: 'signal' },
  onIteration: { type: 'function' },
} as const satisfies Schema

export const partialFitSchema = {
  sampleWeight: { type: 'other' },
  signal: { type: 'signal' },
  classes: { type: 'other' },
} as const satisfies Schema

export const datasetSchema = {
  sampleWeight: { type: 'other' },
  precision: { type: 'choice', values: ['double', 'single'] },
} as const satisfies Schema

export type Solver = (typeof glmSolverNames)[number] | StochasticSolver

/** Of all models of a linear predictor. */
export interface LinearModelOptions extends TrainingOptions {
  /** How the minimum is found. @default 'auto' */
  solver?: Solver
  /** @default true */
  fitIntercept?: boolean
  /** The certified relative gap of the objective at which to stop. @default 1e-8 */
  tolerance?: number
}

export interface LinearRegressionOptions extends LinearModelOptions {
  /** `'auto'` solves directly, to all digits; the others step on rows, until `tolerance`. @default 'auto' */
  solver?: 'auto' | StochasticSolver
}

export interface RidgeOptions extends LinearRegressionOptions {
  /** Strength of the penalty α‖w‖². @default 1 */
  alpha?: number
}

/** Of models that are fitted by iterations. */
export interface IterativeOptions extends LinearModelOptions {
  /**
   * `'newton'` factors the Hessian each iteration; `'newton-cg'` and `'lbfgs'` do without one and are for many columns;
   * `'auto'` chooses by the number of coefficients. The others step on single rows or batches of them.
   *
   * @default 'auto'
   */
  solver?: Solver
  /** @default 1000 */
  maxIterations?: number
  /** Starts from the coefficients of the fit before. @default false */
  warmStart?: boolean
}

export interface LogisticRegressionOptions extends IterativeOptions {
  /** @default 'l2' */
  penalty?: 'l2' | 'none'
  /** Weight of the losses beside the penalty ½‖w‖²; `Infinity` is no penalty. @default 1 */
  C?: number
}

export interface PoissonRegressionOptions extends IterativeOptions {
  /** Strength of the penalty α/2 ‖w‖². @default 1 */
  alpha?: number
}
