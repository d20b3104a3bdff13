// A run of the core: its handle, its box, and the protocol of questions and answers.
import type { Box } from './backend/backend.ts'
import { core } from './backend/current.ts'
import { methodNames, optionNames, runNumberNames, searchNames, statuses } from './backend/operations.ts'
import { rangeError } from './errors.ts'
import { needs } from './needs.ts'
import type { Evaluator } from './objective.ts'
import {
  evaluationsOf,
  type IterationInfo,
  isConverged,
  type MinimizeResult,
  type RunNumbers,
  readRunNumbers,
  type Status,
  sentence,
  statusAt,
} from './result.ts'

/** What a run is made of; numbers left out are the method's defaults. */
export interface RunOptions {
  method: (typeof methodNames)[number]
  numbers: Partial<Record<(typeof optionNames)[number], number>>
  start: Float64Array
  lower: Float64Array
  upper: Float64Array
}

export const searchIndex = (name: string): number => searchNames.indexOf(name as (typeof searchNames)[number])

// In what Session::code answers: an iteration ended on the way.
const iterated = 128

/** Where the parts of a run's box begin. */
interface Layout {
  gradient: number
  hessian: number
  direction: number
  product: number
  points: number
  values: number
}

/** A run whose objective is answered from outside the core. `close` it, always. */
export class Run {
  readonly dimension: number
  readonly method: string
  readonly #handle: number
  readonly #box: Box
  readonly #layout: Layout
  #code = 0
  /** An iteration ended during the last begin or tell. */
  iterated = false

  constructor({ method, numbers, start, lower, upper }: RunOptions, provides: number) {
    const { operations, openBox } = core()
    this.dimension = start.length
    this.method = method
    const options = Float64Array.from(optionNames, (name) => numbers[name] ?? Number.NaN)
    this.#handle = operations.runCreate(methodNames.indexOf(method), provides, options, start, lower, upper)
    if (this.#handle < 0) {
      throw rangeError('ERR_OUT_OF_MEMORY', `there is not enough memory for ${method} with ${start.length} variables`)
    }
    const layout = new Int32Array(7)
    operations.runLayout(this.#handle, layout)
    const [size = 0, gradient = 0, hessian = 0, direction = 0, product = 0, points = 0, values = 0] = layout
    this.#layout = { gradient, hessian, direction, product, points, values }
    this.#box = openBox(this.#handle, size)
  }

  get done(): boolean {
    return (this.#code & 127) === 0
  }

  /** What the run waits for, as bits of `needs`. */
  get needs(): number {
    return this.#code & 127
  }

  begin(): void {
    this.#take(core().operations.runBegin(this.#handle))
  }

  end(status: Status): void {
    this.#take(core().operations.runEnd(this.#handle, statuses.indexOf(status)))
  }

  /** Answers the question that the run waits on. */
  answer(evaluator: Evaluator): void {
    const wanted = this.needs
    const n = this.dimension
    const { gradient, hessian, direction, product, points, values } = this.#layout
    // A view is fetched again after the caller's code has run: that may have called the core, whose memory may have grown.
    const part = (from: number, size: number) => this.#box.view().subarray(from, from + size)
    let value = 0
    if (wanted & needs.batch) {
      const count = core().operations.runBatch(this.#handle)
      for (let i = 0; i < count; i++) {
        const one = evaluator.value(part(points + i * n, n))
        this.#box.view()[values + i] = one
      }
    }
    if (wanted & needs.gradient) {
      const out = new Float64Array(n)
      value = evaluator.valueAndGradient(part(0, n), out)
      this.#box.view().set(out, gradient)
    } else if (wanted & needs.value) {
      value = evaluator.value(part(0, n))
    }
    if (wanted & needs.hessian) {
      const out = new Float64Array(n * n)
      evaluator.hessian(part(0, n), out)
      this.#box.view().set(out, hessian)
    }
    if (wanted & needs.product) {
      const out = new Float64Array(n)
      evaluator.hessianProduct(part(0, n), part(direction, n), out)
      this.#box.view().set(out, product)
    }
    this.#take(core().operations.runTell(this.#handle, value))
  }

  /** How the run stands. */
  read(): { x: Float64Array; gradient: Float64Array; numbers: RunNumbers } {
    const x = new Float64Array(this.dimension)
    const gradient = new Float64Array(this.dimension)
    const numbers = new Float64Array(runNumberNames.length)
    core().operations.runResult(this.#handle, x, gradient, numbers)
    return { x, gradient, numbers: readRunNumbers(numbers) }
  }

  iteration(): IterationInfo {
    const { x, numbers } = this.read()
    const { iterations, value, gradientNorm, stepSize } = numbers
    return { iteration: iterations, x, value, gradientNorm, stepSize, evaluations: evaluationsOf(numbers) }
  }

  result(): MinimizeResult {
    const { x, gradient, numbers } = this.read()
    const status = statusAt(this.#code >> 8)
    const known = !Number.isNaN(numbers.gradientNorm)
    return {
      x,
      value: numbers.value,
      ...(known ? { gradient, gradientNorm: numbers.gradientNorm } : {}),
      status,
      converged: isConverged(status, numbers),
      message: sentence(status, numbers),
      iterations: numbers.iterations,
      evaluations: evaluationsOf(numbers),
      method: this.method,
    }
  }

  close(): void {
    this.#box.close()
    core().operations.runFree(this.#handle)
  }

  #take(code: number): void {
    this.iterated = (code & iterated) !== 0
    this.#code = code & ~iterated
  }
}
