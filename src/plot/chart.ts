// One chart: title, axes, what is drawn, and a legend beside it.
import { type Axis, drawBelow, drawLeft, type Placed, placeAxis, roomFor } from './axis.ts'
import { type Contours, drawContours, drawKey, keyHeight, keyTexts } from './contours.ts'
import { readChart } from './read.ts'
import { drawSeries, drawSign, type Series } from './series.ts'
import { document, element, escapeXml, widthOf } from './svg.ts'

export type { Axis } from './axis.ts'
export type { Contours } from './contours.ts'
export type { Series } from './series.ts'

/** What a chart shows. */
export interface Chart {
  title: string
  x: Axis
  y: Axis
  series: readonly Series[]
  /** Drawn below the series. */
  contours?: Contours
  /** Pixels of the whole, legend included. @default 640 */
  width?: number
  /** Pixels of the whole; a longer legend makes it taller. @default 360 */
  height?: number
}

// The left one is for the title; labels add theirs.
const margin = { left: 40, right: 14, top: 34, bottom: 48 }
const row = 17
const legendSize = 12

/** Room beside a chart, which those below each other share so that their axes are in line. */
export interface Rooms {
  /** For the legend on the right. */
  legend: number
  /** For the labels of the axis on the left. */
  labels: number
}

/** The room that a chart needs. */
export function roomsOf(chart: Chart): Rooms {
  const texts = [...chart.series.map(({ name }) => name), ...(chart.contours ? keyTexts(chart.contours) : [])]
  const legend = texts.length === 0 ? 0 : 26 + 22 + Math.max(...texts.map((text) => widthOf(text, legendSize)))
  return { legend, labels: roomFor(leftAxis(chart)) }
}

/** The pixels that a chart takes. */
export function sizeOf({ width = 640, height = 360, series, contours }: Chart): { width: number; height: number } {
  const legend = row * series.length + (contours ? row + keyHeight(contours) : 0)
  return { width, height: Math.max(height, margin.top + margin.bottom + legend) }
}

// All that an axis has to show.
function valuesOf({ series, contours }: Chart, key: 'x' | 'y'): number[] {
  const values = series.flatMap((each) => [each[key], key === 'y' && each.kind === 'band' ? (each.upper ?? []) : []])
  return [...values, contours?.[key] ?? []].flatMap((part) => Array.from(part))
}

function leftAxis(chart: Chart): Placed {
  const [top, bottom] = [margin.top, sizeOf(chart).height - margin.bottom]
  return placeAxis(chart.y, valuesOf(chart, 'y'), [bottom, top], Math.max(2, (bottom - top) / 45))
}

/** The chart's parts, for a document of one or of several. */
export function drawChart(chart: Chart, rooms = roomsOf(chart)): string {
  const { width, height } = sizeOf(chart)
  const { top } = margin
  const bottom = height - margin.bottom
  const y = leftAxis(chart)
  const left = margin.left + rooms.labels
  // However long the names, half of the width is the chart's.
  const right = Math.max(width - margin.right - rooms.legend, width / 2)
  const x = placeAxis(chart.x, valuesOf(chart, 'x'), [left, right], Math.max(2, (right - left) / 70))

  const size = { width: right - left, height: bottom - top }
  const place = { x: (value: number) => x.place(value) - left, y: (value: number) => y.place(value) - top }
  const drawn = chart.series.map((series, i) => ({
    series,
    picture: drawSeries(series, i, place.x, place.y),
  }))
  const inside = [
    chart.contours ? drawContours(chart.contours, place.x, place.y) : '',
    ...drawn.filter(({ series }) => series.kind === 'band').map(({ picture }) => picture),
    ...drawn.filter(({ series }) => series.kind !== 'band').map(({ picture }) => picture),
  ]
  const names = chart.series.map((series, i) => {
    const middle = top + row * (i + 0.5)
    const text = { x: right + 14 + 26 + 6, y: middle + 4, class: 'legend' }
    return drawSign(series, i, right + 14, middle) + element('text', text, escapeXml(series.name))
  })
  const key = chart.contours ? drawKey(chart.contours, right + 14, top + row * (chart.series.length + 0.5)) : ''
  return [
    element('text', { x: left, y: 20, 'font-size': 14, 'font-weight': 600 }, escapeXml(chart.title)),
    drawBelow(x, left, right, top, bottom),
    drawLeft(y, rooms.labels, left, right, top, bottom),
    // A document inside the document cuts off what lies beyond the axes.
    element('svg', { x: left, y: top, ...size }, inside),
    element('rect', { x: left, y: top, ...size, fill: 'none', stroke: '#777777' }),
    ...names,
    key,
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
