// What a run is made of, and its making in the core.
import { core } from './backend/current.ts'
import { methodNames, optionNames, searchNames } from './backend/operations.ts'
import type { CoreFormula } from './compile/core-formula.ts'
import type { ConstraintShape } from './constraints.ts'
import type { CoreProblem } from './core-objective.ts'
import { misuse, rangeError } from './errors.ts'
import type { Embedding } from './fixed.ts'
import { Scratch } from './scratch.ts'

/** What a run is made of; numbers left out are unset. */
export interface RunOptions {
  method: string
  numbers: Partial<Record<(typeof optionNames)[number], number | undefined>>
  start: Float64Array
  /** Empty for none. */
  lower: Float64Array
  upper: Float64Array
  constraints?: ConstraintShape | undefined
  /** What the objective answers, as bits of `needs`. */
  provides: number
  /** Points that the method begins with, one after the other. */
  points?: Float64Array | undefined
  /** Variables held fixed; the vectors above are then of the free ones. */
  embedding: Embedding | undefined
  /** A test function of the core, which answers the run. */
  problem?: CoreProblem | undefined
  /** A formula of the core, which answers the run. */
  formula?: CoreFormula | undefined
  /** What the variables are called, the fixed ones too, where they have names. */
  names?: readonly string[] | undefined
  /** The run is one search along this, in place of a method. */
  direction?: Float64Array
  /** The run looks for a minimum (aim 0) or a root (1) in this interval, by the method of that index. */
  scalar?: { aim: number; method: number; interval: Float64Array }
  /** The run is a fit of so many residuals, as `fitSettings` tells the core. */
  residuals?: { count: number; settings: Float64Array }
  choice?: string | undefined
}

export const searchIndex = (name: string): number => searchNames.indexOf(name as (typeof searchNames)[number])

/** Whether the core answers the run by itself. */
export const isAnswered = ({ problem, formula }: RunOptions): boolean => (problem ?? formula) !== undefined

// As runCreate answers: the core was told what no facade tells it; the derivatives of its formula are too many nodes.
const refused = -2
const tooLarge = -3

const nothingFixed = new Float64Array(0)

// What is passed to the core and not kept by it.
const scratch = { options: new Float64Array(optionNames.length), start: new Scratch() }

/** The handle of a new run. @throws `ERR_OUT_OF_MEMORY` */
export function openRun(options: RunOptions): number {
  const { method, start, points } = options
  const handle = createRun(options)
  if (handle === refused) throw misuse('ERR_STATE', `these are no options of ${method}`)
  if (handle === tooLarge) throw misuse('ERR_COMPILE', 'the gradient of the objective is too large a formula')
  if (handle < 0) {
    throw rangeError('ERR_OUT_OF_MEMORY', `there is not enough memory for ${method} with ${start.length} variables`)
  }
  const { runGive, runFree } = core().operations
  const taken = points ? runGive(handle, points, points.length / start.length, start.length) : 0
  if (taken >= 0) return handle
  runFree(handle)
  throw rangeError('ERR_OUT_OF_MEMORY', `there is not enough memory for the points given to ${method}`)
}

function createRun(run: RunOptions): number {
  const { method, numbers, start, lower, upper, provides, direction, scalar: one, constraints, residuals } = run
  const { operations } = core()
  const { options } = scratch
  for (let i = 0; i < options.length; i++) options[i] = numbers[optionNames[i]!] ?? Number.NaN
  const from = scratch.start.lend(start)
  if (residuals) {
    return operations.runCreateResiduals(provides, residuals.count, residuals.settings, from, lower, upper)
  }
  if (direction) return operations.runCreateSearch(provides, options, from, direction)
  if (one) return operations.runCreateScalar(one.aim, one.method, provides, options, one.interval)
  const index = (methodNames as readonly string[]).indexOf(method)
  if (constraints) {
    const { equalities, inequalities, rows, lower: low, upper: high } = constraints
    const { length: n } = start
    const matrix = [rows, low.length, n] as const
    return operations.runCreateConstrained(
      index,
      provides,
      options,
      from,
      lower,
      upper,
      equalities,
      inequalities,
      ...matrix,
      low,
      high,
    )
  }
  const { problem, formula, embedding } = run
  if (problem) return operations.runCreateProblem(index, problem.problem, options, from, lower, upper, problem.shift)
  if (!formula) return operations.runCreate(index, provides, options, from, lower, upper)
  const fixed = embedding?.held() ?? nothingFixed
  return operations.runCreateFormula(index, formula.handle, options, from, lower, upper, fixed)
}
