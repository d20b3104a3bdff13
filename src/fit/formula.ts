import { CompiledExpression } from '../compile/expression.ts'
import type { Formula as Source } from '../compile.ts'
import { misuse, show } from '../errors.ts'

/** Finds values for parameters, roughly, from points and their weights. */
export type StartRule = (x: Float64Array, y: Float64Array, weights: Float64Array) => Record<string, number>

/** A formula with a rule for its start: one of `curves`, or one of your own. */
export interface Curve {
  /** Of the parameters and the predictor. */
  readonly formula: Source | CompiledExpression
  /** The name that the predictor has in the formula; in the data it may have any, if it is the only one. */
  readonly predictor: string
  /** Values to start from, found from the data; `weights` multiply squared residuals. */
  readonly start: StartRule
}

/** What can be fitted. */
export type FitFormula = Source | CompiledExpression | Curve

/** What was given as a formula, read. */
export interface ReadFormula {
  readonly source: Source | CompiledExpression
  readonly predictor: string | undefined
  readonly start: StartRule | undefined
}

function isSource(given: unknown): given is ReadFormula['source'] {
  return typeof given === 'string' || typeof given === 'function' || given instanceof CompiledExpression
}

/** @throws `ERR_COMPILE`, `ERR_OPTION` */
export function readFormula(given: unknown): ReadFormula {
  if (isSource(given)) return { source: given, predictor: undefined, start: undefined }
  const curve: Partial<Record<keyof Curve, unknown>> = typeof given === 'object' && given !== null ? given : {}
  const { formula, predictor, start } = curve
  if (!isSource(formula)) {
    const got = formula === undefined ? show(given) : `${show(formula)} as that of a curve`
    throw misuse('ERR_COMPILE', `a formula must be a string, a function, a compiled expression or a curve, got ${got}`)
  }
  if (predictor !== undefined && typeof predictor !== 'string') {
    throw misuse('ERR_OPTION', `the predictor of a curve must be a name, got ${show(predictor)}`)
  }
  if (start !== undefined && typeof start !== 'function') {
    throw misuse('ERR_OPTION', `the start of a curve must be a function, got ${show(start)}`)
  }
  if (start !== undefined && predictor === undefined) {
    throw misuse('ERR_OPTION', 'a curve with a rule for its start must name its predictor')
  }
  return { source: formula, predictor, start: start as StartRule | undefined }
}
