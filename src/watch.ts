import type { IterationInfo } from './result.ts'
import type { Run } from './run.ts'

interface Watched {
  /** Milliseconds. */
  maxTime?: number | undefined
  signal?: AbortSignal | undefined
  onIteration?: ((info: IterationInfo) => unknown) | undefined
}

/** Looks after a run between its questions: abort, time, and news of iterations. */
export class Watch {
  readonly #run: Run
  readonly #signal: AbortSignal | undefined
  readonly #onIteration: Watched['onIteration']
  readonly #trace: IterationInfo[] | undefined
  readonly #until: number

  constructor(run: Run, { maxTime, signal, onIteration }: Watched, trace: IterationInfo[] | undefined) {
    this.#run = run
    this.#signal = signal
    this.#onIteration = onIteration
    this.#trace = trace
    this.#until = maxTime === undefined || maxTime === Infinity ? Infinity : performance.now() + maxTime
  }

  /** Whether anything can end the run from outside, or wants to hear of iterations. */
  get isNeeded(): boolean {
    return this.#listens || this.#signal !== undefined || this.#until !== Infinity
  }

  get #listens(): boolean {
    return this.#onIteration !== undefined || this.#trace !== undefined
  }

  /** Whether the clock and the signal let the run go on; else it has ended. */
  allows(): boolean {
    if (this.#signal?.aborted) this.#run.end('aborted')
    else if (this.#until !== Infinity && performance.now() >= this.#until) this.#run.end('max-time')
    return !this.#run.done
  }

  /** Tells of an iteration that has ended; ends the run where it is to end; whether it goes on. */
  proceeds(): boolean {
    if (!this.report() && !this.#run.done) this.#run.end('stopped')
    return this.allows()
  }

  /** Tells of an iteration that has ended; false when the listener wants no more. */
  report(): boolean {
    if (!this.#listens || !this.#run.takeIterated()) return true
    const info = this.#run.iteration()
    this.#trace?.push(info)
    return this.#onIteration?.(info) !== false
  }
}
