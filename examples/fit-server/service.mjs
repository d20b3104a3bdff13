// The service: routes, limits and what guards them. main.mjs runs it as a process.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import fastify from 'fastify'
import { backend } from 'steepest'
import { columnsOf, valuesOf } from './csv.mjs'
import { installErrors, Refusal } from './errors.mjs'
import * as steepestFits from './fitter.mjs'
import { defaults } from './limits.mjs'
import { fitSchema, fitsSchema, querySchema } from './schemas.mjs'
import { UnderWay } from './under-way.mjs'

/** Milliseconds between looks at the event loop. */
const sampling = 5

/** Makes the service; `fitter` is what computes, `logger` as fastify's. */
export function createService({ limits = defaults, fitter = steepestFits, logger = false } = {}) {
  const app = fastify({
    logger,
    bodyLimit: limits.bytes,
    // Slow senders must not keep connections: the whole request has to be there in time.
    requestTimeout: 30_000,
    // Input is as it says, or refused: nothing is coerced, and nothing left out in silence.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allowUnionTypes: true } },
  })
  app.server.maxConnections = limits.connections
  const underWay = new UnderWay(limits.underWay)
  const delay = monitorEventLoopDelay({ resolution: sampling })
  delay.enable()
  const load = () => loadOf(underWay, delay)
  app.decorate('underWay', underWay).decorate('delay', delay).decorate('load', load)
  app.addHook('onClose', async () => delay.disable())
  closeWhenStopping(app)
  installErrors(app)
  app.removeContentTypeParser('text/plain')
  app.addContentTypeParser('text/csv', { parseAs: 'string' }, async (_request, body) => body)

  const compute = (fits) => (request, reply) =>
    underWay.run(reply, (signal) => fits(inputOf(request, limits), { signal, milliseconds: limits.milliseconds }))
  // A server that is full says so before it reads a body.
  const onRequest = async () => underWay.check()
  const json = (schema) => ({ 'application/json': { schema } })
  const fitBody = { content: { ...json(fitSchema(limits)), 'text/csv': { schema: { type: 'string' } } } }
  const fitsBody = { content: json(fitsSchema(limits)) }
  app.post('/fit', { onRequest, schema: { body: fitBody, querystring: querySchema(limits) } }, compute(fitter.fit))
  app.post('/fits', { onRequest, preValidation: onlyJson, schema: { body: fitsBody } }, compute(fitter.fits))
  app.get('/health', async () => ({ status: 'ok', backend: backend(), ...load() }))
  return app
}

// A table is the data of one fit.
async function onlyJson({ body }) {
  if (typeof body === 'string') throw new Refusal(415, 'ERR_MEDIA_TYPE', 'many fits are asked for as application/json')
}

// Connections are kept for further requests, of which a server that stops wants none: it would wait for them.
function closeWhenStopping(app) {
  let stopping = false
  app.addHook('preClose', async () => {
    stopping = true
  })
  app.addHook('onSend', async (_request, reply) => {
    if (stopping) reply.header('connection', 'close')
  })
}

/** What is to be fitted, of a JSON body or a CSV body with a query. */
function inputOf({ body, query }, limits) {
  if (typeof body !== 'string') return body
  const { model, start, response } = query
  if (model === undefined) throw new Refusal(400, 'ERR_REQUEST', 'the query must name a model: ?model=a*exp(-b*t)')
  const options = { ...(start && { start: valuesOf(start) }), ...(response && { response }) }
  return { model, data: columnsOf(body, limits), options }
}

/** Requests and, in milliseconds since the start, how late the event loop was: what it counts includes the sampling. */
function loadOf(underWay, delay) {
  const late = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - sampling)
  const [mean, p50, p99, max] = [delay.mean, delay.percentile(50), delay.percentile(99), delay.max].map(late)
  return { requests: { underWay: underWay.size, ...underWay.counts }, eventLoopDelay: { mean, p50, p99, max } }
}
