import { misuse, rangeError, show } from './errors.ts'
import { type Matrix, readMatrix } from './matrix.ts'
import { needs } from './needs.ts'

/** Fills `out` and returns nothing, or returns its answer. */
type VectorFunction = (x: Float64Array, out: Float64Array) => ArrayLike<number> | void

/** An objective with derivatives. `value` may be omitted when `valueAndGradient` is given. */
export interface ObjectiveFunctions {
  value?(x: Float64Array): number
  gradient?: VectorFunction
  /**
   * Fills `out` with the gradient and returns the value. With `rows`, of the sum over the rows in `batch` alone: indices
   * below `rows`.
   */
  valueAndGradient?(x: Float64Array, out: Float64Array, batch?: Uint32Array): number
  hessian?(x: Float64Array, out: Matrix): Matrix | ArrayLike<ArrayLike<number>> | void
  /** The Hessian at x times v. */
  hessianProduct?(x: Float64Array, v: Float64Array, out: Float64Array): ArrayLike<number> | void
  /** Of how many terms the objective is the sum: first-order methods may then take them by batches. */
  rows?: number
}

/** The function to be minimized: its value alone, or an object that also knows derivatives. */
export type Objective = ((x: Float64Array) => number) | ObjectiveFunctions

/** What the functions of an objective answer by themselves, as bits of `needs`. */
export function providedBy(functions: ObjectiveFunctions): number {
  const { gradient, valueAndGradient, hessian, hessianProduct, rows } = functions
  return (
    needs.value |
    (gradient || valueAndGradient ? needs.gradient : 0) |
    (hessian ? needs.hessian : 0) |
    (hessianProduct ? needs.product : 0) |
    (rows === undefined ? 0 : needs.rows)
  )
}

/** The vector that was written to `written`, or returned: of n numbers. */
export function takeVector(what: string, written: Float64Array, returned: unknown, n: number): ArrayLike<number> {
  if (returned === undefined) {
    if (written.length !== n) throw misuse('ERR_SHAPE', `the ${what}'s array was detached by the objective`)
    return written
  }
  const answer = returned as ArrayLike<number>
  if (typeof returned !== 'object' || returned === null || typeof answer.length !== 'number') {
    throw misuse('ERR_SHAPE', `the ${what} must be an array of ${n} numbers, got ${show(returned)}`)
  }
  if (answer.length !== n) {
    throw rangeError('ERR_SHAPE', `the ${what} must have ${n} elements, got ${answer.length}`)
  }
  return answer instanceof Float64Array ? answer : Float64Array.from(answer, readValue)
}

/** The n x n Hessian that was written to `written`, or returned. */
export function takeHessian(written: Matrix, returned: unknown, n: number): ArrayLike<number> {
  const answer = returned === undefined ? written : readMatrix('the Hessian that the objective returned', returned)
  if (answer.rows !== n || answer.columns !== n || answer.data.length !== n * n) {
    throw rangeError('ERR_SHAPE', `the Hessian must be ${n} x ${n}, got ${answer.rows} x ${answer.columns}`)
  }
  return answer.data
}

/** The objective's answer, if it is a number. */
export function readValue(value: unknown): number {
  if (typeof value === 'number') return value
  throw misuse('ERR_OPTION', `the objective must return a number, got ${show(value)}`)
}

/** Reads an objective that JavaScript evaluates. @throws `ERR_OPTION` */
export function readObjective(objective: unknown): ObjectiveFunctions {
  if (typeof objective === 'function') return { value: objective as (x: Float64Array) => number }
  if (typeof objective !== 'object' || objective === null) {
    throw misuse('ERR_OPTION', `the objective must be a function or an object with functions, got ${show(objective)}`)
  }
  const given = objective as ObjectiveFunctions
  for (const name of ['value', 'gradient', 'valueAndGradient', 'hessian', 'hessianProduct'] as const) {
    const member: unknown = given[name]
    if (member !== undefined && typeof member !== 'function') {
      throw misuse('ERR_OPTION', `the objective's ${name} must be a function, got ${show(member)}`)
    }
  }
  if (!given.value && !given.valueAndGradient) {
    throw misuse('ERR_OPTION', 'the objective needs a function value or valueAndGradient')
  }
  const { rows } = given
  if (rows !== undefined && !(Number.isInteger(rows) && rows >= 1 && rows < 2 ** 31)) {
    throw misuse('ERR_OPTION', `the objective's rows must be a whole number of them, got ${show(rows)}`)
  }
  if (rows !== undefined && !given.valueAndGradient) {
    throw misuse('ERR_OPTION', 'an objective with rows needs a function valueAndGradient')
  }
  return given
}

/** All rows of an objective that is a sum over them, made once; undefined for others. */
export function allRows({ rows }: { rows?: number }): Uint32Array | undefined {
  return rows === undefined ? undefined : Uint32Array.from({ length: rows }, (_, i) => i)
}
