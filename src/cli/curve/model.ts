// Which columns of a file a model takes, and under which names.
import { lower } from '../../compile/lower.ts'
import { readSource } from '../../compile/source.ts'
import { show } from '../../errors.ts'
import { curves } from '../../node.ts'
import { didYouMean } from '../../options/schema.ts'
import { Misuse } from '../command.ts'

/** The common curves by name. */
export type CurveName = keyof typeof curves

export const curveNames = Object.keys(curves) as CurveName[]

const isCurveName = (name: string): name is CurveName => Object.hasOwn(curves, name)

/** A model with the columns it explains the response by. */
export interface ChosenModel {
  /** What `curveFit` is given. */
  formula: string | (typeof curves)[CurveName]
  /** As a person reads it. */
  text: string
  /** Columns of the file by the names that they have in the formula. */
  predictors: ReadonlyMap<string, string>
}

/** The model that `--model` names or is. @throws `ERR_COMPILE`; Misuse where the columns do not go with it */
export function chooseModel(
  given: string,
  header: readonly string[],
  special: readonly string[],
  predictor: string | undefined,
): ChosenModel {
  if (isCurveName(given)) return chooseCurve(given, header, special, predictor)
  if (predictor !== undefined) throw new Misuse('--predictor is for common curves; a formula names its columns')
  const { inputs: names } = lower(readSource(given), new Map(), new Set(header))
  if (/^[\p{L}_]\w*$/u.test(given) && !header.includes(given)) {
    throw new Misuse(
      `there is no curve ${show(given)}${didYouMean(given, curveNames)}; there are ${curveNames.join(', ')}. ` +
        `As a formula it is a constant: write ${given} + 0 for that`,
    )
  }
  const columns = names.filter((name) => header.includes(name))
  return { formula: given, text: given, predictors: new Map(columns.map((name) => [name, name])) }
}

function chooseCurve(
  name: CurveName,
  header: readonly string[],
  special: readonly string[],
  asked: string | undefined,
): ChosenModel {
  const formula = curves[name]
  const others = header.filter((column) => !special.includes(column))
  const only = others.length === 1 ? others[0] : undefined
  const column = asked ?? (header.includes(formula.predictor) ? formula.predictor : only)
  if (column === undefined) {
    throw new Misuse(`--model ${name} explains by one column: --predictor names it, of ${others.map(show).join(', ')}`)
  }
  const renamed = column === formula.predictor ? '' : `, ${formula.predictor} = ${column}`
  return { formula, text: `${formula.formula}${renamed}`, predictors: new Map([[formula.predictor, column]]) }
}
