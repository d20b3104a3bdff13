// Where a fit starts: by name or as a vector, and where a curve has a rule, from the data.
import { isByName, list } from '../compile/named.ts'
import { misuse, rangeError, show } from '../errors.ts'
import { readVector } from '../vector.ts'
import type { Limits } from './bounds.ts'
import { readNamed } from './by-name.ts'
import type { FitData } from './data.ts'
import type { FitModel } from './model.ts'

/** The free parameters at the start, a new vector. @throws `ERR_OPTION`, `ERR_SHAPE`, `ERR_NOT_FINITE` */
export function readStart(model: FitModel, data: FitData, given: unknown, limits: Limits): Float64Array {
  const { free } = model
  const start = new Float64Array(free.length).fill(Number.NaN)
  if (isByName(given)) readNamed('start', given, model, start)
  else if (typeof given === 'object' && given !== null) start.set(readVector('start', given, free.length))
  else if (given !== undefined) {
    throw misuse('ERR_OPTION', `start must be numbers by name, as { a: 1 }, or a vector, got ${show(given)}`)
  }
  checkInside(model, start, limits)
  if (start.some(Number.isNaN)) fillIn(model, data, start, limits)
  return start
}

function checkInside({ free }: FitModel, start: Float64Array, { lower, upper }: Limits): void {
  for (const [i, low] of lower.entries()) {
    const high = upper[i]!
    if (start[i]! < low || start[i]! > high) {
      throw rangeError('ERR_OPTION', `the start of ${free[i]}, ${start[i]}, is outside its bounds ${low} and ${high}`)
    }
  }
}

// What is not given, NaN, comes from the curve's rule; bounds, which the rule does not know, move it.
function fillIn({ free, startRule }: FitModel, data: FitData, start: Float64Array, { lower, upper }: Limits): void {
  if (!startRule) {
    const missing = free.filter((_, i) => Number.isNaN(start[i]))
    throw misuse('ERR_OPTION', `start must have a value for each free parameter; there is none for ${list(missing)}`)
  }
  const weights = data.weights.length > 0 ? data.weights.slice() : new Float64Array(data.rows).fill(1)
  const values: unknown = startRule(data.packed.slice(0, data.rows), data.y.slice(), weights)
  const found = isByName(values) ? values : {}
  for (const [i, name] of free.entries()) {
    if (!Number.isNaN(start[i])) continue
    const value = Object.hasOwn(found, name) ? found[name] : undefined
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      throw misuse('ERR_OPTION', `the curve's rule for a start gives ${name} no finite value, but ${show(value)}`)
    }
    start[i] = Math.min(Math.max(value, lower[i] ?? -Infinity), upper[i] ?? Infinity)
  }
}
