// Methods by family, for charts that a person can read.
import { methodNames } from '../../backend/operations.ts'
import type { MethodName } from '../../methods.ts'

/** Which names belong together; those of methods that are not there yet do no harm. */
const families: Readonly<Record<string, readonly string[]>> = {
  'Second order': [
    'newton',
    'newton-cg',
    'trust-region',
    'bfgs',
    'lbfgs',
    'lbfgsb',
    'dfp',
    'sr1',
    'conjugate-gradient',
  ],
  'First order': [
    ...['gradient-descent', 'momentum', 'nesterov', 'sgd', 'adagrad', 'adadelta', 'rmsprop'],
    ...['adam', 'amsgrad', 'nadam', 'adamw'],
  ],
  'Direct search': ['cyclic-coordinate', 'powell', 'hooke-jeeves', 'nelder-mead'],
  'Stochastic and population': [
    ...['simulated-annealing', 'evolution-strategy', 'cma-es', 'cross-entropy'],
    ...['genetic', 'differential-evolution', 'particle-swarm'],
  ],
  'Against local minima': ['multi-start', 'basin-hopping'],
  Constrained: ['augmented-lagrangian', 'sqp'],
}

const others = 'Others'

export const familyOf = (method: MethodName): string =>
  Object.keys(families).find((family) => families[family]!.includes(method)) ?? others

/** The methods by family, families and methods in their usual order. */
export function byFamily(methods: readonly MethodName[] = methodNames): [family: string, members: MethodName[]][] {
  return [...Object.keys(families), others]
    .map((family): [string, MethodName[]] => [family, methods.filter((method) => familyOf(method) === family)])
    .filter(([, members]) => members.length > 0)
}
