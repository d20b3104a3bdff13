// The columns that a fit takes, out of a CSV file.
import type { CsvFile } from '../data/csv.ts'
import { type Missing, readColumns, type Wanted } from '../data/read.ts'

export interface CurveData {
  /** By the names that they have in the formula; the response by its own. */
  columns: Readonly<Record<string, Float64Array>>
  weights: Float64Array | undefined
  rows: number
  /** How many rows were left out for their missing values. */
  dropped: number
}

/** Reads them to the end of the file. */
export async function readCurveData(
  file: CsvFile,
  response: string,
  predictors: ReadonlyMap<string, string>,
  weights: string | undefined,
  missing: Missing,
): Promise<CurveData> {
  const numbers = (name: string): Wanted => ({ name, expected: { kind: 'number' }, required: true })
  const wanted = [response, ...predictors.values()].map(numbers)
  if (weights !== undefined) wanted.push({ name: weights, expected: { kind: 'number', refuse }, required: true })
  const { columns, rows, dropped } = await readColumns(file, wanted, missing)
  const values = columns.map((column) => column.values)
  const named = [response, ...predictors.keys()].map((name, i) => [name, values[i]!] as const)
  return {
    columns: Object.fromEntries(named),
    weights: weights === undefined ? undefined : values.at(-1),
    rows,
    dropped,
  }
}

const refuse = (value: number) => (value < 0 ? `a weight cannot be negative, got ${value}` : undefined)
