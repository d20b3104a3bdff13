// The options of solvers that step on single rows or batches of them.
import type { Schema } from './schema.ts'

/** Solvers that go over the rows in epochs of many steps. */
export const stochasticSolverNames = ['saga'] as const
export type StochasticSolver = (typeof stochasticSolverNames)[number]

export const trainingSchema = {
  learningRate: { type: 'number', above: 0, below: Infinity },
  epochs: { type: 'number', min: 0, integer: true, default: 100 },
  seed: { type: 'number', min: 0, max: Number.MAX_SAFE_INTEGER, integer: true, default: 0 },
  shuffle: { type: 'boolean', default: true },
} as const satisfies Schema

/** Of the solvers that step on rows; the others take no notice of these. */
export interface TrainingOptions {
  /**
   * The size of steps.
   *
   * @default for `'saga'` 1/3L or, with a penalty, 1/2(μn + L), L being the largest curvature of a row's loss along it
   */
  learningRate?: number
  /** Most passes over the rows. @default 100 */
  epochs?: number
  /** Of the order in which epochs go over the rows; the same seed repeats a fit to the last bit. @default 0 */
  seed?: number
  /** Whether each epoch has an order of its own; else it is that of the rows. @default true */
  shuffle?: boolean
}
