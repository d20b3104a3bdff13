// The box of a run: where its questions are read and its answers are written.
import type { Box } from './backend/backend.ts'
import { core } from './backend/current.ts'
import { misuse } from './errors.ts'
import { needs } from './needs.ts'
import type { RunOptions } from './run-options.ts'
import { hashOf } from './run-state.ts'

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
  residuals: number
  residualJacobian: number
}

// Filled by the core and not kept by it.
const numbers = new Int32Array(12)

/**
 * The box of a run. Vectors are of all variables; `embedding` stands between them and the run's own.
 *
 * The memory is looked at anew for each part: between two looks the caller's code may have called the core, and its
 * memory may have grown.
 */
export class RunBox {
  readonly #options: RunOptions
  readonly #handle: number
  readonly #layout: Layout
  readonly #box: Box
  readonly #vectors = new Map<number, Float64Array>()
  #viewed: Float64Array | undefined
  #closed = false
  /** Points of the batch that is asked for whose values have been written. */
  answered = 0

  constructor(handle: number, options: RunOptions) {
    this.#options = options
    this.#handle = handle
    core().operations.runLayout(handle, numbers)
    const at = (i: number) => numbers[i] as number
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
      residuals: at(10),
      residualJacobian: at(11),
    }
    this.#box = core().openBox(handle, at(0))
  }

  close(): void {
    this.#closed = true
    this.#box.close()
  }

  /** How many points the question is about, where it is a batch. */
  get batchSize(): number {
    return core().operations.runBatch(this.#handle)
  }

  /** The rows that the question is about. */
  readRows(): Uint32Array {
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
    this.answered = i + 1
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

  writeResiduals(residuals: ArrayLike<number>): void {
    this.#view().set(residuals, this.#layout.residuals)
  }

  /** A residual a row. */
  writeResidualJacobian(rows: ArrayLike<number>): void {
    this.#view().set(rows, this.#layout.residualJacobian)
  }

  // Where in the box the answer to the question is, and how long: [place, size] of each part.
  #answerParts(wanted: number): [number, number][] {
    const { gradient, hessian, product, values } = this.#layout
    const n = this.#options.start.length
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

  /** The answer to a question, as it stands in the box, after its value. */
  answer(wanted: number, value: number): Float64Array {
    const box = this.#view()
    const parts = this.#answerParts(wanted)
    const numbers = new Float64Array(parts.reduce((sum, [, size]) => sum + size, 1))
    numbers[0] = value
    let to = 1
    for (const [place, size] of parts) {
      numbers.set(box.subarray(place, place + size), to)
      to += size
    }
    return numbers
  }

  /** Puts such an answer to the question in its places; false where it is one to another. */
  put(wanted: number, answer: Float64Array): boolean {
    const parts = this.#answerParts(wanted)
    if (answer.length !== parts.reduce((sum, [, size]) => sum + size, 1)) return false
    let from = 1
    for (const [place, size] of parts) {
      this.#view().set(answer.subarray(from, from + size), place)
      from += size
    }
    return true
  }

  /** Tells apart the points, and the direction, that a question is about. */
  hash(wanted: number): string {
    const n = this.#options.start.length
    const { direction, points } = this.#layout
    const several = (wanted & (needs.batch | needs.constraintBatch)) !== 0
    const place = several ? points : 0
    const size = several ? n * this.batchSize : n
    const box = this.#view()
    const point = box.subarray(place, place + size)
    return hashOf(wanted & needs.product ? [point, box.subarray(direction, direction + n)] : [point])
  }

  // After its end the box's memory may be another's: an answer that comes late finds no place.
  #view(): Float64Array {
    if (this.#closed) throw misuse('ERR_DISPOSED', 'the run has ended and was disposed of')
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
}
