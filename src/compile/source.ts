// The source of a formula, as a tree: what `compile` is given, parsed and never evaluated.
import { type AnyNode, type Expression, type Function as FunctionNode, type Pattern, type Program, parse } from 'acorn'
import { misuse, show } from '../errors.ts'

/** A formula's source, its tree, and the names that its parameters have there. */
export interface Source {
  text: string
  /** Where `text` begins in what the tree's places count in. */
  offset: number
  /** What is computed: an expression, or the body of a function. */
  body: Expression | FunctionNode['body']
  /** What its inputs are called outside and inside, in order; undefined for an expression: its names as they come. */
  parameters: { name: string; local: string }[] | undefined
  /** Whether functions may be called without `Math.`, and pi is π. */
  bare: boolean
}

/** Longer sources are refused: what a person writes is far below. */
const mostCharacters = 100_000

/** An error at a node of the source, showing the line it is in. */
export function compileError({ text, offset }: Pick<Source, 'text' | 'offset'>, at: number, message: string): Error {
  const place = Math.min(Math.max(at - offset, 0), text.length)
  const before = text.slice(0, place)
  const line = before.split('\n').length
  const column = place - before.lastIndexOf('\n')
  const whole = (text.split('\n')[line - 1] ?? '').replaceAll('\t', ' ')
  const from = Math.max(0, column - 31)
  const pointer = `${' '.repeat(column - 1 - from)}^`
  const where = `line ${line}, column ${column}`
  return misuse('ERR_COMPILE', `${message} (${where})\n  ${whole.slice(from, from + 70)}\n  ${pointer}`)
}

export const tooDeep = (): Error =>
  misuse('ERR_COMPILE', 'the source is nested too deeply, or has too many operators in a row')

/** @throws `ERR_COMPILE` for what is no formula, saying where */
export function readSource(given: unknown): Source {
  if (typeof given === 'string') return readFormula(given)
  if (typeof given === 'function') return readFunction(Function.prototype.toString.call(given))
  throw misuse('ERR_COMPILE', `a formula must be a string or a function, got ${show(given)}`)
}

// What the parser says of a place it cannot read, as ours; a source nested too deep for its stack is no formula either.
function parsed(text: string, prefix: string, suffix: string): Program {
  if (text.length > mostCharacters) {
    throw misuse('ERR_COMPILE', `the source has ${text.length} characters; at most ${mostCharacters} are read`)
  }
  try {
    return parse(prefix + text + suffix, { ecmaVersion: 2023 })
  } catch (error) {
    if (error instanceof SyntaxError && 'pos' in error) {
      const { pos, message } = error as SyntaxError & { pos: number }
      if (message.startsWith('Not enough stack space')) throw tooDeep()
      const isPower = text.startsWith('**', pos - prefix.length)
      const why = isPower ? 'a sign before a power needs parentheses: -(x ** 2) or (-x) ** 2' : message
      throw compileError({ text, offset: prefix.length }, pos, why.replace(/ \(\d+:\d+\)$/, ''))
    }
    if (error instanceof RangeError) throw tooDeep()
    throw error
  }
}

function readFormula(text: string): Source {
  const source = { text, offset: 0, parameters: undefined, bare: true } as const
  const [statement, another] = parsed(text, '', '').body
  if (!statement) throw misuse('ERR_COMPILE', 'the formula is empty')
  if (another) throw compileError(source, another.start, 'a formula is one expression; this is left over')
  if (statement.type !== 'ExpressionStatement') throw compileError(source, statement.start, 'this is no expression')
  return { ...source, body: statement.expression }
}

function readFunction(text: string): Source {
  if (/\{\s*\[native code\]\s*\}\s*$/.test(text)) {
    throw misuse('ERR_COMPILE', 'the source of a built-in or bound function cannot be read')
  }
  const { node, offset } = functionNode(text)
  const source = { text, offset, bare: false } as const
  if (node.async || node.generator) {
    throw compileError(source, offset, 'an asynchronous function or generator is no formula')
  }
  return { ...source, parameters: readParameters(source, node), body: node.body }
}

// Functions and arrow functions are expressions; what is none may be a method, as it stands in an object.
function functionNode(text: string): { node: FunctionNode; offset: number } {
  const inner = (program: Program): AnyNode | undefined => {
    const [statement] = program.body
    return statement?.type === 'ExpressionStatement' ? statement.expression : undefined
  }
  let failure: unknown
  for (const [prefix, suffix] of [
    ['(', '\n)'],
    ['({', '\n})'],
  ] as const) {
    try {
      const node = inner(parsed(text, prefix, suffix))
      const offset = prefix.length
      if (node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression') return { node, offset }
      if (node?.type === 'ClassExpression') throw misuse('ERR_COMPILE', 'a class is no formula')
      const property = node?.type === 'ObjectExpression' ? node.properties[0] : undefined
      if (property?.type === 'Property' && property.value.type === 'FunctionExpression') {
        return { node: property.value, offset }
      }
    } catch (error) {
      failure ??= error
    }
  }
  throw failure ?? misuse('ERR_COMPILE', 'the source is not that of a function')
}

function readParameters(source: Pick<Source, 'text' | 'offset'>, { params }: FunctionNode) {
  const [first] = params
  if (params.length === 1 && first?.type === 'ObjectPattern') {
    return first.properties.map((property) => {
      if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier') {
        throw compileError(source, property.start, 'parameters must be plain names')
      }
      return { name: property.key.name, local: nameOf(source, property.value) }
    })
  }
  return params.map((parameter) => {
    const name = nameOf(source, parameter)
    return { name, local: name }
  })
}

function nameOf(source: Pick<Source, 'text' | 'offset'>, pattern: Pattern): string {
  if (pattern.type === 'Identifier') return pattern.name
  throw compileError(source, pattern.start, 'a parameter must be a name, without a default')
}
