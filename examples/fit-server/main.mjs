// Runs the service: node examples/fit-server/main.mjs, with PORT, HOST, LOG=info and the limits of limits.mjs in the
// environment. SIGTERM and SIGINT end it: what is under way is finished, or after the grace ended with its best so far;
// who has not sent a whole request by then, or not taken an answer soon after, is cut off.
import { limitsFrom } from './limits.mjs'
import { createService } from './service.mjs'

const { PORT = '8080', HOST = '127.0.0.1', LOG = 'warn', GRACE = '10000' } = process.env
const service = createService({ limits: limitsFrom(process.env), logger: { level: LOG } })
const address = await service.listen({ port: Number(PORT), host: HOST })
console.log(`listening on ${address}`)

/** Milliseconds for answers to leave once fits were ended. */
const leaving = 1000

async function stop() {
  let last
  const grace = setTimeout(() => {
    service.underWay.abort()
    last = setTimeout(() => service.server.closeAllConnections(), leaving)
  }, Number(GRACE))
  await service.close()
  clearTimeout(grace)
  clearTimeout(last)
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
