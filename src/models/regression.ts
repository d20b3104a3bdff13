// What models of a number share: numeric targets, predictions that are numbers, and their score.
import type { MatrixLike } from '../matrix.ts'
import type { LinearModelOptions } from '../options/models.ts'
import { readVector, type VectorLike } from '../vector.ts'
import { type MatrixInput, totalWeight } from './arguments.ts'
import { Dataset } from './dataset.ts'
import { LinearModel } from './linear-model.ts'
import { type ScoreOptions, scoredWeights } from './score.ts'
import { divided, unitOf } from './target-unit.ts'

export abstract class Regression<Options extends LinearModelOptions> extends LinearModel<Options> {
  declare coefficients: Float64Array
  declare intercept: number
  /** The means of these linear predictors. */
  protected abstract readonly mean: 'squared' | 'poisson'

  protected targets(x: MatrixLike | Dataset, y: unknown): { y: Float64Array } {
    return { y: x instanceof Dataset && y === undefined ? x.numbers() : readVector('y', y, x.rows) }
  }

  /** The expected number of each row. @throws `ERR_NOT_FINITE`, naming row and column */
  predict(X: MatrixInput | Dataset): Float64Array {
    return this.predictors(X, this.mean)
  }

  /** As `predict`, with turns for this thread. */
  async predictAsync(X: MatrixInput | Dataset): Promise<Float64Array> {
    if (X instanceof Dataset) return this.predict(X)
    const { rows, slices } = this.slices(X)
    const predicted = new Float64Array(rows)
    for await (const { part, first } of slices) predicted.set(this.predictors(part, this.mean, first), first)
    return predicted
  }

  /** 1 - (deviance of the predictions) / (deviance of the mean of y): R² where losses are squares, else D². */
  score(X: MatrixInput | Dataset, y?: VectorLike, options?: ScoreOptions): number {
    const means = this.predict(X)
    const weights = scoredWeights(X, y, means.length, options)
    const targets = X instanceof Dataset && y === undefined ? X.numbers() : readVector('y', y, means.length)
    const unit = this.mean === 'squared' ? unitOf(targets, means) : 1
    const predicted = divided(means, unit)
    const given = divided(targets, unit)
    let mean = 0
    const total = totalWeight(weights, given.length)
    for (let i = 0; i < given.length; i++) mean += ((weights[i] ?? 1) / total) * given[i]!
    let left = 0
    let all = 0
    for (let i = 0; i < given.length; i++) {
      left += (weights[i] ?? 1) * this.deviance(given[i]!, predicted[i]!)
      all += (weights[i] ?? 1) * this.deviance(given[i]!, mean)
    }
    return all > 0 ? 1 - left / all : left > 0 ? 0 : 1
  }

  /** Of one row. */
  protected abstract deviance(y: number, mean: number): number
}

export const squaredError = (y: number, mean: number): number => (y - mean) ** 2
