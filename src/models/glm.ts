// The fit of a generalized linear model in the core: on the caller's rows at once, or as a run on a data set.
import type { News } from '../backend/backend.ts'
import { core } from '../backend/current.ts'
import { glmReportNames, glmSettingNames, glmSolverNames, runNumberNames, statuses } from '../backend/operations.ts'
import { misuse, rangeError } from '../errors.ts'
import type { MatrixLike } from '../matrix.ts'
import { type Progress, type RunNumbers, readRunNumbers, type Status, statusAt } from '../result.ts'
import { statusIndex } from '../run.ts'
import { supervise } from '../supervise.ts'
import { badValue } from './arguments.ts'
import { Dataset, upload } from './dataset.ts'
import type { Plan } from './training.ts'

/** The losses of the core, by index. */
export const losses = ['squared', 'logistic', 'poisson', 'multinomial'] as const
export type Loss = (typeof losses)[number]

/** What is minimized: Σ scale · weight · loss + penalty/2 ‖W‖². */
export interface GlmProblem {
  loss: Loss
  /** Of multinomial; else 1. */
  classes: number
  intercept: boolean
  scale: number
  penalty: number
  solver: (typeof glmSolverNames)[number]
  /** Where it is to be trained in epochs: then the solver does not matter. */
  training: Plan | undefined
  tolerance: number
  maxIterations: number
  y: Float64Array
  /** Empty for ones. */
  weights: Float64Array
  /** Parameters to start from; empty for none. */
  start: Float64Array
  /** What y and start are counted in: see target-unit.ts. */
  unit: number
}

/** How it ended. Parameters are coefficients, class by class, then intercepts. */
export interface GlmOutcome {
  parameters: Float64Array
  status: Status
  numbers: RunNumbers
  report: Record<(typeof glmReportNames)[number], number>
  /** What training goes on from; empty where there is nothing. */
  state: Float64Array
}

export interface Listener {
  signal?: AbortSignal | undefined
  onIteration?: ((info: Progress) => unknown) | undefined
}

function settingsOf(problem: GlmProblem): Float64Array {
  const numbers: Record<(typeof glmSettingNames)[number], number> = {
    loss: losses.indexOf(problem.loss),
    classes: problem.classes,
    intercept: problem.intercept ? 1 : 0,
    scale: problem.scale,
    penalty: problem.penalty,
    solver: glmSolverNames.indexOf(problem.solver),
    tolerance: problem.tolerance,
    maxIterations: problem.maxIterations,
  }
  return Float64Array.from(glmSettingNames, (name) => numbers[name])
}

class Outcome {
  readonly parameters: Float64Array
  readonly numbers = new Float64Array(runNumberNames.length)
  readonly report = new Float64Array(glmReportNames.length)

  constructor({ classes, intercept }: GlmProblem, columns: number) {
    this.parameters = new Float64Array(classes * (columns + (intercept ? 1 : 0)))
  }

  read(status: number, state: Float64Array = new Float64Array(0)): GlmOutcome {
    const report = Object.fromEntries(glmReportNames.map((name, i) => [name, this.report[i]]))
    return {
      parameters: this.parameters,
      status: statusAt(status),
      numbers: readRunNumbers(this.numbers),
      report: report as GlmOutcome['report'],
      state,
    }
  }
}

const inconsistent = -3
const otherState = -4

/** The error for a fit that the core did not begin. */
const refused = (code: number, { rows, columns }: { rows: number; columns: number }, { y, classes }: GlmProblem) =>
  code === otherState
    ? misuse('ERR_STATE', 'what was saved of the training is not of this solver, or of rows with other columns')
    : code === inconsistent
      ? rangeError('ERR_SHAPE', `${y.length} targets of ${classes} classes do not go with ${rows} rows`)
      : outOfMemory(rows, columns)

const outOfMemory = (rows: number, columns: number) =>
  rangeError('ERR_OUT_OF_MEMORY', `there is not enough memory to fit ${rows} rows of ${columns} numbers`)

/** Fits the rows in place, on this thread. @throws `ERR_NOT_FINITE`, `ERR_OUT_OF_MEMORY` */
export function solve(x: MatrixLike, problem: GlmProblem): GlmOutcome {
  const { operations } = core()
  const { data, rows, columns } = x
  const { y, weights, start } = problem
  const settings = settingsOf(problem)
  const outcome = new Outcome(problem, columns)
  const { parameters, numbers, report } = outcome
  const place = new Float64Array(2)
  const status =
    data instanceof Float32Array
      ? operations.glmSolveSingle(data, rows, columns, settings, y, weights, start, parameters, numbers, report, place)
      : operations.glmSolve(data, rows, columns, settings, y, weights, start, parameters, numbers, report, place)
  if (status === -1) throw badValue('X', x, place)
  if (status < 0) throw refused(status, x, problem)
  return outcome.read(status)
}

/** A fit of a data set, as a run of the core. `close` it, always. */
export class GlmRun {
  readonly #handle: number
  readonly #outcome: Outcome
  readonly #owned: number | undefined
  readonly #unit: number
  #code = -1

  /** Rows that are no data set are copied. @throws `ERR_NOT_FINITE`, `ERR_OUT_OF_MEMORY` */
  constructor(x: MatrixLike | Dataset, problem: GlmProblem) {
    const { operations } = core()
    this.#owned = x instanceof Dataset ? undefined : upload(x, x.data instanceof Float32Array ? 'single' : 'double')
    const data = x instanceof Dataset ? x.handle : this.#owned!
    this.#outcome = new Outcome(problem, x.columns)
    this.#unit = problem.unit
    const { y, weights, start, training } = problem
    const settings = settingsOf(problem)
    this.#handle = training
      ? operations.trainingCreate(data, settings, training.settings, training.update, y, weights, start, training.state)
      : operations.glmCreate(data, settings, y, weights, start)
    if (this.#handle < 0) {
      this.close()
      throw refused(this.#handle, x, problem)
    }
    operations.runBegin(this.#handle)
  }

  /** Drives the run to its end on this thread. */
  drive({ signal, onIteration }: Listener): void {
    const { operations } = core()
    const eachIteration = signal !== undefined || onIteration !== undefined
    while (this.#code < 0) {
      if (signal?.aborted) {
        this.end('aborted')
        return
      }
      this.#code = operations.runDrive(this.#handle, Infinity, eachIteration ? 1 : 0)
      if (this.#code < 0 && onIteration?.(this.#progress()) === false) this.end('stopped')
    }
  }

  end(status: Status): void {
    this.#code = core().operations.runEnd(this.#handle, statuses.indexOf(status))
  }

  #progress(): Progress {
    this.#read()
    const { iterations, value, gradientNorm } = readRunNumbers(this.#outcome.numbers)
    return { iteration: iterations, value: value * this.#unit * this.#unit, gradientNorm }
  }

  submit(tell: (news: News) => void): { ended: Promise<void>; stop(status: Status): void } {
    let stop = (_status: number) => {}
    const ended = new Promise<void>((resolve) => {
      const job = core().submit(this.#handle, (news) => {
        if (news.code < 0) return tell({ ...news, value: news.value * this.#unit * this.#unit })
        this.#code = news.code
        resolve()
      })
      stop = (status) => job.stop(status)
    })
    return { ended, stop: (status) => stop(statuses.indexOf(status)) }
  }

  #read(): void {
    const { operations } = core()
    const { parameters, numbers, report } = this.#outcome
    operations.runResult(this.#handle, parameters, new Float64Array(0), numbers)
    operations.glmReport(this.#handle, report)
  }

  outcome(): GlmOutcome {
    this.#read()
    return this.#outcome.read(statusIndex(this.#code), this.#state())
  }

  // Before the end of the first epoch there is none.
  #state(): Float64Array {
    const { operations } = core()
    if (readRunNumbers(this.#outcome.numbers).iterations === 0) return new Float64Array(0)
    const state = new Float64Array(operations.trainingState(this.#handle, new Float64Array(0)))
    operations.trainingState(this.#handle, state)
    return state
  }

  close(): void {
    const { operations } = core()
    if (this.#handle >= 0) operations.runFree(this.#handle)
    if (this.#owned !== undefined) operations.datasetFree(this.#owned)
  }
}

/** Fits on this thread. */
export function fitNow(x: MatrixLike | Dataset, problem: GlmProblem, listener: Listener): GlmOutcome {
  const listened = listener.signal !== undefined || listener.onIteration !== undefined
  if (!(x instanceof Dataset) && !listened && !problem.training) return solve(x, problem)
  const run = new GlmRun(x, problem)
  try {
    run.drive(listener)
    return run.outcome()
  } finally {
    run.close()
  }
}

/** Fits on other threads, or in slices of 8 ms with WebAssembly; the rows are copied before it returns. */
export async function fitLater(x: MatrixLike | Dataset, problem: GlmProblem, listener: Listener): Promise<GlmOutcome> {
  const run = new GlmRun(x, problem)
  try {
    await supervise(run, listener)
    const outcome = run.outcome()
    return outcome.status === 'out-of-memory' ? Promise.reject(outOfMemory(x.rows, x.columns)) : outcome
  } finally {
    run.close()
  }
}
