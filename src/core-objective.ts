import { misuse } from './errors.ts'

/** Marks objectives that the core evaluates itself. */
export const coreObjective = Symbol('steepest: an objective of the core')

/** An objective that the core evaluates itself: where a run of it is to be made. */
export interface CoreObjective {
  readonly [coreObjective]: { readonly problem: number; readonly dimension: number }
}

export function isCoreObjective(value: unknown): value is CoreObjective {
  return typeof value === 'object' && value !== null && coreObjective in value
}

/** The test function's index in the core. @throws `ERR_SHAPE` when it has another number of variables. */
export function problemOf(objective: CoreObjective, n: number): number {
  const { problem, dimension } = objective[coreObjective]
  if (dimension !== n) throw misuse('ERR_SHAPE', `the objective has ${dimension} variables, start has ${n}`)
  return problem
}
