import { misuse, rangeError, show } from '../errors.ts'
import type { Columns } from './columns.ts'
import { CoreFormula, type Steps } from './core-formula.ts'
import type { Point } from './named.ts'
import { FormulaObjective } from './objective.ts'

/**
 * The sum of an expression's values over rows of data: an objective of the core, a function of the names that are no
 * columns. `CompiledExpression.over` makes it.
 */
export class RowSum extends FormulaObjective {
  /** How many rows are summed over: first-order methods may take them by batches. */
  readonly rows: number

  /** @internal */
  constructor(steps: Steps, columns: Columns) {
    super(new CoreFormula(steps, columns))
    this.rows = columns.rows
  }

  /** Fills `out` with the gradient and returns the value; of the rows in `batch` alone, where that is given. */
  override valueAndGradient(at: Point, out: Float64Array, batch?: Uint32Array): number {
    if (batch === undefined) return super.valueAndGradient(at, out)
    return this.evaluateRows(at, out, readRows(batch, this.rows))
  }
}

// Indices of rows, as the core takes them.
function readRows(batch: unknown, count: number): Int32Array {
  if (!(batch instanceof Uint32Array)) throw misuse('ERR_SHAPE', `batch must be a Uint32Array, got ${show(batch)}`)
  if (batch.length > count || batch.length === 0) {
    throw rangeError('ERR_SHAPE', `batch must hold 1 to ${count} rows, got ${batch.length}`)
  }
  const wrong = batch.find((row) => row >= count)
  if (wrong !== undefined) throw rangeError('ERR_SHAPE', `batch must hold rows below ${count}, got ${wrong}`)
  return Int32Array.from(batch)
}
