// A test function as an objective that the core evaluates.

import { core } from '../backend/current.ts'
import { problemNames } from '../backend/operations.ts'
import { type CoreObjective, type CoreProblem, coreObjective } from '../core-objective.ts'
import { misuse, rangeError, show } from '../errors.ts'
import { Matrix } from '../matrix.ts'
import { needs } from '../needs.ts'
import type { ObjectiveFunctions } from '../objective.ts'
import { readNumbers, type VectorLike } from '../vector.ts'
import { problemData } from './data.ts'
import type { Minimum, ProblemName } from './minima.ts'
import { movedMinima, moveStart } from './shift.ts'

const none: Float64Array = new Float64Array(0)

/** A test function of a fixed number of variables. It may be passed to `minimize`, or called. */
export class Problem implements CoreObjective, ObjectiveFunctions {
  readonly name: ProblemName
  readonly title: string
  /** Its number in Moré, Garbow and Hillstrom (1981), if it is theirs. */
  readonly number: number | undefined
  /** The number of variables. */
  readonly dimension: number
  /** The standard start; of a shifted problem it has moved along, as far as the box goes. */
  readonly start: Float64Array
  /** The box in which its minima are looked for, if there is one. */
  readonly bounds: { lower: Float64Array; upper: Float64Array } | undefined
  /** The lowest value there is, where it is known. */
  readonly minimum: number | undefined
  /** Points at which the minimum is attained: those that are known, which need not be all. */
  readonly minimizers: readonly Float64Array[]
  /** Everything known of minima, local ones and infima too, the lowest first. */
  readonly minima: readonly Minimum[]
  /** By how much everything but the box has moved, if it has. */
  readonly shift: Float64Array | undefined
  readonly [coreObjective]: CoreProblem

  /** @throws `ERR_OPTION` when the problem does not take n variables. */
  constructor(name: ProblemName, n?: number, shift?: Float64Array) {
    const data = problemData[name]
    this.name = name
    this.title = data.title
    this.number = data.number
    const index = problemNames.indexOf(name)
    this.dimension = readDimension(name, index, n)
    this.shift = shift
    this[coreObjective] = { problem: index, dimension: this.dimension, shift: shift ?? none }
    this.start = allocate(this.dimension, name)
    core().operations.problemStart(index, this.start)
    const box = typeof data.bounds === 'function' ? data.bounds(this.dimension) : data.bounds
    this.bounds = box && { lower: this.#spread(box.lower), upper: this.#spread(box.upper) }
    const minima = this.#allocated(() => data.minima(this.dimension))
    this.minima = shift ? movedMinima(data, minima, shift, this.bounds) : minima
    if (shift) moveStart(this.start, shift, this.bounds)
    const lowest = this.minima[0]
    this.minimum = lowest?.value
    this.minimizers = this.minima.flatMap(({ value, x }) => (x && value === lowest?.value ? [x] : []))
  }

  /**
   * The same function moved: x ↦ f(x - by), inside the same box, so that no method profits from a minimum in the middle
   * of it. The start and the known minima move along; those that leave the box are no longer known.
   */
  shifted(by: VectorLike): Problem {
    const shift = Float64Array.from(readNumbers('by', by, this.dimension))
    const bad = shift.findIndex((value) => !Number.isFinite(value))
    if (bad >= 0) throw misuse('ERR_NOT_FINITE', `by[${bad}] must be a finite number, got ${shift[bad]}`)
    const before = this.shift
    return new Problem(this.name, this.dimension, before ? shift.map((value, j) => value + before[j]!) : shift)
  }

  value(x: VectorLike): number {
    return this.#evaluate(needs.value, x, {})
  }

  gradient(x: VectorLike, out?: Float64Array): Float64Array {
    const gradient = this.#vector(out)
    this.#evaluate(needs.gradient, x, { gradient })
    return gradient
  }

  /** Fills `out` with the gradient and returns the value. */
  valueAndGradient(x: VectorLike, out: Float64Array): number {
    return this.#evaluate(needs.value | needs.gradient, x, { gradient: this.#vector(out) })
  }

  hessian(x: VectorLike, out?: Matrix): Matrix {
    const n = this.dimension
    const hessian = out ?? new Matrix(allocate(n * n, this.name), n, n)
    const { data, rows, columns } = hessian
    if (!(data instanceof Float64Array) || rows !== n || columns !== n || data.length !== n * n) {
      throw rangeError('ERR_SHAPE', `out must be a ${n} x ${n} Matrix in double precision, got ${rows} x ${columns}`)
    }
    this.#evaluate(needs.hessian, x, { hessian: data })
    return hessian
  }

  /** The Hessian at x times v. */
  hessianProduct(x: VectorLike, v: VectorLike, out?: Float64Array): Float64Array {
    const product = this.#vector(out)
    this.#evaluate(needs.product, x, { product, direction: readNumbers('v', v, this.dimension) })
    return product
  }

  // What has an element for every variable may be too large for an array.
  #allocated<T>(make: () => T): T {
    try {
      return make()
    } catch {
      throw outOfMemory(this.name, this.dimension)
    }
  }

  #spread(side: number | readonly number[]): Float64Array {
    return typeof side === 'number' ? allocate(this.dimension, this.name).fill(side) : Float64Array.from(side)
  }

  #vector(out: Float64Array | undefined): Float64Array {
    if (out === undefined) return allocate(this.dimension, this.name)
    if (!(out instanceof Float64Array)) throw misuse('ERR_SHAPE', `out must be a Float64Array, got ${show(out)}`)
    if (out.length !== this.dimension) {
      throw rangeError('ERR_SHAPE', `out must have ${this.dimension} elements, got ${out.length}`)
    }
    return out
  }

  #evaluate(
    needed: number,
    at: VectorLike,
    { direction = none, gradient = none, hessian = none, product = none },
  ): number {
    const given = readNumbers('x', at, this.dimension)
    // The core reads in place while it writes.
    const shared = [gradient, hessian, product].some(
      ({ length, buffer }) => length > 0 && (buffer === given.buffer || buffer === direction.buffer),
    )
    const [x, v] = shared ? [given.slice(), direction.slice()] : [given, direction]
    const value = new Float64Array(1)
    const n = hessian.length > 0 ? this.dimension : 0
    const { problemEvaluate } = core().operations
    const { problem, shift } = this[coreObjective]
    const failed = problemEvaluate(problem, needed, shift, x, v, value, gradient, hessian, n, n, product)
    if (failed) throw outOfMemory(this.name, this.dimension)
    return value[0]!
  }
}

function outOfMemory(name: string, count: number) {
  return rangeError('ERR_OUT_OF_MEMORY', `${name}: there is not enough memory for ${count} numbers`)
}

function allocate(count: number, name: string): Float64Array {
  try {
    return new Float64Array(count)
  } catch {
    throw outOfMemory(name, count)
  }
}

function readDimension(name: ProblemName, index: number, n: unknown): number {
  const dimensions = new Int32Array(4)
  core().operations.problemDimensions(index, dimensions)
  const [standard = 0, smallest = 0, largest = 0, multiple = 1] = dimensions
  if (n === undefined) return standard
  const valid = Number.isInteger(n) && (n as number) >= smallest && (n as number) <= largest
  if (typeof n === 'number' && valid && n % multiple === 0) return n
  const range = largest < 2 ** 31 - 1 ? `from ${smallest} to ${largest}` : `of at least ${smallest}`
  const kind = multiple === 2 ? 'an even number' : 'a whole number'
  throw rangeError('ERR_OPTION', `${name}: the number of variables must be ${kind} ${range}, got ${show(n)}`)
}
