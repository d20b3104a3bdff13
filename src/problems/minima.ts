import type { problemNames } from '../backend/operations.ts'

export type ProblemName = (typeof problemNames)[number]

/** A value that the function takes at a minimum, or approaches where some variables grow without bound. */
export interface Minimum {
  readonly value: number
  /** Where, if that is a known point. */
  readonly x?: Float64Array
  /** Other points have a lower value. */
  readonly local?: true
  /** The value is approached and never taken. */
  readonly atInfinity?: true
}

/** A box, alike for all variables or one by one. */
export interface Box {
  lower: number | readonly number[]
  upper: number | readonly number[]
}

/** What is known of a test function beyond its formula. */
export interface ProblemData {
  title: string
  /** The number of the problem in Moré, Garbow and Hillstrom. */
  number?: number
  /** The numbers of variables with which the problem belongs to the standard set. */
  dimensions: readonly number[]
  bounds?: Box | ((n: number) => Box)
  /** The function is lower somewhere outside its box than inside. */
  lowerOutside?: true
  /** What is known of n variables, the lowest first. */
  minima(n: number): readonly Minimum[]
}

/** The minimum at a point. */
export const at = (value: number, ...x: number[]): Minimum => ({ value, x: Float64Array.from(x) })

/** The minimum where all n variables are alike. */
export const atAll = (n: number, x: number, value = 0): Minimum => ({ value, x: new Float64Array(n).fill(x) })
