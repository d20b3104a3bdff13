// Answers a run's questions about residuals by the caller's functions.
import { misuse, rangeError } from './errors.ts'
import { Matrix, readMatrix } from './matrix.ts'
import { allocateDoubles } from './memory.ts'
import { needs } from './needs.ts'
import { takeVector } from './objective.ts'
import type { Run } from './run.ts'
import { readNumbers, type VectorLike } from './vector.ts'

/** The residuals at x: returned, or written to `out` where option `count` says how many they are. */
export type Residuals = (x: Float64Array, out: Float64Array) => VectorLike | void

/** Their derivatives, a residual a row: returned, or written to `out`. */
export type ResidualJacobian = (x: Float64Array, out: Matrix) => Matrix | ArrayLike<ArrayLike<number>> | void

export interface ResidualFunctions {
  residuals: Residuals
  jacobian: ResidualJacobian | undefined
}

/**
 * The functions get arrays of their own and never the core's: what they write to `x`, or do to its buffer, harms
 * nothing. Arrays to be filled arrive full of NaN, so that a number never written is seen.
 */
export class ResidualEvaluator {
  readonly #functions: ResidualFunctions
  readonly #n: number
  #count: number
  #x = new Float64Array(0)
  #out = new Float64Array(0)
  #first: Float64Array | undefined

  /** `count` is how many residuals there are; undefined where they tell. */
  constructor(functions: ResidualFunctions, n: number, count: number | undefined) {
    this.#functions = functions
    this.#n = n
    this.#count = count ?? 0
  }

  /** How many residuals there are, if they must be asked for it at the start: the answer is kept for the first question. */
  learn(start: Float64Array): number {
    const { residuals } = this.#functions
    const out = new Float64Array(this.#count)
    const returned: unknown = residuals(start.slice(), out)
    if (returned === undefined) {
      throw misuse('ERR_SHAPE', 'the residuals must be returned, or written to out where option count says how many')
    }
    this.#first = Float64Array.from(readNumbers('the vector of residuals', returned))
    this.#count = this.#first.length
    if (this.#count === 0) throw rangeError('ERR_SHAPE', 'there must be at least one residual')
    return this.#count
  }

  answer(run: Run): void {
    const { box, needs: wanted } = run
    if (wanted & needs.residuals) {
      const known = this.#first
      this.#first = undefined
      box.writeResiduals(known ?? this.#residuals(run))
    }
    if (wanted & needs.residualJacobian) box.writeResidualJacobian(this.#jacobian(run))
    run.tell(0)
  }

  #residuals(run: Run): ArrayLike<number> {
    const { residuals } = this.#functions
    const out = this.#blank()
    const returned: unknown = residuals(this.#point(run), out)
    return takeVector('vector of residuals', out, returned, this.#count)
  }

  #jacobian(run: Run): ArrayLike<number> {
    const rows = this.#count
    const columns = this.#n
    const out = Matrix.zeros(rows, columns)
    out.data.fill(Number.NaN)
    const returned = this.#functions.jacobian!(this.#point(run), out)
    const answer = returned === undefined ? out : readMatrix('the Jacobian that was returned', returned)
    if (answer.rows !== rows || answer.columns !== columns || answer.data.length !== rows * columns) {
      throw rangeError(
        'ERR_SHAPE',
        `the Jacobian must be ${rows} x ${columns}, got ${answer.rows} x ${answer.columns} of ${answer.data.length}`,
      )
    }
    return answer.data
  }

  // A caller may have transferred an array away: then there is a new one.
  #point(run: Run): Float64Array {
    if (this.#x.length !== this.#n) this.#x = new Float64Array(this.#n)
    run.box.readPoint(this.#x)
    return this.#x
  }

  #blank(): Float64Array {
    if (this.#out.length !== this.#count) this.#out = allocateDoubles(this.#count)
    return this.#out.fill(Number.NaN)
  }
}
