// Values by name: points, constants, columns. Objects are read by their own enumerable properties alone, each once, so
// that no name (`constructor`, `__proto__`) finds what nobody gave.
import { type ErrorCode, misuse, shorten, show } from '../errors.ts'
import { didYouMean } from '../options/schema.ts'
import { readNumbers, type VectorLike } from '../vector.ts'

/** Values of parameters: by name, or a vector in the order of the parameters. */
export type Point = VectorLike | Readonly<Record<string, number>>

/** Whether values are given by name: an object that is no vector. */
export function isByName(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)
}

/** A name among those known, by its place. @throws with `code`, with the nearest one that is */
export function placeOf(what: string, name: string, known: readonly string[], code: ErrorCode = 'ERR_OPTION'): number {
  const place = known.indexOf(name)
  if (place >= 0) return place
  const names = known.length > 0 ? `; the names are ${list(known)}` : ''
  throw misuse(code, `${what} names ${show(name)}, which is no parameter${didYouMean(name, known) || names}`)
}

/** Numbers by name or as a vector, in the order of the names; NaN and infinities pass. @throws `ERR_SHAPE` */
export function readPoint(what: string, point: unknown, names: readonly string[]): Float64Array {
  if (!isByName(point)) return readNumbers(what, point, names.length)
  const values = new Float64Array(names.length)
  let given = 0
  for (let i = 0; i < names.length; i++) {
    const name = names[i]!
    const value = Object.hasOwn(point, name) ? point[name] : undefined
    if (typeof value !== 'number') throw missing(what, name, value, point)
    values[i] = value
    given++
  }
  const keys = Object.keys(point)
  if (keys.length > given) for (const key of keys) placeOf(what, key, names, 'ERR_SHAPE')
  return values
}

// A name that is there, but is none of the parameters, may be the one that is missing, misspelled.
function missing(what: string, name: string, value: unknown, point: Readonly<Record<string, unknown>>): Error {
  if (value !== undefined) return misuse('ERR_SHAPE', `${what}.${name} must be a number, got ${show(value)}`)
  const hint = didYouMean(name, Object.keys(point)).replace('did you mean', 'is it there as')
  return misuse('ERR_SHAPE', `${what} must hold a number for ${name}${hint}`)
}

const most = 10

/** Names as a sentence has them. */
export function list(names: readonly string[]): string {
  const shown = names.slice(0, most).map(shorten).join(', ')
  return names.length > most ? `${shown} and ${names.length - most} more` : shown
}
