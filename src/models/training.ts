// How the core is told to train: on rows or batches of them, in epochs or on a stream.
import { trainingSettingNames, updateNames } from '../backend/operations.ts'
import { misuse, rangeError, show } from '../errors.ts'
import { readOptions } from '../options/schema.ts'
import {
  type RuleOptions,
  type RuleSolver,
  ruleSchema,
  ruleSolverNames,
  ruleSolvers,
  type StochasticSolver,
  type TrainingOptions,
} from '../options/training.ts'
import { updateSchemas } from '../options/update.ts'
import { readSchedule, settingNumbers } from '../update/schedule.ts'

/** What stochastic training is told. */
export interface Plan {
  settings: Float64Array
  /** Of the rule, with its schedule; empty for SAGA. */
  update: Float64Array
  /** What a stream goes on from; empty for nothing. */
  state: Float64Array
}

export const isRule = (solver: string): solver is RuleSolver => (ruleSolverNames as readonly string[]).includes(solver)
export const isStochastic = (solver: string): solver is StochasticSolver => solver === 'saga' || isRule(solver)

/** Rows of a step, unless it is said how many. */
const usualBatch = 32

/**
 * Reads the options of training once for all: what `plan` returns is for a fit, or for a part of a stream.
 *
 * @throws `ERR_OPTION`
 */
export function readTraining(model: string, options: TrainingOptions & { solver?: string }) {
  const { solver = '' } = options
  if (!isStochastic(solver)) return undefined
  if (solver === 'saga') refuseForSaga(model, options)
  const update = isRule(solver) ? readRule(model, solver, options) : new Float64Array(0)
  const { learningRate, batchSize = usualBatch, epochs = 0, seed = 0, shuffle = true } = options
  const { earlyStopping = false, validationFraction = 0, patience = 0 } = options
  const numbers = {
    rule: isRule(solver) ? updateNames.indexOf(ruleSolvers[solver].rule) : -1,
    learningRate: learningRate ?? usualRate(solver),
    batchSize,
    epochs,
    seed,
    shuffle: shuffle ? 1 : 0,
    average: readAverage(model, options.average),
    validation: earlyStopping ? validationFraction : 0,
    patience,
  }
  return (posed: { mean: boolean }, stream?: { state: Float64Array }): Plan => {
    const all: Record<(typeof trainingSettingNames)[number], number> = {
      ...numbers,
      stream: stream ? 1 : 0,
      mean: posed.mean ? 1 : 0,
    }
    const settings = Float64Array.from(trainingSettingNames, (name) => all[name])
    return { settings, update, state: stream?.state ?? new Float64Array(0) }
  }
}

/** NaN where the core finds it from the rows. */
function usualRate(solver: StochasticSolver): number {
  if (solver === 'saga' || ruleSolvers[solver].rule === 'sgd') return Number.NaN
  return updateSchemas[ruleSolvers[solver].rule].learningRate.default
}

function readRule(model: string, solver: RuleSolver, { rule, schedule }: TrainingOptions): Float64Array {
  const where = `${model}: option rule of solver '${solver}'`
  const given = readOptions(where, rule, ruleSchema(solver)) as RuleOptions
  const asked = rule ?? {}
  const own = Object.fromEntries(Object.entries(ruleSolvers[solver].settings).filter(([name]) => !(name in asked)))
  const all: RuleOptions = { ...given, ...own }
  if (all.nesterov && (!all.momentum || all.dampening)) {
    throw misuse('ERR_OPTION', `${where}: nesterov needs a momentum, and no dampening`)
  }
  return settingNumbers({ ...all, ...readSchedule(model, schedule) })
}

function readAverage(model: string, value: unknown): number {
  if (value === undefined || value === false) return Number.NaN
  if (value === true) return 0
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value
  throw rangeError(
    'ERR_OPTION',
    `${model}: option average must be true, false or a whole number of rows, got ${show(value)}`,
  )
}

function refuseForSaga(model: string, options: TrainingOptions): void {
  const { batchSize = 1, schedule, rule, average, earlyStopping } = options
  const given = { batchSize: batchSize !== 1, schedule, rule, average, earlyStopping }
  for (const [name, value] of Object.entries(given)) {
    if (value) throw misuse('ERR_OPTION', `${model}: option ${name} is for ${ruleNames}, and solver 'saga' has none`)
  }
}

/** The solvers that train by a rule, for sentences. */
export const ruleNames = ruleSolverNames.map((name) => `'${name}'`).join(', ')
