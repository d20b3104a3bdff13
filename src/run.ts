// A run of the core: its handle, and the protocol of questions and answers.
import type { News } from './backend/backend.ts'
import { core } from './backend/current.ts'
import { statuses } from './backend/operations.ts'
import type { ConstraintKind } from './constraints.ts'
import { misuse } from './errors.ts'
import { needs } from './needs.ts'
import { evaluationsOf, type IterationInfo, type MinimizeResult, type Status, statusAt } from './result.ts'
import { RunBox } from './run-box.ts'
import { isAnswered, openRun, type RunOptions } from './run-options.ts'
import { readResult, readStanding, type Standing } from './run-outcome.ts'
import type { Answer, AnswerLog } from './run-state.ts'

// As Session::code and Session::drive answer: an iteration ended on the way; the needs; an iteration ended.
const iterated = 1 << 15
const needsMask = iterated - 1
const paused = -2

/** The place in `statuses` that a code of an ended run tells. */
export const statusIndex = (code: number): number => code >> 16

const noBytes = new Uint8Array(0)

/** A run. `close` it, always. */
export class Run {
  readonly #options: RunOptions
  readonly handle: number
  readonly #box: RunBox | undefined
  #code = 0
  #iterated = false
  #closed = false

  /** @throws `ERR_OUT_OF_MEMORY` */
  constructor(options: RunOptions) {
    this.#options = options
    this.handle = openRun(options)
    if (isAnswered(options)) return
    try {
      this.#box = new RunBox(this.handle, options)
    } catch (error) {
      core().operations.runFree(this.handle)
      throw error
    }
  }

  /** Where it is asked and told, unless the core answers it. */
  get box(): RunBox {
    if (!this.#box) throw misuse('ERR_STATE', 'the core answers this run')
    return this.#box
  }

  /** How many variables the objective has. */
  get variables(): number {
    return this.#options.embedding?.size ?? this.#options.start.length
  }

  /** Whether there are constraints that are functions. */
  get isConstrained(): boolean {
    const { equality, inequality } = this.constraintCounts
    return equality + inequality > 0
  }

  /** How many functions of each kind. */
  get constraintCounts(): Record<ConstraintKind, number> {
    const { equalities = 0, inequalities = 0 } = this.#options.constraints ?? {}
    return { equality: equalities, inequality: inequalities }
  }

  get done(): boolean {
    return (this.#code & needsMask) === 0
  }

  /** Why the run ended; `'stopped'` before it has. */
  get status(): Status {
    return this.done ? statusAt(statusIndex(this.#code)) : 'stopped'
  }

  /** What the run waits for, as bits of `needs`. */
  get needs(): number {
    return this.#code & needsMask
  }

  /** The rows that the question is about; undefined where it is about all. */
  readRows(): Uint32Array | undefined {
    return this.needs & needs.rows ? this.box.readRows() : undefined
  }

  /** Whether an iteration ended since this was last asked. */
  takeIterated(): boolean {
    const ended = this.#iterated
    this.#iterated = false
    return ended
  }

  begin(): void {
    this.#take(core().operations.runBegin(this.handle))
  }

  end(status: Status): void {
    this.#take(core().operations.runEnd(this.handle, statuses.indexOf(status)))
  }

  tell(value: number): void {
    const { log } = this
    if (log) log.add({ hash: this.box.hash(this.needs), numbers: this.box.answer(this.needs, value) })
    if (this.#box) this.#box.answered = 0
    const ended = this.#take(core().operations.runTell(this.handle, value))
    if (log && ended) {
      const bytes = core().operations.runSnapshot(this.handle, noBytes)
      if (bytes > 0) log.restart(bytes)
    }
  }

  /** Records what `log` needs, from the beginning; a snapshot of another run is where this one begins. */
  record(log: AnswerLog, snapshot?: Uint8Array): void {
    this.log = log
    if (snapshot) log.restart(snapshot.length)
    core().operations.runRecord(this.handle, snapshot ?? noBytes)
  }

  /** The method's state after its latest iteration. */
  snapshot(): Uint8Array {
    const bytes = new Uint8Array(core().operations.runSnapshot(this.handle, noBytes))
    core().operations.runSnapshot(this.handle, bytes)
    return bytes
  }

  /** Gets every answer that is told. It must not lead back to whoever owns the run. */
  log: AnswerLog | undefined

  /** Tells a recorded answer again; false when the run asks something else than it was recorded for. */
  replay({ hash, numbers }: Answer): boolean {
    if (this.done || hash !== this.box.hash(this.needs) || !this.box.put(this.needs, numbers)) return false
    this.tell(numbers[0]!)
    return true
  }

  /** Lets the core answer until the run ends; or, if `eachIteration`, an iteration does. */
  drive(eachIteration: boolean): void {
    const code = core().operations.runDrive(this.handle, Infinity, eachIteration ? 1 : 0)
    if (code === paused) this.#iterated = true
    else this.#take(code)
  }

  /** Lets the core answer on other threads, or in slices; resolves at the end. */
  submit(tell: (news: News) => void): { ended: Promise<void>; stop(status: Status): void } {
    let stop = (_status: number) => {}
    const ended = new Promise<void>((resolve) => {
      const job = core().submit(this.handle, (news) => {
        if (news.code < 0) return tell(news)
        this.#take(news.code)
        resolve()
      })
      stop = (status) => job.stop(status)
    })
    return { ended, stop: (status) => stop(statuses.indexOf(status)) }
  }

  /** Where the solution of a run of one variable is. */
  bracket(): [number, number] {
    const ends = new Float64Array(2)
    core().operations.runBracket(this.handle, ends)
    return [ends[0]!, ends[1]!]
  }

  /** How the run stands. */
  read(): Standing {
    return readStanding(this.handle, this.#options)
  }

  iteration(): IterationInfo {
    const { x, numbers } = this.read()
    const { iterations, value, gradientNorm, stepSize } = numbers
    return { iteration: iterations, x, value, gradientNorm, stepSize, evaluations: evaluationsOf(numbers) }
  }

  /** How the run ended; before that, its standing, with status `'stopped'`. */
  result(): MinimizeResult {
    const result = readResult(this.handle, this.#options, this.status, this.done)
    // The core counts a batch when it is told; one that the run ended in was evaluated in part.
    if (this.done) result.evaluations.value += this.#box?.answered ?? 0
    return result
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#box?.close()
    core().operations.runFree(this.handle)
  }

  // Whether an iteration ended on the way to this code.
  #take(code: number): boolean {
    const ended = (code & iterated) !== 0
    this.#iterated ||= ended
    this.#code = code & ~iterated
    return ended
  }
}
