import type { Bounds } from '../src/bounds.ts'
import type { Constraints } from '../src/constraints.ts'
import type { ObjectiveFunctions } from '../src/objective.ts'
import type { Formula } from './formula.mjs'

export interface ConstrainedProblem {
  /** In the book. */
  number: number
  start: number[]
  /** From the definition, where it has a closed form; else the book's figures. */
  minimum: number
  objective: ObjectiveFunctions
  bounds?: Bounds & { lower: number[]; upper: number[] }
  constraints: Constraints
  equality: Formula[]
  inequality: Formula[]
}

export const constrainedProblems: ConstrainedProblem[]
