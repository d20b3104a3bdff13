// Text in aligned columns.

/** Lines of aligned columns: those named in `right` end together, the others begin together. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths: number[] = []
  for (const row of rows) {
    for (const [j, cell] of row.entries()) widths[j] = Math.max(widths[j] ?? 0, cell.length)
  }
  const align = (cell: string, j: number) => (right.includes(j) ? cell.padStart(widths[j]!) : cell.padEnd(widths[j]!))
  return rows.map((row) => `${row.map(align).join('  ').trimEnd()}\n`).join('')
}
