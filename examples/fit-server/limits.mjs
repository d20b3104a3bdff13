// What a request may cost, and how many may at once. Each limit is an environment variable too: FIT_MAX_ROWS=1000.
export const defaults = {
  /** Bytes of a body. */
  bytes: 16 * 2 ** 20,
  /** Rows of one fit. */
  rows: 100_000,
  /** Fits of one request. */
  fits: 100_000,
  /** Columns of the data. */
  columns: 20,
  parameters: 50,
  /** Characters of a formula. */
  formula: 2000,
  iterations: 10_000,
  /** Milliseconds that a request may compute. */
  milliseconds: 5000,
  /** Requests that compute at once; more are told to come again. */
  underWay: 8,
  connections: 1000,
}

/** The defaults, and what the environment says instead. */
export function limitsFrom(environment) {
  const entries = Object.entries(defaults).map(([name, usual]) => {
    const given = environment[`FIT_MAX_${name.replaceAll(/[A-Z]/g, '_$&').toUpperCase()}`]
    const limit = given === undefined ? usual : Number(given)
    if (!Number.isSafeInteger(limit) || limit < 1)
      throw new Error(`the limit of ${name} must be a whole number above 0`)
    return [name, limit]
  })
  return Object.fromEntries(entries)
}
