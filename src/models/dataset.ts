import { core } from '../backend/current.ts'
import { misuse, rangeError } from '../errors.ts'
import type { MatrixLike } from '../matrix.ts'
import { datasetSchema } from '../options/models.ts'
import { readOptions } from '../options/schema.ts'
import type { VectorLike } from '../vector.ts'
import { readVector } from '../vector.ts'
import { badValue, copyTargets, type MatrixInput, readRows, readWeights, type Targets } from './arguments.ts'
import { type Encoded, encodeLabels } from './labels.ts'

export interface DatasetOptions {
  /** One for each row, at least 0. */
  sampleWeight?: VectorLike
  /** How the rows are stored; sums are double in either. @default what X is in */
  precision?: 'double' | 'single'
}

// Elements copied at a time where memory is scarce: a WebAssembly core must not hold the rows twice.
const chunkElements = 2 ** 20

const forgotten = new FinalizationRegistry<number>((handle) => core().operations.datasetFree(handle))

/**
 * Rows, and perhaps their targets, copied once into the core's memory and checked: for data that are fitted often. Taken
 * wherever `X, y` are.
 *
 * @example
 * using data = new Dataset(X, y)
 * const model = await new LogisticRegression({ C: 10 }).fit(data)
 */
export class Dataset {
  readonly rows: number
  readonly columns: number
  readonly #targets: Targets | undefined
  readonly #weights: Float64Array
  #handle: number
  #numbers: Float64Array | undefined
  #encoded: Encoded | undefined

  /** @throws `ERR_SHAPE`, `ERR_NOT_FINITE`, `ERR_OPTION`, `ERR_OUT_OF_MEMORY` */
  constructor(X: MatrixInput, y?: Targets, options?: DatasetOptions) {
    const { sampleWeight, precision } = readOptions('Dataset', options, datasetSchema) as DatasetOptions
    const x = readRows('X', X)
    this.rows = x.rows
    this.columns = x.columns
    this.#weights = readWeights(sampleWeight, x.rows).slice()
    this.#targets = y === undefined ? undefined : copyTargets('y', y, x.rows)
    this.#handle = upload(x, precision ?? (x.data instanceof Float32Array ? 'single' : 'double'))
    forgotten.register(this, this.#handle, this)
  }

  /** For the estimators. @internal */
  get handle(): number {
    if (this.#handle < 0) throw misuse('ERR_DISPOSED', 'the data set was disposed of')
    return this.#handle
  }

  /** @internal */
  get weights(): Float64Array {
    return this.#weights
  }

  /** @internal */
  get hasTargets(): boolean {
    return this.#targets !== undefined
  }

  /** The targets as numbers. @internal */
  numbers(): Float64Array {
    this.#numbers ??= readVector('y', this.#given(), this.rows)
    return this.#numbers
  }

  /** The targets as classes. @internal */
  encoded(): Encoded {
    this.#encoded ??= encodeLabels('y', this.#given(), this.rows)
    return this.#encoded
  }

  /** The targets as they were given. @internal */
  get targets(): Targets {
    return this.#given()
  }

  #given(): Targets {
    if (this.#targets === undefined)
      throw misuse('ERR_SHAPE', 'the data set was made without y, and none was given beside it')
    return this.#targets
  }

  /** Frees the core's memory; fits under way keep it until they end. */
  dispose(): void {
    if (this.#handle < 0) return
    forgotten.unregister(this)
    core().operations.datasetFree(this.#handle)
    this.#handle = -1
  }

  [Symbol.dispose](): void {
    this.dispose()
  }
}

/** Copies rows into the core; the handle is the caller's to free. */
export function upload(x: MatrixLike, precision: 'double' | 'single'): number {
  const { operations, kind } = core()
  const { data, rows, columns } = x
  const handle = operations.datasetCreate(rows, columns, precision === 'single' ? 1 : 0)
  if (handle < 0) {
    throw rangeError('ERR_OUT_OF_MEMORY', `there is not enough memory for ${rows} rows of ${columns} numbers`)
  }
  const step = kind === 'wasm' ? Math.max(1, Math.floor(chunkElements / columns)) : rows
  try {
    for (let first = 0; first < rows; first += step) {
      const count = Math.min(step, rows - first)
      const chunk = data.subarray(first * columns, (first + count) * columns)
      const refused =
        chunk instanceof Float32Array
          ? operations.datasetAppendSingle(handle, chunk, count, columns)
          : operations.datasetAppend(handle, chunk, count, columns)
      if (refused !== 0) {
        const place = new Float64Array(2)
        const none = new Float64Array(0)
        operations.datasetRead(handle, none, none, place)
        throw badValue('X', x, place)
      }
    }
    return handle
  } catch (error) {
    operations.datasetFree(handle)
    throw error
  }
}
