// A fit in the core as a run: on this thread with its iterations told of, or on another.
import type { News } from '../backend/backend.ts'
import { core } from '../backend/current.ts'
import { runNumberNames, statuses } from '../backend/operations.ts'
import { allocateDoubles } from '../memory.ts'
import { type Progress, readRunNumbers, type Status, statusAt } from '../result.ts'
import { statusIndex } from '../run.ts'
import { type Supervision, supervise } from '../supervise.ts'
import { type CurveProblem, type CurveSolution, failure, numbers, solution } from './solve.ts'

const runNumbers = numbers.subarray(0, runNumberNames.length)
const fitNumbers = numbers.subarray(runNumberNames.length)
const nothing = new Float64Array(0)

// As Session::drive answers when an iteration has ended.
const paused = -2

/**
 * Fits on another thread (with WebAssembly in slices). An abort resolves with status `'aborted'` and the best point so
 * far.
 *
 * @throws (as a rejection) `ERR_OUT_OF_MEMORY`; what `onIteration` throws
 */
export async function solveCurveAsync(problem: CurveProblem, supervision: Supervision = {}): Promise<CurveSolution> {
  const run = new CurveRun(problem)
  try {
    await supervise(run, supervision)
    return run.solution()
  } finally {
    run.close()
  }
}

/** Fits on this thread; the signal and the listener are asked after each iteration. */
export function driveCurve(
  problem: CurveProblem,
  { signal, onIteration, maxTime = Infinity }: Supervision,
): CurveSolution {
  const run = new CurveRun(problem)
  try {
    run.drive(signal, onIteration, maxTime)
    return run.solution()
  } finally {
    run.close()
  }
}

/** A fit as a run of the core. `close` it, always. */
class CurveRun {
  readonly #problem: CurveProblem
  readonly #handle: number
  readonly #parameters: Float64Array
  #code = -1

  constructor(problem: CurveProblem) {
    const { formula, columns, columnCount, response, weights, start, lower, upper, settings } = problem
    const { operations } = core()
    this.#problem = problem
    this.#parameters = new Float64Array(start.length)
    this.#handle = operations.fitCreate(
      formula,
      columns,
      columnCount,
      response.length,
      response,
      weights,
      settings,
      start,
      lower,
      upper,
    )
    if (this.#handle < 0) throw failure(this.#handle, problem)
    operations.runBegin(this.#handle)
  }

  drive(signal: AbortSignal | undefined, onIteration: Supervision['onIteration'], maxTime: number): void {
    const until = performance.now() + maxTime
    while (this.#code < 0) {
      if (signal?.aborted) this.end('aborted')
      else if (performance.now() >= until) this.end('max-time')
      else this.#code = core().operations.runDrive(this.#handle, until - performance.now(), 1)
      if (this.#code === paused && onIteration?.(this.#progress()) === false) this.end('stopped')
    }
  }

  submit(tell: (news: News) => void): { ended: Promise<void>; stop(status: Status): void } {
    let stop = (_status: number) => {}
    const ended = new Promise<void>((resolve) => {
      const job = core().submit(this.#handle, (news) => {
        if (news.code < 0) return tell(news)
        this.#code = news.code
        resolve()
      })
      stop = (status) => job.stop(status)
    })
    return { ended, stop: (status) => stop(statuses.indexOf(status)) }
  }

  end(status: Status): void {
    this.#code = core().operations.runEnd(this.#handle, statuses.indexOf(status))
  }

  #progress(): Progress {
    core().operations.runResult(this.#handle, this.#parameters, nothing, runNumbers)
    const { iterations, value, gradientNorm } = readRunNumbers(numbers)
    return { iteration: iterations, value, gradientNorm }
  }

  solution(): CurveSolution {
    const { operations } = core()
    const { response, start } = this.#problem
    const wanted = this.#problem.covariance ? start.length : 0
    const residuals = allocateDoubles(response.length)
    const covariance = new Float64Array(wanted * wanted)
    operations.runResult(this.#handle, this.#parameters, nothing, runNumbers)
    const code = operations.fitReport(this.#handle, residuals, nothing, 0, 0, covariance, wanted, wanted, fitNumbers)
    if (code < 0) throw failure(code, this.#problem)
    return solution(statusAt(statusIndex(this.#code)), this.#parameters, residuals, covariance)
  }

  close(): void {
    core().operations.runFree(this.#handle)
  }
}
