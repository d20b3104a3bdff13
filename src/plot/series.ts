// What is drawn in a chart: lines, steps and points, told apart by color and by dashes, so that neither a print without
// colors nor an eye that does not see them all loses one.
import { curveStepAfter, line } from 'd3-shape'
import { element } from './svg.ts'

/** Numbers to draw. Where one of a pair cannot be drawn a line has a gap. */
export interface Series {
  /** In the legend. */
  name: string
  x: ArrayLike<number>
  y: ArrayLike<number>
  /** Steps hold each value until the next. @default 'line' */
  kind?: 'line' | 'steps' | 'points'
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

/** Draws the i-th series of a chart at the places of its numbers. */
export function drawSeries(series: Series, i: number, x: (value: number) => number, y: (value: number) => number) {
  const length = Math.min(series.x.length, series.y.length)
  const points = Array.from({ length }, (_, k): [number, number] => [x(series.x[k]!), y(series.y[k]!)])
  const drawable = (point: [number, number]) => Number.isFinite(point[0]) && Number.isFinite(point[1])
  if (series.kind === 'points') {
    const dot = ([cx, cy]: [number, number]) => element('circle', { cx, cy, r: 2.5, fill: styleOf(i).color })
    return points.filter(drawable).map(dot).join('')
  }
  const path = line().defined(drawable).digits(2)
  if (series.kind === 'steps') path.curve(curveStepAfter)
  return element('path', { d: path(points) ?? '', ...stroke(i) })
}

/** The sign of the i-th series in a legend, 26 pixels wide, around a height. */
export function drawSign({ kind }: Series, i: number, x: number, y: number): string {
  if (kind === 'points') return element('circle', { cx: x + 13, cy: y, r: 2.5, fill: styleOf(i).color })
  return element('line', { x1: x, x2: x + 26, y1: y, y2: y, ...stroke(i) })
}
