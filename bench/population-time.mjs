// Time per evaluation of the methods that ask for whole populations, on objectives of the core, beside SciPy's
// differential_evolution at as many evaluations: with a function of Python, and with one that evaluates a whole
// generation as NumPy arrays, which is the fastest that SciPy does.
//
//     npm run build && node bench/population-time.mjs
import { performance } from 'node:perf_hooks'
import { minimize, problems } from '../dist/node.js'
import { Contestant } from './contestant.mjs'
import { machine, median } from './side-by-side.mjs'

const methods = ['differential-evolution', 'genetic', 'particle-swarm', 'cma-es']
const functions = { sphere: problems.sphere, rastrigin: problems.rastrigin, rosenbrock: problems.rosenbrock }
const evaluations = 30_000
const rounds = 5

// Microseconds an evaluation; no run ends before its last.
function timeOurs(method, problem, half) {
  const n = problem.dimension
  const bounds = { lower: new Float64Array(n).fill(-half), upper: new Float64Array(n).fill(half) }
  const endless = { stepTolerance: 0, functionTolerance: 0, maxIterations: 1e9, polish: false }
  const start = performance.now()
  const run = minimize(problem, undefined, { method, bounds, seed: 1, maxEvaluations: evaluations, ...endless })
  return (1e3 * (performance.now() - start)) / run.evaluations.value
}

const perEvaluation = ({ milliseconds, evaluations }) => (1e3 * milliseconds) / evaluations

const python = Contestant.python('population-time.py')
const { version } = await python.ask({})
console.log(`${machine()}; ${version}\n${evaluations} evaluations; microseconds each, and ratios of SciPy's to ours`)
for (const [name, make] of Object.entries(functions)) {
  for (const n of [2, 10, 30]) {
    const half = name === 'rosenbrock' ? 10 : 5.12
    const ours = Object.fromEntries(methods.map((method) => [method, []]))
    const each = []
    const whole = []
    for (let round = 0; round < rounds; round++) {
      for (const method of methods) ours[method].push(timeOurs(method, make(n), half))
      const theirs = await python.ask({ name, n, evaluations })
      each.push(perEvaluation(theirs.each))
      whole.push(perEvaluation(theirs.whole))
    }
    console.log(`${name} ${n}: SciPy ${median(each).toFixed(2)}, by NumPy ${median(whole).toFixed(2)}`)
    for (const method of methods) {
      const time = median(ours[method])
      const ratios = [each, whole].map((theirs) => (median(theirs) / time).toFixed(1))
      console.log(
        `  ${method.padEnd(24)} ${time.toFixed(3).padStart(8)}  ${ratios[0].padStart(7)} ${ratios[1].padStart(7)}`,
      )
    }
  }
}
python.end()
