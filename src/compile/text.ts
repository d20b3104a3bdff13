// A formula of the core as text: what `compile` reads gives what this writes, but for what the core simplified.

/** Nodes as the core lists them: four numbers each, an operation and its operands. */
export interface Nodes {
  /** Names of operations, by index, with their precedences in JavaScript; 0 for functions and leaves. */
  operations: readonly { name: string; arity: number; precedence: number }[]
  nodes: Int32Array
  numbers: Float64Array
  /** Of the parameters, by index. */
  parameters: readonly string[]
  columns: readonly string[]
}

const [constant, parameter, column] = [0, 1, 2]
const precedenceOf = { number: 20, negative: 13, choice: 2 }

/** What is used more than once, and longer than this, gets a line of its own. */
const shortest = 12

/** The last node's formula: one expression, after a line for each longer part that it uses more than once. */
export function formulaText(formula: Nodes): string {
  return new Writer(formula).whole()
}

interface Part {
  text: string
  precedence: number
}

class Writer {
  readonly #formula: Nodes
  readonly #parts: Part[] = []
  readonly #uses: number[]
  readonly #lines: string[] = []

  constructor(formula: Nodes) {
    this.#formula = formula
    const count = formula.nodes.length / 4
    this.#uses = new Array<number>(count).fill(0)
    for (let i = 0; i < count; i++) {
      const { arity } = this.#operation(i)
      for (let k = 1; k <= arity; k++) this.#uses[formula.nodes[4 * i + k]!]!++
    }
  }

  whole(): string {
    const count = this.#uses.length
    for (let i = 0; i < count; i++) this.#parts.push(this.#named(i, this.#part(i)))
    return [...this.#lines, this.#parts[count - 1]!.text].join('\n')
  }

  #operation(i: number) {
    return this.#formula.operations[this.#formula.nodes[4 * i]!]!
  }

  #named(i: number, part: Part): Part {
    if (this.#uses[i]! < 2 || part.text.length < shortest) return part
    const name = this.#free(`t${this.#lines.length + 1}`)
    this.#lines.push(`${name} = ${part.text}`)
    return { text: name, precedence: precedenceOf.number }
  }

  #free(name: string): string {
    const { parameters, columns } = this.#formula
    return parameters.includes(name) || columns.includes(name) ? this.#free(`${name}_`) : name
  }

  #part(i: number): Part {
    const { nodes, numbers, parameters, columns } = this.#formula
    const [op = 0, a = 0, b = 0, c = 0] = nodes.subarray(4 * i, 4 * i + 4)
    if (op === constant) return number(numbers[i]!)
    if (op === parameter) return { text: parameters[a]!, precedence: precedenceOf.number }
    if (op === column) return { text: columns[a]!, precedence: precedenceOf.number }
    const { name, arity, precedence } = this.#operation(i)
    const at = (node: number) => this.#parts[node]!
    if (name === '?:') {
      const [test, taken, other] = [at(a), at(b), at(c)]
      return {
        text: `${enclosed(test, precedenceOf.choice + 1)} ? ${taken.text} : ${other.text}`,
        precedence: precedenceOf.choice,
      }
    }
    if (arity === 1 && precedence > 0) return { text: `${name}${enclosed(at(a), precedence + 1)}`, precedence }
    if (precedence === 0) {
      const operands = [a, b].slice(0, arity).map((node) => at(node).text)
      return { text: `${name}(${operands.join(', ')})`, precedence: precedenceOf.number }
    }
    if (name === '*' && a === b) return { text: `${enclosed(at(a), 15)} ** 2`, precedence: 14 }
    // Powers associate to the right, and take no sign on their left; the others to the left.
    const right = name === '**'
    const left = enclosed(at(a), right ? 15 : precedence)
    return { text: `${left} ${name} ${enclosed(at(b), right ? precedence : precedence + 1)}`, precedence }
  }
}

const enclosed = ({ text, precedence }: Part, least: number) => (precedence < least ? `(${text})` : text)

function number(value: number): Part {
  if (Number.isNaN(value)) return { text: 'NaN', precedence: precedenceOf.number }
  const negative = value < 0 || Object.is(value, -0)
  return {
    text: Object.is(value, -0) ? '-0' : `${value}`,
    precedence: negative ? precedenceOf.negative : precedenceOf.number,
  }
}
