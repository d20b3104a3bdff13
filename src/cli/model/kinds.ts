// The models that the command line fits, as estimators.
import type { Matrix } from '../../matrix.ts'
import {
  type Label,
  LinearRegression,
  LogisticRegression,
  PoissonRegression,
  type Progress,
  Ridge,
  type Targets,
} from '../../node.ts'
import { estimatorSchemas } from '../../options/models.ts'
import type { Schema } from '../../options/schema.ts'
import type { Status } from '../../result.ts'

/** What is told during a fit, and what may end it. */
export interface FitWatch {
  signal?: AbortSignal
  onIteration?: (info: Progress) => void
}

/** What the command line uses of an estimator. */
export interface Estimator {
  fit(x: Matrix, y: Targets, options: FitWatch & { sampleWeight?: Float64Array }): Promise<unknown>
  predict(x: Matrix): ArrayLike<Label>
  predictProbability?(x: Matrix): Matrix
  score(x: Matrix, y?: Targets): number
  toJSON(): unknown
  readonly coefficients: Float64Array | Matrix
  readonly intercept: number | Float64Array
  readonly classes?: readonly Label[]
  readonly iterations: number
  readonly status: Status
  readonly converged: boolean
  readonly message: string
  readonly objective: number
  readonly dualityGap: number | undefined
  readonly gapEstimate: number | undefined
}

/** What there is to know of a model to fit it to columns of text. */
export interface ModelKind {
  title: string
  /** Counts are numbers of at least 0. */
  target: 'number' | 'count' | 'class'
  /** What `score` gives. */
  score: string
  options: Schema
  create(options: object): Estimator
  read(json: unknown): Estimator
}

export const kinds = {
  linear: {
    title: 'Linear regression',
    target: 'number',
    score: 'R²',
    options: estimatorSchemas.linear,
    create: (options) => new LinearRegression(options),
    read: (json) => LinearRegression.fromJSON(json),
  },
  ridge: {
    title: 'Ridge regression',
    target: 'number',
    score: 'R²',
    options: estimatorSchemas.ridge,
    create: (options) => new Ridge(options),
    read: (json) => Ridge.fromJSON(json),
  },
  logistic: {
    title: 'Logistic regression',
    target: 'class',
    score: 'accuracy',
    options: estimatorSchemas.logistic,
    create: (options) => new LogisticRegression(options),
    read: (json) => LogisticRegression.fromJSON(json),
  },
  poisson: {
    title: 'Poisson regression',
    target: 'count',
    score: 'D²',
    options: estimatorSchemas.poisson,
    create: (options) => new PoissonRegression(options),
    read: (json) => PoissonRegression.fromJSON(json),
  },
} as const satisfies Record<string, ModelKind>

export type ModelName = keyof typeof kinds
export const modelNames = Object.keys(kinds) as ModelName[]
