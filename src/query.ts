// What a run asks for, and what it is told, as JavaScript values.
import { type ConstraintKind, constraintKinds, jacobianNeeds } from './constraints.ts'
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
  needs: {
    value: boolean
    gradient: boolean
    hessian: boolean
    hessianProduct?: Float64Array
    /** The values of the constraints that are functions; only with such. */
    constraints?: boolean
    /** Whose Jacobian. */
    jacobian?: Record<ConstraintKind, boolean>
  }
  /** The rows to sum over, where it is not all of them. */
  rows?: Uint32Array
}

/** An answer: the value alone, or with the derivatives that were needed. NaN is a failed evaluation. */
export type MinimizerAnswer =
  | number
  | {
      value?: number
      gradient?: VectorLike
      hessian?: unknown
      hessianProduct?: VectorLike
      constraints?: Partial<Record<ConstraintKind, VectorLike>>
      /** A constraint a row. */
      jacobian?: Partial<Record<ConstraintKind, unknown>>
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
    wanted & (needs.batch | needs.constraintBatch)
      ? Array.from({ length: run.box.batchSize }, (_, i) => read((out) => run.box.readBatchPoint(i, out)))
      : [read((out) => run.box.readPoint(out))]
  const rows = run.readRows()
  return {
    points,
    ...(rows ? { rows } : {}),
    needs: {
      value: (wanted & (needs.value | needs.batch)) !== 0,
      gradient: (wanted & needs.gradient) !== 0,
      hessian: (wanted & needs.hessian) !== 0,
      ...(wanted & needs.product ? { hessianProduct: read((out) => run.box.readDirection(out)) } : {}),
      ...(run.isConstrained
        ? {
            constraints: (wanted & (needs.constraints | needs.constraintBatch)) !== 0,
            jacobian: {
              equality: (wanted & needs.equalityJacobian) !== 0,
              inequality: (wanted & needs.inequalityJacobian) !== 0,
            },
          }
        : {}),
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
  const { gradient, hessian, hessianProduct, jacobian } = fieldsOf(answers[0])
  const lacking = constraintKinds.filter((kind) => jacobian?.[kind] === undefined)
  return (
    wanted &
    (lacking.reduce((bits, kind) => bits | jacobianNeeds[kind], 0) |
      (gradient === undefined ? needs.gradient : 0) |
      (hessian === undefined ? needs.hessian : 0) |
      (hessianProduct === undefined ? needs.product : 0))
  )
}

/** Tells the run an answer that missingFrom found to lack nothing. @throws `ERR_SHAPE` before anything is told */
export function tellRun(run: Run, told: unknown): void {
  const answers = answersOf(told)
  const wanted = run.needs
  const n = run.variables
  if (wanted & (needs.batch | needs.constraintBatch)) {
    const values = wanted & needs.batch ? answers.map(readTold) : []
    if (wanted & needs.constraintBatch) {
      answers.forEach((answer, i) => {
        tellConstraints(run, answer, (first, c) => run.box.writeBatchConstraints(i, first, c))
      })
    }
    values.forEach((value, i) => {
      run.box.writeBatchValue(i, value)
    })
    run.tell(0)
    return
  }
  const { gradient, hessian, hessianProduct, jacobian } = fieldsOf(answers[0])
  const value = wanted & needs.value ? readTold(answers[0]) : 0
  const vector = (what: string, given: unknown) => readNumbers(`the ${what} told`, given, n)
  if (wanted & needs.gradient) run.box.writeGradient(vector('gradient', gradient))
  if (wanted & needs.hessian) {
    const matrix = readMatrix('the Hessian told', hessian)
    if (matrix.rows !== n || matrix.columns !== n) {
      throw rangeError('ERR_SHAPE', `the Hessian must be ${n} x ${n}, got ${matrix.rows} x ${matrix.columns}`)
    }
    run.box.writeHessian(matrix.data)
  }
  if (wanted & needs.product) run.box.writeProduct(vector('Hessian product', hessianProduct))
  if (wanted & needs.constraints) tellConstraints(run, answers[0], (first, c) => run.box.writeConstraints(first, c))
  let first = 0
  for (const kind of constraintKinds) {
    const count = run.constraintCounts[kind]
    if (wanted & jacobianNeeds[kind]) {
      const matrix = readMatrix(`the Jacobian told of constraints.${kind}`, jacobian?.[kind])
      if (matrix.rows !== count || matrix.columns !== n) {
        throw rangeError(
          'ERR_SHAPE',
          `the Jacobian of constraints.${kind} must be ${count} x ${n}, got ${matrix.rows} x ${matrix.columns}`,
        )
      }
      run.box.writeJacobian(first, matrix.data)
    }
    first += count
  }
  run.tell(value)
}

function tellConstraints(run: Run, answer: unknown, write: (first: number, values: Float64Array) => void): void {
  const { constraints } = fieldsOf(answer)
  let first = 0
  for (const kind of constraintKinds) {
    const count = run.constraintCounts[kind]
    if (count > 0) write(first, readNumbers(`the values told of constraints.${kind}`, constraints?.[kind], count))
    first += count
  }
}

function readTold(answer: unknown): number {
  const value = typeof answer === 'object' && answer !== null ? fieldsOf(answer).value : answer
  if (typeof value === 'number') return value
  throw misuse('ERR_OPTION', `an answer must be a number or have a number as value, got ${show(value)}`)
}
