import { answerConstraints } from './constraint-evaluator.ts'
import type { ConstraintGroups } from './constraints.ts'
import { Matrix } from './matrix.ts'
import { needs } from './needs.ts'
import { allRows, type ObjectiveFunctions, readValue, takeHessian, takeVector } from './objective.ts'
import type { Run } from './run.ts'
import type { Watch } from './watch.ts'

const fewElements = 32

/**
 * Answers a run's questions by the caller's functions. They get arrays of their own and never the core's: what they
 * write to `x`, or do to its buffer, harms nothing. Arrays to be filled arrive full of NaN, so that a component never
 * written is seen.
 */
export class Evaluator {
  readonly #functions: ObjectiveFunctions
  readonly #constraints: ConstraintGroups | undefined
  readonly #n: number
  readonly #rows: Uint32Array | undefined
  #x: Float64Array
  #out: Float64Array

  constructor(functions: ObjectiveFunctions, n: number, constraints?: ConstraintGroups) {
    this.#functions = functions
    this.#constraints = constraints
    this.#n = n
    this.#rows = allRows(functions)
    this.#x = new Float64Array(n)
    this.#out = new Float64Array(n)
  }

  /** Points of a batch that are not answered when the time is up, or the signal aborts, never are. */
  answer(run: Run, watch?: Watch): void {
    const wanted = run.needs
    if (wanted & needs.batch) {
      const count = run.box.batchSize
      for (let i = 0; i < count; i++) {
        if (watch && !watch.allows()) return
        run.box.readBatchPoint(i, this.#point())
        run.box.writeBatchValue(i, this.#value())
      }
    }
    let value = 0
    if (wanted & needs.gradient) value = this.#gradientAnd(wanted & needs.value, run)
    else if (wanted & needs.value) {
      run.box.readPoint(this.#point())
      value = this.#value()
    }
    if (wanted & needs.hessian) this.#hessian(run)
    if (wanted & needs.product) this.#product(run)
    if (this.#constraints) answerConstraints(run, this.#constraints, this.#n)
    run.tell(value)
  }

  #value(): number {
    const { value, valueAndGradient } = this.#functions
    if (value) return readValue(value.call(this.#functions, this.#x))
    return readValue(valueAndGradient!.call(this.#functions, this.#x, this.#blank(), this.#batch()))
  }

  #gradientAnd(valueToo: number, run: Run): number {
    const { gradient, valueAndGradient } = this.#functions
    run.box.readPoint(this.#point())
    let value = 0
    let returned: unknown
    if (valueAndGradient && (valueToo || !gradient)) {
      const batch = run.readRows() ?? this.#batch()
      value = readValue(valueAndGradient.call(this.#functions, this.#x, this.#blank(), batch))
    } else {
      if (valueToo) {
        value = this.#value()
        run.box.readPoint(this.#point())
      }
      returned = gradient!.call(this.#functions, this.#x, this.#blank())
    }
    run.box.writeGradient(takeVector('gradient', this.#out, returned, this.#n))
    return value
  }

  #hessian(run: Run): void {
    const out = Matrix.zeros(this.#n, this.#n)
    out.data.fill(Number.NaN)
    run.box.readPoint(this.#point())
    run.box.writeHessian(takeHessian(out, this.#functions.hessian!(this.#x, out), this.#n))
  }

  #product(run: Run): void {
    const direction = new Float64Array(this.#n)
    run.box.readPoint(this.#point())
    run.box.readDirection(direction)
    const returned = this.#functions.hessianProduct!(this.#x, direction, this.#blank())
    run.box.writeProduct(takeVector('Hessian product', this.#out, returned, this.#n))
  }

  // All rows, in an array that the caller may keep or transfer away.
  #batch(): Uint32Array | undefined {
    return this.#rows?.slice()
  }

  // A caller may have transferred an array away: then there is a new one.
  #point(): Float64Array {
    if (this.#x.length !== this.#n) this.#x = new Float64Array(this.#n)
    return this.#x
  }

  #blank(): Float64Array {
    if (this.#out.length !== this.#n) this.#out = new Float64Array(this.#n)
    const out = this.#out
    // A call of fill costs more than a few elements do.
    if (this.#n >= fewElements) return out.fill(Number.NaN)
    for (let i = 0; i < this.#n; i++) out[i] = Number.NaN
    return out
  }
}
