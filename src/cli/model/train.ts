// From the columns of a file to a fitted model and its scores.
import { show } from '../../errors.ts'
import { StandardScaler } from '../../node.ts'
import { Misuse } from '../command.ts'
import { type Column, parseNumber } from '../data/column.ts'
import { allRows, designMatrix, fillMissing, summarize, termName, termsOf } from '../data/design.ts'
import type { Missing } from '../data/read.ts'
import { splitRows } from '../data/split.ts'
import { type FitWatch, kinds, type ModelKind, type ModelName } from './kinds.ts'
import { prepare, type Trained } from './trained.ts'

export interface TrainingRequest {
  model: ModelName
  /** Of the estimator. */
  options: Readonly<Record<string, unknown>>
  target: Column
  features: readonly Column[]
  weights?: Column | undefined
  rows: number
  missing: Missing
  standardize: boolean
  test?: { share: number; seed: number } | undefined
}

export interface Training {
  trained: Trained
  rows: number
  score: number
  heldOut?: { rows: number; score: number; seed: number }
  /** Terms that are the same in all the rows: their coefficients are 0. */
  constant: string[]
  milliseconds: number
}

/** Numbers, or the names of classes. */
type Targets = Float64Array | (number | string)[]

/** Fits the model. @throws Misuse when there is nothing to fit */
export async function train(request: TrainingRequest, watch: FitWatch): Promise<Training> {
  const { model, options, target, features, weights, rows, missing, standardize, test } = request
  const kind: ModelKind = kinds[model]
  const { training, heldOut } = test
    ? splitRows(rows, test.share, test.seed)
    : { training: allRows(rows), heldOut: allRows(0) }
  const targets = targetsOf(target, kind.target)
  checkTargets(target.name, targets, training, kind.target)

  const every = termsOf(features)
  const { mean, varies } = summarize(designMatrix(features, every, training))
  const empty = every[mean.findIndex(Number.isNaN)]
  if (empty) throw new Misuse(`column ${show(empty.column)} has no value in the rows to fit`)
  // A term that does not vary says what the intercept says, or nothing if standardized: its best coefficient is 0.
  const kept = every.map((_, j) => varies[j]! || (options.fitIntercept === false && !standardize))
  const terms = every.filter((_, j) => kept[j])
  if (terms.length === 0) throw new Misuse('there is nothing to fit: no column varies')
  const means = Array.from(mean).filter((_, j) => kept[j])

  const raw = designMatrix(features, terms, training)
  fillMissing(raw, means)
  const scaler = standardize ? new StandardScaler().fitSync(raw) : undefined
  const x = scaler ? scaler.transform(raw) : raw
  const y = pick(targets, training)
  const estimator = kind.create(options)
  const start = performance.now()
  await estimator.fit(x, y, { ...watch, ...(weights && { sampleWeight: pickNumbers(weights.values, training) }) })
  const milliseconds = performance.now() - start

  const preparation = { terms, means, ...(scaler && { scaler }) }
  return {
    trained: {
      model,
      target: target.name,
      features: features.map(({ name, levels }) => ({ name, ...(levels && { levels }) })),
      ...preparation,
      missing,
      estimator,
    },
    rows: training.length,
    score: estimator.score(x, y),
    ...(test && {
      heldOut: {
        rows: heldOut.length,
        score: estimator.score(prepare(preparation, features, heldOut), pick(targets, heldOut)),
        seed: test.seed,
      },
    }),
    constant: every.filter((_, j) => !kept[j]).map(termName),
    milliseconds,
  }
}

/** The target as the estimator takes it: classes are numbers if all their names are. */
function targetsOf({ values, levels }: Column, kind: ModelKind['target']): Targets {
  if (kind !== 'class' || !levels) return values
  const numeric = levels.every((level) => parseNumber(level) !== undefined)
  const classes = numeric ? levels.map(Number) : levels
  return Array.from(values, (code) => classes[code]!)
}

const pickNumbers = (values: Float64Array, rows: Uint32Array) => Float64Array.from(rows, (i) => values[i]!)

function pick(targets: Targets, rows: Uint32Array): Targets {
  return targets instanceof Float64Array ? pickNumbers(targets, rows) : Array.from(rows, (i) => targets[i]!)
}

function checkTargets(name: string, targets: Targets, rows: Uint32Array, kind: ModelKind['target']): void {
  const fraction = targets.find((value) => kind === 'class' && typeof value === 'number' && !Number.isInteger(value))
  if (fraction !== undefined) {
    throw new Misuse(`the target ${show(name)} holds ${fraction}, which is no class; for numbers: --model linear`)
  }
  const first = targets[rows[0]!]
  if (rows.every((i) => targets[i] === first)) {
    throw new Misuse(`the target ${show(name)} is ${show(first)} in every row to fit: there is nothing to explain`)
  }
}
