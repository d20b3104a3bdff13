import { misuse, shorten, show } from '../errors.ts'
import { didYouMean } from '../options/schema.ts'
import type { FitModel } from './model.ts'

/**
 * Puts numbers by name in the places of their parameters. Those of fixed and tied ones are passed over: what is written
 * for several fits may serve all, whichever parameters they hold.
 *
 * @throws `ERR_OPTION`, `ERR_NOT_FINITE`, naming the parameter
 */
export function readNamed(
  option: string,
  given: Readonly<Record<string, unknown>>,
  model: FitModel,
  out: Float64Array,
): void {
  for (const name of Object.keys(given)) {
    const value = given[name]
    const place = model.free.indexOf(name)
    if (place < 0) checkKnown(option, name, model)
    if (place < 0 || value === undefined) continue
    if (typeof value !== 'number')
      throw misuse('ERR_OPTION', `${option}.${shorten(name)} must be a number, got ${show(value)}`)
    if (!Number.isFinite(value)) {
      throw misuse('ERR_NOT_FINITE', `${option}.${shorten(name)} must be a finite number, got ${value}`)
    }
    out[place] = value
  }
}

/** @throws `ERR_OPTION` where no parameter has the name */
export function checkKnown(option: string, name: string, { names, columns }: FitModel): void {
  if (names.includes(name)) return
  const what = columns.includes(name)
    ? 'is a column of the data'
    : `is no parameter of the formula${didYouMean(name, names)}`
  throw misuse('ERR_OPTION', `${option}: ${shorten(name)} ${what}`)
}
