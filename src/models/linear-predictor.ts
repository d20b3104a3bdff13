// Linear predictors of a model, however it was fitted.
import { core } from '../backend/current.ts'
import { misuse, rangeError } from '../errors.ts'
import { Matrix, type MatrixLike } from '../matrix.ts'
import { checkColumns, checkPredicted, type MatrixInput, readRowsLike } from './arguments.ts'
import { Dataset } from './dataset.ts'
import { losses } from './glm.ts'
import { inSlices } from './slices.ts'

export abstract class LinearPredictor {
  /** One for each column, or a row of them for each class. */
  coefficients!: Float64Array | Matrix
  intercept!: number | Float64Array
  /** Of the class, in messages. @internal */
  protected readonly name: string

  /** @internal */
  constructor(name: string) {
    this.name = name
  }

  /** Columns of the rows of the fit. */
  protected get columns(): number {
    const { coefficients } = this
    if (coefficients === undefined) throw misuse('ERR_STATE', `${this.name} has not been fitted yet`)
    return coefficients instanceof Matrix ? coefficients.columns : coefficients.length
  }

  /** Class by class, then the intercepts. */
  protected parameters(withIntercept = true): Float64Array {
    const { coefficients, intercept } = this
    const values = coefficients instanceof Matrix ? coefficients.data : coefficients
    const intercepts = !withIntercept ? [] : typeof intercept === 'number' ? [intercept] : intercept
    const all = new Float64Array(values.length + intercepts.length)
    all.set(values)
    all.set(intercepts, values.length)
    return all
  }

  /**
   * Linear predictors, or the means of a loss, row after row; `first` is the number of the first row in messages.
   *
   * @throws `ERR_NOT_FINITE`, naming row and column
   */
  protected predictors(X: MatrixInput | Dataset, means: (typeof losses)[number], first = 0): Float64Array {
    const columns = this.columns
    if (X instanceof Dataset) {
      checkColumns('X', X.columns, columns)
      return this.#call(means, X.rows, (parameters, classes, index, out) =>
        core().operations.glmPredictDataset(X.handle, parameters, classes, index, out),
      )
    }
    const rows = readRowsLike('X', X, columns)
    const predicted = this.#ofRows(rows, means)
    checkPredicted(predicted, means, rows, first)
    return predicted
  }

  #ofRows({ data, rows, columns }: MatrixLike, means: (typeof losses)[number]): Float64Array {
    const { operations } = core()
    return this.#call(means, rows, (parameters, classes, index, out) =>
      data instanceof Float32Array
        ? operations.glmPredictSingle(data, rows, columns, parameters, classes, index, out)
        : operations.glmPredict(data, rows, columns, parameters, classes, index, out),
    )
  }

  #call(
    means: (typeof losses)[number],
    rows: number,
    operation: (parameters: Float64Array, classes: number, means: number, out: Float64Array) => number,
  ): Float64Array {
    const classes = this.coefficients instanceof Matrix ? this.coefficients.rows : 1
    const out = new Float64Array(rows * (means === 'logistic' ? 2 : classes))
    if (operation(this.parameters(), classes, losses.indexOf(means), out) < 0) {
      throw rangeError('ERR_OUT_OF_MEMORY', `there is not enough memory to predict ${rows} rows`)
    }
    return out
  }

  /** A copy of the rows, in slices that are as long as this thread may be held up, with turns for it between them. */
  protected slices(X: MatrixInput): { rows: number; slices: AsyncGenerator<{ part: MatrixLike; first: number }> } {
    const { data, rows, columns } = readRowsLike('X', X, this.columns)
    const own = Array.isArray(X) ? data : data.slice()
    return { rows, slices: inSlices(new Matrix(own, rows, columns)) }
  }
}
