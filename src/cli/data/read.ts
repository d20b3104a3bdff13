// The columns that a model needs, out of a CSV file.
import { show } from '../../errors.ts'
import { didYouMean } from '../../options/schema.ts'
import { Misuse } from '../command.ts'
import { type Column, ColumnReader, type Expectation, isMissing } from './column.ts'
import { type CsvFile, place, type Row } from './csv.ts'

/** What becomes of missing values: the row is refused, left out, or they take the mean of the others. */
export const missingPolicies = ['refuse', 'drop', 'mean'] as const
export type Missing = (typeof missingPolicies)[number]

export interface Wanted {
  name: string
  expected?: Expectation
  /** A missing value cannot take the mean. */
  required?: boolean
}

export interface Data {
  columns: Column[]
  rows: number
  /** How many rows were left out for their missing values. */
  dropped: number
}

/** Where these columns are in the file. */
export function locate({ name, header }: CsvFile, wanted: readonly string[]): number[] {
  return wanted.map((column) => {
    const index = header.indexOf(column)
    if (index >= 0) return index
    const shown = header.slice(0, 20).map(show).join(', ')
    const more = header.length > 20 ? `, … (${header.length} columns)` : ''
    throw new Misuse(
      `${name} has no column ${show(column)}${didYouMean(column, header)}; its header is ${shown}${more}`,
    )
  })
}

/** Reads the columns to the end of the file. */
export async function readColumns(file: CsvFile, wanted: readonly Wanted[], missing: Missing): Promise<Data> {
  const reader = new RowReader(file, wanted, missing)
  for await (const batch of file.rows) for (const row of batch) reader.add(row)
  const data = reader.data()
  if (data.rows === 0) throw new Misuse(`no row is left: each of ${file.name} lacks a value`)
  return data
}

/** Reads the columns of the rows it is given. */
export class RowReader {
  readonly #file: string
  readonly #wanted: readonly Wanted[]
  readonly #missing: Missing
  readonly #places: readonly number[]
  readonly #readers: readonly ColumnReader[]
  #rows = 0
  #dropped = 0

  constructor(file: CsvFile, wanted: readonly Wanted[], missing: Missing) {
    this.#file = file.name
    this.#wanted = wanted
    this.#missing = missing
    this.#places = locate(
      file,
      wanted.map(({ name }) => name),
    )
    this.#readers = wanted.map(({ name, expected }) => new ColumnReader(name, expected))
  }

  add(row: Row): void {
    const texts = this.#places.map((place) => row.fields[place]!)
    const absent = texts.findIndex(
      (text, j) => isMissing(text) && (this.#missing !== 'mean' || this.#wanted[j]!.required),
    )
    if (absent >= 0 && this.#missing === 'drop') {
      this.#dropped++
      return
    }
    if (absent >= 0) throw new Misuse(this.#refusal(row, this.#wanted[absent]!))
    for (const [j, reader] of this.#readers.entries()) reader.add(texts[j]!, this.#file, row)
    this.#rows++
  }

  data(): Data {
    return { columns: this.#readers.map((reader) => reader.column()), rows: this.#rows, dropped: this.#dropped }
  }

  #refusal(row: Row, { name, required }: Wanted): string {
    const advice = required
      ? '--missing drop leaves such rows out'
      : '--missing mean fills in the mean, --missing drop leaves such rows out'
    return `${this.#file}, ${place(row)}, column ${show(name)}: the value is missing; ${advice}`
  }
}
