// What a run asks for, and what it is told, as JavaScript values.
import { misuse, rangeError, show } from './errors.ts'
import { readMatrix } from './matrix.ts'
import { needs } from './needs.ts'
import type { Run } from './run.ts'
import { readNumbers, type VectorLike } from './vector.ts'

/** What a run asks for. */
export interface MinimizerQuery {
  /** One point, or several whose values are needed. */
  points: Float64Array[]
  /** What is needed at each; `hessianProduct` is the direction that the Hessian is to be multiplied with. */
  needs: { value: boolean; gradient: boolean; hessian: boolean; hessianProduct?: Float64Array }
}

/** An answer: the value alone, or with the derivatives that were needed. NaN is a failed evaluation. */
export type MinimizerAnswer =
  | number
  | {
      value?: number
      gradient?: VectorLike
      hessian?: unknown
      hessianProduct?: VectorLike
    }

/** The question that the run waits on. */
export function readQuery(run: Run): MinimizerQuery {
  const wanted = run.needs
  const read = (reader: (out: Float64Array) => void) => {
    const vector = new Float64Array(run.variables)
    reader(vector)
    return vector
  }
  const points =
    wanted & needs.batch
      ? Array.from({ length: run.batchSize }, (_, i) => read((out) => run.readBatchPoint(i, out)))
      : [read((out) => run.readPoint(out))]
  return {
    points,
    needs: {
      value: (wanted & (needs.value | needs.batch)) !== 0,
      gradient: (wanted & needs.gradient) !== 0,
      hessian: (wanted & needs.hessian) !== 0,
      ...(wanted & needs.product ? { hessianProduct: read((out) => run.readDirection(out)) } : {}),
    },
  }
}

const answersOf = (told: unknown): unknown[] => (Array.isArray(told) ? (told as unknown[]) : [told])

const fieldsOf = (answer: unknown) =>
  (typeof answer === 'object' && answer !== null ? answer : {}) as Exclude<MinimizerAnswer, number>

/** The derivatives that are needed and that the answer lacks, as bits of `needs`. @throws `ERR_SHAPE`, `ERR_OPTION` */
export function missingFrom(told: unknown, query: MinimizerQuery, wanted: number): number {
  const answers = answersOf(told)
  if (answers.length !== query.points.length) {
    throw rangeError('ERR_SHAPE', `the query has ${query.points.length} points, ${answers.length} answers were told`)
  }
  if (query.needs.value) answers.forEach(readTold)
  const { gradient, hessian, hessianProduct } = fieldsOf(answers[0])
  return (
    wanted &
    ((gradient === undefined ? needs.gradient : 0) |
      (hessian === undefined ? needs.hessian : 0) |
      (hessianProduct === undefined ? needs.product : 0))
  )
}

/** Tells the run an answer that missingFrom found to lack nothing. @throws `ERR_SHAPE` before anything is told */
export function tellRun(run: Run, told: unknown): void {
  const answers = answersOf(told)
  const wanted = run.needs
  const n = run.variables
  if (wanted & needs.batch) {
    answers.map(readTold).forEach((value, i) => {
      run.writeBatchValue(i, value)
    })
    run.tell(0)
    return
  }
  const { gradient, hessian, hessianProduct } = fieldsOf(answers[0])
  const value = wanted & needs.value ? readTold(answers[0]) : 0
  const vector = (what: string, given: unknown) => readNumbers(`the ${what} told`, given, n)
  if (wanted & needs.gradient) run.writeGradient(vector('gradient', gradient))
  if (wanted & needs.hessian) {
    const matrix = readMatrix('the Hessian told', hessian)
    if (matrix.rows !== n || matrix.columns !== n) {
      throw rangeError('ERR_SHAPE', `the Hessian must be ${n} x ${n}, got ${matrix.rows} x ${matrix.columns}`)
    }
    run.writeHessian(matrix.data)
  }
  if (wanted & needs.product) run.writeProduct(vector('Hessian product', hessianProduct))
  run.tell(value)
}

function readTold(answer: unknown): number {
  const value = typeof answer === 'object' && answer !== null ? fieldsOf(answer).value : answer
  if (typeof value === 'number') return value
  throw misuse('ERR_OPTION', `an answer must be a number or have a number as value, got ${show(value)}`)
}
