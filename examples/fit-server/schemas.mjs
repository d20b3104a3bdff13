// What a request may say. A number is a finite one: JSON's 1e999 is none.

const ofNumbers = (most) => ({ type: 'object', maxProperties: most, additionalProperties: { type: 'number' } })

/** A number, or null for none. */
const end = { type: ['number', 'null'] }

const optionsOf = ({ parameters, formula, rows, iterations }, start) => ({
  type: 'object',
  additionalProperties: false,
  properties: {
    start: { type: 'object', maxProperties: parameters, additionalProperties: start },
    bounds: {
      type: 'object',
      maxProperties: parameters,
      additionalProperties: { type: 'array', items: end, minItems: 2, maxItems: 2 },
    },
    fixed: ofNumbers(parameters),
    tied: { type: 'object', maxProperties: parameters, additionalProperties: { type: 'string', maxLength: formula } },
    response: { type: 'string' },
    weights: { type: 'array', items: { type: 'number' }, maxItems: rows },
    absoluteSigma: { type: 'boolean' },
    loss: { enum: ['squared', 'huber', 'soft-l1', 'cauchy', 'arctan'] },
    lossScale: { type: 'number' },
    method: { enum: ['levenberg-marquardt', 'gauss-newton'] },
    maxIterations: { type: 'integer', minimum: 1, maximum: iterations },
    standardErrors: { type: 'boolean' },
  },
})

const requestOf = (limits, column, start) => ({
  type: 'object',
  additionalProperties: false,
  required: ['model', 'data'],
  properties: {
    model: { type: 'string', minLength: 1, maxLength: limits.formula },
    data: { type: 'object', minProperties: 1, maxProperties: limits.columns, additionalProperties: column },
    options: optionsOf(limits, start),
  },
})

const numbersOf = (most) => ({ type: 'array', minItems: 1, maxItems: most, items: { type: 'number' } })

/** POST /fit as JSON: columns. */
export const fitSchema = (limits) => requestOf(limits, numbersOf(limits.rows), { type: 'number' })

/** A number, or an array of them. */
const oneOrMany = (most) => ({ ...numbersOf(most), type: ['number', 'array'] })

/** POST /fits: a column for all fits, or an array of columns, one for each; to start from, numbers for all or for each. */
export const fitsSchema = (limits) => {
  const column = {
    type: 'array',
    minItems: 1,
    maxItems: Math.max(limits.fits, limits.rows),
    items: oneOrMany(limits.rows),
  }
  return requestOf(limits, column, oneOrMany(limits.fits))
}

/** POST /fit as CSV: what is no data is in the query. */
export const querySchema = (limits) => ({
  type: 'object',
  additionalProperties: false,
  properties: {
    model: { type: 'string', minLength: 1, maxLength: limits.formula },
    start: { type: 'string', maxLength: 40 * limits.parameters },
    response: { type: 'string' },
  },
})
