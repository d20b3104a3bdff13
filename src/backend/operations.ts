// Made by `npm run generate` from native/api/operations.hpp and the lists of names beside it. Do not edit.

/**
 * The operations of the core, alike on both backends. `in` arrays are read, `out` arrays are written; a matrix is its
 * row-major array, its rows and its columns.
 */
export interface Operations {
  ceilingFlops(a1: number): number
  ceilingBandwidth(a1: number): number
  systemLevel(): number
  systemSelectLevel(a1: number): number
  systemLevelSupported(a1: number): number
  systemThreads(): number
  systemSetThreads(a1: number): void
  runCreate(a1: number, a2: number, in3: Float64Array, in4: Float64Array, in5: Float64Array, in6: Float64Array): number
  runCreateProblem(
    a1: number,
    a2: number,
    in3: Float64Array,
    in4: Float64Array,
    in5: Float64Array,
    in6: Float64Array,
  ): number
  runBegin(a1: number): number
  runTell(a1: number, a2: number): number
  runBatch(a1: number): number
  runLayout(a1: number, out2: Int32Array): number
  runEnd(a1: number, a2: number): number
  runDrive(a1: number, a2: number, a3: number): number
  runResult(a1: number, out2: Float64Array, out3: Float64Array, out4: Float64Array): number
  runFree(a1: number): void
  problemDimensions(a1: number, out2: Int32Array): void
  problemStart(a1: number, out2: Float64Array): void
  problemEvaluate(
    a1: number,
    a2: number,
    in3: Float64Array,
    in4: Float64Array,
    out5: Float64Array,
    out6: Float64Array,
    out7: Float64Array,
    rows7: number,
    columns7: number,
    out8: Float64Array,
  ): number
}

/** Why a computation ended; the index is the code in `statusCodes`. */
export const statuses = [
  'solved',
  'gradient-tolerance',
  'function-tolerance',
  'step-tolerance',
  'gap-tolerance',
  'target',
  'max-iterations',
  'max-evaluations',
  'max-time',
  'no-further-progress',
  'not-finite',
  'unbounded',
  'separable',
  'infeasible',
  'rank-deficient',
  'not-positive-definite',
  'singular',
  'no-bracket',
  'out-of-memory',
  'stopped',
  'aborted',
] as const

/** Methods of the core, by index. */
export const methodNames = [
  'gradient-descent',
  'conjugate-gradient',
  'newton',
  'newton-cg',
  'bfgs',
  'dfp',
  'lbfgs',
] as const

/** Line searches of the core, by index. */
export const searchNames = ['armijo', 'strong-wolfe', 'more-thuente', 'hager-zhang', 'exact'] as const

/** Formulas of conjugate gradients in the core, by index. */
export const betaNames = [
  'dai-yuan-hestenes-stiefel',
  'polak-ribiere',
  'hager-zhang',
  'fletcher-reeves',
  'hestenes-stiefel',
  'dai-yuan',
] as const

/** The numbers that a method is told, in order. */
export const optionNames = [
  'gradientTolerance',
  'functionTolerance',
  'stepTolerance',
  'maxIterations',
  'maxEvaluations',
  'target',
  'lineSearch',
  'sufficientDecrease',
  'curvature',
  'stepSize',
  'memory',
  'differences',
  'initialRadius',
  'maxRadius',
  'beta',
] as const

/** The numbers of a run, in order. */
export const runNumberNames = [
  'status',
  'value',
  'gradientNorm',
  'promisedDecrease',
  'measured',
  'threshold',
  'iterations',
  'valueEvaluations',
  'gradientEvaluations',
  'hessianEvaluations',
  'productEvaluations',
  'stepSize',
] as const

/** Test functions of the core, by index. */
export const problemNames = [
  'rosenbrock',
  'freudenstein-roth',
  'powell-badly-scaled',
  'brown-badly-scaled',
  'beale',
  'jennrich-sampson',
  'helical-valley',
  'bard',
  'gaussian',
  'box-three-dimensional',
  'powell-singular',
  'wood',
  'kowalik-osborne',
  'brown-dennis',
  'osborne-2',
  'watson',
  'extended-rosenbrock',
  'penalty-1',
  'variably-dimensioned',
  'brown-almost-linear',
  'discrete-boundary-value',
  'discrete-integral-equation',
  'broyden-tridiagonal',
  'linear-full-rank',
  'linear-rank-1',
  'linear-rank-1-with-zeros',
  'ackley',
  'rastrigin',
  'griewank',
  'levy',
  'schwefel',
  'styblinski-tang',
  'himmelblau',
  'branin',
] as const
