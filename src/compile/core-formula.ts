// A formula in the core: made, asked, and let go.
import { core } from '../backend/current.ts'
import { formulaOperations } from '../backend/operations.ts'
import { misuse, rangeError } from '../errors.ts'
import { Scratch } from '../scratch.ts'
import type { Columns } from './columns.ts'
import type { Step } from './lower.ts'
import { decodeSteps, encodeSteps } from './steps.ts'
import { formulaText } from './text.ts'

/** A formula as steps, and the names that it has from outside. */
export interface Steps {
  readonly steps: readonly Step[]
  /** The step that is its value. */
  readonly result: number
  readonly inputs: readonly string[]
}

/** Places to be filled; those not needed stay empty. */
export interface Answers {
  gradient?: Float64Array
  hessian?: Float64Array
  direction?: Float64Array
  product?: Float64Array
}

// More than a program has places for.
const mostNodes = 65_535

const none = new Float64Array(0)
const noNodes = new Int32Array(0)
const noColumns: Columns = { names: [], rows: 0, data: none }

const forgotten = new FinalizationRegistry<number>((handle) => core().operations.formulaFree(handle))

// Passed to the core and not kept by it.
const scratch = { x: new Scratch(), value: new Float64Array(1) }

/** A formula in the core, or the sum of its values over rows of data: of names that are no columns. */
export class CoreFormula {
  readonly parameters: readonly string[]
  readonly #columns: readonly string[]
  #handle: number

  /** Copies the columns. @throws `ERR_OUT_OF_MEMORY` */
  constructor({ steps, result, inputs }: Steps, columns: Columns = noColumns) {
    const { ops, operands, numbers } = encodeSteps(steps, result, inputs)
    const places = Int32Array.from(inputs, (name) => columns.names.indexOf(name))
    this.parameters = Object.freeze(inputs.filter((_, i) => places[i]! < 0))
    this.#columns = columns.names
    const { data, names, rows } = columns
    this.#handle = core().operations.formulaCreate(ops, operands, numbers, places, data, names.length, rows)
    if (this.#handle < 0) {
      throw rangeError('ERR_OUT_OF_MEMORY', `there is not enough memory for ${ops.length} steps and ${rows} rows`)
    }
    forgotten.register(this, this.#handle, this)
  }

  /** Its number in the core. @throws `ERR_DISPOSED` */
  get handle(): number {
    if (this.#handle < 0) throw misuse('ERR_DISPOSED', 'the compiled expression was disposed of')
    return this.#handle
  }

  /** What `needed` names, at x. @throws `ERR_COMPILE` where the derivative is too large a formula */
  evaluate(needed: number, x: Float64Array, answers: Answers = {}): number {
    const { gradient = none, hessian = none, direction = none, product = none } = answers
    const n = hessian.length > 0 ? x.length : 0
    // What is passed is the core's to read while it writes: never the caller's own.
    const at = scratch.x.lend(x)
    const { value } = scratch
    const { formulaEvaluate } = core().operations
    const failed = formulaEvaluate(this.handle, needed, at, direction, value, gradient, hessian, n, n, product)
    if (failed) throw misuse('ERR_COMPILE', 'the derivative that is asked for is too large a formula')
    return value[0]!
  }

  /** The value of the sum over these rows alone, with its gradient. @throws as `evaluate` does */
  evaluateRows(x: Float64Array, rows: Int32Array, gradient: Float64Array): number {
    const { value } = scratch
    const failed = core().operations.formulaSumRows(this.handle, scratch.x.lend(x), rows, value, gradient)
    if (failed) throw misuse('ERR_COMPILE', 'the gradient is too large a formula')
    return value[0]!
  }

  /** The steps of its value, or of its derivative by a parameter. */
  steps(parameter = -1): Step[] {
    const { nodes, numbers } = this.#nodes(parameter)
    return decodeSteps(nodes, numbers, this.parameters)
  }

  /** As text to read; where no part has a line of its own, it can be compiled again. */
  text(): string {
    return formulaText({
      operations: formulaOperations,
      ...this.#nodes(-1),
      parameters: this.parameters,
      columns: this.#columns,
    })
  }

  dispose(): void {
    if (this.#handle < 0) return
    forgotten.unregister(this)
    core().operations.formulaFree(this.#handle)
    this.#handle = -1
  }

  #nodes(parameter: number): { nodes: Int32Array; numbers: Float64Array } {
    const { formulaNodes } = core().operations
    const count = formulaNodes(this.handle, parameter, noNodes, none)
    if (count <= 0 || count > mostNodes) throw misuse('ERR_COMPILE', 'the derivative is too large a formula')
    const nodes = new Int32Array(4 * count)
    const numbers = new Float64Array(count)
    formulaNodes(this.handle, parameter, nodes, numbers)
    return { nodes, numbers }
  }
}
