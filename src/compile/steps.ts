// A formula as the core takes it: an operation a step, as numbers.
import { formulaOperations } from '../backend/operations.ts'
import type { Step } from './lower.ts'

/** The operations of steps by index, three places each of operands, and the numbers of constants. */
export interface EncodedSteps {
  ops: Int32Array
  operands: Int32Array
  numbers: Float64Array
}

const [constant, input] = [0, 1]

// By the names that steps have: those of signs before a number are not those between two.
const indexOf: ReadonlyMap<string, number> = new Map(
  formulaOperations.map(({ name, arity }, index) => [name === '-' && arity === 1 ? 'negate' : name, index]),
)

/** The steps up to the one that is the value; each input is numbered by its place among the names. */
export function encodeSteps(steps: readonly Step[], result: number, inputs: readonly string[]): EncodedSteps {
  const count = result + 1
  const places = new Map(inputs.map((name, i) => [name, i]))
  const encoded: EncodedSteps = {
    ops: new Int32Array(count),
    operands: new Int32Array(3 * count),
    numbers: new Float64Array(count),
  }
  for (let i = 0; i < count; i++) {
    const step = steps[i]!
    if ('value' in step) {
      encoded.ops[i] = constant
      encoded.numbers[i] = step.value
    } else if ('name' in step) {
      encoded.ops[i] = input
      encoded.operands[3 * i] = places.get(step.name)!
    } else {
      encoded.ops[i] = indexOf.get(step.op)!
      encoded.operands.set(step.operands, 3 * i)
    }
  }
  return encoded
}

/** Nodes as the core lists them, as steps again; of a parameter the place is that among the names. */
export function decodeSteps(nodes: Int32Array, numbers: Float64Array, parameters: readonly string[]): Step[] {
  return Array.from(numbers, (value, i): Step => {
    const [op = 0, a = 0] = nodes.subarray(4 * i)
    if (op === constant) return { op: 'constant', value }
    if (op === input) return { op: 'input', name: parameters[a]! }
    const { name, arity } = formulaOperations[op]!
    const operands = [...nodes.subarray(4 * i + 1, 4 * i + 1 + arity)]
    return { op: name === '-' && arity === 1 ? 'negate' : name, operands }
  })
}
