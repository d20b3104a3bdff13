// Several charts in one document, in columns.
import { type Chart, drawChart, roomsOf, sizeOf } from './chart.ts'
import { readPanels } from './read.ts'
import { document, element, escapeXml } from './svg.ts'

/** Charts side by side and below each other. */
export interface Panels {
  title: string
  /** Sentences below the title, a line each. */
  notes?: readonly string[]
  charts: readonly Chart[]
  /** Charts in a row. @default 2 */
  columns?: number
}

/** Charts as one SVG document. @throws `ERR_OPTION` where something is not as described */
export function panels(options: Panels): string {
  const { title, notes = [], charts, columns = 2 } = readPanels(options)
  const sizes = charts.map(sizeOf)
  const rooms = charts.map(roomsOf)
  const legend = Math.max(0, ...rooms.map((room) => room.legend))
  // Of a column: frames below each other begin and end together.
  const labelsOf = (column: number) =>
    Math.max(...rooms.filter((_, i) => i % columns === column).map((room) => room.labels))
  const widths = Array.from({ length: Math.min(columns, charts.length) }, (_, column) =>
    Math.max(...sizes.filter((_, i) => i % columns === column).map(({ width }) => width)),
  )
  const heights = Array.from({ length: Math.ceil(charts.length / columns) }, (_, row) =>
    Math.max(...sizes.slice(row * columns, (row + 1) * columns).map(({ height }) => height)),
  )
  const before = (parts: readonly number[], count: number) => parts.slice(0, count).reduce((sum, part) => sum + part, 0)
  const head = 40 + 18 * notes.length
  const placed = charts.map((chart, i) => {
    const [x, y] = [before(widths, i % columns), head + before(heights, Math.floor(i / columns))]
    return element(
      'g',
      { transform: `translate(${x} ${y})` },
      drawChart(chart, { legend, labels: labelsOf(i % columns) }),
    )
  })
  const heading = element('text', { x: 16, y: 28, 'font-size': 18, 'font-weight': 600 }, escapeXml(title))
  const lines = notes.map((note, i) => element('text', { x: 16, y: 48 + 18 * i }, escapeXml(note)))
  const width = Math.max(before(widths, widths.length), 320)
  return document(title, width, head + before(heights, heights.length), [heading, ...lines, ...placed])
}
