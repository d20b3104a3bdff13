// Options of the population methods: differential evolution, genetic, particle swarm.
import { adaptationNames, strategyNames, topologyNames } from '../backend/operations.ts'
import { misuse, rangeError, show } from '../errors.ts'
import type { MethodName } from '../methods.ts'
import type { AnyOptions } from './minimize.ts'
import type { Schema } from './schema.ts'

export const populationSchema = {
  strategy: { type: 'choice', values: strategyNames },
  adaptation: { type: 'choice', values: adaptationNames },
  differenceWeight: { type: 'other' },
  crossoverRate: { type: 'number', min: 0, max: 1 },
  polish: { type: 'boolean', default: true },
  mutationRate: { type: 'number', min: 0, max: 1 },
  topology: { type: 'choice', values: topologyNames, default: 'ring' },
} as const satisfies Schema

export interface PopulationOptions {
  /**
   * How `differential-evolution` makes a mutant: base, pairs of differences, crossover.
   *
   * @default 'current-to-pbest1bin', or 'best1bin' without adaptation
   */
  strategy?: (typeof strategyNames)[number]
  /**
   * `'l-shade'` lets `differential-evolution` learn its weights from what succeeds, and shrink its population until
   * `maxEvaluations`, or 10,000 evaluations a variable, are used up.
   *
   * @default 'l-shade', or 'none' where `differenceWeight` or `crossoverRate` is given
   */
  adaptation?: (typeof adaptationNames)[number]
  /**
   * F of `differential-evolution` without adaptation: a number, or the limits between which each generation draws one.
   *
   * @default [0.5, 1]
   */
  differenceWeight?: number | readonly [number, number]
  /**
   * CR of `differential-evolution` without adaptation: the share of a mutant's components that its trial takes. Of
   * `genetic` the share of pairs that are crossed.
   *
   * @default 0.7, and 0.9
   */
  crossoverRate?: number
  /** Whether `differential-evolution` ends with L-BFGS from its best point, by differences. @default true */
  polish?: boolean
  /**
   * With what probability `genetic` changes a variable of a child, or turns round a part of a permutation.
   *
   * @default 1/n, and 0.5 of permutations
   */
  mutationRate?: number
  /**
   * From whom a particle of `particle-swarm` hears of good points: those beside it on a ring, or all.
   *
   * @default 'ring'
   */
  topology?: (typeof topologyNames)[number]
}

interface Sides {
  lower: Float64Array
  upper: Float64Array
}

function readDifferenceWeight(given: unknown): [number, number] {
  if (given === undefined) return [0.5, 1]
  const [low, high] = Array.isArray(given) ? (given as unknown[]) : [given, given]
  if (typeof low !== 'number' || typeof high !== 'number' || (Array.isArray(given) && given.length !== 2)) {
    throw misuse('ERR_OPTION', `option differenceWeight must be a number or two, got ${show(given)}`)
  }
  if (!(low > 0 && low <= high && high <= 2)) {
    throw rangeError('ERR_OPTION', `option differenceWeight must be above 0, at most 2, and ascend, got ${show(given)}`)
  }
  return [low, high]
}

// Fewer leave too few differences to choose from, more too few generations.
const fewest = 20
const most = 500

const defaultSizes: Partial<Record<MethodName, (variables: number) => number>> = {
  'differential-evolution': (variables) => Math.min(Math.max(10 * variables, fewest), most),
  genetic: () => 100,
  'particle-swarm': () => 40,
}

// An encoding's numbers must be allowed wherever there are bounds.
function checkEncoding(given: AnyOptions, variables: number, { lower, upper }: Sides): void {
  const { encoding } = given
  if (encoding === 'permutation' && given.fixed !== undefined && given.fixed.length > 0) {
    throw rangeError('ERR_OPTION', 'no variable of a permutation can be fixed')
  }
  const largest = encoding === 'permutation' ? variables - 1 : 1
  const bad = lower.findIndex((low, i) => low > 0 || upper[i]! < largest)
  if (encoding === 'real' || encoding === undefined || bad < 0) return
  const found = `${lower[bad]} to ${upper[bad]}`
  throw rangeError(
    'ERR_OPTION',
    `encoding '${encoding}' takes 0 to ${largest}; the bounds of variable ${bad} are ${found}`,
  )
}

/** The numbers that the core is told. */
export function populationNumbers(given: AnyOptions, method: MethodName, variables: number, bounds: Sides) {
  if (method === 'genetic') checkEncoding(given, variables, bounds)
  if (method === 'cross-entropy' && given.encoding === 'permutation') {
    throw rangeError('ERR_OPTION', "method 'cross-entropy' has no encoding 'permutation'; 'genetic' has")
  }
  const constant = given.differenceWeight !== undefined || given.crossoverRate !== undefined
  const adaptation = given.adaptation ?? (constant ? 'none' : 'l-shade')
  const [differenceWeightLow, differenceWeightHigh] = readDifferenceWeight(given.differenceWeight)
  return {
    populationSize: given.populationSize ?? defaultSizes[method]?.(variables),
    strategy: strategyNames.indexOf(given.strategy ?? (adaptation === 'none' ? 'best1bin' : 'current-to-pbest1bin')),
    adaptation: adaptationNames.indexOf(adaptation),
    differenceWeightLow,
    differenceWeightHigh,
    crossoverRate: given.crossoverRate ?? (method === 'genetic' ? 0.9 : 0.7),
    polish: (given.polish ?? true) ? 1 : 0,
    mutationRate: given.mutationRate ?? (given.encoding === 'permutation' ? 0.5 : 1 / variables),
    topology: topologyNames.indexOf(given.topology ?? 'ring'),
  }
}
