// Expressions of a source as steps.
import type { AnyNode, Expression } from 'acorn'
import { didYouMean } from '../options/schema.ts'
import { compileError, type Source } from './source.ts'
import { choices, folding, functions, knownNumber, mathConstants, operators, truths } from './vocabulary.ts'

/** An operation of a formula: what the core calls it, and the places of its operands in the list. */
export type Step =
  | { op: 'constant'; value: number }
  | { op: 'input'; name: string }
  | { op: string; operands: readonly number[] }

// What JavaScript takes a value for: a truth is 0 or 1 in the core, and neither there, where types are compared.
type Kind = 'number' | 'truth' | 'either'

/** Places of what names stand for. */
export type Scope = Map<string, number>
export type Of<Type extends AnyNode['type']> = Extract<AnyNode, { type: Type }>

/** Deeper trees than a person writes would exhaust the stack. */
const deepest = 1000

/** As many operands of && or max follow each other by one. */
const mostInRow = 8

export const instrumented =
  'the function has been instrumented, as for measuring coverage: pass its formula as a string'

/** Lowers expressions, each to the place of its value among the steps. */
export class Expressions {
  protected readonly source: Source
  protected readonly given: ReadonlyMap<string, number>
  protected readonly steps: Step[] = []
  protected readonly inputs: string[] = []
  protected readonly outer: Scope = new Map()
  /** Names that stand for numbers by themselves, and did. */
  protected readonly constants = new Set<string>()
  readonly #columns: ReadonlySet<string>
  readonly #kinds: Kind[] = []
  #depth = 0

  constructor(source: Source, given: ReadonlyMap<string, number>, columns: ReadonlySet<string>) {
    this.source = source
    this.given = given
    this.#columns = columns
    const places = new Map<string, number>()
    for (const { name, local } of source.parameters ?? []) {
      const place = places.get(name) ?? this.#input(name)
      places.set(name, place)
      this.outer.set(local, place)
    }
  }

  protected fail(node: AnyNode, message: string): never {
    throw compileError(this.source, node.start, message)
  }

  #add(step: Step, kind: Kind = 'number'): number {
    this.#kinds.push(kind)
    return this.steps.push(step) - 1
  }

  protected apply(op: string, ...operands: number[]): number {
    return this.#add({ op, operands }, this.#kind(op, operands))
  }

  #kind(op: string, operands: readonly number[]): Kind {
    if (truths.has(op)) return 'truth'
    if (!choices.has(op)) return 'number'
    const [one, other] = operands.slice(-2).map((place) => this.#kinds[place]) as [Kind, Kind]
    return one === other ? one : 'either'
  }

  #constant(value: number): number {
    return this.#add({ op: 'constant', value })
  }

  #input(name: string): number {
    this.inputs.push(name)
    return this.#add({ op: 'input', name })
  }

  protected within<Result>(node: AnyNode, work: () => Result): Result {
    if (++this.#depth > deepest) this.fail(node, 'the source is nested too deeply')
    const result = work()
    this.#depth--
    return result
  }

  protected expression(node: Expression, scope: Scope): number {
    return this.within(node, () => this.#value(node, scope))
  }

  #value(node: Expression, scope: Scope): number {
    const of = (operand: Expression) => this.expression(operand, scope)
    switch (node.type) {
      case 'Literal':
        if (typeof node.value === 'number') return this.#constant(node.value)
        return this.fail(node, 'only numbers are values of a formula')
      case 'ParenthesizedExpression':
        return of(node.expression)
      case 'Identifier':
        return this.#name(node.name, node, scope)
      case 'MemberExpression':
        return this.#constant(this.#constantOfMath(node, scope))
      case 'UnaryExpression':
        if (node.operator === '-') return this.apply('negate', of(node.argument))
        if (node.operator === '+') return this.#toNumber(of(node.argument))
        if (node.operator === '!') return this.apply('!', of(node.argument))
        return this.fail(node, `there is no operator ${node.operator} in formulas`)
      case 'BinaryExpression':
      case 'LogicalExpression':
        return this.#chain(node, scope)
      case 'ConditionalExpression':
        return this.apply('?:', of(node.test), of(node.consequent), of(node.alternate))
      case 'CallExpression':
        return this.#call(node, scope)
      case 'SequenceExpression':
      case 'UpdateExpression':
        return this.fail(node, this.source.bare ? 'a formula is one value, and changes none' : instrumented)
      case 'AssignmentExpression':
        return this.fail(node, 'a formula assigns nothing')
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return this.fail(
          node,
          this.source.bare ? 'pass the function, not its text' : 'a formula has no functions in it',
        )
      default:
        return this.fail(node, 'a formula is made of numbers, names, operators and functions of Math alone')
    }
  }

  // Operators that follow each other make a tree that is as deep on its left as there are of them: a long sum.
  #chain(node: Of<'BinaryExpression'> | Of<'LogicalExpression'>, scope: Scope): number {
    const links = [node]
    let first = node.left
    while (first.type === 'BinaryExpression' || first.type === 'LogicalExpression') {
      links.push(first)
      first = first.left
    }
    if (first.type === 'PrivateIdentifier') this.fail(first, 'a formula has no private names')
    let value = this.expression(first, scope)
    links.reverse()
    for (let i = 0; i < links.length; ) {
      const { operator } = links[i]!
      let end = i + 1
      if (operator === '&&' || operator === '||') while (links[end]?.operator === operator) end++
      const others = links.slice(i, end)
      if (others.length > 1) {
        value = this.#fold(operator, [value, ...others.map(({ right }) => this.expression(right, scope))])
      } else {
        value = this.#between(others[0]!, value, this.expression(others[0]!.right, scope))
      }
      i = end
    }
    return value
  }

  // From left to right; of very many by halves, for the depth of conditions is that of derivatives.
  #fold(op: string, places: readonly number[]): number {
    const half = places.length > mostInRow ? Math.ceil(places.length / 2) : places.length - 1
    if (places.length === 1) return places[0]!
    return this.apply(op, this.#fold(op, places.slice(0, half)), this.#fold(op, places.slice(half)))
  }

  #between(node: Of<'BinaryExpression'> | Of<'LogicalExpression'>, left: number, right: number): number {
    const { operator } = node
    if (operator === '^') this.fail(node, 'the operator ^ works on bits: a power is written **')
    const op = operators.get(operator) ?? this.fail(node, `there is no operator ${operator} in formulas`)
    if (operator === '>' || operator === '>=') return this.apply(op, right, left)
    if (operator === '===' || operator === '!==') {
      const [one, other] = [this.#kinds[left], this.#kinds[right]]
      if (one === 'either' || other === 'either') {
        this.fail(node, `what may be a number or a truth is compared by ${operator.slice(0, 2)}, not by type`)
      }
      if (one !== other) return this.#constant(operator === '===' ? 0 : 1)
    }
    return this.apply(op, left, right)
  }

  // Times one, which the core leaves out, is a number.
  #toNumber(place: number): number {
    return this.#kinds[place] === 'number' ? place : this.apply('*', place, this.#constant(1))
  }

  #name(name: string, node: AnyNode, scope: Scope): number {
    const local = scope.get(name)
    if (local !== undefined) return local
    const value = this.given.get(name) ?? this.#known(name)
    if (value !== undefined) return this.#constant(value)
    if (name === 'Math') this.fail(node, 'Math is no number')
    if (this.source.parameters) {
      const hint = didYouMean(name, [...scope.keys(), ...this.given.keys()])
      this.fail(node, `${name} is neither a parameter nor a local nor in the option constants${hint}`)
    }
    const input = this.#input(name)
    this.outer.set(name, input)
    return input
  }

  // What a name stands for by itself; in text a column of its name is that.
  #known(name: string): number | undefined {
    const { bare } = this.source
    if (bare && this.#columns.has(name)) return undefined
    const value = knownNumber(name, bare)
    if (value !== undefined) this.constants.add(name)
    return value
  }

  // The name of a member of Math.
  #ofMath(node: Expression, scope: Scope): string | undefined {
    if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return undefined
    const isMath = node.object.type === 'Identifier' && node.object.name === 'Math' && !scope.has('Math')
    return isMath ? node.property.name : undefined
  }

  #constantOfMath(node: Of<'MemberExpression'>, scope: Scope): number {
    const name = this.#ofMath(node, scope)
    if (name === undefined) {
      const hint = this.source.bare ? '' : ': take names out of an object as ({ x, y }) => …'
      this.fail(node, `a formula has numbers only, and no members but those of Math${hint}`)
    }
    const known = [...mathConstants.keys()]
    return mathConstants.get(name) ?? this.fail(node, `Math.${name} is no constant${didYouMean(name, known)}`)
  }

  #call(node: Of<'CallExpression'>, scope: Scope): number {
    const { callee, arguments: given } = node
    const bare = this.source.bare && callee.type === 'Identifier' ? callee.name : undefined
    const name = callee.type === 'Super' ? undefined : (this.#ofMath(callee, scope) ?? bare)
    if (name === undefined) {
      this.fail(node, 'only functions of Math can be called: neither others of yours nor counters of coverage')
    }
    const arity = functions.get(name)
    if (arity === undefined) {
      this.fail(node, `there is no function ${name}${didYouMean(name, [...functions.keys()])}`)
    }
    const operands = given.map((argument) => {
      if (argument.type === 'SpreadElement') this.fail(argument, 'arguments must be written out')
      return this.expression(argument, scope)
    })
    const folds = folding.has(name)
    if (folds ? operands.length < 1 : operands.length !== arity) {
      const wanted = folds ? 'at least 1 argument' : arity === 1 ? '1 argument' : `${arity} arguments`
      this.fail(node, `${name} takes ${wanted}, got ${operands.length}`)
    }
    if (!folds) return this.apply(name === 'pow' ? '**' : name, ...operands)
    const [first, ...others] = operands as [number, ...number[]]
    return others.length === 0 && name === 'hypot'
      ? this.apply('abs', first)
      : name === 'hypot'
        ? others.reduce((value, operand) => this.apply(name, value, operand), first)
        : this.#fold(name, operands)
  }
}
