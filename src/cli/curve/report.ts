// What a curve's fit prints: a table for people, or one object for programs.
import { backend, type CurveFit } from '../../node.ts'
import { countOf, printable, round, table } from '../table.ts'

/** A fit with what is known beside it. */
export interface FittedCurve {
  /** The formula, as a person reads it. */
  text: string
  response: string
  rows: number
  /** Rows left out for missing values. */
  dropped: number
  fit: CurveFit
  /** Parameters that are not found but given. */
  given: { fixed: readonly string[]; tied: readonly string[] }
  /** Of the intervals. */
  level: number
  milliseconds: number
  /** Where the picture was written. */
  plot?: string | undefined
}

export function fittedJson({ text, fit, given: _, ...others }: FittedCurve): string {
  const intervals = fit.confidenceIntervals(others.level)
  const object = { model: text, ...others, ...fit.toJSON(), confidenceIntervals: intervals, backend: backend() }
  return `${JSON.stringify(object)}\n`
}

/** 0.95 is 95 %. */
export const percent = (level: number): string => `${round(100 * level)} %`

export function fittedText({
  text,
  response,
  rows,
  dropped,
  fit,
  given,
  level,
  milliseconds,
  plot,
}: FittedCurve): string {
  const intervals = fit.confidenceIntervals(level)
  const parameters = Object.entries(fit.parameters).map(([name, value]) => {
    const [lower, upper] = intervals[name]!
    const found = [known(fit.standardErrors[name]!, 4), known(lower), known(upper)]
    return [printable(name), round(value, 8), ...(given.fixed.includes(name) ? ['fixed'] : found)]
  })
  const left = dropped > 0 ? `, ${dropped} left out for missing values` : ''
  const free = Object.keys(fit.parameters).length - given.fixed.length - given.tied.length
  const { kind, isa } = backend()
  const facts = [
    ['residual standard deviation', `${known(fit.residualStandardDeviation)} (${degrees(fit)})`],
    ['residual sum of squares', known(fit.residualSumOfSquares)],
    ...(Number.isNaN(fit.rSquared) ? [] : [['R²', round(fit.rSquared)]]),
    ['method', `${fit.method}, ${countOf(fit.iterations, 'iteration')}`],
    ...(fit.seed === undefined ? [] : [['seed', String(fit.seed)]]),
    ['status', `${fit.status}${fit.converged ? '' : ' (not converged)'}: ${fit.message}`],
    ['time', `${round(milliseconds)} ms, ${kind} ${isa}`],
    ...(plot === undefined ? [] : [['picture', plot]]),
  ]
  return [
    `Fit of ${printable(response)} = ${printable(text)}: ${countOf(rows, 'row')}${left}, ${countOf(free, 'parameter')}\n\n`,
    table([['', 'estimate', 'standard error', `${percent(level)} from`, 'to'], ...parameters], [1, 2, 3, 4]),
    '\n',
    table(facts),
  ].join('')
}

const degrees = ({ degreesOfFreedom }: CurveFit) => countOf(degreesOfFreedom, 'degree').concat(' of freedom')

/** What the data leave open is said so. */
const known = (value: number, digits?: number) => (Number.isNaN(value) ? 'unknown' : round(value, digits))
