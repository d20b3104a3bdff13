import { readSide } from '../bounds.ts'
import { misuse, rangeError, show } from '../errors.ts'
import { didYouMean } from '../options/schema.ts'
import { type ByParameter, isVector, readNamed } from './by-name.ts'
import type { FitModel } from './model.ts'

/** A number stands for every free parameter; infinities, and names that are left out, for no bound. */
export interface FitBounds {
  lower?: number | ByParameter
  upper?: number | ByParameter
}

/** Of the free parameters; empty where there are no bounds. */
export interface Limits {
  readonly lower: Float64Array
  readonly upper: Float64Array
}

const unlimited: Limits = { lower: new Float64Array(0), upper: new Float64Array(0) }
const sides = ['lower', 'upper']

/** @throws `ERR_OPTION`, `ERR_SHAPE`, `ERR_NOT_FINITE`, naming the parameter */
export function readFitBounds(model: FitModel, bounds: unknown): Limits {
  if (bounds === undefined) return unlimited
  if (typeof bounds !== 'object' || bounds === null || isVector(bounds)) {
    throw misuse('ERR_OPTION', `bounds must be { lower, upper }, got ${show(bounds)}`)
  }
  const unknown = Object.keys(bounds).find((name) => !sides.includes(name))
  if (unknown !== undefined) {
    const hint = model.names.includes(unknown) ? `; write { lower: { ${unknown}: … } }` : didYouMean(unknown, sides)
    throw misuse('ERR_OPTION', `bounds has lower and upper, and no '${unknown}'${hint}`)
  }
  const given = bounds as FitBounds
  const lower = readLimit('bounds.lower', given.lower, -Infinity, model)
  const upper = readLimit('bounds.upper', given.upper, Infinity, model)
  for (const [i, name] of model.free.entries()) {
    if (lower[i]! > upper[i]! || lower[i] === Infinity || upper[i] === -Infinity) {
      throw rangeError('ERR_OPTION', `bounds leave nothing for ${name}: ${lower[i]} to ${upper[i]}`)
    }
  }
  const bounded = lower.some((value) => value !== -Infinity) || upper.some((value) => value !== Infinity)
  return bounded ? { lower, upper } : unlimited
}

function readLimit(option: string, given: unknown, missing: number, model: FitModel): Float64Array {
  const { free, tied } = model
  if (given === undefined || typeof given === 'number' || isVector(given)) {
    return readSide(option, given, missing, free.length)
  }
  const limits = new Float64Array(free.length).fill(missing)
  readNamed(option, given, model, limits, { infinite: true })
  const held = tied.find((name) => Object.hasOwn(given as object, name))
  if (held !== undefined) {
    throw misuse('ERR_OPTION', `${option}: ${held} is tied; bounds can be kept of parameters that are free only`)
  }
  return limits
}
