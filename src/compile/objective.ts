// What compiled expressions and their sums over rows have in common: an objective that the core evaluates, whose
// variables have names.
import { coreObjective } from '../core-objective.ts'
import { misuse, rangeError, show } from '../errors.ts'
import { Matrix } from '../matrix.ts'
import { allocateDoubles } from '../memory.ts'
import { needs } from '../needs.ts'
import type { ObjectiveFunctions } from '../objective.ts'
import { readNumbers, type VectorLike } from '../vector.ts'
import type { CoreFormula } from './core-formula.ts'
import { type Point, readPoint } from './named.ts'

// The program of a Hessian has a place for every element.
const mostForHessian = 1000

/** An objective that the core evaluates, with exact derivatives and variables that have names. */
export abstract class FormulaObjective implements ObjectiveFunctions {
  // What is given is read before the place for the answer is looked at, which reading may detach.

  /** What it is a function of, in the order of gradients and vectors. */
  readonly parameters: readonly string[]
  /** The formula in the core. @internal */
  readonly [coreObjective]: CoreFormula

  protected constructor(formula: CoreFormula) {
    this[coreObjective] = formula
    this.parameters = formula.parameters
  }

  /** @throws `ERR_SHAPE` for names that are missing, or are none of the parameters */
  value(at: Point): number {
    return this.#formula.evaluate(needs.value, this.#point(at))
  }

  gradient(at: Point, out?: Float64Array): Float64Array {
    const x = this.#point(at)
    const gradient = this.#vector(out)
    this.#formula.evaluate(needs.gradient, x, { gradient })
    return gradient
  }

  /** Fills `out` with the gradient and returns the value. */
  valueAndGradient(at: Point, out: Float64Array): number {
    const x = this.#point(at)
    return this.#formula.evaluate(needs.value | needs.gradient, x, { gradient: this.#vector(out) })
  }

  /** @throws `ERR_COMPILE` where it is too large a formula: `hessianProduct` is for many parameters */
  hessian(at: Point, out?: Matrix): Matrix {
    const n = this.parameters.length
    if (n > mostForHessian) {
      throw misuse('ERR_COMPILE', `there are Hessians of up to ${mostForHessian} parameters, and this has ${n}`)
    }
    const x = this.#point(at)
    const hessian = out ?? new Matrix(allocateDoubles(n * n), n, n)
    const { data, rows, columns } = hessian
    if (!(data instanceof Float64Array) || rows !== n || columns !== n || data.length !== n * n) {
      throw rangeError('ERR_SHAPE', `out must be a ${n} x ${n} Matrix in double precision, got ${rows} x ${columns}`)
    }
    this.#formula.evaluate(needs.hessian, x, { hessian: data })
    return hessian
  }

  /** The Hessian times v, without the Hessian. */
  hessianProduct(at: Point, v: VectorLike, out?: Float64Array): Float64Array {
    const x = this.#point(at)
    const direction = Float64Array.from(readNumbers('v', v, this.parameters.length))
    const product = this.#vector(out)
    this.#formula.evaluate(needs.product, x, { product, direction })
    return product
  }

  /** @internal */
  protected evaluateRows(at: Point, gradient: Float64Array, rows: Int32Array): number {
    return this.#formula.evaluateRows(this.#point(at), rows, this.#vector(gradient))
  }

  /** Gives the core's memory back at once, rather than when it is collected; runs under way keep theirs. */
  dispose(): void {
    this.#formula.dispose()
  }

  [Symbol.dispose](): void {
    this.dispose()
  }

  get #formula(): CoreFormula {
    return this[coreObjective]
  }

  #point(at: Point): Float64Array {
    return readPoint('at', at, this.parameters)
  }

  #vector(out: Float64Array | undefined): Float64Array {
    const n = this.parameters.length
    if (out === undefined) return allocateDoubles(n)
    if (!(out instanceof Float64Array)) throw misuse('ERR_SHAPE', `out must be a Float64Array, got ${show(out)}`)
    if (out.length !== n) throw rangeError('ERR_SHAPE', `out must have ${n} elements, got ${out.length}`)
    return out
  }
}
