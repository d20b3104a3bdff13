// Axes: from numbers to places, ticks with their labels, and grid lines.
import { scaleLinear, scaleLog } from 'd3-scale'
import { element, escapeXml, widthOf } from './svg.ts'

/** One axis of a chart. */
export interface Axis {
  /** What is drawn along it, and in which unit. */
  title: string
  /** Even steps, or even factors: of 10, or of 2. @default 'linear' */
  scale?: 'linear' | 'log' | 'log2'
  /** From where to where. @default the data's own range */
  range?: readonly [number, number]
}

/** An axis with its range laid out along some pixels. */
export interface Placed {
  title: string
  /** The place of a number; what cannot be placed, such as 0 on a logarithmic axis, is not a finite number. */
  place(value: number): number
  ticks: { value: number; at: number; label: string }[]
}

/** Lays an axis out from one pixel to another, with about so many labels. */
export function placeAxis(axis: Axis, data: Iterable<number>, pixels: [number, number], labels: number): Placed {
  const logarithmic = axis.scale === 'log' || axis.scale === 'log2'
  const range = axis.range ?? rangeOf(data, logarithmic)
  const scale = logarithmic ? scaleLog().base(axis.scale === 'log2' ? 2 : 10) : scaleLinear()
  scale.domain(range).range(pixels)
  if (!axis.range) scale.nice(labels)
  // On a logarithmic axis d3 leaves out the labels of ticks that lie close.
  const text = scale.tickFormat(labels)
  const [first = 1, last = 1] = scale.domain()
  const far = logarithmic && last / first > 1e4
  const label = (value: number) => (logarithmic && text(value) !== '' ? logLabel(value, far) : text(value))
  return {
    title: axis.title,
    place: (value) => (logarithmic && !(value > 0) ? Number.NaN : scale(value)),
    ticks: scale.ticks(labels).map((value) => ({ value, at: scale(value), label: label(value) })),
  }
}

// Where the decade below has no double precision, there is no tick.
const leastLogarithmic = 1e-300

// What can be drawn of the data; something, where there is nothing.
function rangeOf(data: Iterable<number>, logarithmic: boolean): [number, number] {
  let [least, most] = [Infinity, -Infinity]
  for (const value of data) {
    if (!Number.isFinite(value) || (logarithmic && value < leastLogarithmic)) continue
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  if (least > most) return logarithmic ? [1, 10] : [0, 1]
  if (least < most) return [least, most]
  return logarithmic ? [least / 2, least * 2] : [least - 1, least + 1]
}

// Numbers that are short are written out, others as powers; on an axis that goes `far` all but the shortest, so that
// they look alike.
function logLabel(value: number, far: boolean): string {
  if (far ? value >= 1 && value <= 100 : value >= 0.001 && value < 1e6) return String(Number(value.toPrecision(4)))
  const [factor, exponent] = value.toExponential().split('e')
  const power = `10^${Number(exponent)}`
  return factor === '1' ? power : `${Number(Number(factor).toPrecision(3))}·${power}`
}

/** A label, in which what follows ^ is raised. */
export function labelContent(label: string): string {
  const [base = '', exponent] = label.split('^')
  if (exponent === undefined) return escapeXml(base)
  return escapeXml(base) + element('tspan', { dy: -4, 'font-size': 9 }, escapeXml(exponent.replace('-', '−')))
}

/** The room that the labels of an axis on the left take. */
export const roomFor = ({ ticks }: Placed): number =>
  Math.max(0, ...ticks.map(({ label }) => widthOf(label.replace(/\^-?/, ''), 12)))

// Zero is where values change their sign: its line is told from the others.
const lineAt = (value: number) => ({ stroke: value === 0 ? '#999999' : '#dddddd', 'stroke-width': 1 })

/** Grid, labels and title of the axis below a chart whose upper and lower edge are given. */
export function drawBelow({ ticks, title }: Placed, left: number, right: number, top: number, bottom: number): string {
  const marks = ticks.map(({ value, at, label }) => {
    const grid = element('line', { x1: at, x2: at, y1: top, y2: bottom, ...lineAt(value) })
    if (label === '') return element('line', { x1: at, x2: at, y1: bottom, y2: bottom + 3, stroke: '#777777' })
    return grid + element('text', { x: at, y: bottom + 16, 'text-anchor': 'middle' }, labelContent(label))
  })
  const named = { x: (left + right) / 2, y: bottom + 36, 'text-anchor': 'middle', class: 'axis-title' }
  return [...marks, element('text', named, escapeXml(title))].join('')
}

/** The same for the axis on the left, whose labels take some room. */
export function drawLeft(
  { ticks, title }: Placed,
  labels: number,
  left: number,
  right: number,
  top: number,
  bottom: number,
): string {
  const marks = ticks.map(({ value, at, label }) => {
    const grid = element('line', { x1: left, x2: right, y1: at, y2: at, ...lineAt(value) })
    if (label === '') return element('line', { x1: left - 3, x2: left, y1: at, y2: at, stroke: '#777777' })
    return grid + element('text', { x: left - 6, y: at + 4, 'text-anchor': 'end' }, labelContent(label))
  })
  const middle = (top + bottom) / 2
  const turned = `translate(${left - labels - 20} ${middle}) rotate(-90)`
  const named = { transform: turned, 'text-anchor': 'middle', class: 'axis-title' }
  return [...marks, element('text', named, escapeXml(title))].join('')
}
