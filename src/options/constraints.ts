import type { Constraints } from '../constraints.ts'

export interface ConstraintOptions {
  /** What x is to satisfy beside its bounds; methods that take none refuse. */
  constraints?: Constraints
  /** A point counts as satisfying the constraints up to this violation, as `constraintViolation` measures it. @default 1e-8 */
  constraintTolerance?: number
}
