import { isByName, placeOf } from './compile/named.ts'
import { misuse, rangeError, show } from './errors.ts'
import { didYouMean } from './options/schema.ts'
import { readNumbers, type VectorLike } from './vector.ts'

/** One side of bounds: a number stands for every variable, infinities for none; by name, those left out have none. */
type Side = number | VectorLike | Readonly<Record<string, number>>

/** Bounds as callers give them. */
export interface Bounds {
  lower?: Side
  upper?: Side
}

/** Bounds of parameters by name, `[lower, upper]` each; those left out have none. */
export type NamedBounds = Readonly<Record<string, readonly [lower: number, upper: number]>>

const none = new Float64Array(0)

/**
 * Bounds as arrays of n; empty where there are none. Variables that have names may be bounded by name.
 *
 * @throws `ERR_SHAPE`, `ERR_OPTION`, `ERR_NOT_FINITE`
 */
export function readBounds(
  bounds: unknown,
  n: number,
  names?: readonly string[],
): { lower: Float64Array; upper: Float64Array } {
  if (bounds === undefined) return { lower: none, upper: none }
  if (typeof bounds !== 'object' || bounds === null) {
    throw misuse('ERR_OPTION', `bounds must be { lower, upper }, got ${show(bounds)}`)
  }
  if (Array.isArray(bounds)) {
    throw misuse('ERR_OPTION', 'bounds must be { lower, upper }, each a number or a vector, got an array')
  }
  const unknown = Object.keys(bounds).find((name) => name !== 'lower' && name !== 'upper')
  if (unknown !== undefined && !names) {
    throw misuse(
      'ERR_OPTION',
      `bounds has lower and upper, and no '${unknown}'${didYouMean(unknown, ['lower', 'upper'])}`,
    )
  }
  const { lower, upper } = names && unknown !== undefined ? sidesOf(bounds, names) : (bounds as Bounds)
  const low = readSide('bounds.lower', lower, -Infinity, n, names)
  const high = readSide('bounds.upper', upper, Infinity, n, names)
  for (let i = 0; i < n; i++) {
    if (low[i]! > high[i]! || low[i] === Infinity || high[i] === -Infinity) {
      const which = names?.[i] ?? `variable ${i}`
      throw rangeError('ERR_OPTION', `bounds leave nothing for ${which}: ${low[i]} to ${high[i]}`)
    }
  }
  const bounded = low.some((value) => value !== -Infinity) || high.some((value) => value !== Infinity)
  return bounded ? { lower: low, upper: high } : { lower: none, upper: none }
}

// Of bounds by name.
function sidesOf(bounds: object, names: readonly string[]): { lower: Float64Array; upper: Float64Array } {
  const lower = new Float64Array(names.length).fill(-Infinity)
  const upper = new Float64Array(names.length).fill(Infinity)
  for (const [name, range] of Object.entries(bounds) as [string, unknown][]) {
    const i = placeOf('bounds', name, names)
    const [low, high]: unknown[] = Array.isArray(range) && range.length === 2 ? range : []
    if (typeof low !== 'number' || typeof high !== 'number') {
      throw misuse('ERR_OPTION', `bounds.${name} must be [lower, upper], got ${show(range)}`)
    }
    lower[i] = low
    upper[i] = high
  }
  return { lower, upper }
}

// A side by name as a vector.
function sideByName(name: string, side: object, missing: number, names: readonly string[]): Float64Array {
  const values = new Float64Array(names.length).fill(missing)
  for (const [key, value] of Object.entries(side) as [string, unknown][]) {
    const i = placeOf(name, key, names)
    if (typeof value !== 'number') throw misuse('ERR_OPTION', `${name}.${key} must be a number, got ${show(value)}`)
    values[i] = value
  }
  return values
}

/** One side of limits as an array of n. @throws `ERR_SHAPE`, `ERR_NOT_FINITE` */
export function readSide(
  name: string,
  given: unknown,
  missing: number,
  n: number,
  names?: readonly string[],
): Float64Array {
  if (given === undefined) return new Float64Array(n).fill(missing)
  const side = names && isByName(given) ? sideByName(name, given, missing, names) : given
  const values =
    typeof side === 'number' ? new Float64Array(n).fill(side) : Float64Array.from(readNumbers(name, side, n))
  const bad = values.findIndex(Number.isNaN)
  if (bad >= 0) throw misuse('ERR_NOT_FINITE', `${name}[${bad}] must be a number or an infinity, got NaN`)
  return values
}
