// Options of the methods that draw points from a distribution they learn: CMA-ES, evolution strategies, cross-entropy.
import { restartNames } from '../backend/operations.ts'
import type { Schema } from './schema.ts'

export const evolutionSchema = {
  sigma: { type: 'number', above: 0, max: Number.MAX_VALUE },
  populationSize: { type: 'number', min: 1, max: 2 ** 24, integer: true },
  restarts: { type: 'choice', values: restartNames },
} as const satisfies Schema

export interface EvolutionOptions {
  /**
   * The standard deviation of every variable in the first sample.
   *
   * @default 0.3 of the box; of a variable without one 0.3 max(|start|, 1)
   */
  sigma?: number
  /**
   * Points of a generation, asked for at once.
   *
   * @default `cma-es`: 4 + ⌊3 ln n⌋; `differential-evolution`: 10 n, but 20 to 500
   */
  populationSize?: number
  /**
   * Whether `cma-es` begins again when it has converged: with twice the population each time, or by turns also with a small
   * one. It does until `maxEvaluations`, or 10,000 evaluations a variable where these are not set.
   *
   * @default 'bipop' within finite bounds, else 'none'
   */
  restarts?: (typeof restartNames)[number]
}
