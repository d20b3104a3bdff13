// The model file: JSON with a version, read with distrust. What a file says is checked to the last field before any of
// it is used, so that a changed file is refused or is another valid model.
import { readFile, stat } from 'node:fs/promises'
import { show } from '../../errors.ts'
import { StandardScaler } from '../../node.ts'
import { Misuse } from '../command.ts'
import { explainFileError } from '../data/csv.ts'
import type { Term } from '../data/design.ts'
import { missingPolicies } from '../data/read.ts'
import { array, fields, finite, object, oneOf, string, unique } from './json.ts'
import { type Estimator, kinds, modelNames } from './kinds.ts'
import type { Feature, Trained } from './trained.ts'

const format = 'steepest-model'
const version = 1
/** Larger files hold no model that this program wrote. */
const largestFile = 2 ** 28

/** The model as JSON, a line for each part. */
export function modelText({ model, target, features, terms, means, missing, scaler, estimator }: Trained): string {
  const columns = features.map(({ name, levels }) => ({ name, kind: levels ? 'category' : 'number', levels }))
  const standardization = scaler ? scaler.toJSON() : null
  const parts = { format, version, model, target, columns, terms, means: Array.from(means), missing, standardization }
  const lines = Object.entries({ ...parts, estimator: estimator.toJSON() }).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  )
  return `{\n${lines.join(',\n')}\n}\n`
}

/** Reads a model file. @throws Misuse, saying what is wrong with it */
export async function readModel(path: string): Promise<Trained> {
  let text: string
  try {
    const { size } = await stat(path)
    if (size > largestFile) throw new Misuse(`${path}: ${size} bytes are too many for a model`)
    text = await readFile(path, 'utf8')
  } catch (error) {
    throw explainFileError(path, error)
  }
  return parseModel(path, text)
}

export function parseModel(name: string, text: string): Trained {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new Misuse(
      `${name} is not JSON, a model that \`steepest fit --out\` wrote was expected: ${(error as Error).message}`,
    )
  }
  try {
    return check(json)
  } catch (error) {
    throw new Misuse(`${name} is not a model that \`steepest fit --out\` wrote: ${(error as Error).message}`)
  }
}

function check(json: unknown): Trained {
  const head = object('it', json)
  if (head.format !== format) throw new Error(`its format must be '${format}', got ${show(head.format)}`)
  if (head.version !== version) {
    throw new Error(`its version is ${show(head.version)}, this program reads version ${version}`)
  }
  const given = fields('it', json, fieldNames)
  const model = oneOf('model', given.model, modelNames)
  const features = array('columns', given.columns).map(readFeature)
  unique(
    'columns',
    features.map(({ name }) => name),
  )
  const terms = array('terms', given.terms).map((term, i) => readTerm(`terms[${i}]`, term, features))
  unique(
    'terms',
    terms.map(({ column, level }) => JSON.stringify([column, level])),
  )
  const means = array('means', given.means).map((value, j) => finite(`means[${j}]`, value))
  const scaler = given.standardization === null ? undefined : StandardScaler.fromJSON(given.standardization)
  const estimator: Estimator = kinds[model].read(given.estimator)
  const widths = {
    means: means.length,
    estimator: widthOf(estimator),
    ...(scaler && { standardization: scaler.mean.length }),
  }
  for (const [what, width] of Object.entries(widths)) {
    if (width !== terms.length) throw new Error(`it has ${terms.length} terms, but its ${what} have ${width}`)
  }
  const target = string('target', given.target)
  const missing = oneOf('missing', given.missing, missingPolicies)
  return { model, target, features, terms, means, missing, ...(scaler && { scaler }), estimator }
}

const fieldNames = [
  'format',
  'version',
  'model',
  'target',
  'columns',
  'terms',
  'means',
  'missing',
  'standardization',
  'estimator',
] as const

const widthOf = ({ coefficients }: Estimator) =>
  coefficients instanceof Float64Array ? coefficients.length : coefficients.columns

function readFeature(json: unknown, i: number): Feature {
  const where = `columns[${i}]`
  const kind = oneOf(`${where}.kind`, fields(where, json, ['name', 'kind'], ['levels']).kind, [
    'number',
    'category',
  ] as const)
  if (kind === 'number') return { name: string(`${where}.name`, fields(where, json, ['name', 'kind']).name) }
  const given = fields(where, json, ['name', 'kind', 'levels'])
  const levels = array(`${where}.levels`, given.levels).map((level, j) => string(`${where}.levels[${j}]`, level))
  unique(`${where}.levels`, levels)
  return { name: string(`${where}.name`, given.name), levels }
}

function readTerm(where: string, json: unknown, features: readonly Feature[]): Term {
  const given = fields(where, json, ['column'], ['level'])
  const column = string(`${where}.column`, given.column)
  const feature = features.find(({ name }) => name === column)
  if (!feature) throw new Error(`${where} is of a column ${show(column)} that it has not`)
  if (!feature.levels && given.level === undefined) return { column }
  const level = string(`${where}.level`, given.level)
  if (!feature.levels?.slice(1).includes(level))
    throw new Error(`${where}: column ${show(column)} has no such level ${show(level)}`)
  return { column, level }
}
