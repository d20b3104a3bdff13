// Calls each entry point again and again, on paths that end well, badly and early, and says how much memory stays.
// Run with --expose-gc. Prints a line of JSON: growth in bytes between the two counts of calls, per entry point, of
// memory outside the JavaScript heap.
import { minimize, minimizeAsync, minimizer, problems } from '../../../dist/node.js'

const first = Number(process.argv[2])
const second = Number(process.argv[3])
const rosenbrock = {
  value: ([a, b]) => (1 - a) ** 2 + 100 * (b - a * a) ** 2,
  gradient([a, b], out) {
    out[0] = -2 * (1 - a) - 400 * a * (b - a * a)
    out[1] = 200 * (b - a * a)
  },
}
const few = { maxIterations: 2 }
const swallow = (work) => {
  try {
    work()
  } catch {
    // The path that throws is what is measured.
  }
}
const fails = () => {
  throw new Error('mine')
}
const problem = problems.extendedRosenbrock(20)

const entries = {
  minimize: () => minimize(rosenbrock, [-1.2, 1], few),
  'minimize, refused': () => swallow(() => minimize(rosenbrock, [-1.2, 1], { methd: 'lbfgs' })),
  'minimize, throwing': () => swallow(() => minimize(fails, [1])),
  'minimize, in the core': () => minimize(problem, problem.start, few),
  'minimizeAsync, in the core': () => minimizeAsync(problem, problem.start, few),
  'minimizeAsync, aborted': () => minimizeAsync(problem, problem.start, { signal: AbortSignal.abort() }),
  'minimizer, abandoned': () => minimizer([1, 2]).ask(),
  'minimizer, disposed of': () => minimizer([1, 2], { objective: rosenbrock }).dispose(),
  'problem evaluated': () => problem.gradient(problem.start),
}

async function settle() {
  for (let i = 0; i < 6; i++) {
    globalThis.gc()
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const { rss, heapTotal, external } = process.memoryUsage()
  return { rss: rss - heapTotal, external }
}

const growth = {}
for (const [name, call] of Object.entries(entries)) {
  let calls = 0
  const upTo = async (count) => {
    for (; calls < count; calls++) {
      await call()
      // Finalizers of abandoned runs have their turn.
      if (calls % 1000 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
  }
  await upTo(first)
  const before = await settle()
  await upTo(second)
  const after = await settle()
  growth[name] = { rss: after.rss - before.rss, external: after.external - before.external }
}
console.log(JSON.stringify(growth))
