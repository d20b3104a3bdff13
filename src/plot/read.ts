// Checks of what is to be drawn, so that a mistake is told and not drawn.
import { misuse, show } from '../errors.ts'
import { readOptions, type Schema } from '../options/schema.ts'
import type { Axis } from './axis.ts'
import type { Chart } from './chart.ts'
import type { Panels } from './panels.ts'
import type { Series } from './series.ts'

const size = { type: 'number', min: 100, below: Infinity } as const
const other = { type: 'other' } as const

const chartSchema = {
  title: other,
  x: other,
  y: other,
  series: other,
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
  kind: { type: 'choice', values: ['line', 'steps', 'points'] },
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
  if (axis.range === undefined) return axis
  const [from, to] = list(`${where}.range`, axis.range)
  const least = axis.scale === undefined || axis.scale === 'linear' ? -Infinity : 0
  if (axis.range.length === 2 && Number.isFinite(from) && Number.isFinite(to) && from! < to! && from! > least)
    return axis
  const kind = least === 0 ? 'positive numbers' : 'numbers'
  throw misuse('ERR_OPTION', `${where}.range must be two ${kind}, the lower first, got ${show(axis.range)}`)
}

function readSeries(where: string, given: unknown): Series {
  const series = record<Series>(where, given, seriesSchema)
  text(`${where}.name`, series.name)
  const [x, y] = [numbers(`${where}.x`, series.x), numbers(`${where}.y`, series.y)]
  if (x.length !== y.length) {
    throw misuse('ERR_SHAPE', `${where}: x and y must be equally many, got ${x.length} and ${y.length}`)
  }
  return { ...series, x, y }
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
