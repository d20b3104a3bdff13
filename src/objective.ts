import { misuse, rangeError, show } from './errors.ts'
import { Matrix, readMatrix } from './matrix.ts'
import { needs } from './needs.ts'

/** Fills `out` and returns nothing, or returns its answer. */
type VectorFunction = (x: Float64Array, out: Float64Array) => ArrayLike<number> | void

/** An objective with derivatives. `value` may be omitted when `valueAndGradient` is given. */
export interface ObjectiveFunctions {
  value?(x: Float64Array): number
  gradient?: VectorFunction
  /** Fills `out` with the gradient and returns the value. */
  valueAndGradient?(x: Float64Array, out: Float64Array): number
  hessian?(x: Float64Array, out: Matrix): Matrix | ArrayLike<ArrayLike<number>> | void
  /** The Hessian at x times v. */
  hessianProduct?(x: Float64Array, v: Float64Array, out: Float64Array): ArrayLike<number> | void
}

/** The function to be minimized: its value alone, or an object that also knows derivatives. */
export type Objective = ((x: Float64Array) => number) | ObjectiveFunctions

/**
 * The caller's objective with its private arrays. The caller gets these and never the core's: what it writes to `x`, or
 * does to their buffers, harms nothing. Written arrays arrive filled with NaN, so that a component never written is
 * seen.
 */
export class Evaluator {
  /** Needs that the objective answers by itself. */
  readonly provides: number
  readonly #functions: ObjectiveFunctions
  readonly #n: number
  #hessian: Matrix | undefined

  constructor(objective: unknown, n: number) {
    this.#functions = readObjective(objective)
    this.#n = n
    const { gradient, valueAndGradient, hessian, hessianProduct } = this.#functions
    this.provides =
      needs.value |
      (gradient || valueAndGradient ? needs.gradient : 0) |
      (hessian ? needs.hessian : 0) |
      (hessianProduct ? needs.product : 0)
  }

  value(x: Float64Array): number {
    const { value, valueAndGradient } = this.#functions
    if (value) return readValue(value.call(this.#functions, this.#copy(x)))
    return readValue(valueAndGradient!.call(this.#functions, this.#copy(x), this.#blank()))
  }

  valueAndGradient(x: Float64Array, out: Float64Array): number {
    const { value, gradient, valueAndGradient } = this.#functions
    const point = this.#copy(x)
    const answer = this.#blank()
    if (valueAndGradient) {
      const result = readValue(valueAndGradient.call(this.#functions, point, answer))
      this.#take('gradient', answer, undefined, out)
      return result
    }
    const result = readValue(value!.call(this.#functions, point))
    copy(x, point)
    this.#take('gradient', answer, gradient!.call(this.#functions, point, answer), out)
    return result
  }

  hessian(x: Float64Array, out: Float64Array): void {
    const n = this.#n
    if (!this.#hessian || this.#hessian.data.length !== n * n) this.#hessian = Matrix.zeros(n, n)
    this.#hessian.data.fill(Number.NaN)
    const returned = this.#functions.hessian!(this.#copy(x), this.#hessian)
    const answer =
      returned === undefined ? this.#hessian : readMatrix('the Hessian that the objective returned', returned)
    if (answer.rows !== n || answer.columns !== n || answer.data.length !== n * n) {
      throw rangeError('ERR_SHAPE', `the Hessian must be ${n} x ${n}, got ${answer.rows} x ${answer.columns}`)
    }
    out.set(answer.data)
  }

  hessianProduct(x: Float64Array, v: Float64Array, out: Float64Array): void {
    const answer = this.#blank()
    this.#take(
      'Hessian product',
      answer,
      this.#functions.hessianProduct!(this.#copy(x), Float64Array.from(v), answer),
      out,
    )
  }

  #x = new Float64Array(0)
  #out = new Float64Array(0)

  #copy(x: Float64Array): Float64Array {
    // A caller may have transferred the array away: then there is a new one.
    if (this.#x.length !== this.#n) this.#x = new Float64Array(this.#n)
    copy(x, this.#x)
    return this.#x
  }

  #blank(): Float64Array {
    if (this.#out.length !== this.#n) this.#out = new Float64Array(this.#n)
    return this.#out.fill(Number.NaN)
  }

  #take(what: string, written: Float64Array, returned: unknown, out: Float64Array): void {
    if (returned === undefined) {
      if (written.length !== out.length) throw misuse('ERR_SHAPE', `the ${what}'s array was detached by the objective`)
      copy(written, out)
      return
    }
    const answer = returned as ArrayLike<number>
    if (typeof returned !== 'object' || returned === null || typeof answer.length !== 'number') {
      throw misuse('ERR_SHAPE', `the ${what} must be an array of ${out.length} numbers, got ${show(returned)}`)
    }
    if (answer.length !== out.length) {
      throw rangeError('ERR_SHAPE', `the ${what} must have ${out.length} elements, got ${answer.length}`)
    }
    for (let i = 0; i < out.length; i++) out[i] = readValue(answer[i])
  }
}

function copy(from: Float64Array, to: Float64Array): void {
  if (from.length >= 32) to.set(from)
  else for (let i = 0; i < from.length; i++) to[i] = from[i]!
}

function readValue(value: unknown): number {
  if (typeof value === 'number') return value
  throw misuse('ERR_OPTION', `the objective must return a number, got ${show(value)}`)
}

function readObjective(objective: unknown): ObjectiveFunctions {
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
  return given
}
