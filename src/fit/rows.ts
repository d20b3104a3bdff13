import { core } from '../backend/current.ts'
import { misuse } from '../errors.ts'
import { allocateDoubles } from '../memory.ts'
import type { FitColumns } from './data.ts'
import type { FitModel } from './model.ts'
import { programHandle } from './programs.ts'

const none = new Float64Array(0)

/** The formula at each row. */
export function rowValues(model: FitModel, free: Float64Array, columns: FitColumns): Float64Array {
  return evaluate(model, free, columns, none)
}

/** The formula at each row, and its derivatives by the free parameters, a row each. */
export function rowDerivatives(model: FitModel, free: Float64Array, columns: FitColumns) {
  const jacobian = allocateDoubles(columns.rows * free.length)
  return { values: evaluate(model, free, columns, jacobian), jacobian }
}

function evaluate(
  model: FitModel,
  free: Float64Array,
  { rows, packed }: FitColumns,
  jacobian: Float64Array,
): Float64Array {
  const values = allocateDoubles(rows)
  if (rows === 0) return values
  const { formulaRows } = core().operations
  const handle = programHandle(model)
  const height = jacobian.length > 0 ? rows : 0
  const failed = formulaRows(handle, packed, model.columns.length, rows, free, values, jacobian, height, free.length)
  if (failed) throw misuse('ERR_COMPILE', 'the derivative of the formula is too large a formula')
  return values
}
