// Each function of linear algebra is a plan: operands read, results allocated, one operation of the core, and what to
// make of its answer. The synchronous functions carry it out at once, their twins on another thread.
import type { OperationArgument } from '../backend/backend.ts'
import { core, isReady } from '../backend/current.ts'
import { init } from '../backend/load.ts'
import { type Operations, statuses } from '../backend/operations.ts'
import { rangeError } from '../errors.ts'
import type { MatrixLike } from '../matrix.ts'
import type { Status } from '../result.ts'
import { isSingle, Operands } from './operands.ts'

type Name = keyof Operations & `linalg${string}`

export interface Plan<Result> {
  operation: Name
  arguments: OperationArgument[]
  /** Floating-point operations, roughly. */
  work: number
  finish(answer: number): Result
}

/** The operation of this name in the precision of the operand. */
export function inPrecision(name: Exclude<Name, `${string}Single`>, of: MatrixLike): Name {
  return isSingle(of) ? (`${name}Single` as Name) : name
}

/** A matrix as the arguments of an operation. */
export function spread({ data, rows, columns }: MatrixLike): [Float64Array | Float32Array, number, number] {
  return [data, rows, columns]
}

/** @throws `ERR_OUT_OF_MEMORY` when that is how the computation ended */
export function statusOf(code: number): Status {
  const status = statuses[code]!
  if (status === 'out-of-memory') throw rangeError('ERR_OUT_OF_MEMORY', 'there was not enough memory to work in')
  return status
}

type Planner<Given extends unknown[], Result> = (operands: Operands, ...given: Given) => Plan<Result>

/** Calls an operation whose arguments were put together for it. */
export function call(operation: Name, given: OperationArgument[]): number {
  return (core().operations[operation] as (...given: OperationArgument[]) => number)(...given)
}

export function runNow<Given extends unknown[], Result>(planner: Planner<Given, Result>): (...given: Given) => Result {
  return (...given) => carryOut(planner(new Operands(false), ...given))
}

function carryOut<Result>({ operation, arguments: given, finish }: Plan<Result>): Result {
  return finish(call(operation, given))
}

/** Work below this many floating-point operations, about 100 microseconds, is done at once. */
const shortWork = 1e6

/** The same as a promise: operands are copied now, and the work is done on another thread unless it is short. */
export function runLater<Given extends unknown[], Result>(
  planner: Planner<Given, Result>,
): (...given: Given) => Promise<Result> {
  return async (...given) => {
    const plan = planner(new Operands(true), ...given)
    if (!isReady()) await init()
    if (plan.work < shortWork) return carryOut(plan)
    return plan.finish(await core().callLater(plan.operation, plan.arguments))
  }
}
