// The example's server with fits that last until they are told to end: `data.y[0]` milliseconds, or their abort.

import { defaults } from '../../../examples/fit-server/limits.mjs'
import { createService } from '../../../examples/fit-server/service.mjs'

const fit = ({ data }, { signal }) =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ status: 'done' }), data.y[0])
    const abort = () => {
      clearTimeout(timer)
      resolve({ status: 'aborted' })
    }
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort)
  })

const service = createService({ limits: { ...defaults, underWay: 2 }, fitter: { fit, fits: fit } })
console.log(`listening on ${await service.listen()}`)
process.once('SIGTERM', async () => {
  const grace = setTimeout(() => service.underWay.abort(), 500)
  await service.close()
  clearTimeout(grace)
})
