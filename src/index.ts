// What every entry of the package exports.
export { type BackendInfo, backend } from './backend/info.ts'
export { init } from './backend/load.ts'
export type { WasmSource } from './backend/module.ts'
export { statuses } from './backend/operations.ts'
export { checkGradient, type GradientCheck } from './check-gradient.ts'
export type { ColumnData } from './compile/columns.ts'
export type { CompiledExpression } from './compile/expression.ts'
export type { Point } from './compile/named.ts'
export type { RowSum } from './compile/row-sum.ts'
export { compile, type Formula } from './compile.ts'
export type { ConstraintFunctions, Constraints, LinearConstraints } from './constraints.ts'
export { curveFit, curveFitSync, type FitColumns } from './curve-fit.ts'
export { curveFitMany, curveFitManySync, type ManyColumns } from './curve-fit-many.ts'
export { curves, type NamedCurve } from './curves.ts'
export type { ErrorCode, SteepestError } from './errors.ts'
export { findRoot } from './find-root.ts'
export type { FitBounds } from './fit/bounds.ts'
export { type Band, type BandOptions, CurveFit, type CurveFitData, type ParameterValues } from './fit/curve-fit.ts'
export type { Curve, FitFormula, StartRule } from './fit/formula.ts'
export type { CurveFits, ParameterColumns } from './fit/many-result.ts'
export { type LeastSquaresResult, leastSquares, type ResidualEvaluations } from './least-squares.ts'
export {
  type Cholesky,
  type GramOptions,
  type Inverse,
  type Ldl,
  type LinearAlgebra,
  type Lu,
  linalg,
  linalgAsync,
  type MatrixInput,
  type MultiplyOptions,
  type NormOptions,
  type Qr,
  type QrOptions,
  type Solution,
  type Solve,
  type SolveOptions,
  type Svd,
  type SymmetricEigen,
  type ToleranceOptions,
  type VectorInput,
} from './linalg.ts'
export { type LineSearchOptions, type LineSearchResult, lineSearch } from './line-search.ts'
export { Matrix, type MatrixLike } from './matrix.ts'
export { minimize } from './minimize.ts'
export { type AsyncObjective, type AsyncOptions, minimizeAsync } from './minimize-async.ts'
export { minimizeScalar } from './minimize-scalar.ts'
export { Minimizer, type MinimizerOptions, minimizer, type ResumeOptions } from './minimizer.ts'
export * from './models/index.ts'
export type { Objective, ObjectiveFunctions } from './objective.ts'
export type { MinimizeOptions } from './options/by-method.ts'
export type { CompileOptions } from './options/compile.ts'
export type { CurveFitOptions } from './options/curve-fit.ts'
export type { CurveFitManyOptions, ManyProgress } from './options/curve-fit-many.ts'
export type { LeastSquaresOptions, ResidualIteration, ResidualMethod, RobustLoss } from './options/least-squares.ts'
export type { LocalOptions } from './options/local.ts'
export type { FindRootOptions, MinimizeScalarOptions } from './options/scalar.ts'
export { type Minimum, type Problem, type ProblemListOptions, type ProblemName, problems } from './problems.ts'
export type { MinimizerAnswer, MinimizerQuery } from './query.ts'
export type { ResidualJacobian, Residuals } from './residual-evaluator.ts'
export type { Basin, Evaluations, IterationInfo, MinimizeResult, Multipliers, Progress, Status } from './result.ts'
export type { SavedRun } from './run-state.ts'
export type { ScalarIteration, ScalarResult } from './scalar.ts'
export * from './update/index.ts'
export { version } from './version.ts'
