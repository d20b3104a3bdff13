import { show } from '../../errors.ts'
import { backend } from '../../node.ts'
import { type CliCommand, type Flags, Misuse } from '../command.ts'
import type { CsvFile } from '../data/csv.ts'
import { openCsv } from '../data/csv.ts'
import { locate, type Missing, missingPolicies, readColumns, type Wanted } from '../data/read.ts'
import { choiceFlag, delimiterFlag, namesFlag, numberFlag } from '../flags.ts'
import { drawSeed } from '../generator.ts'
import { untilInterrupted } from '../interrupt.ts'
import { modelText } from '../model/file.ts'
import { kinds, type ModelName, modelNames } from '../model/kinds.ts'
import { addOptionFlags, optionsOf } from '../model/option-flags.ts'
import { train } from '../model/train.ts'
import { checkOutput, writeWhole } from '../output.ts'
import { Progress } from '../progress.ts'
import { reportJson, reportText } from '../report.ts'

/** The flags that are not the estimator's. */
interface FitFlags {
  target: string
  model: ModelName
  out?: string
  test?: number
  seed?: number
  features?: string[]
  ignore?: string[]
  categorical?: string[]
  missing?: Missing
  sampleWeight?: string
  standardize?: boolean
  delimiter?: string
  json?: boolean
}

/** `steepest fit`: a model of one column of a CSV file by the others. */
export const fit: CliCommand = {
  usage: 'fit <data.csv>',
  summary: 'fit a model to a CSV file (- reads standard input)',
  define(command) {
    command
      .requiredOption('--target <column>', 'the column to explain (required)')
      .requiredOption('--model <name>', `${modelNames.join(', ')} (required)`, choiceFlag(modelNames))
      .option('--out <model.json>', 'write the model, for predict to read')
      .option('--test <share>', 'hold out this share of the rows, to score the model on', numberFlag)
      .option('--seed <number>', 'of the random choice of these rows', numberFlag)
      .option('--features <columns>', 'explain by these columns only, as in a,b,c', namesFlag)
      .option('--ignore <columns>', 'leave these columns out', namesFlag)
      .option('--categorical <columns>', 'columns of categories although they hold numbers', namesFlag)
      .option(
        '--missing <policy>',
        'empty, NA or NaN: mean fills in the mean, drop leaves the row out',
        choiceFlag(missingPolicies),
      )
      .option('--sample-weight <column>', 'the weight of each row')
      .option('--no-standardize', 'fit the columns as they are; else the penalty acts on standardized ones')
      .option('--delimiter <character>', 'what parts the fields (default a comma)', delimiterFlag)
      .option('--json', 'print one JSON object')
    addOptionFlags(command)
  },
  async run(terminal, given, allFlags) {
    const path = given[0]!
    const flags = allFlags as Flags & FitFlags
    const options = optionsOf(flags.model, allFlags)
    kinds[flags.model].create(options)
    const test = testOf(flags)
    if (flags.out !== undefined) await checkOutput(flags.out, [path])
    const progress = new Progress(terminal)
    const file = await openCsv(path, flags.delimiter ?? ',', terminal.stdin)
    const { wanted, missing } = columnsOf(file, flags)
    progress.show(`reading ${file.name}`)
    const { columns, rows, dropped } = await readColumns(file, wanted, missing)
    const [target, ...others] = columns
    const weights = flags.sampleWeight === undefined ? undefined : others.pop()
    const request = { model: flags.model, options, target: target!, features: others, weights, rows, missing, test }
    try {
      const training = await untilInterrupted((signal) =>
        train({ ...request, standardize: flags.standardize ?? true }, { signal, onIteration: progress.iteration }),
      )
      progress.end()
      if (flags.out !== undefined) await writeWhole(flags.out, modelText(training.trained))
      const report = { ...training, dropped, backend: backend(), out: flags.out }
      terminal.stdout.write(flags.json ? reportJson(report) : reportText(report))
      return training.trained.estimator.converged ? 0 : 1
    } finally {
      progress.end()
    }
  },
}

function testOf({ test, seed }: FitFlags): { share: number; seed: number } | undefined {
  if (test === undefined) {
    if (seed !== undefined) throw new Misuse('--seed has a meaning only with --test')
    return undefined
  }
  if (!(test > 0 && test < 1)) throw new Misuse(`--test must be a share between 0 and 1, got ${test}`)
  if (seed !== undefined && !(Number.isSafeInteger(seed) && seed >= 0)) {
    throw new Misuse(`--seed must be a whole number of 0 to 2^53 - 1, got ${seed}`)
  }
  return { share: test, seed: seed ?? drawSeed() }
}

/** The columns to read: the target, the features in the order of the file, and the weights last. */
function columnsOf(file: CsvFile, flags: FitFlags): { wanted: Wanted[]; missing: Missing } {
  const { target, features, ignore = [], categorical = [], sampleWeight } = flags
  for (const names of [
    [target],
    features ?? [],
    ignore,
    categorical,
    sampleWeight === undefined ? [] : [sampleWeight],
  ]) {
    locate(file, names)
  }
  const special = [target, ...(sampleWeight === undefined ? [] : [sampleWeight])]
  for (const [flag, names] of [
    ['--features', features ?? []],
    ['--ignore', ignore],
  ] as const) {
    const wrong = names.find((name) => special.includes(name))
    if (wrong !== undefined)
      throw new Misuse(`${flag} names ${show(wrong)}, which is the ${wrong === target ? 'target' : 'weight'}`)
  }
  const chosen = file.header.filter(
    (name) => !special.includes(name) && !ignore.includes(name) && (features?.includes(name) ?? true),
  )
  if (chosen.length === 0) throw new Misuse(`no column is left to explain ${show(target)} by`)
  const wanted: Wanted[] = [
    { name: target, expected: targetOf(flags), required: true },
    ...chosen.map((name): Wanted => (categorical.includes(name) ? { name, expected: { kind: 'category' } } : { name })),
  ]
  if (sampleWeight !== undefined) {
    const refuse = (value: number) => (value < 0 ? `a weight cannot be negative, got ${value}` : undefined)
    wanted.push({ name: sampleWeight, expected: { kind: 'number', refuse }, required: true })
  }
  return { wanted, missing: flags.missing ?? 'refuse' }
}

function targetOf({ model }: FitFlags): NonNullable<Wanted['expected']> {
  switch (kinds[model].target) {
    case 'class':
      return { kind: 'category', advice: 'are these numbers? --model linear' }
    case 'count':
      return { kind: 'number', refuse: (value) => (value < 0 ? `a count cannot be negative, got ${value}` : undefined) }
    case 'number':
      return { kind: 'number' }
  }
}
