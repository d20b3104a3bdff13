// What is drawn in a chart: lines, steps, points and bands, told apart by color and by dashes, so that neither a print
// without colors nor an eye that does not see them all loses one.
import { area, curveStepAfter, line } from 'd3-shape'
import { element } from './svg.ts'

/** Numbers to draw. Where one of a pair cannot be drawn a line has a gap. */
export interface Series {
  /** In the legend. */
  name: string
  x: ArrayLike<number>
  y: ArrayLike<number>
  /** Steps hold each value until the next; a band is shaded, below all else. @default 'line' */
  kind?: 'line' | 'steps' | 'points' | 'band'
  /** The upper edge of a band, whose lower one is `y`. */
  upper?: ArrayLike<number>
  /** The look, by its number; what belongs together may share one. @default the place among the series */
  look?: number
}

// M. Okabe, K. Ito, Color Universal Design, 2008, but for its yellow, which is too faint for lines.
const colors = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#000000', '#56b4e9', '#e69f00'] as const
const dashes = [undefined, '7 3', '2 2', '10 3 2 3'] as const

/** The look of the i-th series of a chart: no two of the first 28 are alike. */
const styleOf = (i: number) => ({ color: colors[i % colors.length]!, dash: dashes[i % dashes.length] })

const stroke = (i: number) => {
  const { color, dash } = styleOf(i)
  return { fill: 'none', stroke: color, 'stroke-width': 1.8, 'stroke-dasharray': dash }
}

const shade = (i: number) => ({ fill: styleOf(i).color, 'fill-opacity': 0.18 })

const dot = (i: number) => ({ r: 2.5, fill: styleOf(i).color })

type Place = (value: number) => number

/** Draws the i-th series of a chart at the places of its numbers. */
export function drawSeries(series: Series, i: number, x: Place, y: Place): string {
  const look = series.look ?? i
  const length = Math.min(series.x.length, series.y.length)
  const points = Array.from({ length }, (_, k): [number, number] => [x(series.x[k]!), y(series.y[k]!)])
  if (series.kind === 'points') return drawPoints(points.filter(drawable), look)
  if (series.kind === 'band') {
    const edges = points.map(([at, lower], k): [number, number, number] => [
      at,
      lower,
      y(series.upper?.[k] ?? Number.NaN),
    ])
    const shape = area<[number, number, number]>((edge) => edge[0])
      .y0((edge) => edge[1])
      .y1((edge) => edge[2])
      .defined((edge) => edge.every(Number.isFinite))
      .digits(2)
    return element('path', { d: shape(edges) ?? '', ...shade(look) })
  }
  const path = line().defined(drawable).digits(2)
  if (series.kind === 'steps') path.curve(curveStepAfter)
  return element('path', { d: path(points) ?? '', ...stroke(look) })
}

const drawable = (point: [number, number]) => point.every(Number.isFinite)

// Of points on the same pixel one is enough: so a picture of a million points stays one that can be opened.
function drawPoints(points: readonly [number, number][], look: number): string {
  const pixels = new Map(points.map(([cx, cy]) => [`${Math.round(cx)} ${Math.round(cy)}`, { cx, cy }]))
  return [...pixels.values()].map(({ cx, cy }) => element('circle', { cx, cy, ...dot(look) })).join('')
}

/** The sign of the i-th series in a legend, 26 pixels wide, around a height. */
export function drawSign(series: Series, i: number, x: number, y: number): string {
  const { kind, look = i } = series
  if (kind === 'points') return element('circle', { cx: x + 13, cy: y, ...dot(look) })
  if (kind === 'band') return element('rect', { x, y: y - 5, width: 26, height: 10, ...shade(look) })
  return element('line', { x1: x, x2: x + 26, y1: y, y2: y, ...stroke(look) })
}
