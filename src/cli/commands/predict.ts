import { once } from 'node:events'
import type { Matrix } from '../../matrix.ts'
import type { Label } from '../../node.ts'
import { type CliCommand, type Flags, Misuse, type Terminal } from '../command.ts'
import { openCsv } from '../data/csv.ts'
import { allRows } from '../data/design.ts'
import { type Missing, missingPolicies, RowReader, type Wanted } from '../data/read.ts'
import { choiceFlag, delimiterFlag } from '../flags.ts'
import { readModel } from '../model/file.ts'
import { prepare, type Trained } from '../model/trained.ts'
import { checkOutput, Output } from '../output.ts'

interface PredictFlags {
  out?: string
  proba?: boolean
  missing?: Missing
  delimiter?: string
  json?: boolean
}

/** `steepest predict`: what a model says of the rows of a CSV file. */
export const predict: CliCommand = {
  usage: 'predict <model.json> <data.csv>',
  summary: 'predict the rows of a CSV file with a model that fit wrote',
  define(command) {
    command
      .option('--out <predictions.csv>', 'write the predictions there rather than to standard output')
      .option('--proba', 'add the probability of each class')
      .option(
        '--missing <policy>',
        `${missingPolicies.join(', ')} (default as the model was fitted, though never drop)`,
        choiceFlag(missingPolicies),
      )
      .option('--delimiter <character>', 'what parts the fields (default a comma)', delimiterFlag)
      .option('--json', 'print one JSON object')
  },
  async run(terminal, given, allFlags) {
    const [modelPath, path] = given as [string, string]
    const flags = allFlags as Flags & PredictFlags
    const trained = await readModel(modelPath)
    const { classes } = trained.estimator
    if (flags.proba && !classes) throw new Misuse(`--proba needs a model of classes, ${modelPath} is ${trained.model}`)
    if (flags.out !== undefined) await checkOutput(flags.out, [modelPath, path])
    const parts = predictions(trained, path, flags, terminal)
    if (flags.json && flags.out === undefined) {
      terminal.stdout.write(`${JSON.stringify(await collect(parts, classes))}\n`)
      return 0
    }
    const { rows, dropped } = await writeCsv(parts, trained, flags, terminal)
    if (flags.json) terminal.stdout.write(`${JSON.stringify({ rows, dropped, out: flags.out })}\n`)
    else if (flags.out !== undefined) terminal.stdout.write(`${rows} predictions written to ${flags.out}\n`)
    if (dropped > 0) terminal.stderr.write(`${leftOut(dropped)}\n`)
    return 0
  },
}

const leftOut = (rows: number) =>
  rows === 1 ? '1 row with a missing value was left out' : `${rows} rows with missing values were left out`

/** The predictions of some rows that follow each other. */
interface Part {
  predicted: ArrayLike<Label>
  probabilities?: Matrix
  dropped: number
}

/** The predictions of the file's rows, as they are read. */
async function* predictions(
  trained: Trained,
  path: string,
  { proba, delimiter = ',', missing = trained.missing === 'mean' ? 'mean' : 'refuse' }: PredictFlags,
  { stdin }: Terminal,
): AsyncGenerator<Part, void> {
  const file = await openCsv(path, delimiter, stdin)
  const wanted = trained.features.map(({ name, levels }): Wanted => {
    return { name, expected: levels ? { kind: 'category', levels } : { kind: 'number' } }
  })
  for await (const batch of file.rows) {
    const reader = new RowReader(file, wanted, missing)
    for (const row of batch) reader.add(row)
    const { columns, rows, dropped } = reader.data()
    const matrix = prepare(trained, columns, allRows(rows))
    const { estimator } = trained
    const probabilities = proba && estimator.predictProbability ? estimator.predictProbability(matrix) : undefined
    yield { predicted: estimator.predict(matrix), dropped, ...(probabilities && { probabilities }) }
  }
}

async function collect(parts: AsyncGenerator<Part, void>, classes: readonly Label[] | undefined): Promise<object> {
  const predicted: Label[] = []
  const rows: number[][] = []
  let dropped = 0
  for await (const part of parts) {
    for (const each of Array.from(part.predicted)) predicted.push(each)
    for (const row of part.probabilities?.toArray() ?? []) rows.push(row)
    dropped += part.dropped
  }
  const probabilities = rows.length > 0 ? { classes, probabilities: rows } : {}
  return { rows: predicted.length, dropped, predictions: predicted, ...probabilities }
}

/** Writes the predictions as CSV; says how many there were, and how many rows were left out. */
async function writeCsv(
  parts: AsyncGenerator<Part, void>,
  { estimator: { classes } }: Trained,
  { out, proba }: PredictFlags,
  { stdout }: Terminal,
): Promise<{ rows: number; dropped: number }> {
  const header = ['prediction', ...(proba && classes ? classes.map((each) => `probability_${each}`) : [])]
  const total = { rows: 0, dropped: 0 }
  const output = out === undefined ? undefined : await Output.open(out)
  const write = async (text: string) => {
    if (output) await output.write(text)
    else if (!stdout.write(text)) await once(stdout, 'drain')
  }
  try {
    let text = `${header.map(quote).join(',')}\n`
    for await (const { predicted, probabilities, dropped } of parts) {
      for (let i = 0; i < predicted.length; i++) text += csvLine(predicted[i]!, i, probabilities)
      await write(text)
      text = ''
      total.rows += predicted.length
      total.dropped += dropped
    }
  } catch (error) {
    await output?.abandon()
    throw error
  }
  await output?.finish()
  return total
}

function csvLine(predicted: Label, i: number, probabilities: Matrix | undefined): string {
  const cells = [quote(String(predicted))]
  for (let k = 0; k < (probabilities?.columns ?? 0); k++) cells.push(String(probabilities!.at(i, k)))
  return `${cells.join(',')}\n`
}

/** A field of CSV. */
const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
