import type { Matrix } from '../matrix.ts'
import type { Schema } from '../options/schema.ts'
import type { VectorInput } from './operands.ts'

export const multiplySchema = {
  transposeA: { type: 'boolean', default: false },
  transposeB: { type: 'boolean', default: false },
  out: { type: 'other' },
} as const satisfies Schema

export interface MultiplyOptions {
  /** Multiply by the transpose of A. @default false */
  transposeA?: boolean
  /** Multiply with the transpose of B. @default false */
  transposeB?: boolean
  /** Where to write the product; it is returned. */
  out?: Matrix
}

export const gramSchema = { weights: { type: 'other' } } as const satisfies Schema

export interface GramOptions {
  /** One for each row of A: the result is A' diag(weights) A. */
  weights?: VectorInput
}

export const qrSchema = { pivoting: { type: 'boolean', default: false } } as const satisfies Schema

export interface QrOptions {
  /** Order the columns so that the diagonal of R falls, which reveals the rank. @default false */
  pivoting?: boolean
}

/** In the order of the core's enum Assume. */
export const assumptions = [
  'general',
  'symmetric',
  'positive-definite',
  'upper-triangular',
  'lower-triangular',
] as const

export const solveSchema = {
  assume: { type: 'choice', values: assumptions, default: 'general' },
} as const satisfies Schema

export interface SolveOptions {
  /** What is known of A; of a symmetric matrix the upper triangle is read, of a triangular one its own. @default 'general' */
  assume?: (typeof assumptions)[number]
}

export const toleranceSchema = { tolerance: { type: 'number', min: 0 } } as const satisfies Schema

export interface ToleranceOptions {
  /** What counts as zero, relative to the largest. @default max(rows, columns) times the rounding unit */
  tolerance?: number
}

/** In the order of the core's enum Norm, and one that takes singular values. */
export const norms = ['one', 'infinity', 'frobenius', 'max', 'two'] as const

export const normSchema = { kind: { type: 'choice', values: norms, default: 'frobenius' } } as const satisfies Schema

export interface NormOptions {
  /**
   * `'one'`: the largest sum of moduli in a column; `'infinity'`: in a row; `'frobenius'`: the root of the sum of
   * squares; `'max'`: the largest modulus; `'two'`: the largest singular value. @default 'frobenius'
   */
  kind?: (typeof norms)[number]
}
