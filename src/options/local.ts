// The option `local` of methods that let another one descend: its method and that one's options.
import { betaNames, methodNames, type optionNames, searchNames } from '../backend/operations.ts'
import { chooseMethod, type Traits } from '../choose-method.ts'
import { misuse, rangeError, show } from '../errors.ts'
import { has, type MethodName } from '../methods.ts'
import { needs } from '../needs.ts'
import { type FirstOrderOptions, firstOrderNumbers, firstOrderSchema } from './first-order.ts'
import { methodDefaults } from './method-defaults.ts'
import { readOptions, type Schema } from './schema.ts'

// Those of an objective with rows: a local run has the whole of it.
const { batchSize: _, epochs: _epochs, shuffle: _shuffle, ...ofRules } = firstOrderSchema

const localSchema = {
  ...ofRules,
  method: { type: 'choice', values: ['auto', ...methodNames], default: 'auto' },
  gradientTolerance: { type: 'number', min: 0 },
  functionTolerance: { type: 'number', min: 0 },
  stepTolerance: { type: 'number', min: 0 },
  maxIterations: { type: 'number', min: 0, integer: true },
  maxEvaluations: { type: 'number', min: 1, integer: true, default: Infinity },
  lineSearch: { type: 'choice', values: searchNames },
  sufficientDecrease: { type: 'number', above: 0, below: 1 },
  curvature: { type: 'number', above: 0, below: 1 },
  stepSize: { type: 'number', above: 0 },
  beta: { type: 'choice', values: betaNames, default: 'dai-yuan-hestenes-stiefel' },
  memory: { type: 'number', min: 1, max: 1000, integer: true, default: 10 },
  differences: { type: 'choice', values: ['forward', 'central'] },
} as const satisfies Schema

/** The method that another one lets work, and what it is told. */
export interface LocalOptions extends Omit<FirstOrderOptions, 'batchSize' | 'epochs' | 'shuffle'> {
  /** One that draws no random numbers, has no local method itself and, within bounds, takes them. @default 'auto' */
  method?: 'auto' | MethodName
  /** @default that of the whole run */
  gradientTolerance?: number
  /** @default 1e-9 for `simulated-annealing` and `basin-hopping`, else that of the method */
  functionTolerance?: number
  /** @default that of the method */
  stepTolerance?: number
  /** @default 100 for `simulated-annealing` and `basin-hopping`, else that of the method */
  maxIterations?: number
  /** @default Infinity */
  maxEvaluations?: number
  lineSearch?: (typeof searchNames)[number]
  sufficientDecrease?: number
  curvature?: number
  stepSize?: number
  beta?: (typeof betaNames)[number]
  /** @default 10 */
  memory?: number
  /** How missing derivatives are approximated. @default 'central' for `multi-start`, else 'forward' but in the last descent */
  differences?: 'forward' | 'central'
}

// Descents on the way need not be exact: the last one is.
const hasty: Readonly<Partial<Record<MethodName, LocalOptions>>> = {
  'simulated-annealing': { functionTolerance: 1e-9, maxIterations: 100, differences: 'forward' },
  'basin-hopping': { functionTolerance: 1e-9, maxIterations: 100, differences: 'forward' },
}

// What an augmented Lagrangian is like: it meets the constraints itself, and has a gradient but no more.
const augmented = (traits: Traits): Traits => ({
  ...traits,
  constrained: false,
  provides: needs.value | needs.gradient,
})

type Numbers = Partial<Record<(typeof optionNames)[number], number | undefined>>

/**
 * What the core is told of the local runs of `method`: over the numbers of the whole run.
 *
 * @throws `ERR_OPTION` for a method that cannot be one
 */
export function localNumbers(method: MethodName, given: unknown, traits: Traits): Numbers {
  if (!has(method, 'descends')) return {}
  if (given === false && method === 'simulated-annealing') return { localMethod: -1 }
  const where = `minimize: option local of '${method}'`
  if (typeof given === 'boolean') throw misuse('ERR_OPTION', `${where} must be an object, got ${show(given)}`)
  const local = readOptions(where, given, localSchema) as LocalOptions
  const { method: name } = chooseMethod(local.method ?? 'auto', traits.constrained ? augmented(traits) : traits)
  if (has(name, 'random') || has(name, 'descends')) {
    throw rangeError(
      'ERR_OPTION',
      `${where}: method must be one that draws no random numbers and has no local method itself, got '${name}'`,
    )
  }
  const defaults = methodDefaults(name)
  const usual = hasty[method] ?? {}
  const { gradientTolerance } = local
  return {
    localMethod: methodNames.indexOf(name),
    localFunctionTolerance: local.functionTolerance ?? usual.functionTolerance ?? defaults.functionTolerance,
    localStepTolerance: local.stepTolerance ?? defaults.stepTolerance,
    localMaxIterations: local.maxIterations ?? usual.maxIterations ?? defaults.maxIterations(traits.variables),
    localMaxEvaluations: local.maxEvaluations,
    localStepSize: local.stepSize,
    lineSearch: searchNames.indexOf(local.lineSearch ?? defaults.lineSearch),
    sufficientDecrease: local.sufficientDecrease ?? defaults.sufficientDecrease,
    curvature: local.curvature ?? defaults.curvature,
    beta: betaNames.indexOf(local.beta ?? 'dai-yuan-hestenes-stiefel'),
    memory: local.memory,
    differences: (local.differences ?? usual.differences) === 'forward' ? 0 : 1,
    ...(gradientTolerance === undefined ? {} : { gradientTolerance }),
    ...firstOrderNumbers(name, local, undefined),
  }
}
