// A run of the core: its handle, its box, and the protocol of questions and answers.
import type { Box, News } from './backend/backend.ts'
import { core } from './backend/current.ts'
import { methodNames, optionNames, runNumberNames, searchNames, statuses } from './backend/operations.ts'
import type { ConstraintKind, ConstraintShape } from './constraints.ts'
import type { CoreProblem } from './core-objective.ts'
import { misuse, rangeError } from './errors.ts'
import type { Embedding } from './fixed.ts'
import { needs } from './needs.ts'
import {
  type Basin,
  evaluationsOf,
  type IterationInfo,
  isConverged,
  type MinimizeResult,
  type Multipliers,
  type RunNumbers,
  readRunNumbers,
  type Status,
  sentence,
  statusAt,
} from './result.ts'
import { type Answer, type AnswerLog, hashOf } from './run-state.ts'
import { Scratch } from './scratch.ts'

/** What a run is made of; numbers left out are unset. */
export interface RunOptions {
  method: string
  numbers: Partial<Record<(typeof optionNames)[number], number | undefined>>
  start: Float64Array
  /** Empty for none. */
  lower: Float64Array
  upper: Float64Array
  constraints?: ConstraintShape | undefined
  /** What the objective answers, as bits of `needs`. */
  provides: number
  /** Points that the method begins with, one after the other. */
  points?: Float64Array | undefined
  /** Variables held fixed; the vectors above are then of the free ones. */
  embedding: Embedding | undefined
  /** A test function of the core, which answers the run. */
  problem?: CoreProblem
  /** The run is one search along this, in place of a method. */
  direction?: Float64Array
  /** The run looks for a minimum (aim 0) or a root (1) in this interval, by the method of that index. */
  scalar?: { aim: number; method: number; interval: Float64Array }
  choice?: string | undefined
}

export const searchIndex = (name: string): number => searchNames.indexOf(name as (typeof searchNames)[number])

// As Session::code and Session::drive answer: an iteration ended on the way; there is more to do; an iteration ended.
const iterated = 1 << 15
const needsMask = iterated - 1

/** The place in `statuses` that a code of an ended run tells. */
export const statusIndex = (code: number): number => code >> 16
const paused = -2

// As runCreate answers: the core was told what no facade tells it.
const refused = -2

const noBytes = new Uint8Array(0)
const noNumbers = new Float64Array(0)

// What is passed to the core and not kept by it.
const scratch = {
  options: new Float64Array(optionNames.length),
  layout: new Int32Array(10),
  x: new Scratch(),
  gradient: new Scratch(),
  numbers: new Float64Array(runNumberNames.length),
}

function createRun(run: RunOptions): number {
  const { method, numbers, start, lower, upper, provides, problem, direction, scalar: one, constraints } = run
  const { operations } = core()
  const { options } = scratch
  for (let i = 0; i < options.length; i++) options[i] = numbers[optionNames[i]!] ?? Number.NaN
  const from = scratch.x.lend(start)
  if (direction) return operations.runCreateSearch(provides, options, from, direction)
  if (one) return operations.runCreateScalar(one.aim, one.method, provides, options, one.interval)
  const index = (methodNames as readonly string[]).indexOf(method)
  if (constraints) {
    const { equalities, inequalities, rows, lower: low, upper: high } = constraints
    const { length: n } = start
    const matrix = [rows, low.length, n] as const
    return operations.runCreateConstrained(
      index,
      provides,
      options,
      from,
      lower,
      upper,
      equalities,
      inequalities,
      ...matrix,
      low,
      high,
    )
  }
  return problem === undefined
    ? operations.runCreate(index, provides, options, from, lower, upper)
    : operations.runCreateProblem(index, problem.problem, options, from, lower, upper, problem.shift)
}

/** Where the parts of a run's box begin. */
interface Layout {
  gradient: number
  hessian: number
  direction: number
  product: number
  points: number
  values: number
  constraints: number
  jacobian: number
  pointConstraints: number
}

/**
 * A run. Vectors are of all variables; `embedding` stands between them and the run's own. `close` it, always.
 *
 * The box is looked at anew for each part: between two looks the caller's code may have called the core, and its memory
 * may have grown.
 */
export class Run {
  readonly #options: RunOptions
  readonly #handle: number
  readonly #box: Box | undefined
  #viewed: Float64Array | undefined
  readonly #vectors = new Map<number, Float64Array>()
  #layout!: Layout
  #code = 0
  #iterated = false
  #closed = false

  /** @throws `ERR_OUT_OF_MEMORY` */
  constructor(options: RunOptions) {
    const { method, start, problem } = options
    this.#options = options
    this.#handle = createRun(options)
    if (this.#handle === refused) throw misuse('ERR_STATE', `these are no options of ${method}`)
    if (this.#handle < 0) {
      throw rangeError('ERR_OUT_OF_MEMORY', `there is not enough memory for ${method} with ${start.length} variables`)
    }
    const { points } = options
    const taken = points
      ? core().operations.runGive(this.#handle, points, points.length / start.length, start.length)
      : 0
    if (taken < 0) {
      core().operations.runFree(this.#handle)
      throw rangeError('ERR_OUT_OF_MEMORY', `there is not enough memory for the points given to ${method}`)
    }
    if (problem !== undefined) return
    try {
      this.#box = this.#open(core().openBox)
    } catch (error) {
      core().operations.runFree(this.#handle)
      throw error
    }
  }

  #open(openBox: (run: number, size: number) => Box): Box {
    const { layout } = scratch
    core().operations.runLayout(this.#handle, layout)
    const at = (i: number) => layout[i] as number
    this.#layout = {
      gradient: at(1),
      hessian: at(2),
      direction: at(3),
      product: at(4),
      points: at(5),
      values: at(6),
      constraints: at(7),
      jacobian: at(8),
      pointConstraints: at(9),
    }
    return openBox(this.#handle, at(0))
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

  /** Whether an iteration ended since this was last asked. */
  takeIterated(): boolean {
    const ended = this.#iterated
    this.#iterated = false
    return ended
  }

  begin(): void {
    this.#take(core().operations.runBegin(this.#handle))
  }

  end(status: Status): void {
    this.#take(core().operations.runEnd(this.#handle, statuses.indexOf(status)))
  }

  tell(value: number): void {
    const { log } = this
    if (log) log.add({ hash: this.#hash(), numbers: this.#told(value) })
    const ended = this.#take(core().operations.runTell(this.#handle, value))
    if (log && ended) {
      const bytes = core().operations.runSnapshot(this.#handle, noBytes)
      if (bytes > 0) log.restart(bytes)
    }
  }

  /** Records what `log` needs, from the beginning; a snapshot of another run is where this one begins. */
  record(log: AnswerLog, snapshot?: Uint8Array): void {
    this.log = log
    if (snapshot) log.restart(snapshot.length)
    core().operations.runRecord(this.#handle, snapshot ?? noBytes)
  }

  /** The method's state after its latest iteration. */
  snapshot(): Uint8Array {
    const bytes = new Uint8Array(core().operations.runSnapshot(this.#handle, noBytes))
    core().operations.runSnapshot(this.#handle, bytes)
    return bytes
  }

  /** Gets every answer that is told. It must not lead back to whoever owns the run. */
  log: AnswerLog | undefined

  /** Tells a recorded answer again; false when the run asks something else than it was recorded for. */
  replay({ hash, numbers }: Answer): boolean {
    if (this.done || hash !== this.#hash()) return false
    const parts = this.#answerParts()
    if (numbers.length !== parts.reduce((sum, [, size]) => sum + size, 1)) return false
    let from = 1
    for (const [place, size] of parts) {
      this.#view().set(numbers.subarray(from, from + size), place)
      from += size
    }
    this.tell(numbers[0]!)
    return true
  }

  // Where in the box the answer to the question is, and how long: [place, size] of each part.
  #answerParts(): [number, number][] {
    const { gradient, hessian, product, values } = this.#layout
    const n = this.#options.start.length
    const wanted = this.needs
    const parts: [number, number][] = []
    if (wanted & needs.gradient) parts.push([gradient, n])
    if (wanted & needs.hessian) parts.push([hessian, n * n])
    if (wanted & needs.product) parts.push([product, n])
    if (wanted & needs.batch) parts.push([values, this.batchSize])
    const { constraints, jacobian, pointConstraints } = this.#layout
    const { equalities = 0, inequalities = 0 } = this.#options.constraints ?? {}
    const count = equalities + inequalities
    if (wanted & needs.constraints) parts.push([constraints, count])
    if (wanted & needs.equalityJacobian) parts.push([jacobian, equalities * n])
    if (wanted & needs.inequalityJacobian) parts.push([jacobian + equalities * n, inequalities * n])
    if (wanted & needs.constraintBatch) parts.push([pointConstraints, this.batchSize * count])
    return parts
  }

  #told(value: number): Float64Array {
    const box = this.#view()
    const parts = this.#answerParts()
    const numbers = new Float64Array(parts.reduce((sum, [, size]) => sum + size, 1))
    numbers[0] = value
    let to = 1
    for (const [place, size] of parts) {
      numbers.set(box.subarray(place, place + size), to)
      to += size
    }
    return numbers
  }

  // Of the points and direction that the run asks about.
  #hash(): string {
    const n = this.#options.start.length
    const { direction, points } = this.#layout
    const several = (this.needs & (needs.batch | needs.constraintBatch)) !== 0
    const place = several ? points : 0
    const size = several ? n * this.batchSize : n
    const box = this.#view()
    const point = box.subarray(place, place + size)
    return hashOf(this.needs & needs.product ? [point, box.subarray(direction, direction + n)] : [point])
  }

  /** Lets the core answer until the run ends; or, if `eachIteration`, an iteration does. */
  drive(eachIteration: boolean): void {
    const code = core().operations.runDrive(this.#handle, Infinity, eachIteration ? 1 : 0)
    if (code === paused) this.#iterated = true
    else this.#take(code)
  }

  /** Lets the core answer on other threads, or in slices; resolves at the end. */
  submit(tell: (news: News) => void): { ended: Promise<void>; stop(status: Status): void } {
    let stop = (_status: number) => {}
    const ended = new Promise<void>((resolve) => {
      const job = core().submit(this.#handle, (news) => {
        if (news.code < 0) return tell(news)
        this.#take(news.code)
        resolve()
      })
      stop = (status) => job.stop(status)
    })
    return { ended, stop: (status) => stop(statuses.indexOf(status)) }
  }

  get batchSize(): number {
    return core().operations.runBatch(this.#handle)
  }

  /** The rows that the question is about; undefined where it is about all. */
  readRows(): Uint32Array | undefined {
    if (!(this.needs & needs.rows)) return undefined
    const { operations } = core()
    const rows = new Int32Array(operations.runRows(this.#handle, new Int32Array(0)))
    operations.runRows(this.#handle, rows)
    return new Uint32Array(rows.buffer)
  }

  readPoint(out: Float64Array): void {
    this.#read(0, out)
  }

  readDirection(out: Float64Array): void {
    this.#read(this.#layout.direction, out, 0)
  }

  readBatchPoint(i: number, out: Float64Array): void {
    this.#read(this.#layout.points + i * this.#options.start.length, out)
  }

  writeBatchValue(i: number, value: number): void {
    this.#view()[this.#layout.values + i] = value
  }

  writeGradient(gradient: ArrayLike<number>): void {
    this.#write(this.#layout.gradient, gradient)
  }

  writeProduct(product: ArrayLike<number>): void {
    this.#write(this.#layout.product, product)
  }

  writeHessian(hessian: ArrayLike<number>): void {
    const n = this.#options.start.length
    const place = this.#view().subarray(this.#layout.hessian, this.#layout.hessian + n * n)
    const { embedding } = this.#options
    if (embedding) embedding.restrictHessian(hessian, place)
    else place.set(hessian)
  }

  /** The values of constraints from number `first` on. */
  writeConstraints(first: number, values: ArrayLike<number>): void {
    this.#view().set(values, this.#layout.constraints + first)
  }

  writeBatchConstraints(i: number, first: number, values: ArrayLike<number>): void {
    const { equalities = 0, inequalities = 0 } = this.#options.constraints ?? {}
    this.#view().set(values, this.#layout.pointConstraints + i * (equalities + inequalities) + first)
  }

  /** Rows of the Jacobian from number `first` on. */
  writeJacobian(first: number, rows: ArrayLike<number>): void {
    const n = this.#options.start.length
    const place = this.#layout.jacobian + first * n
    const { embedding } = this.#options
    if (embedding) embedding.restrictRows(rows, this.#view().subarray(place))
    else this.#view().set(rows, place)
  }

  // After its end the box's memory may be another's: an answer that comes late finds no place.
  #view(): Float64Array {
    if (this.#closed || !this.#box) throw misuse('ERR_DISPOSED', 'the run has ended and was disposed of')
    return this.#box.view()
  }

  // The n numbers of the box from there on. A view costs more than copying what it shows: those made are kept as long as
  // the box is where it was.
  #vector(from: number): Float64Array {
    const box = this.#view()
    if (box !== this.#viewed) {
      this.#viewed = box
      this.#vectors.clear()
    }
    let vector = this.#vectors.get(from)
    if (!vector) {
      vector = box.subarray(from, from + this.#options.start.length)
      this.#vectors.set(from, vector)
    }
    return vector
  }

  #read(from: number, out: Float64Array, elsewhere?: number): void {
    const { embedding, start } = this.#options
    const n = start.length
    if (embedding) out.set(embedding.expand(this.#vector(from), elsewhere))
    else if (n >= 32) out.set(this.#vector(from))
    else {
      const box = this.#view()
      for (let i = 0; i < n; i++) out[i] = box[from + i]!
    }
  }

  #write(to: number, vector: ArrayLike<number>): void {
    const box = this.#view()
    const { embedding, start } = this.#options
    const n = start.length
    if (embedding) embedding.restrict(vector, this.#vector(to))
    else if (n >= 32) box.set(vector, to)
    else for (let i = 0; i < n; i++) box[to + i] = vector[i]!
  }

  /** Where the solution of a run of one variable is. */
  bracket(): [number, number] {
    const ends = new Float64Array(2)
    core().operations.runBracket(this.#handle, ends)
    return [ends[0]!, ends[1]!]
  }

  /** How the run stands. */
  read(): { x: Float64Array; gradient: Float64Array; numbers: RunNumbers } {
    const { start, embedding } = this.#options
    const x = scratch.x.of(start.length)
    const gradient = scratch.gradient.of(start.length)
    core().operations.runResult(this.#handle, x, gradient, scratch.numbers)
    return {
      x: embedding ? embedding.expand(x) : Scratch.keep(x),
      gradient: embedding ? embedding.expand(gradient, 0) : Scratch.keep(gradient),
      numbers: readRunNumbers(scratch.numbers),
    }
  }

  iteration(): IterationInfo {
    const { x, numbers } = this.read()
    const { iterations, value, gradientNorm, stepSize } = numbers
    return { iteration: iterations, x, value, gradientNorm, stepSize, evaluations: evaluationsOf(numbers) }
  }

  // What a result tells of constraints.
  #constrained(violation: number): Pick<MinimizeResult, 'constraintViolation' | 'multipliers'> {
    const { constraints, lower, upper, start, embedding } = this.#options
    if (!constraints) return {}
    const { equalities, inequalities, lower: limits } = constraints
    const all = new Float64Array(equalities + inequalities + limits.length + start.length)
    core().operations.runMultipliers(this.#handle, all)
    const split = equalities + inequalities
    const bounds = all.slice(split + limits.length)
    const multipliers: Multipliers = {
      equality: all.slice(0, equalities),
      inequality: all.slice(equalities, split),
      linear: all.slice(split, split + limits.length),
      ...(lower.length + upper.length > 0 ? { bounds: embedding ? embedding.expand(bounds, 0) : bounds } : {}),
    }
    return { constraintViolation: violation, ...(all.some(Number.isNaN) ? {} : { multipliers }) }
  }

  /** How the run ended; before that, its standing, with status `'stopped'`. */
  result(): MinimizeResult {
    const { x, gradient, numbers } = this.read()
    const { method, choice } = this.#options
    const { seed = Number.NaN } = this.#options.numbers
    const { status } = this
    const known = !Number.isNaN(numbers.gradientNorm)
    return {
      x,
      value: numbers.value,
      ...(known ? { gradient, gradientNorm: numbers.gradientNorm } : {}),
      ...this.#constrained(numbers.constraintViolation),
      status,
      converged: isConverged(status, numbers),
      message: this.done ? sentence(status, numbers) : 'Not ended yet: this is the best point so far.',
      iterations: numbers.iterations,
      evaluations: evaluationsOf(numbers),
      method,
      ...(choice === undefined ? {} : { choice }),
      ...(Number.isNaN(seed) ? {} : { seed }),
      ...(method === 'multi-start' ? { basins: this.#basins() } : {}),
    }
  }

  #basins(): Basin[] {
    const { start, embedding } = this.#options
    const rows = core().operations.runBasins(this.#handle, noNumbers, 0, 0)
    const width = start.length + 2
    const numbers = new Float64Array(rows * width)
    core().operations.runBasins(this.#handle, numbers, rows, width)
    const basins = Array.from({ length: rows }, (_, row) => {
      const [value = Number.NaN, count = 0] = numbers.subarray(row * width)
      const x = numbers.slice(row * width + 2, (row + 1) * width)
      return { x: embedding ? embedding.expand(x) : x, value, count }
    })
    return basins.sort((one, two) => one.value - two.value)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#box?.close()
    core().operations.runFree(this.#handle)
  }

  // Whether an iteration ended on the way to this code.
  #take(code: number): boolean {
    const ended = (code & iterated) !== 0
    this.#iterated ||= ended
    this.#code = code & ~iterated
    return ended
  }
}
