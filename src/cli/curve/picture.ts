// A fit as a picture: data, curve and band above, residuals below on the same axis.
import type { CurveFit } from '../../node.ts'
import { type Axis, type Chart, panels, type Series } from '../../plot.ts'
import { rangeAround } from '../ranges.ts'
import { round } from '../table.ts'
import { type FittedCurve, percent } from './report.ts'

/** Columns by their names in the formula. */
type Columns = Readonly<Record<string, Float64Array>>

export interface PictureOptions {
  /** Of the curve, or of new observations. @default 'confidence' */
  band?: 'confidence' | 'prediction' | undefined
  /** By the names of columns. */
  unit?: Readonly<Record<string, string>> | undefined
}

/** What is drawn along an axis, and the curve over it. */
interface Along {
  axis: Axis
  data: ArrayLike<number>
  curve: { x: ArrayLike<number>; y: ArrayLike<number> }
  band?: Series
}

const [dataLook, curveLook] = [4, 0]
const width = 760

/** The fit as SVG. */
export function pictureOf(
  fitted: FittedCurve,
  predictors: ReadonlyMap<string, string>,
  columns: Columns,
  { band = 'confidence', unit = {} }: PictureOptions,
): string {
  const { text, response, rows, fit, level } = fitted
  const titleOf = (name: string, column = name) => (Object.hasOwn(unit, column) ? `${name} (${unit[column]})` : name)
  const [[name, column] = [], another] = [...predictors]
  const {
    axis,
    data,
    curve,
    band: around,
  } = name !== undefined && column !== undefined && another === undefined
    ? alongColumn(fit, name, titleOf(column), columns[name]!, level, band)
    : alongFitted(fit, titleOf(`fitted ${response}`, response), columns[response]!)
  const observed = columns[response]!
  const drawn: Series[] = [
    { name: 'data', kind: 'points', x: data, y: observed, look: dataLook },
    { name: 'fit', ...curve, look: curveLook },
    ...(around ? [around] : []),
  ]
  const y: Axis = {
    title: titleOf(response),
    range: rangeOf([observed, curve.y], around ? [around.y, around.upper!] : []),
  }
  const above: Chart = { title: 'Data and fit', x: axis, y, series: drawn, width, height: 400 }
  const below: Chart = {
    title: 'Residuals: data less fit',
    x: axis,
    y: { title: titleOf('residual', response), range: rangeAround([fit.residuals, [0]]) },
    series: [{ name: 'residuals', kind: 'points', x: data, y: fit.residuals, look: dataLook }],
    ...{ width, height: 230 },
  }
  const spread = `${round(fit.residualStandardDeviation, 4)}${Object.hasOwn(unit, response) ? ` ${unit[response]}` : ''}`
  const explained = Number.isNaN(fit.rSquared) ? '' : ` R² ${round(fit.rSquared, 5)},`
  const quality = `${rows} rows,${explained} residual standard deviation ${spread}.`
  const notes = [...parameterNotes(fit), fit.converged ? quality : `${quality} Not converged: ${fit.status}.`]
  return panels({ title: `${response} = ${text}`, notes, charts: [above, below], columns: 1 })
}

/** The range of data and curve; of the band, too, unless where it is hardly known it would flatten them. */
function rangeOf(drawn: readonly ArrayLike<number>[], band: readonly ArrayLike<number>[]): [number, number] {
  const [tight, whole] = [rangeAround(drawn), rangeAround([...drawn, ...band])]
  return whole[1] - whole[0] <= 1.5 * (tight[1] - tight[0]) ? whole : tight
}

/** Enough for a curve that turns often. */
const steps = 600

function alongColumn(
  fit: CurveFit,
  name: string,
  title: string,
  data: Float64Array,
  level: number,
  kind: 'confidence' | 'prediction',
): Along {
  const [from, to] = [data.reduce((a, b) => Math.min(a, b)), data.reduce((a, b) => Math.max(a, b))]
  const x = Float64Array.from({ length: steps + 1 }, (_, i) => from + (i / steps) * (to - from))
  const { value, lower, upper } = fit.band({ [name]: x }, { level, kind })
  const axis = { title, range: rangeAround([data]) }
  const curve = { x, y: value }
  // Where the data leave a parameter open there is none.
  if (lower.every(Number.isNaN)) return { axis, data, curve }
  return {
    axis,
    data,
    curve,
    band: { name: `${percent(level)} ${kind}`, kind: 'band', x, y: lower, upper, look: curveLook },
  }
}

// Of several predictors none is an axis: what was fitted stands for them, and the fit is the diagonal.
function alongFitted({ residuals }: CurveFit, title: string, observed: Float64Array): Along {
  const data = observed.map((value, i) => value - residuals[i]!)
  const range = rangeAround([data])
  return { axis: { title, range }, data, curve: { x: range, y: range } }
}

const inALine = 4

/** "a = 2.503 ± 0.031", several in a line. */
function parameterNotes({ parameters, standardErrors }: CurveFit): string[] {
  const texts = Object.entries(parameters).map(([name, value]) => {
    const error = standardErrors[name]!
    return `${name} = ${round(value, 5)}${error > 0 ? ` ± ${round(error, 2)}` : ''}`
  })
  return Array.from({ length: Math.ceil(texts.length / inALine) }, (_, line) =>
    texts.slice(line * inALine, (line + 1) * inALine).join(',  '),
  )
}
