// A formula of the core as text: what `compile` reads gives what this writes, but for the rounding of what is taken
// together (terms.ts), where no line has a name of its own.
import { absorbed, type Term, type Tree, termsOf } from './terms.ts'
import { choices, truths } from './vocabulary.ts'

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
const [ofName, ofPower, ofSign, ofProduct, ofSum, ofChoice] = [20, 14, 13, 12, 11, 2]

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

class Writer implements Tree {
  readonly #formula: Nodes
  readonly #parts: Part[] = []
  // How many nodes read each one.
  readonly #readers: number[]
  readonly #absorbed: boolean[]
  readonly #named = new Set<number>()
  readonly #lines: string[] = []

  constructor(formula: Nodes) {
    this.#formula = formula
    const count = formula.numbers.length
    this.#readers = new Array<number>(count).fill(0)
    for (let i = 0; i < count; i++) {
      const { arity } = this.#operation(i)
      for (const operand of new Set(formula.nodes.subarray(4 * i + 1, 4 * i + 1 + arity))) this.#readers[operand]!++
    }
    this.#absorbed = absorbed(this, this.#readers)
  }

  whole(): string {
    const count = this.#readers.length
    const none: Part = { text: '', precedence: 0 }
    for (let i = 0; i < count; i++) this.#parts.push(this.#absorbed[i] ? none : this.#maybeNamed(i, this.#part(i)))
    return [...this.#lines, this.#parts[count - 1]!.text].join('\n')
  }

  node(i: number): { op: string; a: number; b: number } {
    const [, a = -1, b = -1] = this.#formula.nodes.subarray(4 * i, 4 * i + 4)
    const { name, arity } = this.#operation(i)
    return { op: arity === 1 && name === '-' ? 'negate' : name, a, b }
  }

  number(i: number): number | undefined {
    return this.#formula.nodes[4 * i] === constant ? this.#formula.numbers[i] : undefined
  }

  isNamed(i: number): boolean {
    return this.#named.has(i)
  }

  #operation(i: number) {
    return this.#formula.operations[this.#formula.nodes[4 * i]!]!
  }

  #maybeNamed(i: number, part: Part): Part {
    // Numbers are taken into the products that they are factors of.
    if (this.#readers[i]! < 2 || part.text.length < shortest || this.number(i) !== undefined) return part
    const name = this.#free(`t${this.#lines.length + 1}`)
    this.#named.add(i)
    this.#lines.push(`${name} = ${part.text}`)
    return { text: name, precedence: ofName }
  }

  #free(name: string): string {
    const { parameters, columns } = this.#formula
    return parameters.includes(name) || columns.includes(name) ? this.#free(`${name}_`) : name
  }

  #part(i: number): Part {
    const { nodes, numbers, parameters, columns } = this.#formula
    const [kind = 0, a = 0, b = 0, c = 0] = nodes.subarray(4 * i, 4 * i + 4)
    if (kind === constant) return number(numbers[i]!)
    if (kind === parameter) return { text: parameters[a]!, precedence: ofName }
    if (kind === column) return { text: columns[a]!, precedence: ofName }
    const { op } = this.node(i)
    const { name, arity, precedence } = this.#operation(i)
    const at = (node: number) => this.#parts[node]!
    if (['+', '-', 'negate', '*', '/'].includes(op)) return this.#sum(termsOf(this, i, this.#absorbed))
    if (op === '?:') {
      const text = `${enclosed(at(a), ofChoice + 1)} ? ${at(b).text} : ${at(c).text}`
      return { text, precedence: ofChoice }
    }
    if (arity === 1 && precedence > 0) return { text: `${name}${enclosed(at(a), precedence + 1)}`, precedence }
    if (precedence === 0) {
      const operands = [a, b].slice(0, arity).map((node) => at(node).text)
      return { text: `${name}(${operands.join(', ')})`, precedence: ofName }
    }
    // A number is what is compared with.
    if ((op === '<' || op === '<=') && this.number(a) !== undefined) {
      const sign = op === '<' ? '>' : '>='
      return { text: `${enclosed(at(b), precedence)} ${sign} ${enclosed(at(a), precedence + 1)}`, precedence }
    }
    // Powers associate to the right, and take no sign on their left; the others to the left.
    const right = op === '**'
    const left = enclosed(at(a), right ? ofPower + 1 : precedence)
    const sign = [a, b].some((node) => this.#mayBeTruth(node)) ? name.replace(/==$/, '=') : name
    return { text: `${left} ${sign} ${enclosed(at(b), right ? ofSign : precedence + 1)}`, precedence }
  }

  // What is not compared by its type.
  #mayBeTruth(i: number): boolean {
    const { op } = this.node(i)
    return truths.has(op) || choices.has(op)
  }

  #sum(terms: readonly Term[]): Part {
    const [first, ...others] = terms as [Term, ...Term[]]
    const start = this.#first(first)
    if (others.length === 0) return start
    const rest = others.map((term) => {
      return ` ${term.coefficient < 0 ? '-' : '+'} ${enclosed(this.#product(term), ofSum + 1)}`
    })
    return { text: enclosed(start, ofSum) + rest.join(''), precedence: ofSum }
  }

  // With its sign. Nothing that begins with a power may follow that.
  #first(term: Term): Part {
    if (term.coefficient > 0) return this.#product(term)
    const { text, precedence } = this.#product(term, ofPower + 1)
    return { text: `-${text}`, precedence: Math.min(precedence, ofSign) }
  }

  // Without its sign; what stands first in it, in parentheses where it binds less than that.
  #product({ coefficient, factors, divisors }: Term, least = 0): Part {
    const size = Math.abs(coefficient)
    const above = [...factors].map(([node, power]) => this.#power(node, power))
    if (size !== 1 || above.length === 0) above.unshift(number(size))
    const below = [...divisors].map(([node, power]) => ` / ${enclosed(this.#power(node, power), ofProduct + 1)}`)
    const [first, ...others] = above as [Part, ...Part[]]
    if (others.length + below.length === 0) return { ...first, text: enclosed(first, least) }
    const start = enclosed(first, Math.max(least, ofProduct))
    const rest = others.map((part) => ` * ${enclosed(part, ofProduct)}`)
    return { text: start + rest.join('') + below.join(''), precedence: ofProduct }
  }

  #power(node: number, power: number): Part {
    const part = this.#parts[node]!
    if (power === 1) return part
    return { text: `${enclosed(part, ofPower + 1)} ** ${power}`, precedence: ofPower }
  }
}

const enclosed = ({ text, precedence }: Part, least: number) => (precedence < least ? `(${text})` : text)

function number(value: number): Part {
  if (Number.isNaN(value)) return { text: 'NaN', precedence: ofName }
  const isNegative = value < 0 || Object.is(value, -0)
  return { text: Object.is(value, -0) ? '-0' : `${value}`, precedence: isNegative ? ofSign : ofName }
}
