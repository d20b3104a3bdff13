// The arguments of a curve fit, all read before any work.
import { misuse } from '../errors.ts'
import {
  curveFitSchema,
  type ReadCurveFitOptions,
  readFixedValues,
  readResponse,
  readTies,
} from '../options/curve-fit.ts'
import { readOptions } from '../options/schema.ts'
import { type Limits, readFitBounds } from './bounds.ts'
import { type FitData, namesOf, readFitData } from './data.ts'
import { type FitModel, fitModel } from './model.ts'
import { readStart } from './start.ts'

export interface PreparedFit {
  readonly model: FitModel
  readonly data: FitData
  /** Of the free parameters. */
  readonly start: Float64Array
  readonly limits: Limits
  readonly options: ReadCurveFitOptions
}

export function prepareFit(where: string, formula: unknown, data: unknown, given: unknown): PreparedFit {
  const options = readOptions(where, given, curveFitSchema) as unknown as ReadCurveFitOptions
  if (options.absoluteSigma && options.loss !== 'squared') {
    throw misuse(
      'ERR_OPTION',
      `${where}: absoluteSigma is for the squared loss: with ${options.loss} the scatter is told from the residuals`,
    )
  }
  const model = fitModel(formula, {
    data: namesOf(data),
    response: readResponse(options.response),
    fixed: readFixedValues(options.fixed),
    tied: readTies(options.tied),
  })
  const columns = readFitData(model, data, options.weights)
  const limits = readFitBounds(model, options.bounds)
  return { model, data: columns, start: readStart(model, columns, options.start, limits), limits, options }
}

/** The rows that count, where others do not. */
export function countedRows(model: FitModel, data: FitData): FitData {
  const { rows, weights, counted, packed, y } = data
  if (counted === rows) return data
  const counts = (_: number, i: number) => weights[i % rows]! > 0
  return {
    rows: counted,
    counted,
    packed: model.columns.length > 0 ? packed.filter(counts) : packed,
    y: y.filter(counts),
    weights: weights.filter(counts),
  }
}

/** Which row one of those is among all. */
export function countedRow({ weights }: FitData, counted: number): number {
  let [row, passed] = [-1, -1]
  while (passed < counted) if (weights[++row]! > 0) passed++
  return row
}
