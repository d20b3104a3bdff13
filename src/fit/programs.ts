// Formulas that the core has compiled, by the steps they were made of: the latest are kept, the others are freed and
// made again if they are needed once more.
import { CoreFormula } from '../compile/core-formula.ts'
import type { Step } from '../compile/lower.ts'
import { Recent } from './recent.ts'

/** A formula for the core: the last step is its value. */
export interface Program {
  readonly steps: readonly Step[]
  /** The parameters, then the columns. */
  readonly inputs: readonly string[]
  readonly columns: readonly string[]
}

const keptPrograms = 64
const noRows = new Float64Array(0)

const formulas = new Recent<Program, CoreFormula>(keptPrograms, (formula) => formula.dispose())

/** The core's formula of a program, which lasts until others are asked for. @throws `ERR_OUT_OF_MEMORY` */
export function programFormula(program: Program): CoreFormula {
  return formulas.get(program) ?? formulas.add(program, create(program))
}

/** Its number in the core. */
export function programHandle(program: Program): number {
  return programFormula(program).handle
}

// Columns without rows: the data come with each fit.
function create({ steps, inputs, columns }: Program): CoreFormula {
  return new CoreFormula({ steps, result: steps.length - 1, inputs }, { names: columns, rows: 0, data: noRows })
}
