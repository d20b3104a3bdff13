// First-order updates of 10 million parameters in single precision: the share of the in-place bandwidth measured in the
// same run, on the same arrays, and beside PyTorch with the parameters as one tensor and as 100. In turns, answers
// compared first. The fastest step of each counts: whatever else a machine does takes its share of the bandwidth.
// STEEPEST_THREADS says how many threads ours, the ceiling and the peer use; rules may be named, else all are run.
//
//     npm run build && bench/install-peers.sh && node bench/updates.mjs [Adam …]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { Contestant } from './contestant.mjs'
import { machine } from './side-by-side.mjs'

process.env.STEEPEST_THREADS ??= '1'
const threads = Number(process.env.STEEPEST_THREADS)
const { Adadelta, Adagrad, Adam, AdamW, AmsGrad, Nadam, RmsProp, Sgd, backend } = await import('../dist/node.js')
const { addon } = createRequire(import.meta.url)('../native/node/load.cjs')()
addon.systemSetThreads(threads)

const count = 10_000_000
const rounds = 15
// The arrays that each remembers.
const rules = [
  ['Adam', 2, () => new Adam()],
  ['AdamW', 2, () => new AdamW()],
  ['RmsProp', 1, () => new RmsProp()],
  ['momentum', 1, () => new Sgd({ momentum: 0.9 })],
  ['Sgd', 0, () => new Sgd()],
  ['Adagrad', 1, () => new Adagrad()],
  ['AmsGrad', 3, () => new AmsGrad()],
  ['Nadam', 2, () => new Nadam()],
  ['Adadelta', 2, () => new Adadelta()],
]

function numbers(seed) {
  let state = seed
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return state / 2 ** 31
  })
}

function fastestOfThree(work) {
  let fastest = Infinity
  for (let run = 0; run < 3; run++) {
    const start = performance.now()
    work()
    fastest = Math.min(fastest, performance.now() - start)
  }
  return fastest
}

const folder = mkdtempSync(join(tmpdir(), 'steepest-bench-'))
const [x, g] = [numbers(1), numbers(2)]
writeFileSync(join(folder, 'x'), x)
writeFileSync(join(folder, 'g'), g)
const peer = Contestant.python('updates.py', { OMP_NUM_THREADS: String(threads) })
const { version } = await peer.ask({ folder, threads })
console.log(`${machine()}; ${version}; steepest on ${JSON.stringify(backend())}`)

const wanted = process.argv.slice(2)
for (const [name, memories, make] of rules.filter(([name]) => wanted.length === 0 || wanted.includes(name))) {
  const rule = make()
  const parameters = x.slice()
  for (let step = 0; step < 3; step++) rule.step(parameters, g)
  const theirs = await peer.ask({ rule: name, steps: 3 })
  const ours = [0, 1, 2, count - 1].map((i) => parameters[i])
  if (!ours.every((value, i) => Math.abs(value - theirs.parameters[i]) <= 1e-6)) {
    console.log(`${name}: DIFFERENT ANSWERS, ${ours}; ${theirs.parameters}`)
  }
  const times = { ours: [], one: [], hundred: [], ceiling: [] }
  const bytes = (3 + 2 * memories) * 4 * count
  for (let round = 0; round < rounds; round++) {
    times.ceiling.push(bytes / addon.ceilingInPlace(parameters, g, memories) / 1e6)
    times.ours.push(fastestOfThree(() => rule.step(parameters, g)))
    const { one, hundred } = await peer.ask({ time: name })
    times.one.push(one)
    times.hundred.push(hundred)
  }
  rule.dispose()
  const [mine, one, hundred, ceiling] = [times.ours, times.one, times.hundred, times.ceiling].map((all) =>
    Math.min(...all),
  )
  console.log(
    `${name.padEnd(9)} ${mine.toFixed(2)} ms, ${(bytes / mine / 1e6).toFixed(1)} GB/s, ` +
      `${(ceiling / mine).toFixed(2)} of in-place bandwidth; torch as one ${one.toFixed(1)} ms, as 100 ` +
      `${hundred.toFixed(1)} ms: ratios ${(one / mine).toFixed(2)}, ${(hundred / mine).toFixed(2)}`,
  )
}
peer.end()
rmSync(folder, { recursive: true })
