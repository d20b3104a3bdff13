// Fitted models as JSON. What comes back is checked to the last field before any of it is used.

import { statuses } from '../backend/operations.ts'
import { decodeDoubles, encodeDoubles } from '../base64.ts'
import { misuse, show } from '../errors.ts'
import { Matrix } from '../matrix.ts'
import type { Status } from '../result.ts'
import type { Label } from './labels.ts'

const version = 1

/** Plain data. */
export interface SavedModel {
  model: string
  version: number
  options: object
  coefficients: number[] | number[][]
  intercept: number | number[]
  classes?: Label[]
  iterations: number
  status: Status
  converged: boolean
  message: string
  /** null where it is not finite. */
  objective: number | null
  dualityGap?: number | null
  gapEstimate?: number | null
  /** What partialFit goes on from: base64 of little-endian doubles. */
  training?: string
}

interface Fitted {
  options: object
  coefficients: Float64Array | Matrix
  intercept: number | Float64Array
  classes?: readonly Label[]
  iterations: number
  status: Status
  converged: boolean
  message: string
  objective: number
  dualityGap: number | undefined
  gapEstimate: number | undefined
}

export function writeModel(model: string, fitted: Fitted, state: Float64Array | undefined): SavedModel {
  const { options, coefficients, intercept, classes, iterations, status, converged, message } = fitted
  const { objective, dualityGap, gapEstimate } = fitted
  return {
    model,
    version,
    options: { ...options },
    coefficients: coefficients instanceof Matrix ? coefficients.toArray() : Array.from(coefficients),
    intercept: typeof intercept === 'number' ? intercept : Array.from(intercept),
    ...(classes && { classes: [...classes] }),
    iterations,
    status,
    converged,
    message,
    objective: finiteOrNull(objective),
    ...(dualityGap !== undefined && { dualityGap: finiteOrNull(dualityGap) }),
    ...(gapEstimate !== undefined && { gapEstimate: finiteOrNull(gapEstimate) }),
    ...(state && { training: encodeDoubles(state) }),
  }
}

const finiteOrNull = (value: number) => (Number.isFinite(value) ? value : null)

/** A model that was read: its options are still to be checked, by its constructor. */
export interface ReadModel {
  options: object
  fields: Omit<Fitted, 'options'>
  state: Float64Array | undefined
}

/** @throws `ERR_STATE`, naming the field */
export function readModel(model: string, json: unknown): ReadModel {
  const read = reader(model, json)
  const coefficients = readCoefficients(read)
  const intercept = readIntercept(read, coefficients)
  const classes = read.has('classes') ? readClasses(read) : undefined
  return {
    options: read.as('options', isObject, 'an object'),
    fields: {
      coefficients,
      intercept,
      ...(classes && { classes }),
      iterations: read.as('iterations', isCount, 'a whole number'),
      status: read.as('status', isStatus, 'a status'),
      converged: read.as('converged', (value) => typeof value === 'boolean', 'true or false'),
      message: read.as('message', isText, 'a text'),
      objective: read.as('objective', isNumberOrNull, 'a number') ?? Number.NaN,
      dualityGap: optionalNumber(read, 'dualityGap'),
      gapEstimate: optionalNumber(read, 'gapEstimate'),
    },
    state: read.has('training') ? decodeDoubles('the training', read.as('training', isText, 'a text')) : undefined,
  }
}

/** Reads the fields of a saved object, each once and only its own. */
export function reader(model: string, json: unknown) {
  const wrong = (what: string) => misuse('ERR_STATE', `this is no saved ${model}: ${what}`)
  if (!isObject(json)) throw wrong(`an object was expected, got ${show(json)}`)
  const own = new Map(Object.entries(json))
  const read = {
    wrong,
    has: (name: string) => own.get(name) !== undefined,
    as<T>(name: string, is: (value: unknown) => value is T, expected: string): T {
      const value = own.get(name)
      if (!is(value)) throw wrong(`${name} must be ${expected}, got ${show(value)}`)
      return value
    },
  }
  read.as('model', (value): value is string => value === model, `'${model}'`)
  read.as('version', (value): value is number => value === version, `${version}`)
  return read
}

type Reader = ReturnType<typeof reader>

const isText = (value: unknown): value is string => typeof value === 'string'
const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isNumber = (value: unknown): value is number => Number.isFinite(value)
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
const isStatus = (value: unknown): value is Status => statuses.includes(value as Status)
const isNumberOrNull = (value: unknown): value is number | null => value === null || Number.isFinite(value)
export const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length > 0 && value.every(isNumber)
const isRows = (value: unknown): value is number[][] =>
  Array.isArray(value) && value.length > 2 && value.every((row) => isNumbers(row) && row.length === value[0].length)

function optionalNumber(read: Reader, name: string): number | undefined {
  return read.has(name) ? (read.as(name, isNumberOrNull, 'a number') ?? Number.NaN) : undefined
}

function readCoefficients(read: Reader): Float64Array | Matrix {
  const isEither = (value: unknown): value is number[] | number[][] => isNumbers(value) || isRows(value)
  const values = read.as(
    'coefficients',
    isEither,
    'numbers, or rows of as many numbers for each of three classes or more',
  )
  return isNumbers(values) ? Float64Array.from(values) : Matrix.from(values)
}

function readIntercept(read: Reader, coefficients: Float64Array | Matrix): number | Float64Array {
  if (!(coefficients instanceof Matrix)) return read.as('intercept', isNumber, 'a number')
  const { rows } = coefficients
  const isRow = (value: unknown): value is number[] => isNumbers(value) && value.length === rows
  return Float64Array.from(read.as('intercept', isRow, `${rows} numbers`))
}

function readClasses(read: Reader): Label[] {
  const isLabel = (value: unknown): value is Label =>
    typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
  const areLabels = (value: unknown): value is Label[] =>
    Array.isArray(value) &&
    value.length > 1 &&
    value.every((label) => isLabel(label) && typeof label === typeof value[0]) &&
    new Set(value).size === value.length
  return read.as('classes', areLabels, 'two or more different labels of one type')
}
