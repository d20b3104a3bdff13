// CPU time of an evaluation, the method's own work with it, beside SciPy's: Rastrigin's function in ten variables,
// shifted, in our core and in NumPy, to as many evaluations.
//
//     npm run build && node bench/global-time.mjs
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { minimize, problems } from '../dist/node.js'

const most = 20_000
const rounds = 5
const problem = problems.list({ shifted: true }).find((p) => p.name === 'rastrigin' && p.dimension === 10)
const { bounds } = problem
// Descents of ours have the core's gradient, whose time counts, where SciPy's take differences.
const limits = { maxEvaluations: most, schedules: 1e9, hops: 1e9, seed: 1 }
const program = fileURLToPath(new URL('global-time.py', import.meta.url))

function ours(method) {
  const before = process.cpuUsage()
  const { evaluations } = minimize(problem, undefined, { method, bounds, ...limits })
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6 / evaluations.value
}

function theirs() {
  const parameters = [program, JSON.stringify([...problem.shift]), `${most}`]
  const env = { ...process.env, OPENBLAS_NUM_THREADS: '1' }
  return JSON.parse(execFileSync('python3', parameters, { encoding: 'utf8', env }))
}

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1]
const methods = ['simulated-annealing', 'basin-hopping']
const runs = Array.from({ length: rounds }, () => ({ scipy: theirs(), core: methods.map(ours) }))
for (const [i, method] of methods.entries()) {
  const [core, scipy] = [median(runs.map((run) => run.core[i])), median(runs.map((run) => run.scipy[method]))]
  const micro = (seconds) => `${(seconds * 1e6).toFixed(2)} µs`
  console.log(`${method}: ${micro(core)} an evaluation, SciPy ${micro(scipy)}: ratio ${(scipy / core).toFixed(0)}`)
}
