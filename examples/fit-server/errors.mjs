// Every error is answered as JSON, { code, message }.

/** A request that is not served, with what it is told. */
export class Refusal extends Error {
  constructor(statusCode, code, message, headers = {}) {
    super(message)
    Object.assign(this, { statusCode, code, headers })
  }
}

const codes = new Map([
  ['FST_ERR_CTP_BODY_TOO_LARGE', 'ERR_TOO_LARGE'],
  ['FST_ERR_CTP_INVALID_MEDIA_TYPE', 'ERR_MEDIA_TYPE'],
  ['FST_ERR_CTP_EMPTY_JSON_BODY', 'ERR_BODY'],
  ['FST_ERR_CTP_INVALID_JSON_BODY', 'ERR_BODY'],
])

/** Of a schema: what exceeds one of these is too large rather than wrong. */
const sizes = new Set(['maxItems', 'maxLength', 'maxProperties'])

export function installErrors(app) {
  app.setErrorHandler((error, request, reply) => {
    const { statusCode, code, message, headers = {} } = explain(error)
    if (statusCode >= 500 && code === 'ERR_INTERNAL') request.log.error(error)
    reply.code(statusCode).headers(headers).send({ code, message })
  })
  app.setNotFoundHandler((request, reply) => {
    reply
      .code(404)
      .send({ code: 'ERR_NOT_FOUND', message: `there is no ${request.method} ${request.url.slice(0, 100)}` })
  })
}

function explain(error) {
  if (error instanceof Refusal) return error
  if (error.validation) {
    const [{ keyword, instancePath, message, params }] = error.validation
    const where = `${error.validationContext}${instancePath.replaceAll('/', '.')}`
    const unknown = keyword === 'additionalProperties' ? `: ${params.additionalProperty.slice(0, 40)}` : ''
    const told = { message: `${where} ${message}${unknown}` }
    if (sizes.has(keyword)) return { statusCode: 413, code: 'ERR_TOO_LARGE', ...told }
    return { statusCode: 400, code: 'ERR_REQUEST', ...told }
  }
  // What the library says of its arguments is what the client should know; the place in a formula is in the message.
  if (/^ERR_(COMPILE|SHAPE|OPTION|NOT_FINITE|STATE)$/.test(error.code)) return { statusCode: 400, ...codeOf(error) }
  if (error.code === 'ERR_OUT_OF_MEMORY') return { statusCode: 503, ...codeOf(error), headers: { 'retry-after': '5' } }
  const { statusCode = 500 } = error
  if (statusCode >= 500) return { statusCode: 500, code: 'ERR_INTERNAL', message: 'the server failed' }
  return { statusCode, code: codes.get(error.code) ?? 'ERR_BODY', message: error.message }
}

const codeOf = ({ code, message }) => ({ code, message })
