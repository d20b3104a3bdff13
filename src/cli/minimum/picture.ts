// A minimization as a picture: how the value and the gradient fell, and, of one or two variables, where the path went.
import type { IterationInfo } from '../../node.ts'
import { type Axis, type Chart, type Contours, panels, type Series } from '../../plot.ts'
import { rangeAround } from '../ranges.ts'

/** What is drawn of a minimization. */
export interface MinimizedPicture {
  title: string
  notes: readonly string[]
  /** Of the variables, in the order of x. */
  names: readonly string[]
  trace: readonly IterationInfo[]
  start: ArrayLike<number> | undefined
  /** The best point. */
  x: ArrayLike<number>
  /** The objective. */
  value: (x: Float64Array) => number
  /** Where it may be evaluated. */
  bounds: { lower: ArrayLike<number>; upper: ArrayLike<number> }
}

const width = 720

/** The minimization as SVG. */
export function drawMinimized(picture: MinimizedPicture): string {
  const { title, notes, names, trace, start, value } = picture
  const iterations = trace.map(({ iteration }) => iteration)
  const values = trace.map((info) => info.value)
  const gradients = trace.map(({ gradientNorm }) => gradientNorm)
  const charts = [
    start
      ? fallOf('value', 'Value', [0, ...iterations], [value(Float64Array.from(start)), ...values])
      : fallOf('value', 'Value', iterations, values),
  ]
  if (gradients.some((norm) => norm > 0)) charts.push(fallOf('scaled gradient', 'Gradient', iterations, gradients))
  if (names.length === 1) charts.push(graphOf(picture))
  if (names.length === 2) charts.push(mapOf(picture))
  return panels({ title, notes, charts, columns: 1 })
}

/** What is measured at each iteration, logarithmic where all of it is positive: zeros at the end leave a gap. */
function fallOf(name: string, title: string, x: readonly number[], y: readonly number[]): Chart {
  const logarithmic = y.every((value) => !(value < 0)) && y.some((value) => value > 0)
  return {
    title,
    x: { title: 'iteration', range: [0, Math.max(1, ...x.slice(-1))] },
    y: { title: name, scale: logarithmic ? 'log' : 'linear' },
    // Few iterations are seen one by one.
    series: [
      { name, x, y, look: 0 },
      ...(x.length <= 100 ? [{ name: 'iterations', kind: 'points', x, y, look: 0 } as const] : []),
    ],
    width,
    height: 260,
  }
}

/** The start, if there is one, and the iterates. */
const pathOf = ({ trace, start }: MinimizedPicture) => [...(start ? [start] : []), ...trace.map((info) => info.x)]

/** What the axis of the k-th variable shows: the path and what is around it, within the bounds. */
function rangeOf({ x, bounds }: MinimizedPicture, path: readonly ArrayLike<number>[], k: number): [number, number] {
  const [from, to] = rangeAround([path.map((point) => point[k]!), [x[k]!]], 0.15)
  return [Math.max(from, bounds.lower[k]!), Math.min(to, bounds.upper[k]!)]
}

const steps = 400

function graphOf(picture: MinimizedPicture): Chart {
  const { names, x, value } = picture
  const path = pathOf(picture)
  const range = rangeOf(picture, path, 0)
  const along = Array.from({ length: steps + 1 }, (_, i) => range[0] + (i / steps) * (range[1] - range[0]))
  const at = (places: readonly number[]) => ({ x: places, y: places.map((place) => value(Float64Array.of(place))) })
  const series: Series[] = [
    { name: 'value', ...at(along), look: 0 },
    { name: 'iterations', kind: 'points', ...at(path.map((point) => point[0]!)), look: 4 },
    { name: 'best point', kind: 'points', ...at([x[0]!]), look: 1 },
  ]
  return { title: 'Path', x: { title: names[0]!, range }, y: { title: 'value' }, series, width, height: 360 }
}

/** Cells of the map, each way. */
const cells = 120

function mapOf(picture: MinimizedPicture): Chart {
  const { names, start, x, value } = picture
  const path = pathOf(picture)
  const [first, second] = [rangeOf(picture, path, 0), rangeOf(picture, path, 1)]
  const at = ([from, to]: readonly [number, number], i: number) => from + ((i + 0.5) / cells) * (to - from)
  const values = Float64Array.from({ length: cells * cells }, (_, i) =>
    value(Float64Array.of(at(first, i % cells), at(second, Math.floor(i / cells)))),
  )
  const contours: Contours = { name: 'value', x: first, y: second, columns: cells, rows: cells, values }
  const line = (k: number) => path.map((point) => point[k]!)
  const axis = (k: number, range: readonly [number, number]): Axis => ({ title: names[k]!, range })
  const series: Series[] = [
    { name: 'path', x: line(0), y: line(1), look: 4 },
    { name: 'iterations', kind: 'points', x: line(0), y: line(1), look: 4 },
    ...(start ? [{ name: 'start', kind: 'points', x: [start[0]!], y: [start[1]!], look: 6 } as const] : []),
    { name: 'best point', kind: 'points', x: [x[0]!], y: [x[1]!], look: 1 },
  ]
  return { title: 'Path', x: axis(0, first), y: axis(1, second), series, contours, width, height: 520 }
}
