import { CoreFormula } from './compile/core-formula.ts'
import { misuse } from './errors.ts'

/** Marks objectives that the core evaluates itself. */
export const coreObjective = Symbol('steepest: an objective of the core')

/** A test function as the core knows it: its index there, and by how much it is moved, which is empty for not at all. */
export interface CoreProblem {
  readonly problem: number
  readonly dimension: number
  readonly shift: Float64Array
}

/** An objective that the core evaluates itself: where a run of it is to be made. */
export interface CoreObjective {
  readonly [coreObjective]: CoreProblem | CoreFormula
}

export function isCoreObjective(value: unknown): value is CoreObjective {
  return typeof value === 'object' && value !== null && coreObjective in value
}

/** The formula in the core that the objective is, if it is one. */
export function formulaOf(objective: unknown): CoreFormula | undefined {
  const inCore = isCoreObjective(objective) ? objective[coreObjective] : undefined
  return inCore instanceof CoreFormula ? inCore : undefined
}

/** The test function in the core that it is, if it is one. @throws `ERR_SHAPE` when it has another number of variables */
export function problemOf(objective: unknown, n: number): CoreProblem | undefined {
  const problem = isCoreObjective(objective) ? objective[coreObjective] : undefined
  if (!problem || problem instanceof CoreFormula) return undefined
  const { dimension } = problem
  if (dimension !== n) throw misuse('ERR_SHAPE', `the objective has ${dimension} variables, start has ${n}`)
  return problem
}
