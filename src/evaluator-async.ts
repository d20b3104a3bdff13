import { answerConstraintsAsync } from './constraint-evaluator.ts'
import type { ConstraintGroups } from './constraints.ts'
import { Matrix } from './matrix.ts'
import { needs } from './needs.ts'
import { allRows, readValue, takeHessian, takeVector } from './objective.ts'
import type { Run } from './run.ts'

type MaybePromise<T> = T | PromiseLike<T>

/** An objective whose functions may return promises; without derivatives a function alone will do. */
export interface AsyncObjectiveFunctions {
  value?(x: Float64Array): MaybePromise<number>
  gradient?(x: Float64Array, out: Float64Array): MaybePromise<ArrayLike<number> | void>
  valueAndGradient?(x: Float64Array, out: Float64Array, batch?: Uint32Array): MaybePromise<number>
  hessian?(x: Float64Array, out: Matrix): MaybePromise<Matrix | ArrayLike<ArrayLike<number>> | void>
  hessianProduct?(x: Float64Array, v: Float64Array, out: Float64Array): MaybePromise<ArrayLike<number> | void>
  rows?: number
}

/**
 * Answers a run's question by functions that may return promises. Each call gets arrays of its own, which it may keep;
 * the points of a batch are asked all at once, and constraints beside the objective.
 */
export async function answerAsync(
  run: Run,
  functions: AsyncObjectiveFunctions,
  n: number,
  constraints?: ConstraintGroups,
): Promise<void> {
  const both = [
    answerObjective(run, functions, n),
    constraints ? answerConstraintsAsync(run, constraints, n) : undefined,
  ] as const
  const [value] = await Promise.all(both)
  run.tell(value)
}

async function answerObjective(run: Run, functions: AsyncObjectiveFunctions, n: number): Promise<number> {
  const wanted = run.needs
  const blank = () => new Float64Array(n).fill(Number.NaN)
  const point = () => {
    const x = new Float64Array(n)
    run.box.readPoint(x)
    return x
  }
  const batch = () => run.readRows() ?? allRows(functions)
  const valueAt = async (x: Float64Array) =>
    readValue(await (functions.value ? functions.value(x) : functions.valueAndGradient!(x, blank(), batch())))
  let value = 0
  if (wanted & needs.batch) {
    const points = Array.from({ length: run.box.batchSize }, (_, i) => {
      const x = new Float64Array(n)
      run.box.readBatchPoint(i, x)
      return x
    })
    const values = await Promise.all(points.map(valueAt))
    values.forEach((one, i) => {
      run.box.writeBatchValue(i, one)
    })
  }
  if (wanted & needs.gradient) {
    const out = blank()
    let returned: unknown
    if (functions.valueAndGradient) {
      value = readValue(await functions.valueAndGradient(point(), out, batch()))
    } else {
      const asksValue = (wanted & needs.value) !== 0
      const both = [asksValue ? valueAt(point()) : 0, functions.gradient!(point(), out)] as const
      ;[value, returned] = await Promise.all(both)
    }
    run.box.writeGradient(takeVector('gradient', out, returned, n))
  } else if (wanted & needs.value) {
    value = await valueAt(point())
  }
  if (wanted & needs.hessian) {
    const out = Matrix.zeros(n, n)
    out.data.fill(Number.NaN)
    run.box.writeHessian(takeHessian(out, await functions.hessian!(point(), out), n))
  }
  if (wanted & needs.product) {
    const direction = new Float64Array(n)
    run.box.readDirection(direction)
    const out = blank()
    const returned = await functions.hessianProduct!(point(), direction, out)
    run.box.writeProduct(takeVector('Hessian product', out, returned, n))
  }
  return value
}
