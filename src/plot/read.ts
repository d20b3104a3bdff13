// Checks of what is to be drawn, so that a mistake is told and not drawn.
import { misuse, show } from '../errors.ts'
import { readOptions, type Schema } from '../options/schema.ts'
import type { Axis } from './axis.ts'
import type { Chart } from './chart.ts'
import type { Contours } from './contours.ts'
import type { Panels } from './panels.ts'
import type { Series } from './series.ts'

const size = { type: 'number', min: 100, below: Infinity } as const
const other = { type: 'other' } as const

const chartSchema = {
  title: other,
  x: other,
  y: other,
  series: other,
  contours: other,
  width: size,
  height: size,
} as const satisfies Schema

const axisSchema = {
  title: other,
  scale: { type: 'choice', values: ['linear', 'log', 'log2'] },
  range: other,
} as const satisfies Schema

const seriesSchema = {
  name: other,
  x: other,
  y: other,
  kind: { type: 'choice', values: ['line', 'steps', 'points', 'band'] },
  upper: other,
  look: { type: 'number', min: 0, integer: true, below: Infinity },
} as const satisfies Schema

const count = { type: 'number', min: 2, integer: true, below: Infinity } as const

const contoursSchema = {
  name: other,
  x: other,
  y: other,
  columns: count,
  rows: count,
  values: other,
  levels: other,
} as const satisfies Schema

const panelsSchema = {
  title: other,
  notes: other,
  charts: other,
  columns: { type: 'number', min: 1, integer: true, below: Infinity },
} as const satisfies Schema

/** The chart, checked; `where` names it in messages. */
export function readChart(where: string, given: unknown): Chart {
  const chart = record<Chart>(where, given, chartSchema)
  return {
    ...chart,
    title: text(`${where}: title`, chart.title),
    x: readAxis(`${where}: x`, chart.x),
    y: readAxis(`${where}: y`, chart.y),
    series: list(`${where}: series`, chart.series).map((each, i) => readSeries(`${where}: series[${i}]`, each)),
    ...(chart.contours === undefined ? {} : { contours: readContours(`${where}: contours`, chart.contours) }),
  }
}

export function readPanels(given: unknown): Panels {
  const read = record<Panels>('panels', given, panelsSchema)
  return {
    ...read,
    title: text('panels: title', read.title),
    notes: list('panels: notes', read.notes ?? []).map((note, i) => text(`panels: notes[${i}]`, note)),
    charts: list('panels: charts', read.charts).map((chart, i) => readChart(`panels: charts[${i}]`, chart)),
  }
}

function readAxis(where: string, given: unknown): Axis {
  const axis = record<Axis>(where, given, axisSchema)
  text(`${where}.title`, axis.title)
  if (axis.range !== undefined) readRange(`${where}.range`, axis.range, axis.scale === 'log' || axis.scale === 'log2')
  return axis
}

function readRange(what: string, given: readonly [number, number], positive = false): void {
  const [from, to] = list(what, given)
  const least = positive ? 0 : -Infinity
  if (given.length === 2 && Number.isFinite(from) && Number.isFinite(to) && from! < to! && from! > least) return
  throw misuse(
    'ERR_OPTION',
    `${what} must be two ${positive ? 'positive ' : ''}numbers, the lower first, got ${show(given)}`,
  )
}

function readSeries(where: string, given: unknown): Series {
  const series = record<Series>(where, given, seriesSchema)
  text(`${where}.name`, series.name)
  const [x, y] = [numbers(`${where}.x`, series.x), numbers(`${where}.y`, series.y)]
  equallyMany(where, { x, y })
  if (series.kind !== 'band') return { ...series, x, y }
  const upper = numbers(`${where}.upper`, series.upper ?? [])
  equallyMany(where, { y, upper })
  return { ...series, x, y, upper }
}

function equallyMany(where: string, parts: Record<string, Float64Array>): void {
  const [one, other] = Object.values(parts).map(({ length }) => length)
  if (one === other) return
  throw misuse(
    'ERR_SHAPE',
    `${where}: ${Object.keys(parts).join(' and ')} must be equally many, got ${one} and ${other}`,
  )
}

function readContours(where: string, given: unknown): Contours {
  const contours = record<Contours>(where, given, contoursSchema)
  text(`${where}.name`, contours.name)
  readRange(`${where}.x`, contours.x)
  readRange(`${where}.y`, contours.y)
  const { columns, rows } = contours
  const values = numbers(`${where}.values`, contours.values)
  if (!(values.length === columns * rows)) {
    throw misuse('ERR_SHAPE', `${where}.values must be ${columns} times ${rows} numbers, got ${values.length}`)
  }
  if (contours.levels === undefined) return { ...contours, values }
  const levels = numbers(`${where}.levels`, contours.levels)
  if (levels.every((level, i) => Number.isFinite(level) && (i === 0 || level > levels[i - 1]!))) {
    return { ...contours, values, levels: Array.from(levels) }
  }
  throw misuse('ERR_OPTION', `${where}.levels must be numbers that rise, got ${show(contours.levels)}`)
}

function record<T>(where: string, given: unknown, schema: Schema): T {
  if (given === undefined) throw misuse('ERR_OPTION', `${where} must be an object, got undefined`)
  const options = readOptions(where, given, schema)
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T
}

function text(what: string, value: unknown): string {
  if (typeof value === 'string') return value
  throw misuse('ERR_OPTION', `${what} must be a text, got ${show(value)}`)
}

function list<T>(what: string, value: readonly T[]): readonly T[] {
  if (Array.isArray(value)) return value
  throw misuse('ERR_OPTION', `${what} must be an array, got ${show(value)}`)
}

function numbers(what: string, value: ArrayLike<number>): Float64Array {
  const valid = Array.isArray(value) || value instanceof Float64Array || value instanceof Float32Array
  if (valid && Array.from(value).every((each) => typeof each === 'number')) return Float64Array.from(value)
  throw misuse('ERR_OPTION', `${what} must be numbers, got ${show(value)}`)
}
