import { CompiledExpression } from './compile/expression.ts'
import { lower } from './compile/lower.ts'
import { isByName } from './compile/named.ts'
import { readSource } from './compile/source.ts'
import { misuse, show } from './errors.ts'
import { type CompileOptions, compileSchema } from './options/compile.ts'
import { readOptions } from './options/schema.ts'

/** A formula: as text, or a function whose own source is one. Only that source is read; the function is never called. */
// biome-ignore lint/suspicious/noExplicitAny: parameters are numbers, or names taken out of one object, as the source has it
export type Formula = string | ((...parameters: any[]) => number)

/**
 * Compiles a formula for the core: values in SIMD over rows of data, and exact first and second derivatives.
 *
 * @param source text such as `'a * exp(-b * t)'`, where `Math.` may be left out and pi is π; or a function of numbers, or
 *   of one object that they are taken out of, which keeps their names when the program is minified
 * @throws `ERR_COMPILE`, with the place in the source, for what is no formula
 * @example
 * const f = compile(({ x, y }) => (1 - x) ** 2 + 100 * (y - x * x) ** 2)
 * const { parameters } = minimize(f, { x: -1.2, y: 1 })
 */
export function compile(source: Formula, options?: CompileOptions): CompiledExpression {
  const { constants } = readOptions('compile', options, compileSchema) as CompileOptions
  const lowered = lower(readSource(source), readConstants(constants))
  return new CompiledExpression(lowered, lowered.constants)
}

function readConstants(given: unknown): ReadonlyMap<string, number> {
  if (given === undefined) return new Map()
  if (!isByName(given)) {
    throw misuse('ERR_OPTION', `compile: option constants must be an object of numbers by name, got ${show(given)}`)
  }
  const constants = Object.entries(given)
  for (const [name, value] of constants) {
    if (typeof value !== 'number') {
      throw misuse('ERR_OPTION', `compile: constants.${name} must be a number, got ${show(value)}`)
    }
    if (!Number.isFinite(value))
      throw misuse('ERR_NOT_FINITE', `compile: constants.${name} must be finite, got ${value}`)
  }
  return new Map(constants as [string, number][])
}
