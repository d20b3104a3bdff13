// A table as CSV, and values by name as a query has them.
import { parse } from 'csv-parse/sync'
import { Refusal } from './errors.mjs'

/** The columns of a table of numbers with a header. */
export function columnsOf(text, { rows: mostRows, columns: mostColumns }) {
  const [header = [], ...rows] = read(text)
  if (rows.length === 0) throw new Refusal(400, 'ERR_BODY', 'a header and rows of numbers were expected')
  if (rows.length > mostRows) throw new Refusal(413, 'ERR_TOO_LARGE', `at most ${mostRows} rows are fitted`)
  if (header.length > mostColumns) throw new Refusal(413, 'ERR_TOO_LARGE', `at most ${mostColumns} columns are read`)
  if (new Set(header).size < header.length) throw new Refusal(400, 'ERR_BODY', 'two columns have the same name')
  return Object.fromEntries(
    header.map((name, j) => [
      name,
      Float64Array.from(rows, (row, i) => numberOf(row[j], `row ${i + 1}, column ${name}`)),
    ]),
  )
}

function read(text) {
  try {
    return parse(text, { bom: true, trim: true, skip_empty_lines: true })
  } catch (error) {
    throw new Refusal(400, 'ERR_BODY', error.message)
  }
}

/** `a=1,b=1`: what `start` is in a query. */
export function valuesOf(text) {
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [name, value, more] = part.split('=')
      if (more !== undefined || !name.trim()) throw new Refusal(400, 'ERR_REQUEST', 'start is written as a=1,b=1')
      return [name.trim(), numberOf(value, `start of ${name.trim()}`)]
    }),
  )
}

function numberOf(text = '', where) {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isFinite(value)) return value
  throw new Refusal(400, 'ERR_BODY', `${where}: a number was expected, got '${text.slice(0, 40)}'`)
}
