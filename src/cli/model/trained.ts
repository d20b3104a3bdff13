// A fitted model with all that turns columns of text into its matrix: what a model file holds.

import type { Matrix } from '../../matrix.ts'
import type { StandardScaler } from '../../node.ts'
import type { Column } from '../data/column.ts'
import { designMatrix, fillMissing, type Term } from '../data/design.ts'
import type { Missing } from '../data/read.ts'
import type { Estimator, ModelName } from './kinds.ts'

/** A column that the model reads. */
export interface Feature {
  name: string
  /** Its levels, if it holds categories. */
  levels?: readonly string[]
}

export interface Trained {
  model: ModelName
  target: string
  features: readonly Feature[]
  /** What the coefficients belong to. */
  terms: readonly Term[]
  /** The means of the terms' columns over the training rows, which stand in for missing values. */
  means: ArrayLike<number>
  missing: Missing
  scaler?: StandardScaler
  estimator: Estimator
}

type Preparation = Pick<Trained, 'terms' | 'means' | 'scaler'>

/** The matrix that the estimator takes: terms of these rows, missing values filled in, standardized if it was. */
export function prepare({ terms, means, scaler }: Preparation, columns: readonly Column[], rows: Uint32Array): Matrix {
  const matrix = designMatrix(columns, terms, rows)
  fillMissing(matrix, means)
  return scaler ? scaler.transform(matrix) : matrix
}

/** Coefficients and intercept for columns that are not standardized: one of each for a class, or for all. */
export interface Coefficients {
  intercepts: number[]
  coefficients: Float64Array[]
}

/** w x̂ + b with x̂ = (x − m) / s is (w / s) x + (b − Σ w m / s). */
export function onOriginalScale({ estimator, scaler, terms }: Trained): Coefficients {
  const { coefficients, intercept } = estimator
  const width = terms.length
  const all = coefficients instanceof Float64Array ? coefficients : (coefficients.data as Float64Array)
  const fitted = typeof intercept === 'number' ? [intercept] : Array.from(intercept)
  const answer: Coefficients = { intercepts: [], coefficients: [] }
  for (const [k, bias] of fitted.entries()) {
    const weights = all.slice(k * width, (k + 1) * width)
    let shift = 0
    if (scaler) {
      for (const j of weights.keys()) {
        weights[j]! /= scaler.scale[j]!
        shift += weights[j]! * scaler.mean[j]!
      }
    }
    answer.intercepts.push(bias - shift)
    answer.coefficients.push(weights)
  }
  return answer
}
