import { type Bounds, type NamedBounds, readBounds } from '../bounds.ts'
import { isByName } from '../compile/named.ts'
import { misuse } from '../errors.ts'
import type { FitModel } from './model.ts'

/**
 * `{ lower, upper }`, each a number, numbers by name or a vector in the order of the free parameters; or
 * `{ name: [lower, upper] }`. Infinities, and names that are left out, stand for no bound.
 */
export type FitBounds = Bounds | NamedBounds

/** Of the free parameters; empty where there are no bounds. */
export interface Limits {
  readonly lower: Float64Array
  readonly upper: Float64Array
}

/** Those of fixed parameters are passed over. @throws `ERR_OPTION`, `ERR_SHAPE`, `ERR_NOT_FINITE` */
export function readFitBounds(model: FitModel, bounds: unknown): Limits {
  const { free, expansion } = model
  if (!expansion || !isByName(bounds)) return readBounds(bounds, free.length, free)
  const sides = Object.entries(withoutHeld(bounds, model)).map(([name, side]) => [
    name,
    isByName(side) ? withoutHeld(side, model) : side,
  ])
  return readBounds(Object.fromEntries(sides), free.length, free)
}

function withoutHeld(byName: object, { names, free, tied }: FitModel): object {
  const entries = Object.entries(byName)
  const bound = entries.find(([name]) => tied.includes(name))
  if (bound) {
    throw misuse('ERR_OPTION', `bounds: ${bound[0]} is tied; bounds can be kept of parameters that are free only`)
  }
  return Object.fromEntries(entries.filter(([name]) => free.includes(name) || !names.includes(name)))
}
