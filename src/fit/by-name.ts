import { misuse, show } from '../errors.ts'
import { didYouMean } from '../options/schema.ts'
import type { VectorLike } from '../vector.ts'
import type { FitModel } from './model.ts'

/** Numbers by the names of parameters, or in the order of those that are neither fixed nor tied. */
export type ByParameter = Readonly<Record<string, number>> | VectorLike

export const isVector = (given: unknown): boolean => Array.isArray(given) || ArrayBuffer.isView(given)

/**
 * Puts numbers by name in the places of their parameters. Those of fixed parameters are passed over: what is written for
 * several fits may serve all, whichever parameters they fix.
 *
 * @throws `ERR_OPTION`, `ERR_NOT_FINITE`, naming the parameter
 */
export function readNamed(
  option: string,
  given: unknown,
  model: FitModel,
  out: Float64Array,
  { infinite }: { infinite: boolean },
): void {
  if (typeof given !== 'object' || given === null) {
    throw misuse('ERR_OPTION', `${option} must be numbers by name, as { a: 1 }, or a vector, got ${show(given)}`)
  }
  for (const name of Object.keys(given)) {
    const value: unknown = (given as Record<string, unknown>)[name]
    const place = model.free.indexOf(name)
    if (place < 0) checkKnown(option, name, model)
    if (place < 0 || value === undefined) continue
    if (typeof value !== 'number') throw misuse('ERR_OPTION', `${option}.${name} must be a number, got ${show(value)}`)
    if (Number.isNaN(value) || !(infinite || Number.isFinite(value))) {
      const wanted = infinite ? 'a number or an infinity' : 'a finite number'
      throw misuse('ERR_NOT_FINITE', `${option}.${name} must be ${wanted}, got ${value}`)
    }
    out[place] = value
  }
}

function checkKnown(option: string, name: string, { names, columns }: FitModel): void {
  if (names.includes(name)) return
  const what = columns.includes(name)
    ? 'is a column of the data'
    : `is no parameter of the formula${didYouMean(name, names)}`
  throw misuse('ERR_OPTION', `${option}: ${name} ${what}`)
}
