// Many fits in the core: read, and then done at once or as a run.
import type { News } from '../backend/backend.ts'
import { core } from '../backend/current.ts'
import {
  fitManySettingNames,
  residualMethodNames,
  robustLossNames,
  runNumberNames,
  statuses,
} from '../backend/operations.ts'
import { turn } from '../backend/turn.ts'
import { misuse, rangeError } from '../errors.ts'
import { readFixedValues, readResponse, readTies } from '../options/curve-fit.ts'
import { curveFitManySchema, type ReadManyOptions } from '../options/curve-fit-many.ts'
import { readOptions } from '../options/schema.ts'
import type { Status } from '../result.ts'
import { type Limits, readFitBounds } from './bounds.ts'
import { namesOf } from './data.ts'
import { type ManyData, readManyData } from './many-data.ts'
import { CurveFits, ManyPlaces } from './many-result.ts'
import { type ManyStart, readManyStart } from './many-start.ts'
import { type FitModel, fitModel } from './model.ts'
import { programHandle } from './programs.ts'

export interface ManyRequest {
  readonly where: string
  readonly model: FitModel
  readonly data: ManyData
  readonly start: ManyStart
  readonly limits: Limits
  readonly options: ReadManyOptions
}

export function readMany(where: string, formula: unknown, given: unknown, options: unknown): ManyRequest {
  const read = readOptions(where, options, curveFitManySchema) as unknown as ReadManyOptions
  if (read.absoluteSigma && read.loss !== 'squared') {
    throw misuse('ERR_OPTION', `${where}: absoluteSigma is for the squared loss`)
  }
  const model = fitModel(formula, {
    data: namesOf(given),
    response: readResponse(read.response),
    fixed: readFixedValues(read.fixed),
    tied: readTies(read.tied),
  })
  const limits = readFitBounds(model, read.bounds)
  const data = readManyData(model, given, read.offsets, read.weights)
  return {
    where,
    model,
    data,
    limits,
    start: readManyStart(model, data.shape.count, read.start, limits),
    options: read,
  }
}

/** Copies of what is the caller's, who may change it before the core has copied it. */
export const kept = (request: ManyRequest): ManyRequest => ({
  ...request,
  data: { ...request.data, each: request.data.each.slice(), shared: request.data.shared.slice() },
})

/** Milliseconds of a curve's rule between two looks at the signal and turns of the event loop. */
const ruleMilliseconds = 5

/** Finds where the fits start as far as a moment goes: whether all of them do. */
export const startedAtOnce = ({ start, data }: ManyRequest): boolean => start.fillIn(data, ruleMilliseconds)

/** Goes on with that, off and on, unless the signal is aborted. */
export async function startedInTurns(request: ManyRequest): Promise<void> {
  do await turn()
  while (!request.options.signal?.aborted && !startedAtOnce(request))
}

function settingsOf({ model, data, options }: ManyRequest): Float64Array {
  const settings: Record<(typeof fitManySettingNames)[number], number> = {
    method: residualMethodNames.indexOf(options.method),
    loss: robustLossNames.indexOf(options.loss),
    lossScale: options.lossScale,
    exact: options.derivative === 'exact' ? 1 : 0,
    gradientTolerance: options.gradientTolerance,
    stepTolerance: options.stepTolerance,
    maxIterations: options.maxIterations,
    weighted: data.weighted ? 1 : 0,
    absolute: options.absoluteSigma ? 1 : 0,
    errors: options.standardErrors ? 1 : 0,
    covariance: options.standardErrors && model.expansion ? 1 : 0,
  }
  return Float64Array.from(fitManySettingNames, (name) => settings[name])
}

/** How long a slice of a run on the calling thread is, between two looks at who listens. */
const sliceMilliseconds = 50

const empty = new Float64Array(0)
const [noFormula, outOfMemory] = [-1, -2]

function failure(code: number, { where, data }: ManyRequest): Error {
  if (code === outOfMemory) {
    return rangeError('ERR_OUT_OF_MEMORY', `${where}: there is not enough memory for ${data.shape.count} fits`)
  }
  const what = code === noFormula ? 'the formula is gone' : 'what the core was given does not go together'
  return new Error(`steepest: ${where}: ${what}`)
}

/** Nanoseconds that all fits take, very roughly. */
export const estimate = ({ model, data, options }: ManyRequest): number =>
  data.shape.total * (model.steps.length + model.free.length) * (options.loss === 'squared' ? 2 : 20)

// What both operations are given, in their order.
function inputsOf(request: ManyRequest) {
  const { model, data, start, limits } = request
  const { shape, places, shared, each, eachCount } = data
  const sharedCount = places.length - eachCount
  return [
    programHandle(model),
    settingsOf(request),
    shape.count,
    places,
    shared,
    sharedCount,
    sharedCount > 0 ? shape.rows : 0,
    each,
    eachCount,
    shape.total,
    shape.offsets,
    start.values,
    model.free.length,
    start.columns,
    limits.lower,
    limits.upper,
  ] as const
}

function outputsOf(places: ManyPlaces, count: number) {
  const { parameters, errors, covariance, sums, codes, iterations, converged } = places
  const height = (rows: Float64Array) => (count > 0 ? rows.length / count : 0)
  return [
    ...([parameters, height(parameters), count] as const),
    ...([errors, height(errors), count] as const),
    ...([covariance, height(covariance), count] as const),
    sums,
    codes,
    iterations,
    converged,
  ] as const
}

const placesOf = ({ model, data, options }: ManyRequest) =>
  new ManyPlaces(model, data.shape.count, options.standardErrors)

/** On this thread and the pool's. */
export function solveMany(request: ManyRequest): CurveFits {
  const places = placesOf(request)
  const { count } = request.data.shape
  if (count > 0) {
    const code = core().operations.fitManySolve(...inputsOf(request), ...outputsOf(places, count))
    if (code < 0) throw failure(code, request)
  }
  return new CurveFits(request.model, places)
}

/** The same as a run of the core, with copies of the data. `close` it, always. */
export class ManyRun {
  readonly #request: ManyRequest
  readonly #handle: number

  /** @throws `ERR_OUT_OF_MEMORY` */
  constructor(request: ManyRequest) {
    this.#request = request
    this.#handle = core().operations.fitManyCreate(...inputsOf(request))
    if (this.#handle < 0) throw failure(this.#handle, request)
    core().operations.runBegin(this.#handle)
  }

  end(status: Status): void {
    core().operations.runEnd(this.#handle, statuses.indexOf(status))
  }

  /** A slice of it on this thread; whether it has ended. */
  drive(): boolean {
    return core().operations.runDrive(this.#handle, sliceMilliseconds, 0) >= 0
  }

  /** Fits that have ended. */
  get finished(): number {
    const numbers = new Float64Array(runNumberNames.length)
    core().operations.runResult(this.#handle, empty, empty, numbers)
    return numbers[runNumberNames.indexOf('iterations')]!
  }

  submit(tell: (news: News) => void): { ended: Promise<void>; stop(status: Status): void } {
    let stop = (_status: number) => {}
    const ended = new Promise<void>((resolve) => {
      const job = core().submit(this.#handle, (news) => {
        if (news.code < 0) tell(news)
        else resolve()
      })
      stop = (status) => job.stop(status)
    })
    return { ended, stop: (status) => stop(statuses.indexOf(status)) }
  }

  result(): CurveFits {
    const places = placesOf(this.#request)
    const { count } = this.#request.data.shape
    const code = core().operations.fitManyResult(this.#handle, ...outputsOf(places, count))
    if (code < 0) throw failure(code, this.#request)
    return new CurveFits(this.#request.model, places)
  }

  close(): void {
    core().operations.runFree(this.#handle)
  }
}
