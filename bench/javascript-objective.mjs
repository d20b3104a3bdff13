// The chained Rosenbrock function, written in JavaScript with its gradient, from (-1.2, 1, -1.2, …) to a value below
// 1e-12: what a whole call costs beside npm's peers, and what an evaluation costs beyond the function itself.
//
//     npm run build && bench/install-peers.sh && node bench/javascript-objective.mjs
import { createRequire } from 'node:module'
import { backend, minimize } from '../dist/node.js'
import { machine, sideBySide } from './side-by-side.mjs'

const require = createRequire(new URL('peers/package.json', import.meta.url))
const fmin = require('fmin')
const nlopt = require('nlopt-js')
await nlopt.ready

// One for each contestant: a function that is called with arrays of two kinds is slower for both.
const makeObjective = () =>
  function valueAndGradient(x, out) {
    const n = x.length
    let value = 0
    for (let i = 0; i < n; i++) out[i] = 0
    for (let i = 0; i + 1 < n; i++) {
      const bend = x[i + 1] - x[i] * x[i]
      const rest = 1 - x[i]
      value += 100 * bend * bend + rest * rest
      out[i] += -400 * x[i] * bend - 2 * rest
      out[i + 1] += 200 * bend
    }
    return value
  }

const startOf = (n) => Array.from({ length: n }, (_, i) => (i % 2 ? 1 : -1.2))
const goal = 1e-12
const targets = { 2: 1.3, 10: 4, 100: 8 }

const contestants = (n) => {
  const objective = { valueAndGradient: makeObjective() }
  const forFmin = makeObjective()
  const forNlopt = makeObjective()
  const scratch = new Array(n)
  return {
    steepest: () => minimize(objective, startOf(n), { target: goal, maxIterations: 100_000 }),
    'fmin conjugateGradient': () => fmin.conjugateGradient(forFmin, startOf(n), { maxIterations: 100_000 }),
    'nlopt-js LD_LBFGS': () => {
      const run = new nlopt.Optimize(nlopt.Algorithm.LD_LBFGS, n)
      run.setMinObjective((x, out) => forNlopt(x, out ?? scratch), 1e-12)
      run.setStopval?.(goal)
      run.setMaxeval(20_000)
      const { x } = run.optimize(startOf(n))
      const found = Array.from(x)
      nlopt.GC.flush()
      return { x: found }
    },
  }
}

console.log(`${machine()}; steepest on ${JSON.stringify(backend())}`)
console.log('ratio: a peer’s time over ours; the target is for the best peer that gets there')
const judge = makeObjective()
for (const n of [2, 10, 100]) {
  const all = contestants(n)
  const reached = {}
  for (const [name, run] of Object.entries(all)) {
    try {
      const value = judge(Array.from(run().x), new Array(n))
      if (value < 2 * goal) reached[name] = run
      else console.log(`n = ${n}: ${name} ends at ${value.toExponential(1)}: not timed`)
    } catch (error) {
      console.log(`n = ${n}: ${name} fails: ${String(error?.message ?? error).slice(0, 80)}`)
    }
  }
  const times = sideBySide(reached)
  for (const [name, time] of Object.entries(times)) {
    console.log(`n = ${n}: ${name.padEnd(24)} ${time.toFixed(4)} ms  ratio ${(time / times.steepest).toFixed(2)}`)
  }
  const best = Math.min(...Object.entries(times).flatMap(([name, time]) => (name === 'steepest' ? [] : [time])))
  const ratio = best / times.steepest
  const { evaluations, method } = all.steepest()
  const x = Float64Array.from(startOf(n))
  const out = new Float64Array(n)
  const objective = makeObjective()
  const alone = sideBySide({
    alone: () => {
      for (let i = 0; i < 1000; i++) objective(x, out)
    },
  }).alone
  const each = (1e6 * times.steepest) / evaluations.value
  console.log(
    `n = ${n}: ${ratio.toFixed(2)} times as fast as the best, target ${targets[n]}; ${method}, ${evaluations.value} evaluations, ` +
      `${each.toFixed(0)} ns each, of which ${(each - 1e3 * alone).toFixed(0)} beyond the function itself`,
  )
}
