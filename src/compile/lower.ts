// From the tree of a source to operations of the core: one list, each on results before it. Here are the statements of
// functions; expressions.ts has what they are made of.
import type { BlockStatement, IfStatement, Statement } from 'acorn'
import { Expressions, instrumented, type Of, type Scope, type Step } from './expressions.ts'
import { type Source, tooDeep } from './source.ts'

export type { Step } from './expressions.ts'

/** A formula as a list of steps. */
export interface Lowered {
  steps: Step[]
  /** The place of its value; no step after it is needed. */
  result: number
  /** The names that come from outside, in order. */
  inputs: string[]
  /** The names that it takes for numbers by themselves, as pi. */
  constants: readonly string[]
}

const none: ReadonlySet<string> = new Set<string>()

/**
 * @param columns names of data, which are those in text even where they would be numbers by themselves
 * @throws `ERR_COMPILE`, saying where, for what a formula cannot be made of
 */
export function lower(source: Source, given: ReadonlyMap<string, number>, columns = none): Lowered {
  try {
    return new Lowering(source, given, columns).whole()
  } catch (error) {
    // Where the caller's own stack leaves less room than usual.
    if (error instanceof RangeError) throw tooDeep()
    throw error
  }
}

type WayOn = () => number | undefined

class Lowering extends Expressions {
  readonly #variables = new Set<string>()

  whole(): Lowered {
    const { body } = this.source
    const result = body.type === 'BlockStatement' ? this.#block(body) : this.expression(body, this.outer)
    return { steps: this.steps, result, inputs: this.inputs, constants: [...this.constants] }
  }

  // The value of a function's body: what it returns.
  #block(block: BlockStatement): number {
    const end = () => undefined
    return this.#statements(block.body, new Map(this.outer), end) ?? this.fail(block, 'the function returns nothing')
  }

  // The value that these statements return, or what is on the way on from their end.
  #statements(statements: readonly Statement[], scope: Scope, wayOn: WayOn): number | undefined {
    for (const [i, statement] of statements.entries()) {
      switch (statement.type) {
        case 'ReturnStatement':
          if (!statement.argument) this.fail(statement, 'the function returns nothing')
          return this.expression(statement.argument, scope)
        case 'VariableDeclaration':
          this.#locals(statement, scope)
          break
        case 'IfStatement':
          return this.within(statement, () =>
            this.#if(statement, scope, () => this.#statements(statements.slice(i + 1), new Map(scope), wayOn)),
          )
        case 'EmptyStatement':
          break
        case 'ExpressionStatement':
          if (statement.directive === undefined) this.#withoutEffect(statement)
          break
        default:
          this.fail(statement, 'only const, if and return make up a formula')
      }
    }
    return wayOn()
  }

  #locals({ kind, declarations }: Of<'VariableDeclaration'>, scope: Scope): void {
    for (const { id, init } of declarations) {
      if (id.type !== 'Identifier' || !init) this.fail(id, 'a local must be a name with a value')
      if (kind === 'var') this.#declareVariable(id, scope)
      scope.set(id.name, this.expression(init, scope))
    }
  }

  // It is one of the whole function, wherever it stands.
  #declareVariable(id: Of<'Identifier'>, scope: Scope): void {
    const isTaken = scope.has(id.name) || this.#variables.has(id.name) || this.given.has(id.name)
    if (isTaken) this.fail(id, `the variable ${id.name} would be assigned twice`)
    this.#variables.add(id.name)
  }

  #withoutEffect(statement: Of<'ExpressionStatement'>): never {
    const { type } = statement.expression
    if (type === 'UpdateExpression') this.fail(statement, instrumented)
    if (type === 'AssignmentExpression') this.fail(statement, 'a formula assigns nothing but locals, once')
    return this.fail(statement, 'a statement without effect on the value, or with one elsewhere, is no formula')
  }

  // What follows the if is the way on from a branch that does not return, and the same from either, for nothing is
  // assigned: it is read once.
  #if(node: IfStatement, scope: Scope, following: WayOn): number {
    const condition = this.expression(node.test, scope)
    let known: number | undefined
    const next = () => {
      known ??= following()
      return known
    }
    const branch = (way: Statement | null | undefined) => {
      const statements = way?.type === 'BlockStatement' ? way.body : way ? [way] : []
      return this.#statements(statements, new Map(scope), next) ?? this.fail(node, 'not every branch returns')
    }
    const taken = branch(node.consequent)
    return this.apply('?:', condition, taken, branch(node.alternate))
  }
}
