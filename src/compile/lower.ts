// From the tree of a source to operations of the core: one list, each on results before it.
import type { AnyNode, BlockStatement, Expression, Statement } from 'acorn'
import { didYouMean } from '../options/schema.ts'
import { compileError, type Source } from './source.ts'

/** An operation of a formula: what the core calls it, and the places of its operands in the list. */
export type Step =
  | { op: 'constant'; value: number }
  | { op: 'input'; name: string }
  | { op: string; operands: readonly number[] }

/** A formula as a list of steps, the last place being its value. */
export interface Lowered {
  steps: Step[]
  result: number
  /** The names that come from outside, in order. */
  inputs: string[]
}

const constants: ReadonlyMap<string, number> = new Map([
  ['E', Math.E],
  ['LN10', Math.LN10],
  ['LN2', Math.LN2],
  ['LOG10E', Math.LOG10E],
  ['LOG2E', Math.LOG2E],
  ['PI', Math.PI],
  ['SQRT1_2', Math.SQRT1_2],
  ['SQRT2', Math.SQRT2],
])

/** Functions by their names in Math and their numbers of arguments; erf is ours. */
const functions: ReadonlyMap<string, number> = new Map(
  (
    'abs acos acosh asin asinh atan atanh cbrt ceil cos cosh erf exp expm1 floor log log10 log1p log2 round sign sin ' +
    'sinh sqrt tan tanh trunc'
  )
    .split(' ')
    .map((name): [string, number] => [name, 1])
    .concat([
      ['atan2', 2],
      ['hypot', 2],
      ['max', 2],
      ['min', 2],
      ['pow', 2],
    ]),
)

const binary: ReadonlyMap<string, string> = new Map([
  ['+', '+'],
  ['-', '-'],
  ['*', '*'],
  ['/', '/'],
  ['**', '**'],
  ['<', '<'],
  ['<=', '<='],
  ['==', '==='],
  ['===', '==='],
  ['!=', '!=='],
  ['!==', '!=='],
])

/** Deeper trees than a person writes would exhaust the stack. */
const deepest = 1000

/** @throws `ERR_COMPILE`, saying where, for what a formula cannot be made of */
export function lower(source: Source, given: ReadonlyMap<string, number>): Lowered {
  return new Lowering(source, given).whole()
}

type Scope = Map<string, number>

class Lowering {
  readonly #source: Source
  readonly #given: ReadonlyMap<string, number>
  readonly #steps: Step[] = []
  readonly #inputs: string[] = []
  readonly #outer: Scope = new Map()
  #depth = 0

  constructor(source: Source, given: ReadonlyMap<string, number>) {
    this.#source = source
    this.#given = given
    for (const { name, local } of source.parameters ?? []) this.#outer.set(local, this.#input(name))
  }

  whole(): Lowered {
    const { body } = this.#source
    const result = body.type === 'BlockStatement' ? this.#block(body, this.#outer) : this.#expression(body, this.#outer)
    return { steps: this.#steps, result, inputs: this.#inputs }
  }

  #fail(node: AnyNode, message: string): never {
    throw compileError(this.#source, node.start, message)
  }

  #add(step: Step): number {
    return this.#steps.push(step) - 1
  }

  #apply(op: string, ...operands: number[]): number {
    return this.#add({ op, operands })
  }

  #input(name: string): number {
    this.#inputs.push(name)
    return this.#add({ op: 'input', name })
  }

  // The value of a function's body: what it returns.
  #block(block: BlockStatement, outer: Scope): number {
    const value = this.#statements(block.body, new Map(outer))
    return value ?? this.#fail(block, 'the function returns nothing')
  }

  #statements([statement, ...rest]: Statement[], scope: Scope): number | undefined {
    if (!statement) return undefined
    switch (statement.type) {
      case 'ReturnStatement':
        if (!statement.argument) this.#fail(statement, 'the function returns nothing')
        return this.#expression(statement.argument, scope)
      case 'VariableDeclaration':
        for (const { id, init } of statement.declarations) {
          if (statement.kind === 'var') this.#fail(statement, 'use const in place of var')
          if (id.type !== 'Identifier' || !init) this.#fail(id, 'a local must be a name with a value')
          scope.set(id.name, this.#expression(init, scope))
        }
        return this.#statements(rest, scope)
      case 'IfStatement': {
        const test = this.#expression(statement.test, scope)
        const branch = (taken: Statement) =>
          this.#statements(taken.type === 'BlockStatement' ? taken.body : [taken], new Map(scope))
        const taken = branch(statement.consequent) ?? this.#fail(statement, 'a branch must return')
        const other = statement.alternate ? branch(statement.alternate) : this.#statements(rest, new Map(scope))
        return this.#apply('?:', test, taken, other ?? this.#fail(statement, 'a branch must return'))
      }
      case 'EmptyStatement':
        return this.#statements(rest, scope)
      case 'ExpressionStatement':
        if (statement.directive !== undefined) return this.#statements(rest, scope)
        if (statement.expression.type === 'UpdateExpression') {
          this.#fail(
            statement,
            'the function has been instrumented, as for measuring coverage: pass its formula as a string',
          )
        }
        return this.#fail(statement, 'a statement without effect on the value, or with one elsewhere, is no formula')
      default:
        return this.#fail(statement, 'only const, if and return make up a formula')
    }
  }

  #expression(node: Expression, scope: Scope): number {
    if (++this.#depth > deepest) this.#fail(node, 'the source is nested too deeply')
    const value = this.#value(node, scope)
    this.#depth--
    return value
  }

  #value(node: Expression, scope: Scope): number {
    const of = (operand: Expression) => this.#expression(operand, scope)
    switch (node.type) {
      case 'Literal':
        if (typeof node.value === 'number') return this.#add({ op: 'constant', value: node.value })
        return this.#fail(node, 'only numbers are values of a formula')
      case 'ParenthesizedExpression':
        return of(node.expression)
      case 'Identifier':
        return this.#name(node.name, node, scope)
      case 'MemberExpression':
        return this.#add({ op: 'constant', value: this.#constantOfMath(node) })
      case 'UnaryExpression':
        if (node.operator === '-') return this.#apply('negate', of(node.argument))
        if (node.operator === '+') return of(node.argument)
        if (node.operator === '!') return this.#apply('!', of(node.argument))
        return this.#fail(node, `the operator ${node.operator} is none of a formula`)
      case 'BinaryExpression':
        return this.#binary(node, scope)
      case 'LogicalExpression':
        if (node.operator === '??') this.#fail(node, 'the operator ?? is none of a formula')
        return this.#apply(node.operator, of(node.left), of(node.right))
      case 'ConditionalExpression':
        return this.#apply('?:', of(node.test), of(node.consequent), of(node.alternate))
      case 'CallExpression':
        return this.#call(node, scope)
      case 'SequenceExpression':
      case 'UpdateExpression':
        return this.#fail(node, 'the source has side effects, as one instrumented for coverage has: pass a string')
      case 'AssignmentExpression':
        return this.#fail(node, 'a formula assigns nothing')
      default:
        return this.#fail(node, 'this is none of a formula')
    }
  }

  #binary(node: Extract<Expression, { type: 'BinaryExpression' }>, scope: Scope): number {
    const { operator, left, right } = node
    if (left.type === 'PrivateIdentifier') this.#fail(left, 'this is none of a formula')
    if (operator === '^') this.#fail(node, 'the operator ^ works on bits: a power is written **')
    const operands = [this.#expression(left, scope), this.#expression(right, scope)] as const
    if (operator === '>') return this.#apply('<', operands[1], operands[0])
    if (operator === '>=') return this.#apply('<=', operands[1], operands[0])
    const op = binary.get(operator) ?? this.#fail(node, `the operator ${operator} is none of a formula`)
    return this.#apply(op, ...operands)
  }

  #name(name: string, node: AnyNode, scope: Scope): number {
    const local = scope.get(name)
    if (local !== undefined) return local
    const value = this.#given.get(name) ?? this.#known(name)
    if (value !== undefined) return this.#add({ op: 'constant', value })
    if (this.#source.parameters) {
      const hint = didYouMean(name, [...scope.keys(), ...this.#given.keys()])
      this.#fail(node, `${name} is neither a parameter nor a local nor in the option constants${hint}`)
    }
    const input = this.#input(name)
    this.#outer.set(name, input)
    return input
  }

  // What a name stands for by itself.
  #known(name: string): number | undefined {
    if (name === 'Infinity') return Number.POSITIVE_INFINITY
    if (name === 'NaN') return Number.NaN
    return this.#source.bare && name === 'pi' ? Math.PI : undefined
  }

  // The name of a member of Math.
  #ofMath(node: Expression): string | undefined {
    if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return undefined
    return node.object.type === 'Identifier' && node.object.name === 'Math' ? node.property.name : undefined
  }

  #constantOfMath(node: Expression): number {
    const name = this.#ofMath(node)
    if (name === undefined) this.#fail(node, 'a formula has numbers only, and no members but those of Math')
    return (
      constants.get(name) ?? this.#fail(node, `Math.${name} is no constant${didYouMean(name, [...constants.keys()])}`)
    )
  }

  #call(node: Extract<Expression, { type: 'CallExpression' }>, scope: Scope): number {
    const { callee, arguments: given } = node
    const bare = this.#source.bare && callee.type === 'Identifier' ? callee.name : undefined
    const name = callee.type === 'Super' ? undefined : (this.#ofMath(callee) ?? bare)
    if (name === undefined) {
      this.#fail(node, 'only functions of Math can be called; a counter of coverage, or another function, cannot')
    }
    const arity = functions.get(name)
    if (arity === undefined) {
      this.#fail(node, `there is no function ${name}${didYouMean(name, [...functions.keys()])}`)
    }
    const operands = given.map((argument) => {
      if (argument.type === 'SpreadElement') this.#fail(argument, 'arguments must be written out')
      return this.#expression(argument, scope)
    })
    const folds = name === 'max' || name === 'min' || name === 'hypot'
    if (folds ? operands.length < 1 : operands.length !== arity) {
      this.#fail(node, `${name} takes ${arity === 1 ? '1 argument' : `${arity} arguments`}, got ${operands.length}`)
    }
    const op = name === 'pow' ? '**' : name
    if (!folds) return this.#apply(op, ...operands)
    const [first, ...others] = operands as [number, ...number[]]
    return others.length === 0 && name === 'hypot'
      ? this.#apply('abs', first)
      : others.reduce((value, operand) => this.#apply(op, value, operand), first)
  }
}
