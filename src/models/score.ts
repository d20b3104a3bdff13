// What a score is given, read and checked.
import { rangeError } from '../errors.ts'
import { readOptions } from '../options/schema.ts'
import type { VectorLike } from '../vector.ts'
import { checkOwnTargets, readWeights } from './arguments.ts'
import { Dataset } from './dataset.ts'

export interface ScoreOptions {
  /** One for each row, at least 0. */
  sampleWeight?: VectorLike
}

const scoreSchema = { sampleWeight: { type: 'other' } } as const

/**
 * The weights of the rows whose predictions are scored: as given, or those of a data set.
 *
 * @throws `ERR_SHAPE` when there are no rows, or targets beside those of a data set
 */
export function scoredWeights(X: unknown, y: unknown, rows: number, options: unknown): Float64Array {
  const { sampleWeight } = readOptions('score', options, scoreSchema) as ScoreOptions
  if (rows === 0) throw rangeError('ERR_SHAPE', 'X must have at least one row to be scored')
  if (X instanceof Dataset) checkOwnTargets(X, y)
  return X instanceof Dataset && sampleWeight === undefined ? X.weights : readWeights(sampleWeight, rows)
}
