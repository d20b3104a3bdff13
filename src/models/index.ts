// The estimators.
export type {
  IterativeOptions,
  LinearModelOptions,
  LinearRegressionOptions,
  LogisticRegressionOptions,
  PoissonRegressionOptions,
  RidgeOptions,
  Solver,
} from '../options/models.ts'
export type { RuleOptions, StochasticSolver, TrainingOptions } from '../options/training.ts'
export type { MatrixInput, Targets } from './arguments.ts'
export { Dataset, type DatasetOptions } from './dataset.ts'
export type { Label } from './labels.ts'
export type { FitOptions, PartialFitOptions } from './linear-model.ts'
export { LinearRegression } from './linear-regression.ts'
export { LogisticRegression } from './logistic-regression.ts'
export { PoissonRegression } from './poisson-regression.ts'
export { Ridge } from './ridge.ts'
export type { SavedModel } from './saved.ts'
export { type SavedScaler, StandardScaler } from './standard-scaler.ts'
