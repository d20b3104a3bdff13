// CSV as rows of text, in batches as they come: UTF-8 with or without a mark, any line ends, quoted fields, one header.
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { type CsvError, parse } from 'csv-parse'
import { show } from '../../errors.ts'
import { Misuse } from '../command.ts'
import { countOf } from '../table.ts'

/** A row of the data: the first below the header has number 1. */
export interface Row {
  fields: readonly string[]
  number: number
  /** The line of the file on which it ends. */
  line: number
}

/** A file being read. */
export interface CsvFile {
  /** As in messages. */
  name: string
  header: readonly string[]
  rows: AsyncGenerator<Row[], void>
}

interface CsvRecord {
  fields: string[]
  line: number
}

/** Opens a CSV file, or standard input for `-`, and reads its header. */
export async function openCsv(path: string, delimiter: string, stdin: Readable): Promise<CsvFile> {
  const name = path === '-' ? 'standard input' : path
  const records = readRecords(name, texts(name, path === '-' ? stdin : createReadStream(path)), delimiter)
  const first = await records.next()
  if (first.done) throw new Misuse(`${name} is empty: a header row and rows of data were expected`)
  const [head, ...others] = first.value
  const header = head!.fields
  checkHeader(name, header, delimiter)
  return { name, header, rows: numbered(name, header, others, records) }
}

/** "row 3 (line 4)": where something was found. */
export const place = ({ number, line }: Row): string => `row ${number} (line ${line})`

async function* numbered(
  name: string,
  header: readonly string[],
  first: CsvRecord[],
  others: AsyncGenerator<CsvRecord[], void>,
): AsyncGenerator<Row[], void> {
  let number = 0
  const check = ({ fields, line }: CsvRecord): Row => {
    const row = { fields, number: ++number, line }
    if (fields.length !== header.length) {
      const [has, expected] = [countOf(fields.length, 'field'), countOf(header.length, 'column')]
      throw new Misuse(`${name}, ${place(row)}: it has ${has}, the header has ${expected}`)
    }
    return row
  }
  if (first.length > 0) yield first.map(check)
  for await (const batch of others) yield batch.map(check)
  if (number === 0) throw new Misuse(`${name} has a header but no rows of data`)
}

function checkHeader(name: string, header: readonly string[], delimiter: string): void {
  const seen = new Map<string, number>()
  for (const [j, column] of header.entries()) {
    if (column === '') throw new Misuse(`${name}: column ${j + 1} has no name in the header`)
    const before = seen.get(column)
    if (before !== undefined) {
      throw new Misuse(`${name}: the header names ${show(column)} twice, in columns ${before + 1} and ${j + 1}`)
    }
    seen.set(column, j)
  }
  const other = [';', '\t', '|', ','].find((mark) => mark !== delimiter && header[0]?.includes(mark))
  if (header.length === 1 && other !== undefined) {
    const flag = other === '\t' ? 'tab' : `'${other}'`
    throw new Misuse(`${name}: the header has one column, ${show(header[0])}: try --delimiter ${flag}`)
  }
}

// Larger rows are no rows: a quote is not closed.
const longestRow = 1 << 24

/** The records of a text, a batch for each piece of it; the first batch is not empty. */
async function* readRecords(
  name: string,
  pieces: AsyncIterable<string>,
  delimiter: string,
): AsyncGenerator<CsvRecord[], void> {
  let batch: CsvRecord[] = []
  let failure: Error | undefined
  const parser = parse({
    bom: true,
    trim: true,
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestRow,
    // Nothing goes through the stream's own buffer, so that a piece is parsed whole while it is written.
    on_record: (fields: string[], { lines }) => {
      batch.push({ fields, line: lines })
      return null
    },
  })
  parser.on('error', (error) => {
    failure = error
  })
  const parsed = finished(parser).catch((error: Error) => {
    failure = error
  })
  for await (const piece of pieces) {
    if (failure) break
    parser.write(piece)
    if (batch.length > 0) yield batch
    batch = []
  }
  parser.end()
  parser.resume()
  await parsed
  if (batch.length > 0) yield batch
  if (failure) throw translate(name, failure)
}

function translate(name: string, error: Error): Error {
  const { code, lines } = error as CsvError & { lines?: number }
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return new Misuse(`${name}: a quote opened on line ${lines} is never closed`)
    case 'CSV_MAX_RECORD_SIZE':
      return new Misuse(`${name}, line ${lines}: a row of more than ${longestRow} characters (a quote not closed?)`)
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE':
      return new Misuse(`${name}, line ${lines}: text after a closing quote (a quote inside quotes is written twice)`)
    case 'INVALID_OPENING_QUOTE':
      return new Misuse(`${name}, line ${lines}: a quote inside a field that does not begin with one`)
    default:
      return error
  }
}

/** The file as text; what is not text is refused. */
async function* texts(name: string, source: Readable): AsyncGenerator<string, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const check = (piece: string) => {
    if (piece.includes('\0'))
      throw new Misuse(`${name} is not a text file: it has NUL bytes (CSV in UTF-8 was expected)`)
    return piece
  }
  try {
    for await (const chunk of source) yield check(decoder.decode(chunk as Uint8Array, { stream: true }))
    yield check(decoder.decode())
  } catch (error) {
    throw explainFileError(name, error)
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder, a file was expected',
  EACCES: 'permission denied',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not text in UTF-8',
}

/** An error of reading or writing a file, in a sentence. */
export function explainFileError(name: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException
  const reason = code === undefined ? undefined : (reasons[code] ?? (syscall === undefined ? undefined : code))
  return reason === undefined ? error : new Misuse(`${name}: ${reason}`)
}
