import { core, isReady } from '../backend/current.ts'
import { init } from '../backend/load.ts'
import { misuse, rangeError } from '../errors.ts'
import { Matrix, type MatrixLike } from '../matrix.ts'
import { badValue, type MatrixInput, readRows, readRowsLike } from './arguments.ts'
import { Dataset } from './dataset.ts'
import { isNumbers, reader } from './saved.ts'

/** Plain data. */
export interface SavedScaler {
  model: 'StandardScaler'
  version: 1
  mean: number[]
  scale: number[]
}

/** Means, standard deviations, and the place of what is not finite. */
type Summary = [Float64Array, Float64Array, Float64Array]

const emptySummary = (columns: number): Summary => [
  new Float64Array(columns),
  new Float64Array(columns),
  new Float64Array(2),
]

/**
 * Standardizes columns: subtracts the mean, divides by the standard deviation √(mean (x - mean)²). A column whose values
 * are all equal is not divided.
 *
 * @example
 * const scaler = new StandardScaler().fitSync(train)
 * model.fitSync(scaler.transform(train), y)
 * model.predict(scaler.transform(test))
 */
export class StandardScaler {
  mean!: Float64Array
  scale!: Float64Array

  /** As `fitSync`, leaving this thread free; the rows are copied at the call. */
  async fit(X: MatrixInput | Dataset): Promise<this> {
    if (X instanceof Dataset) return this.fitSync(X)
    const { data, rows, columns } = readRows('X', X)
    const x = new Matrix(Array.isArray(X) ? data : data.slice(), rows, columns)
    if (!isReady()) await init()
    const summary = emptySummary(columns)
    const operation = x.data instanceof Float32Array ? 'columnsSummarizeSingle' : 'columnsSummarize'
    const code = await core().callLater(operation, [x.data, rows, columns, ...summary])
    return this.#take(code, x, summary)
  }

  /** @throws `ERR_NOT_FINITE`, naming row and column */
  fitSync(X: MatrixInput | Dataset): this {
    const { operations } = core()
    const x = X instanceof Dataset ? X : readRows('X', X)
    const summary = emptySummary(x.columns)
    if (x instanceof Dataset) {
      operations.datasetRead(x.handle, ...summary)
      return this.#take(0, x, summary)
    }
    const { data, rows, columns } = x
    const code =
      data instanceof Float32Array
        ? operations.columnsSummarizeSingle(data, rows, columns, ...summary)
        : operations.columnsSummarize(data, rows, columns, ...summary)
    return this.#take(code, x, summary)
  }

  #take(code: number, x: MatrixLike | Dataset, [mean, deviation, place]: Summary): this {
    if (code === -1) throw badValue('X', x as MatrixLike, place)
    if (code < 0) throw rangeError('ERR_OUT_OF_MEMORY', `there is not enough memory for ${x.columns} columns`)
    this.mean = mean
    this.scale = deviation.map((value) => (value > 0 ? value : 1))
    return this
  }

  /** (X - mean) / scale, in the precision of X. */
  transform(X: MatrixInput): Matrix {
    const { data, rows, columns } = readRowsLike('X', X, this.#columns)
    const { operations } = core()
    if (data instanceof Float32Array) {
      const out = new Float32Array(data.length)
      operations.columnsStandardizeSingle(data, rows, columns, this.mean, this.scale, out)
      return new Matrix(out, rows, columns)
    }
    const out = new Float64Array(data.length)
    operations.columnsStandardize(data, rows, columns, this.mean, this.scale, out)
    return new Matrix(out, rows, columns)
  }

  /** X scale + mean: the other way. */
  inverseTransform(X: MatrixInput): Matrix {
    const { data, rows, columns } = readRowsLike('X', X, this.#columns)
    const { mean, scale } = this
    const out = data.slice()
    for (let k = 0; k < out.length; k++) out[k] = out[k]! * scale[k % columns]! + mean[k % columns]!
    return new Matrix(out, rows, columns)
  }

  get #columns(): number {
    if (this.mean === undefined) throw misuse('ERR_STATE', 'StandardScaler has not been fitted yet')
    return this.mean.length
  }

  toJSON(): SavedScaler {
    void this.#columns
    return { model: 'StandardScaler', version: 1, mean: Array.from(this.mean), scale: Array.from(this.scale) }
  }

  /** @throws `ERR_STATE`, naming the field */
  static fromJSON(json: unknown): StandardScaler {
    const read = reader('StandardScaler', json)
    const mean = Float64Array.from(read.as('mean', isNumbers, 'numbers'))
    const arePositive = (value: unknown): value is number[] =>
      isNumbers(value) && value.length === mean.length && value.every((each) => each > 0)
    const scale = Float64Array.from(read.as('scale', arePositive, `${mean.length} numbers above 0`))
    return Object.assign(new StandardScaler(), { mean, scale })
  }
}
