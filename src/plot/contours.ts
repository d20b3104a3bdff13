// A function of two variables as a map: where it lies between one level and the next is one color, with a key that says
// which.
import { contours } from 'd3-contour'
import { element, escapeXml } from './svg.ts'

/** Values of a function on a grid. */
export interface Contours {
  /** Above the key. */
  name: string
  /** The edges of the grid: its values belong to the middles of its cells. */
  x: readonly [number, number]
  y: readonly [number, number]
  columns: number
  rows: number
  /** A row after the other, from the lowest y up; what is no number counts as above all levels. */
  values: ArrayLike<number>
  /** Rising. @default so that each color covers about as much */
  levels?: readonly number[]
}

type Place = (value: number) => number

const defaultLevels = 10

/** The levels at which one color follows another. */
export function levelsOf({ levels, values }: Contours): readonly number[] {
  if (levels) return levels
  const sorted = Array.from(values)
    .filter(Number.isFinite)
    .sort((a, b) => a - b)
  const quantile = (part: number) => sorted[Math.floor(part * (sorted.length - 1))] ?? 0
  const short = (value: number) => Number(value.toPrecision(2))
  const chosen = Array.from({ length: defaultLevels }, (_, i) => short(quantile((i + 0.5) / defaultLevels)))
  return [...new Set(chosen)].sort((a, b) => a - b)
}

// From white, where a path to the minimum ends, to a blue that lets a dark line be seen; black and white prints keep
// the order.
const [light, dark] = [
  [255, 255, 255],
  [98, 146, 190],
] as const

function colorOf(part: number): string {
  const mixed = light.map((from, k) => Math.round(from + part * (dark[k]! - from)))
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

/** Draws the map at the places of its numbers. */
export function drawContours(map: Contours, x: Place, y: Place): string {
  const levels = levelsOf(map)
  const { columns, rows } = map
  const across = ([from, to]: readonly [number, number], part: number) => from + part * (to - from)
  const values = Array.from(map.values, (value) => (Number.isNaN(value) ? Infinity : value))
  const regions = contours()
    .size([columns, rows])
    .thresholds([...levels])(values)
  // White where all is below the lowest level, over the grid of the axes.
  const [left, right] = [x(map.x[0]), x(map.x[1])]
  const [bottom, top] = [y(map.y[0]), y(map.y[1])]
  const lowest = element('rect', { x: left, y: top, width: right - left, height: bottom - top, fill: colorOf(0) })
  const higher = regions
    .map(({ coordinates }, i) => {
      const ring = (points: readonly (readonly number[])[]) => {
        const places = points.map(([column = 0, row = 0]) => {
          const [px, py] = [x(across(map.x, column / columns)), y(across(map.y, row / rows))]
          return `${px.toFixed(1)} ${py.toFixed(1)}`
        })
        return `M${places.join('L')}Z`
      }
      const d = coordinates.flat().map(ring).join('')
      return element('path', { d, fill: colorOf((i + 1) / levels.length), stroke: '#5f7f9f', 'stroke-width': 0.5 })
    })
    .join('')
  return lowest + higher
}

const cell = 14
const gap = 18

/** The height of the key. */
export const keyHeight = (map: Contours): number => gap + cell * (levelsOf(map).length + 1)

/** The texts of the key, its name first. */
export const keyTexts = (map: Contours): string[] => [map.name, ...levelsOf(map).map(labelOf)]

const labelOf = (level: number) => String(level).replace('-', '−')

/** Draws the key with its upper left corner at a place: the highest above, each level at the line it belongs to. */
export function drawKey(map: Contours, x: number, y: number): string {
  const levels = levelsOf(map)
  const steps = levels.length
  const top = y + gap
  const cells = Array.from({ length: steps + 1 }, (_, i) =>
    element('rect', {
      ...{ x, y: top + cell * i, width: 16, height: cell },
      fill: colorOf((steps - i) / steps),
      ...{ stroke: '#5f7f9f', 'stroke-width': 0.5 },
    }),
  )
  const labels = levels
    .toReversed()
    .map((level, i) => element('text', { x: x + 22, y: top + cell * (i + 1) + 4, 'font-size': 11 }, labelOf(level)))
  return [element('text', { x, y: y + 10, class: 'legend' }, escapeXml(map.name)), ...cells, ...labels].join('')
}
