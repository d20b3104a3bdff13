// How often global methods reach the minimum, beside SciPy's: 41 functions, shifted where their minimum is at the origin
// or in the middle of the box, 25 seeds each.
//
//     npm run build && node bench/global.mjs [--methods simulated-annealing,cma-es] [--beside dual_annealing] [--seeds 25]
//
// A run succeeds with its first value within 1e-6 max(1, |f*|) of the minimum f*, if that comes no later than the
// evaluation at which SciPy's run of the same function and seed ended by itself, or was stopped at 20,000 n; where that
// run was cut at its success, the median of those that were not takes its place (bench/data/global-scipy.json). Methods
// are told the box and values, nothing else: no start, no gradient.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { minimize, problems } from '../dist/node.js'

const { values: given } = parseArgs({
  options: {
    methods: { type: 'string', default: 'simulated-annealing,multi-start,basin-hopping' },
    beside: { type: 'string', default: 'dual_annealing' },
    seeds: { type: 'string', default: '25' },
  },
})
const methods = given.methods.split(',')
const seeds = Number(given.seeds)
const scipy = JSON.parse(readFileSync(new URL('data/global-scipy.json', import.meta.url), 'utf8'))
const shifted = problems.list({ shifted: true })

// As long as the evaluations last.
const endless = {
  'simulated-annealing': { schedules: 1e9 },
  'multi-start': { starts: 1e9 },
  'basin-hopping': { hops: 1e9 },
}

function succeeds(problem, method, seed, maxEvaluations) {
  const target = problem.minimum + 1e-6 * Math.max(1, Math.abs(problem.minimum))
  let calls = 0
  let success = false
  const objective = (x) => {
    const value = problem.value(x)
    // A batch, or a difference, may go on past the last evaluation that counts, or past the first success.
    if (++calls <= maxEvaluations && value <= target) success = true
    return value
  }
  const { bounds } = problem
  minimize(objective, undefined, { method, bounds, seed, target, maxEvaluations, ...endless[method] })
  return success
}

const row = (cells) => console.log(`| ${cells.join(' | ')} |`)
row(['function', 'n', `SciPy's ${given.beside}`, ...methods.map((name) => `\`${name}\``)])
row(['---', '---', '---', ...methods.map(() => '---')])
const totals = methods.map(() => 0)
let theirs = 0
for (const { name, n, methods: peers } of scipy) {
  const problem = shifted.find((candidate) => candidate.name === name && candidate.dimension === n)
  const { successes, evaluations } = peers[given.beside]
  theirs += successes
  const cells = methods.map((method, i) => {
    let count = 0
    for (let seed = 0; seed < seeds; seed++) if (succeeds(problem, method, seed, evaluations[seed])) count++
    totals[i] += count
    // More than 5 of 25 below SciPy's.
    return count < ((successes - 5) * seeds) / 25 ? `**${count}**` : count
  })
  row([problem.title, n, successes, ...cells])
}
row(['all', '', `${theirs} of 1025`, ...totals.map((count) => `${count} of ${41 * seeds}`)])
