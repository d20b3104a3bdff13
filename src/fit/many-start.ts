// Where many fits start: numbers for all, numbers for each, or what a curve's rule finds from each fit's data.
import { isByName, list } from '../compile/named.ts'
import { misuse, rangeError, show } from '../errors.ts'
import { readVector, type VectorLike } from '../vector.ts'
import type { Limits } from './bounds.ts'
import { checkKnown } from './by-name.ts'
import { type ManyData, rowsOf } from './many-data.ts'
import type { FitModel } from './model.ts'

type Given = number | Float64Array | undefined

/** @throws `ERR_OPTION`, `ERR_SHAPE`, `ERR_NOT_FINITE` */
export function readManyStart(model: FitModel, count: number, given: unknown, limits: Limits): ManyStart {
  const { free, startRule } = model
  const named = readNames(model, given)
  const starts = free.map((name) => readOne(`start.${name}`, named.get(name), count))
  const missing = free.filter((_, i) => starts[i] === undefined)
  if (missing.length > 0 && !startRule) {
    throw misuse('ERR_OPTION', `start must have a value for each free parameter; there is none for ${list(missing)}`)
  }
  for (const [i, low] of limits.lower.entries()) checkInside(free[i]!, starts[i], low, limits.upper[i]!)
  const columns = missing.length > 0 || starts.some((start) => typeof start === 'object') ? count : 1
  const values = new Float64Array(free.length * columns)
  starts.forEach((start, i) => {
    if (typeof start === 'number') values.fill(start, i * columns, (i + 1) * columns)
    else if (start) values.set(start, i * columns)
    else values.fill(Number.NaN, i * columns, (i + 1) * columns)
  })
  return new ManyStart(model, limits, { values, columns, missing })
}

// Values of fixed and tied parameters are passed over.
function readNames(model: FitModel, given: unknown): Map<string, unknown> {
  if (given === undefined) return new Map()
  if (!isByName(given)) {
    throw misuse('ERR_OPTION', `start must be values by name, as { a: 1, b: [2, 3] }, got ${show(given)}`)
  }
  const named = new Map(Object.entries(given).filter(([, value]) => value !== undefined))
  for (const name of named.keys()) {
    checkKnown('start', name, model)
    if (!model.free.includes(name)) named.delete(name)
  }
  return named
}

function readOne(name: string, given: unknown, count: number): Given {
  if (given === undefined) return undefined
  if (typeof given !== 'number') return readVector(name, given as VectorLike, count)
  if (Number.isFinite(given)) return given
  throw misuse('ERR_NOT_FINITE', `${name} must be a finite number, got ${given}`)
}

function checkInside(name: string, start: Given, lower: number, upper: number): void {
  const outside = (value: number) => value < lower || value > upper
  const place = typeof start === 'object' ? start.findIndex(outside) : -1
  const value = typeof start === 'number' ? start : start?.[place]
  if (value === undefined || !outside(value)) return
  const which = place < 0 ? '' : ` in fit ${place}`
  throw rangeError('ERR_OPTION', `the start of ${name}${which}, ${value}, is outside its bounds ${lower} and ${upper}`)
}

/** A free parameter a row. What was not given is there once `fillIn` has answered true. */
export class ManyStart {
  readonly values: Float64Array
  /** Numbers in a row: one for all fits, or one for each. */
  readonly columns: number
  readonly #model: FitModel
  readonly #limits: Limits
  readonly #missing: readonly string[]
  #fit = 0

  constructor(
    model: FitModel,
    limits: Limits,
    { values, columns, missing }: { values: Float64Array; columns: number; missing: readonly string[] },
  ) {
    this.#model = model
    this.#limits = limits
    this.values = values
    this.columns = columns
    this.#missing = missing
  }

  /**
   * Asks the curve's rule for as many fits as there is time for, from where it was left; whether all are done. The rule
   * is JavaScript's, and takes as long as the fits do.
   *
   * @throws `ERR_OPTION`, `ERR_NOT_FINITE`
   */
  fillIn(data: ManyData, milliseconds = Infinity): boolean {
    if (this.#missing.length === 0) return true
    const until = performance.now() + milliseconds
    while (this.#fit < data.shape.count && performance.now() < until) this.#fillIn(data, this.#fit++)
    return this.#fit === data.shape.count
  }

  // Bounds, which the rule does not know, move what it finds.
  #fillIn(data: ManyData, fit: number): void {
    const { lower, upper } = this.#limits
    const found = this.#found(data, fit)
    for (const name of this.#missing) {
      const value: unknown = Object.hasOwn(found, name) ? found[name] : undefined
      if (typeof value !== 'number' || !Number.isFinite(value)) {
        const what = `the curve's rule for a start gives ${name} no finite value in fit ${fit}`
        throw misuse('ERR_OPTION', `${what}, but ${show(value)}`)
      }
      const i = this.#model.free.indexOf(name)
      this.values[i * this.columns + fit] = Math.min(Math.max(value, lower[i] ?? -Infinity), upper[i] ?? Infinity)
    }
  }

  #found(data: ManyData, fit: number): Record<string, number> {
    const { columns, startRule } = this.#model
    const [predictor, response] = [0, columns.length]
    const y = rowsOf(data, response, fit).slice()
    const weights = data.weighted
      ? rowsOf(data, response + 1, fit).map((root) => root * root)
      : new Float64Array(y.length).fill(1)
    return startRule!(rowsOf(data, predictor, fit).slice(), y, weights)
  }
}
