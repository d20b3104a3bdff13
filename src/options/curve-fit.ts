// Options of curveFit and its kin.
import { methodNames, residualMethodNames } from '../backend/operations.ts'
import { isByName } from '../compile/named.ts'
import { misuse, shorten, show } from '../errors.ts'
import type { FitBounds } from '../fit/bounds.ts'
import type { MethodName } from '../methods.ts'
import type { Progress } from '../result.ts'
import type { VectorLike } from '../vector.ts'
import { type ReadResidualOptions, type ResidualMethod, type ResidualOptions, residualSchema } from './least-squares.ts'
import type { Schema } from './schema.ts'

/** What fits of a curve take, be it one or many. */
export const curveSchema = {
  response: { type: 'other' },
  start: { type: 'other' },
  fixed: { type: 'other' },
  tied: { type: 'other' },
  weights: { type: 'other' },
  absoluteSigma: { type: 'boolean', default: false },
  derivative: { type: 'choice', values: ['exact', 'differences'], default: 'exact' },
  standardErrors: { type: 'boolean', default: true },
} as const satisfies Schema

export const curveFitSchema = {
  ...residualSchema,
  method: { type: 'choice', values: [...residualMethodNames, ...methodNames], default: 'levenberg-marquardt' },
  // Its default is the method's.
  maxIterations: { type: 'number', min: 0, integer: true },
  seed: { type: 'number', min: 0, max: Number.MAX_SAFE_INTEGER, integer: true },
  ...curveSchema,
} as const satisfies Schema

/** Options of `curveFit` and `curveFitSync`. */
export interface CurveFitOptions extends Omit<ResidualOptions, 'method'> {
  /** The column of the data that the curve is fitted to. @default 'y' */
  response?: string
  /**
   * Values to start from: by name, or a vector in the order in which the formula has its free parameters. One of
   * `curves` needs none, or only some.
   */
  start?: Readonly<Record<string, number>> | VectorLike
  /** Bounds of free parameters. */
  bounds?: FitBounds
  /** Parameters that are numbers. */
  fixed?: Readonly<Record<string, number>>
  /** Parameters that are formulas of others, which need not be the curve's: `{ b: 'log(2) / halfLife' }`. */
  tied?: Readonly<Record<string, string>>
  /** Multiply the squared residuals, one a row: 1/σ². A row of weight 0 does not count. @default ones */
  weights?: VectorLike
  /**
   * Whether the weights are 1/σ² in the unit of y, so that standard errors follow from them alone; else only their
   * proportions matter, and the scatter of the residuals tells the rest. As SciPy's `absolute_sigma`.
   *
   * @default false
   */
  absoluteSigma?: boolean
  /**
   * Besides the methods for sums of squares any of `minimize`, on half the sum of the losses.
   *
   * @default 'levenberg-marquardt'
   */
  method?: ResidualMethod | MethodName
  /** `'differences'` are central ones; the exact derivatives are faster, too. @default 'exact' */
  derivative?: 'exact' | 'differences'
  /** Whether to compute standard errors and the covariance. @default true */
  standardErrors?: boolean
  /** Of methods that draw random numbers. @default drawn, and reported */
  seed?: number
  /** Called after each iteration, by `curveFit` at most every 50 ms; `false` stops the fit. */
  onIteration?: (info: Progress) => unknown
}

/** As read by `curveFitSchema`. */
export interface ReadCurveFitOptions
  extends Omit<ReadResidualOptions, 'method' | 'maxIterations' | 'bounds'>,
    Pick<CurveFitOptions, 'seed' | 'onIteration' | 'maxIterations'> {
  method: ResidualMethod | MethodName
  derivative: 'exact' | 'differences'
  absoluteSigma: boolean
  standardErrors: boolean
  response: unknown
  start: unknown
  bounds: unknown
  fixed: unknown
  tied: unknown
  weights: unknown
}

const nothing: ReadonlyMap<string, never> = new Map<string, never>()

/** The option `fixed`. @throws `ERR_OPTION`, `ERR_NOT_FINITE` */
export function readFixedValues(given: unknown): ReadonlyMap<string, number> {
  return readByName('fixed', 'numbers', given, (name, value) => {
    if (typeof value !== 'number')
      throw misuse('ERR_OPTION', `fixed.${shorten(name)} must be a number, got ${show(value)}`)
    if (Number.isFinite(value)) return value
    throw misuse('ERR_NOT_FINITE', `fixed.${shorten(name)} must be a finite number, got ${value}`)
  })
}

const mostTies = 100

/** The option `tied`. @throws `ERR_OPTION` */
export function readTies(given: unknown): ReadonlyMap<string, string> {
  const ties = readByName('tied', 'formulas', given, (name, value) => {
    if (typeof value === 'string') return value
    throw misuse('ERR_OPTION', `tied.${shorten(name)} must be a formula as a string, got ${show(value)}`)
  })
  if (ties.size <= mostTies) return ties
  throw misuse('ERR_OPTION', `tied may name ${mostTies} parameters, got ${ties.size}`)
}

function readByName<T>(
  option: string,
  what: string,
  given: unknown,
  read: (name: string, value: unknown) => T,
): ReadonlyMap<string, T> {
  if (given === undefined) return nothing
  if (!isByName(given)) throw misuse('ERR_OPTION', `${option} must be ${what} by name, got ${show(given)}`)
  const entries = Object.entries(given).filter(([, value]) => value !== undefined)
  return new Map(entries.map(([name, value]) => [name, read(name, value)]))
}

/** The option `response`. @throws `ERR_OPTION` */
export function readResponse(given: unknown): string {
  if (given === undefined) return 'y'
  if (typeof given === 'string') return given
  throw misuse('ERR_OPTION', `response must be the name of a column, got ${show(given)}`)
}
