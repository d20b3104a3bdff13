import { misuse, rangeError, show } from './errors.ts'
import { didYouMean } from './options/schema.ts'
import { readNumbers, type VectorLike } from './vector.ts'

/** Bounds as callers give them: a number stands for every variable, infinities for none. */
export interface Bounds {
  lower?: number | VectorLike
  upper?: number | VectorLike
}

const none = new Float64Array(0)

/** Bounds as arrays of n; empty where there are none. @throws `ERR_SHAPE`, `ERR_OPTION`, `ERR_NOT_FINITE` */
export function readBounds(bounds: unknown, n: number): { lower: Float64Array; upper: Float64Array } {
  if (bounds === undefined) return { lower: none, upper: none }
  if (typeof bounds !== 'object' || bounds === null) {
    throw misuse('ERR_OPTION', `bounds must be { lower, upper }, got ${show(bounds)}`)
  }
  if (Array.isArray(bounds)) {
    throw misuse('ERR_OPTION', 'bounds must be { lower, upper }, each a number or a vector, got an array')
  }
  const unknown = Object.keys(bounds).find((name) => name !== 'lower' && name !== 'upper')
  if (unknown !== undefined) {
    throw misuse(
      'ERR_OPTION',
      `bounds has lower and upper, and no '${unknown}'${didYouMean(unknown, ['lower', 'upper'])}`,
    )
  }
  const { lower, upper } = bounds as Bounds
  const low = readSide('bounds.lower', lower, -Infinity, n)
  const high = readSide('bounds.upper', upper, Infinity, n)
  for (let i = 0; i < n; i++) {
    if (low[i]! > high[i]! || low[i] === Infinity || high[i] === -Infinity) {
      throw rangeError('ERR_OPTION', `bounds leave nothing for variable ${i}: ${low[i]} to ${high[i]}`)
    }
  }
  const bounded = low.some((value) => value !== -Infinity) || high.some((value) => value !== Infinity)
  return bounded ? { lower: low, upper: high } : { lower: none, upper: none }
}

/** One side of limits as an array of n. @throws `ERR_SHAPE`, `ERR_NOT_FINITE` */
export function readSide(name: string, side: unknown, missing: number, n: number): Float64Array {
  if (side === undefined) return new Float64Array(n).fill(missing)
  const values =
    typeof side === 'number' ? new Float64Array(n).fill(side) : Float64Array.from(readNumbers(name, side, n))
  const bad = values.findIndex(Number.isNaN)
  if (bad >= 0) throw misuse('ERR_NOT_FINITE', `${name}[${bad}] must be a number or an infinity, got NaN`)
  return values
}
