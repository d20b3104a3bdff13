import type { Point } from './compile/named.ts'
import { type ConstraintGroups, readConstraints } from './constraints.ts'
import { misuse } from './errors.ts'
import { Evaluator } from './evaluator.ts'
import { needs } from './needs.ts'
import { type Objective, type ObjectiveFunctions, readObjective } from './objective.ts'
import type { MinimizeOptions } from './options/by-method.ts'
import { minimizeSchema, type SharedOptions } from './options/minimize.ts'
import { readOptions, type Schema } from './options/schema.ts'
import { asked, prepare, toleranceByDifferences } from './prepare.ts'
import { type MinimizerAnswer, type MinimizerQuery, missingFrom, readQuery, tellRun } from './query.ts'
import type { IterationInfo, MinimizeResult } from './result.ts'
import { Run } from './run.ts'
import type { RunOptions } from './run-options.ts'
import { AnswerLog, type DecodedRun, decodeRun, encodeRun, hashOf, type SavedRun } from './run-state.ts'
import { Watch } from './watch.ts'

/** What `minimizer` takes beside the options of `minimize`. */
interface ExtraOptions {
  /** For stepping with `for … of`: who answers. */
  objective?: Objective
  /** Answers are kept for `state()` up to so many bytes. @default 64 MB */
  maxStateBytes?: number
}

/** Options of `minimizer`: those of `minimize`, and two more. */
export type MinimizerOptions = MinimizeOptions & ExtraOptions

const extraOptions = {
  objective: { type: 'other' },
  maxStateBytes: { type: 'number', min: 0, default: 64e6 },
} as const satisfies Schema

const minimizerSchema = { ...minimizeSchema, ...extraOptions }

/** Options of `minimizer.resume`: what a state does not hold. */
export type ResumeOptions = ExtraOptions & Pick<SharedOptions, 'constraints' | 'maxTime' | 'onIteration' | 'signal'>

const resumeSchema = {
  ...extraOptions,
  constraints: { type: 'other' },
  maxTime: { type: 'number', min: 0, default: Infinity },
  onIteration: { type: 'function' },
  signal: { type: 'signal' },
} as const satisfies Schema

const abandoned = new FinalizationRegistry<Run>((run) => run.close())

/**
 * A minimization that asks instead of calling: `ask` for a query, `tell` the answer, until it is `done`. Iterating over
 * one that was given an `objective` steps through it, an iteration at a time.
 */
export class Minimizer implements Iterable<IterationInfo> {
  readonly #options: MinimizerOptions
  readonly #functions: ObjectiveFunctions | undefined
  readonly #constraints: ConstraintGroups | undefined
  #made: RunOptions
  #run: Run
  #watch!: Watch
  #query: MinimizerQuery | undefined
  #result: MinimizeResult | undefined
  #trace: IterationInfo[] | undefined
  #snapshot: Uint8Array | undefined

  /** Use `minimizer` or `minimizer.resume`. */
  constructor(
    made: RunOptions,
    options: MinimizerOptions,
    constraints: ConstraintGroups | undefined,
    from?: Omit<DecodedRun, 'run'>,
  ) {
    this.#functions = options.objective === undefined ? undefined : readObjective(options.objective)
    this.#constraints = constraints
    this.#options = options
    this.#made = made
    this.#run = this.#open(from?.snapshot)
    // A run that was saved at its end ends here again; one that ends as stopped could not be put back.
    if (from?.snapshot && this.#run.done && this.#run.result().status === 'stopped') {
      throw this.#misfit('at its snapshot', from.core)
    }
    from?.answers.forEach((answer, i) => {
      if (!this.#run.replay(answer)) throw this.#misfit(`at evaluation ${i + 1}`, from.core)
    })
    this.#run.takeIterated()
    this.#settle()
  }

  /** Whether the run has ended. */
  get done(): boolean {
    return this.#result !== undefined
  }

  /** How the run ended; before that, its standing: the best point so far, with status `'stopped'`. */
  get result(): MinimizeResult {
    return this.#result ?? this.#run.result()
  }

  /** The query that the run waits on: the same until it is answered. @throws `ERR_STATE` once it is done */
  ask(): MinimizerQuery {
    if (!this.done && this.#query === undefined) {
      this.#watch.proceeds()
      this.#settle()
    }
    if (this.done) throw misuse('ERR_STATE', 'the run is done: there is nothing more to ask')
    this.#query ??= readQuery(this.#run)
    return this.#query
  }

  /**
   * Answers the query: a number, an object with the derivatives needed, or an array of either in the order of the
   * points. An answer without a derivative that has never been told has it approximated from then on.
   *
   * @throws `ERR_STATE` when nothing was asked, `ERR_SHAPE` and `ERR_OPTION` for what is no answer to the query
   */
  tell(answer: MinimizerAnswer | readonly MinimizerAnswer[]): void {
    if (!this.#query) throw misuse('ERR_STATE', this.done ? 'the run is done' : 'ask before you tell')
    const { points } = this.#query
    let missing = missingFrom(answer, this.#query, this.#run.needs)
    while (missing) {
      // A run that manages without one derivative may ask for another in its place; or for others at other points, to
      // which this is no answer.
      this.#manageWithout(missing)
      if (hashOf(this.#query.points) !== hashOf(points)) return
      missing = missingFrom(answer, this.#query, this.#run.needs)
    }
    tellRun(this.#run, answer)
    this.#query = undefined
    this.#watch.proceeds()
    this.#settle()
  }

  /** Steps through the run: an iteration at a time. @throws `ERR_STATE` without the option `objective` */
  *[Symbol.iterator](): Generator<IterationInfo, void, undefined> {
    if (!this.#functions) throw misuse('ERR_STATE', 'stepping needs the option objective')
    if (this.#run.isConstrained && !this.#constraints) {
      throw misuse('ERR_STATE', 'stepping needs the option constraints too')
    }
    const evaluator = new Evaluator(this.#functions, this.#run.variables, this.#constraints)
    while (!this.done) {
      const info = this.#step(evaluator)
      if (info) yield info
    }
  }

  /** The run as JSON, to go on from later. @throws `ERR_STATE` when the answers took more than `maxStateBytes` */
  state(): SavedRun {
    const log = this.#run.log!
    if (log.overflowed) {
      const { maxStateBytes } = this.#options
      throw misuse('ERR_STATE', `the state takes ${log.bytes} bytes, more than maxStateBytes, ${maxStateBytes}`)
    }
    return encodeRun(this.#made, log.answers, this.#snapshot ?? this.#takeSnapshot())
  }

  /** Gives the run's memory back at once, rather than when it is collected. */
  dispose(): void {
    if (!this.done) this.#finish()
  }

  [Symbol.dispose](): void {
    this.dispose()
  }

  #misfit(where: string, core: string): Error {
    this.#close()
    return misuse('ERR_STATE', `the run differs from the saved one ${where}; it was saved on ${core}`)
  }

  #takeSnapshot(): Uint8Array | undefined {
    return this.#run.log!.sinceSnapshot ? this.#run.snapshot() : undefined
  }

  // What the result and the state need of the run is taken before its memory goes.
  #finish(): void {
    const result = this.#run.result()
    this.#result = this.#trace ? { ...result, trace: this.#trace } : result
    this.#snapshot = this.#takeSnapshot()
    this.#close()
  }

  #close(): void {
    abandoned.unregister(this.#run)
    this.#run.close()
  }

  #settle(): void {
    if (this.done || !this.#run.done) return
    this.#watch.report()
    this.#finish()
  }

  #step(evaluator: Evaluator): IterationInfo | undefined {
    if (this.#watch.proceeds()) evaluator.answer(this.#run, this.#watch)
    const info = this.#run.takeIterated() ? this.#run.iteration() : undefined
    if (info) this.#trace?.push(info)
    if (info && this.#options.onIteration?.(info) === false && !this.#run.done) this.#run.end('stopped')
    this.#settle()
    return info
  }

  // Begins anew with derivatives approximated, and brings the run to where it was.
  #manageWithout(missing: number): void {
    const { answers, sinceSnapshot } = this.#run.log!
    const told = 'a derivative that was told before is missing from this answer'
    if (sinceSnapshot) throw misuse('ERR_STATE', told)
    this.#close()
    const { numbers } = this.#made
    const looser = missing & needs.gradient && this.#options.gradientTolerance === undefined
    this.#made = {
      ...this.#made,
      provides: this.#made.provides & ~missing,
      numbers: looser ? { ...numbers, gradientTolerance: toleranceByDifferences } : numbers,
    }
    this.#run = this.#open()
    if (!answers.every((answer) => this.#run.replay(answer)) || this.#run.done) {
      this.#finish()
      throw misuse('ERR_STATE', told)
    }
    this.#query = readQuery(this.#run)
  }

  // A run that records its answers.
  #open(snapshot?: Uint8Array): Run {
    const run = new Run(this.#made)
    abandoned.register(this, run, run)
    run.record(new AnswerLog(this.#options.maxStateBytes ?? Infinity), snapshot)
    run.begin()
    this.#trace = this.#options.trace ? [] : undefined
    this.#watch = new Watch(run, this.#options, this.#trace)
    return run
  }
}

// The functions of a saved run's constraints, which its state does not hold.
function readAgain(constraints: unknown, { start, embedding, constraints: saved }: RunOptions) {
  const read = readConstraints(constraints, embedding?.size ?? start.length, embedding, false)
  const { equalities = 0, inequalities = 0 } = read?.shape ?? {}
  if (read && (equalities !== saved?.equalities || inequalities !== saved.inequalities)) {
    throw misuse('ERR_STATE', 'the constraints are not those of the saved run: their counts differ')
  }
  return read?.groups
}

/** A run to be asked and told, or stepped through. */
export const minimizer: {
  /**
   * Makes a run that asks for evaluations instead of calling for them.
   *
   * @throws what `minimize` throws for the same arguments
   */
  (start: Point | undefined, options?: MinimizerOptions): Minimizer
  /**
   * A run that goes on from a saved state, by its answers: nothing is evaluated again, and on the same core the iterates
   * are the same to the bit.
   *
   * @throws `ERR_STATE` when the state is none, or at the first point that differs
   */
  resume(saved: unknown, options?: ResumeOptions): Minimizer
} = Object.assign(
  (start: Point | undefined, options?: MinimizerOptions) => {
    const {
      run,
      options: given,
      constraints,
    } = prepare('minimizer', options?.objective ?? asked, start, options, minimizerSchema)
    // An objective of the core answers from here like any other: an iteration at a time, and in place of whoever is asked.
    return new Minimizer({ ...run, problem: undefined, formula: undefined }, given, constraints)
  },
  {
    resume(saved: unknown, options?: ResumeOptions) {
      const given = readOptions('minimizer.resume', options, resumeSchema) as MinimizerOptions
      const { run, ...from } = decodeRun(saved)
      return new Minimizer(run, given, readAgain(given.constraints, run), from)
    },
  },
)
