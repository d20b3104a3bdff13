// How the core is told to train: on rows or batches of them, in epochs.
import { trainingSettingNames } from '../backend/operations.ts'
import { type StochasticSolver, stochasticSolverNames, type TrainingOptions } from '../options/training.ts'

/** What stochastic training is told. */
export interface Plan {
  settings: Float64Array
}

export const isStochastic = (solver: string): solver is StochasticSolver =>
  (stochasticSolverNames as readonly string[]).includes(solver)

export function readTraining(options: TrainingOptions): Plan {
  const { learningRate = Number.NaN, epochs = 0, seed = 0, shuffle = true } = options
  const numbers: Record<(typeof trainingSettingNames)[number], number> = {
    learningRate,
    epochs,
    seed,
    shuffle: shuffle ? 1 : 0,
  }
  return { settings: Float64Array.from(trainingSettingNames, (name) => numbers[name]) }
}
