// CMA-ES beside its author's pycma: evaluations to 1e-9, and microseconds an evaluation, ours on functions of the core,
// pycma's on the same in NumPy; in turns, seed by seed, medians.
//
//     npm run build && bench/install-peers.sh && node bench/cma.mjs
import { performance } from 'node:perf_hooks'
import { Contestant } from './contestant.mjs'
import { machine, median } from './side-by-side.mjs'

process.env.STEEPEST_THREADS ??= '1'
const { backend, minimize, problems } = await import('../dist/node.js')

const cells = [
  { problem: 'sphere', n: 10, start: 1, sigma: 0.5, seeds: 25 },
  { problem: 'ellipsoid', n: 10, start: 1, sigma: 0.5, seeds: 25 },
  { problem: 'rosenbrock', n: 10, start: 0, sigma: 0.5, seeds: 25 },
  { problem: 'rosenbrock', n: 2, start: 0, sigma: 0.5, seeds: 25 },
  { problem: 'ellipsoid', n: 40, start: 1, sigma: 0.5, seeds: 3 },
]

function ours({ problem, n, start, sigma }, seed, target, maxEvaluations) {
  const objective = problems[problem](n)
  const from = new Float64Array(n).fill(start)
  const options = { method: 'cma-es', seed, sigma, target, maxEvaluations, maxIterations: 1e6 }
  const began = performance.now()
  const { value, evaluations } = minimize(objective, from, options)
  return { evaluations: evaluations.value, value, milliseconds: performance.now() - began }
}

const peer = Contestant.python('pycma.py')
console.log(`${machine()}; ${(await peer.ask({})).version}; steepest on ${JSON.stringify(backend())}`)
console.log('problem            n   evaluations: ours, pycma, ratio   µs an evaluation: ours, pycma, ratio   solved')
for (const cell of cells) {
  const runs = { ours: [], theirs: [] }
  const target = 1e-9
  for (let seed = 1; seed <= cell.seeds; seed++) {
    runs.ours.push(ours(cell, seed, target, 200_000))
    runs.theirs.push(await peer.ask({ ...cell, seed, target, maxEvaluations: 200_000 }))
  }
  const solved = (who) => runs[who].filter(({ value }) => value <= target)
  const evaluations = (who) => median(solved(who).map((run) => run.evaluations))
  const time = (who) => median(runs[who].map((run) => (1e3 * run.milliseconds) / run.evaluations))
  const [a, b, s, t] = [evaluations('ours'), evaluations('theirs'), time('ours'), time('theirs')]
  console.log(
    `${cell.problem.padEnd(15)} ${`${cell.n}`.padStart(4)}   ${a}, ${b}, ${(a / b).toFixed(3)}`.padEnd(54),
    `${s.toFixed(3)}, ${t.toFixed(1)}, ${(t / s).toFixed(0)}`.padEnd(36),
    `${solved('ours').length}, ${solved('theirs').length} of ${cell.seeds}`,
  )
}
peer.end()
