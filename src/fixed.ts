import { placeOf } from './compile/named.ts'
import { misuse, rangeError, show } from './errors.ts'

/**
 * Variables held at their start: the run works on the free ones, the caller's objective sees all.
 *
 * @property free indices of the variables that move
 */
export class Embedding {
  readonly free: readonly number[]
  /** All variables, at the start. */
  readonly all: Float64Array

  constructor(start: Float64Array, fixed: ReadonlySet<number>) {
    this.all = start
    this.free = Array.from(start.keys()).filter((i) => !fixed.has(i))
  }

  get size(): number {
    return this.all.length
  }

  /** A number for each variable: that at which it is held, NaN for the free ones. */
  held(): Float64Array {
    const held = Float64Array.from(this.all)
    for (const i of this.free) held[i] = Number.NaN
    return held
  }

  /** The free elements of a vector of all variables. */
  restrict(all: ArrayLike<number>, out: Float64Array = new Float64Array(this.free.length)): Float64Array {
    this.free.forEach((i, k) => {
      out[k] = all[i]!
    })
    return out
  }

  /** All variables, the fixed ones at their start, or at `elsewhere`. */
  expand(free: Float64Array, elsewhere?: number): Float64Array {
    const all = elsewhere === undefined ? Float64Array.from(this.all) : new Float64Array(this.size).fill(elsewhere)
    this.free.forEach((i, k) => {
      all[i] = free[k]!
    })
    return all
  }

  /** The free rows and columns of a Hessian, row-major. */
  restrictHessian(all: ArrayLike<number>, out: Float64Array): void {
    const n = this.free.length
    this.free.forEach((i, k) => {
      this.free.forEach((j, l) => {
        out[k * n + l] = all[i * this.size + j]!
      })
    })
  }

  /** The free columns of a matrix, row-major. */
  restrictRows(all: ArrayLike<number>, out: Float64Array): void {
    const n = this.free.length
    for (let row = 0; row < all.length / this.size; row++) {
      this.free.forEach((i, k) => {
        out[row * n + k] = all[row * this.size + i]!
      })
    }
  }
}

/** Reads the option `fixed`: indices of variables, or their names where they have some; undefined when it holds none. */
export function readFixed(
  fixed: unknown,
  start: Float64Array,
  { lower, upper }: { lower: Float64Array; upper: Float64Array },
  names?: readonly string[],
): Embedding | undefined {
  if (fixed === undefined) return undefined
  if (!Array.isArray(fixed)) {
    throw misuse('ERR_OPTION', `fixed must be an array of indices${names ? ' or names' : ''}, got ${show(fixed)}`)
  }
  const held = new Set<number>()
  for (const given of fixed as unknown[]) {
    const index = names && typeof given === 'string' ? placeOf('fixed', given, names) : given
    if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index >= start.length) {
      throw rangeError('ERR_OPTION', `fixed must hold indices from 0 to ${start.length - 1}, got ${show(index)}`)
    }
    const [value, least = -Infinity, most = Infinity] = [start[index]!, lower[index], upper[index]]
    if (value < least || value > most) {
      throw rangeError(
        'ERR_OPTION',
        `fixed holds variable ${index} at ${value}, outside its bounds ${least} and ${most}`,
      )
    }
    held.add(index)
  }
  if (held.size === start.length) throw rangeError('ERR_OPTION', 'fixed leaves no variable to minimize over')
  return held.size === 0 ? undefined : new Embedding(start, held)
}
