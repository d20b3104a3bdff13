// Formulas that the core has compiled, by the steps they were made of: the latest are kept, the others are freed and
// made again if they are needed once more.
import type { Backend } from '../backend/backend.ts'
import { core } from '../backend/current.ts'
import { formulaOperations } from '../backend/operations.ts'
import type { Step } from '../compile/lower.ts'
import { rangeError } from '../errors.ts'
import { Recent } from './recent.ts'

/** A formula for the core: the last step is its value. */
export interface Program {
  readonly steps: readonly Step[]
  /** The parameters, then the columns. */
  readonly inputs: readonly string[]
  readonly columns: readonly string[]
}

const keptPrograms = 64

const [constantOp, inputOp] = [0, 1]
// A sign may be of one operand or of two.
const indices = new Map(formulaOperations.map(({ name, arity }, i) => [`${name}/${arity}`, i]))

const handles = new Recent<Program, { handle: number; of: Backend }>(keptPrograms, ({ handle, of }) => {
  of.operations.formulaFree(handle)
})

/** The core's handle of a program, valid until others are asked for. @throws `ERR_OUT_OF_MEMORY` */
export function programHandle(program: Program): number {
  return (handles.get(program) ?? handles.add(program, { handle: create(program), of: core() })).handle
}

function create({ steps, inputs, columns }: Program): number {
  const ops = new Int32Array(steps.length)
  const operands = new Int32Array(3 * steps.length)
  const numbers = new Float64Array(steps.length)
  for (const [i, step] of steps.entries()) {
    if ('value' in step) {
      ops[i] = constantOp!
      numbers[i] = step.value
    } else if ('name' in step) {
      ops[i] = inputOp!
      operands[3 * i] = inputs.indexOf(step.name)
    } else {
      ops[i] = operationIndex(step)
      operands.set(step.operands, 3 * i)
    }
  }
  const firstColumn = inputs.length - columns.length
  const columnOf = Int32Array.from(inputs, (_, i) => (i < firstColumn ? -1 : i - firstColumn))
  const { operations } = core()
  // Columns without rows: the data come with each fit.
  const handle = operations.formulaCreate(ops, operands, numbers, columnOf, new Float64Array(0), columns.length, 0)
  if (handle < 0) throw rangeError('ERR_OUT_OF_MEMORY', 'there is not enough memory for the formula')
  return handle
}

function operationIndex({ op, operands }: Extract<Step, { operands: readonly number[] }>): number {
  const name = op === 'negate' ? '-' : op
  const index = indices.get(`${name}/${operands.length}`)
  if (index === undefined) throw new Error(`steepest: the core has no operation ${op}`)
  return index
}
