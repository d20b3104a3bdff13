// What each method uses where the caller says nothing, chosen by the fewest evaluations over the Moré–Garbow–Hillstrom
// problems.
import type { searchNames } from '../backend/operations.ts'
import type { MethodName } from '../methods.ts'

interface MethodDefaults {
  lineSearch: (typeof searchNames)[number]
  /** c₁ */
  sufficientDecrease: number
  /** c₂ */
  curvature: number
  /** 0 is off. */
  functionTolerance: number
  /** 0 is off. */
  stepTolerance: number
  /** For so many variables. */
  maxIterations: (variables: number) => number
}

const usual: MethodDefaults = {
  lineSearch: 'more-thuente',
  sufficientDecrease: 1e-4,
  curvature: 0.9,
  functionTolerance: 0,
  stepTolerance: 0,
  maxIterations: () => 1000,
}

const directSearch: Partial<MethodDefaults> = {
  functionTolerance: 1e-12,
  stepTolerance: 1e-8,
  maxIterations: (variables) => 200 * variables,
}

const chosen: Readonly<Partial<Record<MethodName, Partial<MethodDefaults>>>> = {
  'gradient-descent': { lineSearch: 'armijo', sufficientDecrease: 1e-4, curvature: 0.9 },
  'conjugate-gradient': { lineSearch: 'more-thuente', sufficientDecrease: 1e-4, curvature: 0.1 },
  dfp: { lineSearch: 'more-thuente', sufficientDecrease: 1e-4, curvature: 0.1 },
  lbfgs: { lineSearch: 'more-thuente', sufficientDecrease: 1e-4, curvature: 0.5 },
  lbfgsb: { lineSearch: 'more-thuente', sufficientDecrease: 1e-4, curvature: 0.5 },

  // First order.

  // Direct search.
  'cyclic-coordinate': directSearch,
  powell: directSearch,
  'hooke-jeeves': directSearch,
  'nelder-mead': directSearch,

  // Stochastic.
  'evolution-strategy': { functionTolerance: 1e-12, stepTolerance: 1e-12, maxIterations: (n) => 2000 * n },
  'cross-entropy': { functionTolerance: 1e-12, stepTolerance: 1e-12, maxIterations: () => 2000 },
  'cma-es': { functionTolerance: 1e-12, stepTolerance: 1e-12, maxIterations: (n) => 100 + 150 * (n + 3) ** 2 },
  // The schedule ends it, not a number of iterations; temperatures of Corana's annealing end it by their values.
  'simulated-annealing': { functionTolerance: 1e-8, maxIterations: () => Infinity },

  // Population.
  'particle-swarm': { stepTolerance: 1e-8, maxIterations: () => 1000 },
  'differential-evolution': { stepTolerance: 1e-8, maxIterations: () => 2000 },

  // Restarts.
  // As many as there are starts or hops.
  'multi-start': { maxIterations: () => Infinity },
  'basin-hopping': { maxIterations: () => Infinity },

  // Constraints.
  // Those of all its minimizations.
  'augmented-lagrangian': { maxIterations: () => 5000 },
}

/** The defaults of a method: those measured for it, or the usual ones. */
export const methodDefaults = (method: MethodName): MethodDefaults => ({ ...usual, ...chosen[method] })
