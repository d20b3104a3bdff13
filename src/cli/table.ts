// Texts for people: aligned columns, rounded numbers.

/** Lines of aligned columns: those named in `right` end together, the others begin together. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths: number[] = []
  for (const row of rows) {
    for (const [j, cell] of row.entries()) widths[j] = Math.max(widths[j] ?? 0, cell.length)
  }
  const align = (cell: string, j: number) => (right.includes(j) ? cell.padStart(widths[j]!) : cell.padEnd(widths[j]!))
  return rows.map((row) => `${row.map(align).join('  ').trimEnd()}\n`).join('')
}

/** So many digits, without trailing zeros; exponents only where they shorten, or zeros would look like digits. */
export function round(value: number, digits = 6): string {
  const rounded = Number(value.toPrecision(digits))
  const written = String(rounded)
  const short = rounded.toExponential().replace('e+', 'e')
  return Math.abs(rounded) >= 10 ** digits && short.length < written.length ? short : written
}

/** Text of others, safe to show: what would move a terminal's cursor is written out. */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, (mark) => `\\x${mark.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

/** "1 row", "2 rows" */
export const countOf = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`
