// One chart: title, axes, what is drawn, and a legend beside it.
import { type Axis, drawBelow, drawLeft, placeAxis, roomFor } from './axis.ts'
import { readChart } from './read.ts'
import { drawSeries, drawSign, type Series } from './series.ts'
import { document, element, escapeXml, widthOf } from './svg.ts'

export type { Axis } from './axis.ts'
export type { Series } from './series.ts'

/** What a chart shows. */
export interface Chart {
  title: string
  x: Axis
  y: Axis
  series: readonly Series[]
  /** Pixels of the whole, legend included. @default 640 */
  width?: number
  /** Pixels of the whole; a longer legend makes it taller. @default 360 */
  height?: number
}

// The left one is for the title; labels add theirs.
const margin = { left: 40, right: 14, top: 34, bottom: 48 }
const row = 17
const legendSize = 12

/** The legend's width: that of its longest name, and of the signs. */
export const legendWidth = ({ series }: Chart): number =>
  series.length === 0 ? 0 : 26 + 22 + Math.max(...series.map(({ name }) => widthOf(name, legendSize)))

/** The pixels that a chart takes. */
export function sizeOf(chart: Chart): { width: number; height: number } {
  const { width = 640, height = 360 } = chart
  return { width, height: Math.max(height, margin.top + margin.bottom + row * chart.series.length) }
}

/** The chart's parts, for a document of one or of several; the room for the legend may be another's, to be alike. */
export function drawChart(chart: Chart, legend = legendWidth(chart)): string {
  const { width, height } = sizeOf(chart)
  const { top } = margin
  const bottom = height - margin.bottom
  const values = (key: 'x' | 'y') => chart.series.flatMap((series) => Array.from(series[key]))
  const y = placeAxis(chart.y, values('y'), [bottom, top], Math.max(2, (bottom - top) / 45))
  const left = margin.left + roomFor(y)
  // However long the names, half of the width is the chart's.
  const right = Math.max(width - margin.right - legend, width / 2)
  const x = placeAxis(chart.x, values('x'), [left, right], Math.max(2, (right - left) / 70))

  const size = { width: right - left, height: bottom - top }
  const lines = chart.series.map((series, i) =>
    drawSeries(
      series,
      i,
      (value) => x.place(value) - left,
      (value) => y.place(value) - top,
    ),
  )
  const names = chart.series.map((series, i) => {
    const middle = top + row * (i + 0.5)
    const text = { x: right + 14 + 26 + 6, y: middle + 4, class: 'legend' }
    return drawSign(series, i, right + 14, middle) + element('text', text, escapeXml(series.name))
  })
  return [
    element('text', { x: left, y: 20, 'font-size': 14, 'font-weight': 600 }, escapeXml(chart.title)),
    drawBelow(x, left, right, top, bottom),
    drawLeft(y, left, right, top, bottom),
    element('rect', { x: left, y: top, ...size, fill: 'none', stroke: '#777777' }),
    // A document inside the document cuts off what lies beyond the axes.
    element('svg', { x: left, y: top, ...size }, lines),
    ...names,
  ].join('\n')
}

/**
 * A chart as an SVG document.
 *
 * @throws `ERR_OPTION` where something is not as described
 * @example
 * const svg = chart({
 *   title: 'Rosenbrock',
 *   x: { title: 'iterations' },
 *   y: { title: 'value', scale: 'log' },
 *   series: [{ name: 'lbfgs', x: iterations, y: values }],
 * })
 */
export function chart(options: Chart): string {
  const read = readChart('chart', options)
  const { width, height } = sizeOf(read)
  return document(read.title, width, height, drawChart(read))
}
