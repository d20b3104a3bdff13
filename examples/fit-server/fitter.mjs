// The fits themselves. Whatever else computes them has the same two functions (bench/fit-server.mjs has one that does).
import { curveFit, curveFitMany, curves } from 'steepest'
import { Refusal } from './errors.mjs'

/** One fit: what `curveFit` finds, as JSON. */
export async function fit({ model, data, options }, { signal, milliseconds }) {
  return curveFit(formulaOf(model, data), data, { ...readOptions(options), signal, maxTime: milliseconds })
}

/** Many fits: a column for each thing found, a place for each fit. */
export async function fits({ model, data, options }, { signal, milliseconds }) {
  const { columns, offsets } = laidOut(data, options?.response ?? 'y')
  const many = await curveFitMany(formulaOf(model, data), columns, {
    ...readOptions(options),
    ...(offsets && { offsets }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]),
  })
  const { count, parameters, standardErrors, residualSumOfSquares, iterations, converged } = many
  return {
    count,
    parameters: listed(parameters),
    standardErrors: listed(standardErrors),
    residualSumOfSquares: Array.from(residualSumOfSquares),
    iterations: Array.from(iterations),
    converged: Array.from(converged, Boolean),
    statuses: Array.from({ length: count }, (_, i) => many.statusOf(i)),
  }
}

const listed = (columns) =>
  Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Array.from(values)]))

/** Fits of one length are rows of a matrix; those of several lie end to end, and offsets say where each begins. */
function laidOut(data, response) {
  const rows = data[response]
  if (!rows?.some(Array.isArray)) throw refused(`data.${response} must be an array for each fit`)
  checkRows(response, rows, response, rows)
  const ragged = rows.some(({ length }) => length !== rows[0].length)
  for (const [name, column] of Object.entries(data)) {
    if (ragged || column.some(Array.isArray)) checkRows(name, column, response, rows)
  }
  if (!ragged) return { columns: data }
  const offsets = [0]
  for (const { length } of rows) offsets.push(offsets.at(-1) + length)
  return { columns: Object.fromEntries(Object.entries(data).map(([name, values]) => [name, values.flat()])), offsets }
}

// End to end, numbers would slip from one fit into the next.
function checkRows(name, column, response, rows) {
  const shared = column.findIndex((row) => !Array.isArray(row))
  if (shared >= 0) throw refused(`data.${name} must be an array for each fit: data.${name}.${shared} is a number`)
  if (column.length !== rows.length) {
    throw refused(`data.${name} has arrays for ${column.length} fits, data.${response} for ${rows.length}`)
  }
  const fit = column.findIndex(({ length }, i) => length !== rows[i].length)
  if (fit < 0) return
  const [one, other] = [column[fit].length, rows[fit].length]
  throw refused(`data.${name}.${fit} has ${one} numbers, data.${response}.${fit} has ${other}`)
}

const refused = (message) => new Refusal(400, 'ERR_REQUEST', message)

/** A curve by its name, or a formula. */
function formulaOf(model, data) {
  if (Object.hasOwn(curves, model)) return curves[model]
  if (/^[a-z]\w*$/i.test(model) && !Object.hasOwn(data, model)) {
    throw refused(`there is no curve ${model}; there are ${Object.keys(curves).join(', ')}`)
  }
  return model
}

// JSON has no infinities: null is no bound.
function readOptions({ bounds, ...options } = {}) {
  if (bounds === undefined) return options
  const read = Object.entries(bounds).map(([name, [lower, upper]]) => [name, [lower ?? -Infinity, upper ?? Infinity]])
  return { ...options, bounds: Object.fromEntries(read) }
}
