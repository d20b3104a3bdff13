// The example's server as a process of its own, with a fitter that its argument names; fit-server.mjs asks it how late
// its event loop was.
import { createRequire } from 'node:module'
import * as steepest from '../examples/fit-server/fitter.mjs'
import { defaults } from '../examples/fit-server/limits.mjs'
import { createService } from '../examples/fit-server/service.mjs'
import { decayByHand } from './curve-fit-data.mjs'

const require = createRequire(new URL('peers/package.json', import.meta.url))

/** ml-levenberg-marquardt with the one curve of the bench and its Jacobian written by hand, in the event loop's thread. */
async function peer() {
  const { levenbergMarquardt } = await import(require.resolve('ml-levenberg-marquardt'))
  const { curve, jacobianFunction } = decayByHand
  // The fewest iterations after which 97 of 100 of these fits are within 1e-9 of the least sum of squares.
  const tuned = { jacobianFunction, damping: 1e-2, maxIterations: 10, errorTolerance: 0 }
  const fitOne = (t, y, { a, b, c }) =>
    levenbergMarquardt({ x: t, y }, curve, { ...tuned, initialValues: [a, b, c] }).parameterValues
  return {
    async fit({ data: { t, y }, options: { start } }) {
      const [a, b, c] = fitOne(t, y, start)
      return { parameters: { a, b, c } }
    },
    async fits({ data: { t, y }, options: { start } }) {
      const found = y.map((row) => fitOne(t, row, start))
      const column = (k) => found.map((parameters) => parameters[k])
      return { count: y.length, parameters: { a: column(0), b: column(1), c: column(2) } }
    },
  }
}

const fitter = process.argv[2] === 'steepest' ? steepest : await peer()
// As many at once as there are connections: it is to answer, not to refuse.
const service = createService({ fitter, limits: { ...defaults, underWay: 1000, milliseconds: 60_000 } })
const address = await service.listen()
process.on('message', (message) => {
  if (message === 'reset') service.delay.reset()
  if (message === 'report') process.send(service.load().eventLoopDelay)
})
process.once('disconnect', () => service.close())
process.send(address)
