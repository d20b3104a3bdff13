// Tables and reference solutions under test/data, and the design matrices that belong to them.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { Matrix } from 'steepest'

const file = (path: string) => new URL(`data/${path}`, import.meta.url)

export interface Table {
  names: string[]
  columns: Record<string, Float64Array>
  rows: number
}

export function table(name: string): Table {
  const [head = '', ...lines] = readFileSync(file(`datasets/${name}.csv`), 'utf8')
    .trim()
    .split('\n')
  const names = head.split(',')
  const columns = Object.fromEntries(names.map((each) => [each, new Float64Array(lines.length)]))
  lines.forEach((line, i) => {
    line.split(',').forEach((field, j) => {
      columns[names[j]!]![i] = Number(field)
    })
  })
  return { names, columns, rows: lines.length }
}

/** One fit of a reference file. */
export interface Fit {
  C?: number | null
  alpha?: number
  intercept: number | number[] | null
  coef?: number[]
  coefByClass?: number[][]
  objectiveValue: number
  trainAccuracy?: number
  rSquared?: number
  deviance?: number
}

export interface Reference {
  id: string
  dataset: string
  model: 'ols' | 'ridge' | 'logistic' | 'multinomial' | 'poisson'
  target: string
  featureNames: string[] | number
  featureScale: number | null
  standardize: false | string
  objective: string
  solutions?: Fit[]
}

export const reference = (id: string): Reference =>
  JSON.parse(readFileSync(file(`solutions/${id}.json`), 'utf8')) as Reference

/** The columns of a reference file as it wants them, and its targets. */
export function design({ dataset, featureNames, featureScale, standardize, target }: Reference) {
  if (typeof featureNames === 'number') return images(dataset, featureScale ?? 1)
  const { columns, rows } = table(dataset)
  const features = featureNames.map((name) => {
    const values = Float64Array.from({ length: rows }, (_, i) => feature(columns, name, i) / (featureScale ?? 1))
    return standardize ? standardized(values) : values
  })
  const data = new Float64Array(rows * features.length)
  features.forEach((values, j) => {
    values.forEach((value, i) => {
      data[i * features.length + j] = value
    })
  })
  return { X: new Matrix(data, rows, features.length), y: columns[target]! }
}

// `wool=1` is an indicator, `a:b` a product.
function feature(columns: Record<string, Float64Array>, name: string, i: number): number {
  if (name.includes(':')) return name.split(':').reduce((product, part) => product * feature(columns, part, i), 1)
  const [column = '', level] = name.split('=')
  const value = columns[column]![i]!
  return level === undefined ? value : Number(value === Number(level))
}

function standardized(values: Float64Array): Float64Array {
  const n = values.length
  const shift = values[0]!
  const mean = values.reduce((sum, value) => sum + (value - shift), 0) / n
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - shift - mean) ** 2, 0) / n)
  return values.map((value) => (value - shift - mean) / deviation)
}

function images(name: string, scale: number) {
  const bytes = (part: string, header: number) =>
    gunzipSync(readFileSync(file(`datasets/${name}-${part}-ubyte.gz`))).subarray(header)
  const pixels = bytes('images-idx3', 16)
  const labels = bytes('labels-idx1', 8)
  const data = Float64Array.from(pixels, (value) => value / scale)
  return { X: new Matrix(data, labels.length, data.length / labels.length), y: Float64Array.from(labels) }
}
