import { glmSolverNames } from '../backend/operations.ts'
import type { Schema } from './schema.ts'

const intercept = { fitIntercept: { type: 'boolean', default: true } } as const
const iterative = {
  ...intercept,
  solver: { type: 'choice', values: glmSolverNames, default: 'auto' },
  tolerance: { type: 'number', min: 0, default: 1e-8 },
  maxIterations: { type: 'number', min: 0, integer: true, default: 1000 },
  warmStart: { type: 'boolean', default: false },
} as const

/** The options of each generalized linear model. */
export const estimatorSchemas = {
  linear: intercept,
  ridge: { ...intercept, alpha: { type: 'number', min: 0, below: Infinity, default: 1 } },
  logistic: {
    ...iterative,
    penalty: { type: 'choice', values: ['l2', 'none'], default: 'l2' },
    C: { type: 'number', above: 0, default: 1 },
  },
  poisson: { ...iterative, alpha: { type: 'number', min: 0, below: Infinity, default: 1 } },
} as const satisfies Record<string, Schema>

export const fitSchema = {
  sampleWeight: { type: 'other' },
  signal: { type: 'signal' },
  onIteration: { type: 'function' },
} as const satisfies Schema

export const datasetSchema = {
  sampleWeight: { type: 'other' },
  precision: { type: 'choice', values: ['double', 'single'] },
} as const satisfies Schema

export interface LinearRegressionOptions {
  /** @default true */
  fitIntercept?: boolean
}

export interface RidgeOptions extends LinearRegressionOptions {
  /** Strength of the penalty α‖w‖². @default 1 */
  alpha?: number
}

/** Of models that are fitted by iterations. */
export interface IterativeOptions extends LinearRegressionOptions {
  /**
   * `'newton'` factors the Hessian each iteration; `'newton-cg'` and `'lbfgs'` do without one and are for many columns;
   * `'auto'` chooses by the number of coefficients.
   *
   * @default 'auto'
   */
  solver?: (typeof glmSolverNames)[number]
  /** The certified relative gap of the objective at which to stop. @default 1e-8 */
  tolerance?: number
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
