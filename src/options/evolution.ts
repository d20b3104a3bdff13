// Options of the methods that draw points from a distribution they learn: CMA-ES, evolution strategies, cross-entropy.
import { encodingNames, recombinationNames, restartNames, selectionNames } from '../backend/operations.ts'
import { rangeError } from '../errors.ts'
import type { MethodName } from '../methods.ts'
import type { Schema } from './schema.ts'

export const evolutionSchema = {
  sigma: { type: 'number', min: 2 ** -1022, max: Number.MAX_VALUE },
  populationSize: { type: 'number', min: 1, max: 2 ** 24, integer: true },
  restarts: { type: 'choice', values: restartNames },
  parents: { type: 'number', min: 1, max: 2 ** 24, integer: true },
  selection: { type: 'choice', values: selectionNames, default: 'comma' },
  recombination: { type: 'choice', values: recombinationNames, default: 'intermediate' },
  encoding: { type: 'choice', values: encodingNames, default: 'real' },
  eliteFraction: { type: 'number', above: 0, max: 1, default: 0.1 },
  smoothing: { type: 'number', above: 0, max: 1, default: 0.7 },
  dynamicSmoothing: { type: 'number', min: 0, max: 1000, default: 0 },
} as const satisfies Schema

export interface EvolutionOptions {
  /**
   * The standard deviation of every variable in the first sample.
   *
   * @default 0.3 of the box; of a variable without one 0.3 max(|start|, 1)
   */
  sigma?: number
  /**
   * Points of a generation, asked for at once: two at least for `cma-es`, four for `cross-entropy`.
   *
   * @default `cma-es`: 4 + ⌊3 ln n⌋; `evolution-strategy`: 100; `cross-entropy`: 10 n, at least 100;
   *   `differential-evolution`: 10 n, but 20 to 500; `genetic`: 100; `particle-swarm`: 40
   */
  populationSize?: number
  /**
   * Whether `cma-es` begins again when it has converged: with twice the population each time, or by turns also with a small
   * one. It does until `maxEvaluations`, or 10,000 evaluations a variable where these are not set.
   *
   * @default 'bipop' within finite bounds, else 'none'
   */
  restarts?: (typeof restartNames)[number]
  /** μ of `evolution-strategy`; with `selection: 'comma'` fewer than `populationSize`. @default a seventh of that */
  parents?: number
  /**
   * From whom `evolution-strategy` takes the next parents: the offspring, (μ, λ), or them and the parents, (μ + λ).
   *
   * @default 'comma'
   */
  selection?: (typeof selectionNames)[number]
  /** What `evolution-strategy` mutates: the mean of the parents, or one of them at random. @default 'intermediate' */
  recombination?: (typeof recombinationNames)[number]
  /**
   * What the variables are: numbers; 0 and 1 (`cross-entropy`, `genetic`); or 0 … n-1 in some order (`genetic`, to which
   * a start tells the order by its own).
   *
   * @default 'real'
   */
  encoding?: (typeof encodingNames)[number]
  /** ρ of `cross-entropy`: the part of the points that the distribution is fitted to, two at least. @default 0.1 */
  eliteFraction?: number
  /** α of `cross-entropy`: how far its distribution moves to the one fitted, from 0 to 1. @default 0.7 */
  smoothing?: number
  /**
   * q of `cross-entropy`: where it is not 0, iteration t smooths deviations by 0.9 - 0.9 (1 - 1/t)^q, ever less.
   *
   * @default 0
   */
  dynamicSmoothing?: number
}

// Fewer tell nothing of a deviation.
const fewestPoints: Partial<Record<MethodName, number>> = { 'cma-es': 2, 'cross-entropy': 4 }

/** The numbers that the core is told of them; `inBox` is whether the bounds are finite. */
export function evolutionNumbers(given: EvolutionOptions, method: MethodName, inBox: boolean) {
  const { populationSize = 100, parents, selection = 'comma' } = given
  const fewest = fewestPoints[method] ?? 1
  if (populationSize < fewest) {
    throw rangeError('ERR_OPTION', `populationSize of ${method} must be at least ${fewest}, got ${populationSize}`)
  }
  const chooses = selection === 'plus' || populationSize === 1 || parents === undefined || parents < populationSize
  if (method === 'evolution-strategy' && !chooses) {
    const sizes = `got ${parents} and ${populationSize}`
    throw rangeError('ERR_OPTION', `parents must be fewer than populationSize with selection 'comma', ${sizes}`)
  }
  return {
    sigma: given.sigma,
    restarts: restartNames.indexOf(given.restarts ?? (inBox ? 'bipop' : 'none')),
    parents,
    selection: selectionNames.indexOf(selection),
    recombination: recombinationNames.indexOf(given.recombination ?? 'intermediate'),
    encoding: encodingNames.indexOf(given.encoding ?? 'real'),
    eliteFraction: given.eliteFraction,
    smoothing: given.smoothing,
    dynamicSmoothing: given.dynamicSmoothing,
  }
}
