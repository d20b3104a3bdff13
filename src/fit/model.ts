// What is fitted, as the core is to know it: a formula of free parameters and columns. Fits in a loop have the same
// formula over and over, so what was read is kept.
import { checkConstants } from '../compile/columns.ts'
import { CompiledExpression } from '../compile/expression.ts'
import { type Lowered, lower, type Step } from '../compile/lower.ts'
import { list } from '../compile/named.ts'
import { readSource } from '../compile/source.ts'
import { knownNumber } from '../compile/vocabulary.ts'
import { coreObjective } from '../core-objective.ts'
import { misuse, rangeError, shorten } from '../errors.ts'
import { didYouMean } from '../options/schema.ts'
import { Expansion } from './expansion.ts'
import { type ReadFormula, readFormula, type StartRule } from './formula.ts'
import { Recent } from './recent.ts'
import { Substitution, substituted } from './substitution.ts'

export interface FitModel {
  /** Fixed and tied parameters substituted; the last step is the value. */
  readonly steps: readonly Step[]
  /** The names that the steps take from outside: the free parameters in the core's order, then the columns. */
  readonly inputs: readonly string[]
  /** The parameters that are found, in the core's order. */
  readonly free: readonly string[]
  /** All parameters, in the order in which the formula, and then the ties, name them. */
  readonly names: readonly string[]
  /** Those that are formulas of others. */
  readonly tied: readonly string[]
  /** The columns of the data that the formula uses; a curve's predictor is the first. */
  readonly columns: readonly string[]
  readonly response: string
  /** Leads from free parameters to all; undefined where all are free. */
  readonly expansion: Expansion | undefined
  /** Of a curve: tells a start from the data. */
  readonly startRule: StartRule | undefined
}

/** What the model depends on besides the formula. */
export interface ModelRequest {
  /** The names of the data. */
  readonly data: readonly string[]
  readonly response: string
  readonly fixed: ReadonlyMap<string, number>
  /** Formulas of other parameters. */
  readonly tied: ReadonlyMap<string, string>
}

const none: ReadonlyMap<string, never> = new Map<string, never>()

/** Where nothing is fixed or tied. */
export const unrestricted = { fixed: none, tied: none } as const

/** Formulas that are kept, and models of each. */
const keptFormulas = 64
const keptModels = 8

/** A formula that was read, and the models made of it, the latest first. */
interface Known {
  readonly lowered: Lowered
  readonly models: { request: ModelRequest; model: FitModel }[]
}

const knownTexts = new Recent<string, Known>(keptFormulas)
const knownFunctions = new Recent<string, Known>(keptFormulas)
const knownExpressions = new WeakMap<CompiledExpression, Known>()

/**
 * The model of a formula: a string, a function, a compiled expression, or a curve.
 *
 * @throws `ERR_COMPILE` for what is no formula; `ERR_OPTION`, `ERR_SHAPE` where the names do not go together
 */
export function fitModel(given: unknown, request: ModelRequest): FitModel {
  const formula = readFormula(given)
  if (formula.source instanceof CompiledExpression) checkConstants(request.data, formula.source.constants)
  const { models, lowered } = knownFormula(formula, request.data)
  const place = models.findIndex((entry) => entry.model.startRule === formula.start && alike(entry.request, request))
  const found = models[place]
  if (found) {
    if (place > 0) models.unshift(...models.splice(place, 1))
    return found.model
  }
  const model = makeModel(formula, lowered, request)
  models.unshift({ request, model })
  models.length = Math.min(models.length, keptModels)
  return model
}

function knownFormula({ source, predictor }: ReadFormula, data: readonly string[]): Known {
  if (typeof source === 'string') {
    // A curve was made without the data: of its names, the predictor alone is sure to be a column.
    const columns = (predictor === undefined ? data : [predictor]).filter(isConstant)
    const key = [...columns, source].join('\0')
    return knownTexts.get(key) ?? knownTexts.add(key, know(readLowered(source, columns)))
  }
  if (typeof source === 'function') {
    const text = Function.prototype.toString.call(source)
    return knownFunctions.get(text) ?? knownFunctions.add(text, know(readLowered(source)))
  }
  let known = knownExpressions.get(source)
  if (!known) {
    const steps = source[coreObjective].steps()
    known = know({
      steps,
      result: steps.length - 1,
      inputs: [...source.parameters],
      constants: source.constants,
    })
    knownExpressions.set(source, known)
  }
  return known
}

const know = (lowered: Lowered): Known => ({ lowered, models: [] })
const isConstant = (name: string) => knownNumber(name, true) !== undefined
const readLowered = (source: unknown, columns: readonly string[] = []): Lowered =>
  lower(readSource(source), none, new Set(columns))

function alike(one: ModelRequest, two: ModelRequest): boolean {
  return (
    one.response === two.response &&
    one.data.length === two.data.length &&
    one.data.every((name, i) => name === two.data[i]) &&
    sameEntries(one.fixed, two.fixed) &&
    sameEntries(one.tied, two.tied)
  )
}

function sameEntries<T>(one: ReadonlyMap<string, T>, two: ReadonlyMap<string, T>): boolean {
  if (one.size !== two.size) return false
  for (const [name, value] of one) if (!Object.is(two.get(name), value)) return false
  return true
}

function makeModel(formula: ReadFormula, lowered: Lowered, request: ModelRequest): FitModel {
  const { data, response, fixed } = request
  const renamed = renamedPredictor(formula, lowered, request)
  const isColumn = (name: string) => data.includes(name)
  const tied = new Map([...request.tied].map(([name, text]) => [name, readTie(name, text, data)] as const))
  const own = new Set(lowered.inputs.map((name) => renamed.get(name) ?? name))
  const columns = predictorFirst(formula, renamed, [...own].filter(isColumn))
  if (own.has(response)) {
    throw misuse(
      'ERR_OPTION',
      `the formula uses ${shorten(response)}, the response; the option response may name another column`,
    )
  }
  if (!isColumn(response)) {
    throw misuse(
      'ERR_SHAPE',
      `data has no ${shorten(response)}, the response${didYouMean(response, data)}; it has ${list(data) || 'nothing'}`,
    )
  }
  const names = [...new Set([...own, ...[...tied.values()].flatMap(({ inputs }) => inputs)])].filter(
    (name) => !isColumn(name),
  )
  checkNames('fixed', fixed.keys(), names, isColumn)
  checkNames('tied', tied.keys(), names, isColumn)
  for (const name of tied.keys()) {
    if (fixed.has(name)) throw misuse('ERR_OPTION', `${shorten(name)} is both fixed and tied`)
  }
  const free = names.filter((name) => !fixed.has(name) && !tied.has(name))
  const steps = substituted(new Substitution(fixed, tied, renamed), lowered)
  if (free.length === 0) throw misuse('ERR_OPTION', 'there is no free parameter to fit')
  return {
    steps,
    inputs: [...free, ...columns],
    free,
    names,
    tied: [...tied.keys()],
    columns,
    response,
    expansion: free.length === names.length ? undefined : new Expansion(names, free, fixed, tied),
    startRule: formula.start,
  }
}

function readTie(name: string, text: string, data: readonly string[]): Lowered {
  const lowered = readLowered(text, data)
  const column = lowered.inputs.find((input) => data.includes(input))
  if (column === undefined) return lowered
  throw misuse(
    'ERR_OPTION',
    `tied.${shorten(name)} must be a formula of parameters; ${shorten(column)} is a column of the data`,
  )
}

function checkNames(
  option: string,
  given: Iterable<string>,
  known: readonly string[],
  isColumn: (name: string) => boolean,
): void {
  for (const name of given) {
    if (known.includes(name)) continue
    const what = isColumn(name) ? 'is a column of the data' : `is no parameter of the formula${didYouMean(name, known)}`
    throw misuse('ERR_OPTION', `${option}: ${shorten(name)} ${what}`)
  }
}

// A curve's predictor is the column of its name, or else the one there is besides the response.
function renamedPredictor(
  { predictor }: ReadFormula,
  { inputs }: Lowered,
  { data, response }: ModelRequest,
): ReadonlyMap<string, string> {
  if (predictor === undefined || data.includes(predictor)) return none
  const others = data.filter((name) => name !== response)
  const [column, another] = others
  if (column === undefined || another !== undefined) {
    const found = others.length === 0 ? 'nothing besides the response' : list(others)
    throw rangeError('ERR_SHAPE', `the curve needs the column ${shorten(predictor)}; data has ${found}`)
  }
  if (inputs.includes(column)) {
    throw misuse(
      'ERR_OPTION',
      `the column ${shorten(column)} has the name of a parameter of the curve; call it ${shorten(predictor)}`,
    )
  }
  return new Map([[predictor, column]])
}

function predictorFirst(
  { predictor }: ReadFormula,
  renamed: ReadonlyMap<string, string>,
  columns: readonly string[],
): readonly string[] {
  if (predictor === undefined) return columns
  const column = renamed.get(predictor) ?? predictor
  if (columns.includes(column)) return [column, ...columns.filter((name) => name !== column)]
  throw misuse('ERR_OPTION', `the formula of the curve does not use its predictor ${shorten(predictor)}`)
}
