// Starts asynchronous work that would go on for long, and ends its environment in the way its argument names.
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { minimizeAsync, problems } from '../../../dist/node.js'

const way = process.argv[2]
const problem = problems.rosenbrock(2000)
const endless = { gradientTolerance: 0, maxIterations: 1e9, stepSize: 1e-9 }
const work = () => minimizeAsync(problem, problem.start, { ...endless, method: 'lbfgs' })
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

if (!isMainThread) {
  const jobs = [work(), work(), work()]
  await pause(20)
  parentPort.postMessage('working')
  if (way === 'worker throws') throw new Error('mine')
  await Promise.all(jobs)
} else if (way === 'exit') {
  work()
  work()
  work()
  setTimeout(() => process.exit(7), 50)
} else {
  for (let i = 0; i < 5; i++) {
    const worker = new Worker(new URL(import.meta.url), { argv: [way] })
    worker.on('error', () => {})
    // A worker that throws may take its message with it.
    const ended = new Promise((resolve) => worker.once('exit', resolve))
    await Promise.race([ended, new Promise((resolve) => worker.once('message', resolve))])
    if (way === 'terminate') await worker.terminate()
    await ended
  }
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 20)
  const { status } = await minimizeAsync(problem, problem.start, { ...endless, signal: controller.signal })
  process.exitCode = status === 'aborted' ? 7 : 1
}
