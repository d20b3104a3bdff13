// Made by `npm run generate` from native/api/operations.hpp and the lists of names beside it. Do not edit.

/**
 * The operations of the core, alike on both backends. `in` arrays are read, `out` arrays are written; a matrix is its
 * row-major array, its rows and its columns.
 */
export interface Operations {
  ceilingFlops(a1: number): number
  ceilingBandwidth(a1: number): number
  ceilingInPlace(out1: Float32Array, in2: Float32Array, a3: number): number
  elementwise(a1: number, in2: Float64Array, out3: Float64Array): void
  elementwiseOfTwo(a1: number, in2: Float64Array, in3: Float64Array, out4: Float64Array): void
  fitManySolve(
    a1: number,
    in2: Float64Array,
    a3: number,
    in4: Int32Array,
    in5: Float64Array,
    rows5: number,
    columns5: number,
    in6: Float64Array,
    rows6: number,
    columns6: number,
    in7: Int32Array,
    in8: Float64Array,
    rows8: number,
    columns8: number,
    in9: Float64Array,
    in10: Float64Array,
    out11: Float64Array,
    rows11: number,
    columns11: number,
    out12: Float64Array,
    rows12: number,
    columns12: number,
    out13: Float64Array,
    rows13: number,
    columns13: number,
    out14: Float64Array,
    out15: Uint8Array,
    out16: Int32Array,
    out17: Uint8Array,
  ): number
  fitManyCreate(
    a1: number,
    in2: Float64Array,
    a3: number,
    in4: Int32Array,
    in5: Float64Array,
    rows5: number,
    columns5: number,
    in6: Float64Array,
    rows6: number,
    columns6: number,
    in7: Int32Array,
    in8: Float64Array,
    rows8: number,
    columns8: number,
    in9: Float64Array,
    in10: Float64Array,
  ): number
  fitManyResult(
    a1: number,
    out2: Float64Array,
    rows2: number,
    columns2: number,
    out3: Float64Array,
    rows3: number,
    columns3: number,
    out4: Float64Array,
    rows4: number,
    columns4: number,
    out5: Float64Array,
    out6: Uint8Array,
    out7: Int32Array,
    out8: Uint8Array,
  ): number
  formulaCreate(
    in1: Int32Array,
    in2: Int32Array,
    in3: Float64Array,
    in4: Int32Array,
    in5: Float64Array,
    rows5: number,
    columns5: number,
  ): number
  formulaEvaluate(
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
  formulaSumRows(a1: number, in2: Float64Array, in3: Int32Array, out4: Float64Array, out5: Float64Array): number
  formulaRows(
    a1: number,
    in2: Float64Array,
    rows2: number,
    columns2: number,
    in3: Float64Array,
    out4: Float64Array,
    out5: Float64Array,
    rows5: number,
    columns5: number,
  ): number
  formulaNodes(a1: number, a2: number, out3: Int32Array, out4: Float64Array): number
  formulaFree(a1: number): void
  fitSolve(
    a1: number,
    in2: Float64Array,
    rows2: number,
    columns2: number,
    in3: Float64Array,
    in4: Float64Array,
    in5: Float64Array,
    in6: Float64Array,
    in7: Float64Array,
    in8: Float64Array,
    out9: Float64Array,
    out10: Float64Array,
    out11: Float64Array,
    rows11: number,
    columns11: number,
    out12: Float64Array,
  ): number
  fitCreate(
    a1: number,
    in2: Float64Array,
    rows2: number,
    columns2: number,
    in3: Float64Array,
    in4: Float64Array,
    in5: Float64Array,
    in6: Float64Array,
    in7: Float64Array,
    in8: Float64Array,
  ): number
  runCreateResiduals(
    a1: number,
    a2: number,
    in3: Float64Array,
    in4: Float64Array,
    in5: Float64Array,
    in6: Float64Array,
  ): number
  fitReport(
    a1: number,
    out2: Float64Array,
    out3: Float64Array,
    rows3: number,
    columns3: number,
    out4: Float64Array,
    rows4: number,
    columns4: number,
    out5: Float64Array,
  ): number
  systemLevel(): number
  systemSelectLevel(a1: number): number
  systemLevelSupported(a1: number): number
  systemThreads(): number
  systemSetThreads(a1: number): void
  linalgMultiply(
    a1: number,
    a2: number,
    in3: Float64Array,
    rows3: number,
    columns3: number,
    in4: Float64Array,
    rows4: number,
    columns4: number,
    out5: Float64Array,
    rows5: number,
    columns5: number,
  ): number
  linalgMultiplySingle(
    a1: number,
    a2: number,
    in3: Float32Array,
    rows3: number,
    columns3: number,
    in4: Float32Array,
    rows4: number,
    columns4: number,
    out5: Float32Array,
    rows5: number,
    columns5: number,
  ): number
  linalgGram(
    in1: Float64Array,
    rows1: number,
    columns1: number,
    in2: Float64Array,
    out3: Float64Array,
    rows3: number,
    columns3: number,
  ): number
  linalgGramSingle(
    in1: Float32Array,
    rows1: number,
    columns1: number,
    in2: Float32Array,
    out3: Float32Array,
    rows3: number,
    columns3: number,
  ): number
  linalgCholesky(
    in1: Float64Array,
    rows1: number,
    columns1: number,
    out2: Float64Array,
    rows2: number,
    columns2: number,
    out3: Int32Array,
  ): number
  linalgCholeskySingle(
    in1: Float32Array,
    rows1: number,
    columns1: number,
    out2: Float32Array,
    rows2: number,
    columns2: number,
    out3: Int32Array,
  ): number
  linalgCholeskySolve(
    in1: Float64Array,
    rows1: number,
    columns1: number,
    out2: Float64Array,
    rows2: number,
    columns2: number,
  ): number
  linalgCholeskySolveSingle(
    in1: Float32Array,
    rows1: number,
    columns1: number,
    out2: Float32Array,
    rows2: number,
    columns2: number,
  ): number
  linalgLdl(
    in1: Float64Array,
    rows1: number,
    columns1: number,
    out2: Float64Array,
    rows2: number,
    columns2: number,
    out3: Float64Array,
    out4: Int32Array,
    out5: Float64Array,
    rows5: number,
    columns5: number,
    out6: Float64Array,
  ): number
  linalgLdlSingle(
    in1: Float32Array,
    rows1: number,
    columns1: number,
    out2: Float32Array,
    rows2: number,
    columns2: number,
    out3: Float32Array,
    out4: Int32Array,
    out5: Float32Array,
    rows5: number,
    columns5: number,
    out6: Float32Array,
  ): number
  linalgLdlSolve(
    in1: Float64Array,
    rows1: number,
    columns1: number,
    in2: Float64Array,
    in3: Int32Array,
    out4: Float64Array,
    rows4: number,
    columns4: number,
  ): number
  linalgLdlSolveSingle(
    in1: Float32Array,
    rows1: number,
    columns1: number,
    in2: Float32Array,
    in3: Int32Array,
    out4: Float32Array,
    rows4: number,
    columns4: number,
  ): number
  linalgLu(
    in1: Float64Array,
    rows1: number,
    columns1: number,
    out2: Float64Array,
    rows2: number,
    columns2: number,
    out3: Int32Array,
    out4: Float64Array,
    rows4: number,
    columns4: number,
    out5: Float64Array,
    rows5: number,
    columns5: number,
    out6: Int32Array,
  ): number
  linalgLuSingle(
    in1: Float32Array,
    rows1: number,
    columns1: number,
    out2: Float32Array,
    rows2: number,
    columns2: number,
    out3: Int32Array,
    out4: Float32Array,
    rows4: number,
    columns4: number,
    out5: Float32Array,
    rows5: number,
    columns5: number,
    out6: Int32Array,
  ): number
  linalgLuSolve(
    in1: Float64Array,
    rows1: number,
    columns1: number,
    in2: Int32Array,
    out3: Float64Array,
    rows3: number,
    columns3: number,
  ): number
  linalgLuSolveSingle(
    in1: Float32Array,
    rows1: number,
    columns1: number,
    in2: Int32Array,
    out3: Float32Array,
    rows3: number,
    columns3: number,
  ): number
  linalgDeterminant(in1: Float64Array, rows1: number, columns1: number, out2: Float64Array): number
  linalgDeterminantSingle(in1: Float32Array, rows1: number, columns1: number, out2: Float64Array): number
  linalgQr(
    a1: number,
    in2: Float64Array,
    rows2: number,
    columns2: number,
    out3: Float64Array,
    rows3: number,
    columns3: number,
    out4: Float64Array,
    out5: Int32Array,
    out6: Float64Array,
    rows6: number,
    columns6: number,
    out7: Float64Array,
    rows7: number,
    columns7: number,
    out8: Int32Array,
  ): number
  linalgQrSingle(
    a1: number,
    in2: Float32Array,
    rows2: number,
    columns2: number,
    out3: Float32Array,
    rows3: number,
    columns3: number,
    out4: Float32Array,
    out5: Int32Array,
    out6: Float32Array,
    rows6: number,
    columns6: number,
    out7: Float32Array,
    rows7: number,
    columns7: number,
    out8: Int32Array,
  ): number
  linalgQrSolve(
    in1: Float64Array,
    rows1: number,
    columns1: number,
    in2: Float64Array,
    in3: Int32Array,
    a4: number,
    in5: Float64Array,
    rows5: number,
    columns5: number,
    out6: Float64Array,
    rows6: number,
    columns6: number,
  ): number
  linalgQrSolveSingle(
    in1: Float32Array,
    rows1: number,
    columns1: number,
    in2: Float32Array,
    in3: Int32Array,
    a4: number,
    in5: Float32Array,
    rows5: number,
    columns5: number,
    out6: Float32Array,
    rows6: number,
    columns6: number,
  ): number
  linalgSvd(
    in1: Float64Array,
    rows1: number,
    columns1: number,
    out2: Float64Array,
    rows2: number,
    columns2: number,
    out3: Float64Array,
    out4: Float64Array,
    rows4: number,
    columns4: number,
  ): number
  linalgSvdSingle(
    in1: Float32Array,
    rows1: number,
    columns1: number,
    out2: Float32Array,
    rows2: number,
    columns2: number,
    out3: Float32Array,
    out4: Float32Array,
    rows4: number,
    columns4: number,
  ): number
  linalgSingularValues(in1: Float64Array, rows1: number, columns1: number, out2: Float64Array): number
  linalgSingularValuesSingle(in1: Float32Array, rows1: number, columns1: number, out2: Float32Array): number
  linalgEigenSymmetric(
    in1: Float64Array,
    rows1: number,
    columns1: number,
    out2: Float64Array,
    out3: Float64Array,
    rows3: number,
    columns3: number,
  ): number
  linalgEigenSymmetricSingle(
    in1: Float32Array,
    rows1: number,
    columns1: number,
    out2: Float32Array,
    out3: Float32Array,
    rows3: number,
    columns3: number,
  ): number
  linalgSolve(
    a1: number,
    in2: Float64Array,
    rows2: number,
    columns2: number,
    in3: Float64Array,
    rows3: number,
    columns3: number,
    out4: Float64Array,
    rows4: number,
    columns4: number,
    out5: Int32Array,
  ): number
  linalgSolveSingle(
    a1: number,
    in2: Float32Array,
    rows2: number,
    columns2: number,
    in3: Float32Array,
    rows3: number,
    columns3: number,
    out4: Float32Array,
    rows4: number,
    columns4: number,
    out5: Int32Array,
  ): number
  linalgLeastSquares(
    a1: number,
    in2: Float64Array,
    rows2: number,
    columns2: number,
    in3: Float64Array,
    rows3: number,
    columns3: number,
    out4: Float64Array,
    rows4: number,
    columns4: number,
    out5: Int32Array,
  ): number
  linalgLeastSquaresSingle(
    a1: number,
    in2: Float32Array,
    rows2: number,
    columns2: number,
    in3: Float32Array,
    rows3: number,
    columns3: number,
    out4: Float32Array,
    rows4: number,
    columns4: number,
    out5: Int32Array,
  ): number
  linalgNorm(a1: number, in2: Float64Array, rows2: number, columns2: number): number
  linalgNormSingle(a1: number, in2: Float32Array, rows2: number, columns2: number): number
  runCreate(a1: number, a2: number, in3: Float64Array, in4: Float64Array, in5: Float64Array, in6: Float64Array): number
  runCreateConstrained(
    a1: number,
    a2: number,
    in3: Float64Array,
    in4: Float64Array,
    in5: Float64Array,
    in6: Float64Array,
    a7: number,
    a8: number,
    in9: Float64Array,
    rows9: number,
    columns9: number,
    in10: Float64Array,
    in11: Float64Array,
  ): number
  runMultipliers(a1: number, out2: Float64Array): number
  runCreateProblem(
    a1: number,
    a2: number,
    in3: Float64Array,
    in4: Float64Array,
    in5: Float64Array,
    in6: Float64Array,
    in7: Float64Array,
  ): number
  runCreateFormula(
    a1: number,
    a2: number,
    in3: Float64Array,
    in4: Float64Array,
    in5: Float64Array,
    in6: Float64Array,
    in7: Float64Array,
  ): number
  runCreateSearch(a1: number, in2: Float64Array, in3: Float64Array, in4: Float64Array): number
  runCreateScalar(a1: number, a2: number, a3: number, in4: Float64Array, in5: Float64Array): number
  runBracket(a1: number, out2: Float64Array): number
  runGive(a1: number, in2: Float64Array, rows2: number, columns2: number): number
  runBegin(a1: number): number
  runTell(a1: number, a2: number): number
  runBatch(a1: number): number
  runRows(a1: number, out2: Int32Array): number
  runLayout(a1: number, out2: Int32Array): number
  runEnd(a1: number, a2: number): number
  runDrive(a1: number, a2: number, a3: number): number
  runRecord(a1: number, in2: Uint8Array): number
  runSnapshot(a1: number, out2: Uint8Array): number
  runResult(a1: number, out2: Float64Array, out3: Float64Array, out4: Float64Array): number
  runBasins(a1: number, out2: Float64Array, rows2: number, columns2: number): number
  runFree(a1: number): void
  problemDimensions(a1: number, out2: Int32Array): void
  problemStart(a1: number, out2: Float64Array): void
  problemEvaluate(
    a1: number,
    a2: number,
    in3: Float64Array,
    in4: Float64Array,
    in5: Float64Array,
    out6: Float64Array,
    out7: Float64Array,
    out8: Float64Array,
    rows8: number,
    columns8: number,
    out9: Float64Array,
  ): number
  updateCreate(a1: number, a2: number, a3: number, in4: Float64Array): number
  updateFree(a1: number): void
  updateBlockLength(): number
  updateNorm(a1: number, in2: Float64Array): void
  updateNormSingle(a1: number, in2: Float32Array): void
  updateBegin(a1: number, a2: number): void
  updateApply(a1: number, a2: number, out3: Float64Array, in4: Float64Array): void
  updateApplySingle(a1: number, a2: number, out3: Float32Array, in4: Float32Array): void
  updateProgress(a1: number, out2: Float64Array): number
  updateSetProgress(a1: number, in2: Float64Array): void
  updateMemory(a1: number, a2: number, a3: number, out4: Float64Array): void
  updateMemorySingle(a1: number, a2: number, a3: number, out4: Float32Array): void
  updateSetMemory(a1: number, a2: number, a3: number, in4: Float64Array): void
  updateSetMemorySingle(a1: number, a2: number, a3: number, in4: Float32Array): void
  scheduleRate(in1: Float64Array, a2: number, a3: number): number
  datasetCreate(a1: number, a2: number, a3: number): number
  datasetAppend(a1: number, in2: Float64Array, rows2: number, columns2: number): number
  datasetAppendSingle(a1: number, in2: Float32Array, rows2: number, columns2: number): number
  datasetRead(a1: number, out2: Float64Array, out3: Float64Array, out4: Float64Array): number
  datasetFree(a1: number): void
  columnsSummarize(
    in1: Float64Array,
    rows1: number,
    columns1: number,
    out2: Float64Array,
    out3: Float64Array,
    out4: Float64Array,
  ): number
  columnsSummarizeSingle(
    in1: Float32Array,
    rows1: number,
    columns1: number,
    out2: Float64Array,
    out3: Float64Array,
    out4: Float64Array,
  ): number
  columnsStandardize(
    in1: Float64Array,
    rows1: number,
    columns1: number,
    in2: Float64Array,
    in3: Float64Array,
    out4: Float64Array,
  ): void
  columnsStandardizeSingle(
    in1: Float32Array,
    rows1: number,
    columns1: number,
    in2: Float64Array,
    in3: Float64Array,
    out4: Float32Array,
  ): void
  glmCreate(a1: number, in2: Float64Array, in3: Float64Array, in4: Float64Array, in5: Float64Array): number
  glmReport(a1: number, out2: Float64Array): number
  glmSolve(
    in1: Float64Array,
    rows1: number,
    columns1: number,
    in2: Float64Array,
    in3: Float64Array,
    in4: Float64Array,
    in5: Float64Array,
    out6: Float64Array,
    out7: Float64Array,
    out8: Float64Array,
    out9: Float64Array,
  ): number
  glmSolveSingle(
    in1: Float32Array,
    rows1: number,
    columns1: number,
    in2: Float64Array,
    in3: Float64Array,
    in4: Float64Array,
    in5: Float64Array,
    out6: Float64Array,
    out7: Float64Array,
    out8: Float64Array,
    out9: Float64Array,
  ): number
  trainingCreate(
    a1: number,
    in2: Float64Array,
    in3: Float64Array,
    in4: Float64Array,
    in5: Float64Array,
    in6: Float64Array,
    in7: Float64Array,
    in8: Float64Array,
  ): number
  trainingState(a1: number, out2: Float64Array): number
  glmPredict(
    in1: Float64Array,
    rows1: number,
    columns1: number,
    in2: Float64Array,
    a3: number,
    a4: number,
    out5: Float64Array,
  ): number
  glmPredictSingle(
    in1: Float32Array,
    rows1: number,
    columns1: number,
    in2: Float64Array,
    a3: number,
    a4: number,
    out5: Float64Array,
  ): number
  glmPredictDataset(a1: number, in2: Float64Array, a3: number, a4: number, out5: Float64Array): number
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
  'lbfgsb',
  'sr1',
  'trust-region',
  'sgd',
  'momentum',
  'nesterov',
  'adagrad',
  'adadelta',
  'rmsprop',
  'adam',
  'amsgrad',
  'nadam',
  'adamw',
  'cyclic-coordinate',
  'powell',
  'hooke-jeeves',
  'nelder-mead',
  'cma-es',
  'evolution-strategy',
  'cross-entropy',
  'simulated-annealing',
  'differential-evolution',
  'genetic',
  'particle-swarm',
  'multi-start',
  'basin-hopping',
  'augmented-lagrangian',
  'sqp',
] as const

/** What each is like, as bits (src/methods.ts). */
export const methodTraits = [
  0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 15, 15, 15, 45, 15, 15, 15, 45, 45, 49, 17,
] as const

/** By whose size a method without gradients ends, by index. */
export const measureNames = [
  'none',
  'simplex',
  'mesh',
  'step',
  'distribution',
  'population',
  'temperature',
  'validation',
] as const

/** Line searches of the core, by index. */
export const searchNames = ['armijo', 'strong-wolfe', 'more-thuente', 'hager-zhang', 'exact'] as const

/** Minimizers of one variable in the core, by index. */
export const scalarMinimizerNames = ['brent', 'golden-section', 'fibonacci', 'bisection'] as const

/** Root finders of one variable in the core, by index. */
export const rootFinderNames = ['bisection', 'secant', 'newton', 'brent'] as const

/** Formulas of conjugate gradients in the core, by index. */
export const betaNames = [
  'dai-yuan-hestenes-stiefel',
  'polak-ribiere',
  'hager-zhang',
  'fletcher-reeves',
  'hestenes-stiefel',
  'dai-yuan',
] as const

/** How CMA-ES begins again, by index. */
export const restartNames = ['none', 'ipop', 'bipop'] as const
/** Kinds of simulated annealing, by index. */
export const visitingNames = ['generalized', 'corana'] as const

/** Strategies of differential evolution in the core, by index. */
export const strategyNames = [
  'best1bin',
  'rand1bin',
  'best2bin',
  'rand2bin',
  'current-to-best1bin',
  'current-to-pbest1bin',
] as const

/** How it adapts its weights, by index. */
export const adaptationNames = ['none', 'l-shade'] as const

/** From whom an evolution strategy selects, by index. */
export const selectionNames = ['comma', 'plus'] as const

/** What an evolution strategy mutates, by index. */
export const recombinationNames = ['intermediate', 'none'] as const

/** What variables stand for, by index. */
export const encodingNames = ['real', 'binary', 'permutation'] as const

/** Who the neighbors of a particle are, by index. */
export const topologyNames = ['ring', 'global'] as const

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
  'seed',
  'randomStart',
  'learningRate',
  'rows',
  'batchSize',
  'shuffle',
  'initialStep',
  'acceleration',
  'replaceOldest',
  'adaptive',
  'orientedRestart',
  'sigma',
  'populationSize',
  'restarts',
  'parents',
  'selection',
  'recombination',
  'encoding',
  'eliteFraction',
  'smoothing',
  'dynamicSmoothing',
  'visiting',
  'visitingParameter',
  'acceptanceParameter',
  'initialTemperature',
  'finalTemperature',
  'coolingFactor',
  'schedules',
  'strategy',
  'adaptation',
  'differenceWeightLow',
  'differenceWeightHigh',
  'crossoverRate',
  'polish',
  'mutationRate',
  'topology',
  'localMethod',
  'localMaxIterations',
  'localMaxEvaluations',
  'localFunctionTolerance',
  'localStepTolerance',
  'localStepSize',
  'starts',
  'hops',
  'hopSize',
  'temperature',
  'constraintTolerance',
  'momentum',
  'dampening',
  'nesterov',
  'rho',
  'centered',
  'epsInsideSqrt',
  'beta1',
  'beta2',
  'epsilon',
  'weightDecay',
  'learningRateDecay',
  'initialAccumulator',
  'momentumDecay',
  'clipNorm',
  'scheduleType',
  'scheduleSteps',
  'scheduleWarmup',
  'scheduleFactor',
  'scheduleMinimum',
  'scheduleRise',
  'scheduleInitialDivisor',
  'scheduleFinalDivisor',
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
  'measure',
  'constraintEvaluations',
  'jacobianEvaluations',
  'constraintViolation',
  'constraintTolerance',
] as const

/** Methods for sums of squares in the core, by index. */
export const residualMethodNames = ['levenberg-marquardt', 'gauss-newton'] as const

/** Losses of residuals, by index. */
export const robustLossNames = ['squared', 'huber', 'soft-l1', 'cauchy', 'arctan'] as const

/** What a fit of residuals is told, in order. */
export const fitSettingNames = [
  'method',
  'loss',
  'lossScale',
  'derivative',
  'gradientTolerance',
  'functionTolerance',
  'stepTolerance',
  'maxIterations',
  'maxEvaluations',
  'maxTime',
  'target',
  'initialRadius',
] as const

/** What such a fit reports beside the numbers of its run, in order. */
export const fitNumberNames = ['residualSumOfSquares', 'rank', 'variance'] as const

/** What many fits of a curve are told, in order. */
export const fitManySettingNames = [
  'method',
  'loss',
  'lossScale',
  'exact',
  'gradientTolerance',
  'stepTolerance',
  'maxIterations',
  'weighted',
  'absolute',
  'errors',
  'covariance',
] as const

/** What the fit of a generalized linear model is told, in order. */
export const glmSettingNames = [
  'loss',
  'classes',
  'intercept',
  'scale',
  'penalty',
  'solver',
  'tolerance',
  'maxIterations',
] as const

/** Solvers of generalized linear models, by index. */
export const glmSolverNames = ['auto', 'newton', 'newton-cg', 'lbfgs'] as const

/** What such a fit reports beside the numbers of its run, in order. */
export const glmReportNames = ['gap', 'certified', 'passes', 'hessians', 'dependent'] as const

/** What stochastic training is told, in order. */
export const trainingSettingNames = [
  'rule',
  'learningRate',
  'batchSize',
  'epochs',
  'seed',
  'shuffle',
  'average',
  'validation',
  'patience',
  'stream',
  'mean',
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
  'michalewicz',
  'alpine-1',
  'sphere',
  'ellipsoid',
  'zakharov',
  'dixon-price',
  'trid',
  'rosenbrock-in-box',
  'hartmann-3',
  'hartmann-6',
  'shekel-5',
  'shekel-7',
  'shekel-10',
  'himmelblau',
  'branin',
  'goldstein-price',
  'six-hump-camel',
  'three-hump-camel',
  'booth',
  'matyas',
  'easom',
  'mccormick',
  'drop-wave',
  'cross-in-tray',
] as const

/** What formulas are made of, by index: the first three are a number, a parameter, a column. */
export const formulaOperations = [
  { name: '', arity: 0, precedence: 0 },
  { name: '', arity: 0, precedence: 0 },
  { name: '', arity: 0, precedence: 0 },
  { name: '+', arity: 2, precedence: 11 },
  { name: '-', arity: 2, precedence: 11 },
  { name: '*', arity: 2, precedence: 12 },
  { name: '/', arity: 2, precedence: 12 },
  { name: '**', arity: 2, precedence: 14 },
  { name: '<', arity: 2, precedence: 9 },
  { name: '<=', arity: 2, precedence: 9 },
  { name: '===', arity: 2, precedence: 8 },
  { name: '!==', arity: 2, precedence: 8 },
  { name: '&&', arity: 2, precedence: 4 },
  { name: '||', arity: 2, precedence: 3 },
  { name: '-', arity: 1, precedence: 13 },
  { name: '!', arity: 1, precedence: 13 },
  { name: 'abs', arity: 1, precedence: 0 },
  { name: 'acos', arity: 1, precedence: 0 },
  { name: 'acosh', arity: 1, precedence: 0 },
  { name: 'asin', arity: 1, precedence: 0 },
  { name: 'asinh', arity: 1, precedence: 0 },
  { name: 'atan', arity: 1, precedence: 0 },
  { name: 'atanh', arity: 1, precedence: 0 },
  { name: 'cbrt', arity: 1, precedence: 0 },
  { name: 'ceil', arity: 1, precedence: 0 },
  { name: 'cos', arity: 1, precedence: 0 },
  { name: 'cosh', arity: 1, precedence: 0 },
  { name: 'erf', arity: 1, precedence: 0 },
  { name: 'exp', arity: 1, precedence: 0 },
  { name: 'expm1', arity: 1, precedence: 0 },
  { name: 'floor', arity: 1, precedence: 0 },
  { name: 'log', arity: 1, precedence: 0 },
  { name: 'log10', arity: 1, precedence: 0 },
  { name: 'log1p', arity: 1, precedence: 0 },
  { name: 'log2', arity: 1, precedence: 0 },
  { name: 'round', arity: 1, precedence: 0 },
  { name: 'sign', arity: 1, precedence: 0 },
  { name: 'sin', arity: 1, precedence: 0 },
  { name: 'sinh', arity: 1, precedence: 0 },
  { name: 'sqrt', arity: 1, precedence: 0 },
  { name: 'tan', arity: 1, precedence: 0 },
  { name: 'tanh', arity: 1, precedence: 0 },
  { name: 'trunc', arity: 1, precedence: 0 },
  { name: 'atan2', arity: 2, precedence: 0 },
  { name: 'hypot', arity: 2, precedence: 0 },
  { name: 'max', arity: 2, precedence: 0 },
  { name: 'min', arity: 2, precedence: 0 },
  { name: '?:', arity: 3, precedence: 2 },
] as const

/** Functions that the operation elementwise applies, by index. */
export const functionNames = [
  'exp',
  'expm1',
  'log',
  'log1p',
  'log2',
  'log10',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'asinh',
  'acosh',
  'atanh',
  'erf',
  'cbrt',
  'sqrt',
  'sigmoid',
  'softplus',
] as const

/** Functions that the operation elementwiseOfTwo applies, by index. */
export const functionOfTwoNames = ['power', 'atan2', 'hypot'] as const

/** First-order rules of the core, by index. */
export const updateNames = ['sgd', 'adagrad', 'adadelta', 'rmsprop', 'adam', 'amsgrad', 'nadam', 'adamw'] as const

/** What the loop of such a rule is told, in order. */
export const updateSettingNames = [
  'momentum',
  'dampening',
  'nesterov',
  'rho',
  'centered',
  'epsInsideSqrt',
  'beta1',
  'beta2',
  'epsilon',
  'weightDecay',
  'learningRateDecay',
  'initialAccumulator',
  'momentumDecay',
  'clipNorm',
  'scheduleType',
  'scheduleSteps',
  'scheduleWarmup',
  'scheduleFactor',
  'scheduleMinimum',
  'scheduleRise',
  'scheduleInitialDivisor',
  'scheduleFinalDivisor',
] as const

/** Learning-rate schedules of the core, by index. */
export const scheduleNames = [
  'constant',
  'step',
  'exponential',
  'cosine',
  'one-cycle',
  'inverse-time',
  'inverse-sqrt',
  'polyak',
] as const
