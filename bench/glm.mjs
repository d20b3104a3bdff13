// Logistic and Poisson regression beside scikit-learn, to a relative objective gap of 1e-6: in turns, medians, answers
// compared first with the minimum that NumPy finds.
//
//     npm run build && bench/install-peers.sh && node bench/glm.mjs [logistic] [poisson] [single] [hard] [threads]
//
// scikit-learn (/usr/bin/python3, or PYTHON) and the contestants of one and two threads are processes of their own, which
// keep the data in memory and answer lines of JSON; a time is what the contestant itself measures around the fit.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Contestant } from './contestant.mjs'
import { machine, median } from './side-by-side.mjs'

const goal = 1e-6
const alpha = 1e-3 // of Poisson

/** One of ours: a process of so many threads that answers on its standard input. */
async function serve() {
  const { backend, Dataset, LogisticRegression, PoissonRegression } = await import('../dist/node.js')
  const { addon } = createRequire(import.meta.url)('../native/node/load.cjs')()
  let data
  const numbers = (path) => {
    const { buffer, byteOffset, byteLength } = readFileSync(path)
    return new Float64Array(buffer.slice(byteOffset, byteOffset + byteLength))
  }
  const answers = {
    about: () => backend(),
    load({ folder, rows, columns, single }) {
      const values = numbers(`${folder}/X`)
      const X = { data: single ? Float32Array.from(values) : values, rows, columns }
      data = { X, y: numbers(`${folder}/y`) }
      data.set = new Dataset(X, data.y)
      return {}
    },
    async fit({ poisson, solver, way, tolerance, repeats }) {
      const options = { fitIntercept: false, solver, tolerance }
      const { X, y, set } = data
      let model
      const start = performance.now()
      for (let turn = 0; turn < repeats; turn++) {
        model = poisson ? new PoissonRegression({ ...options, alpha }) : new LogisticRegression(options)
        if (way === 'data set') model.fitSync(set)
        else if (way === 'fitSync') model.fitSync(X, y)
        else await model.fit(X, y)
      }
      const milliseconds = (performance.now() - start) / repeats
      const { status, iterations } = model
      return { milliseconds, coefficients: Array.from(model.coefficients), status, iterations }
    },
    bandwidth: () => ({ bytes: addon.ceilingBandwidth(160e6) }),
  }
  for await (const line of createInterface({ input: process.stdin })) {
    const question = JSON.parse(line)
    console.log(JSON.stringify(await answers[question.do](question)))
  }
}

/** Asks each of the contestants in turn; the medians of what they measured, after one fit that is not counted. */
async function inTurns(fits, milliseconds = 6000) {
  const times = Object.fromEntries(Object.keys(fits).map((name) => [name, []]))
  const until = performance.now() + milliseconds
  for (let round = 0; round < 4 || (round < 60 && performance.now() < until); round++) {
    for (const [name, fit] of Object.entries(fits)) {
      const { milliseconds: time } = await fit()
      if (round > 0) times[name].push(time)
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]))
}

async function main(chosen) {
  const folder = mkdtempSync(join(tmpdir(), 'steepest-bench-'))
  const itself = fileURLToPath(import.meta.url)
  const sklearn = Contestant.python('glm.py')
  const [one, two, other] = ['1', '2', '1'].map(
    (threads) => new Contestant(process.execPath, [itself, 'serve'], { STEEPEST_THREADS: threads }),
  )
  const asked = (kind) => chosen.length === 0 || chosen.includes(kind)
  console.log(
    `${machine()}; ${(await sklearn.ask({})).version}; steepest on ${JSON.stringify(await one.ask({ do: 'about' }))}`,
  )
  console.log(`to a relative gap of ${goal}; ratio: scikit-learn’s time, the fastest solver that gets there, over ours`)

  const make = async (problem) => {
    await sklearn.ask({ forget: true })
    return sklearn.ask({ make: problem, folder })
  }
  const load = (shape, contestants, single = false) =>
    Promise.all(contestants.map((each) => each.ask({ do: 'load', folder, ...shape, single })))
  // A fit of microseconds is repeated at once, for the peer as for ours: else the time to wake up would be in it.
  const repeatsOf = (problem) => (problem === 'logistic 569 x 30' ? 20 : 1)
  const ours = (contestant, problem, way, solver = 'auto') => {
    const question = { do: 'fit', way, solver, tolerance: goal, repeats: repeatsOf(problem) }
    return () => contestant.ask({ ...question, poisson: problem.startsWith('poisson') })
  }
  const excess = async (problem, best, { coefficients }) =>
    (await sklearn.ask({ value: problem, coefficients })).value / best - 1

  /** The loosest tolerance that reaches the goal, of each solver: a fit of scikit-learn's. */
  async function peers(problem, best, single, solvers) {
    const found = {}
    for (const solver of solvers) {
      for (const tolerance of [10, 1, 0.1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6]) {
        const fit = () => sklearn.ask({ fit: problem, solver, tolerance, single, repeats: repeatsOf(problem) })
        if ((await excess(problem, best, await fit())) > goal) continue
        found[`sklearn ${solver}`] = fit
        break
      }
    }
    return found
  }

  async function compare(problem, { single = false, targets, solvers = ['newton-cholesky'] }) {
    const shape = await make(problem)
    await load(shape, [one, two], single)
    const best = (await sklearn.ask({ optimum: problem })).value
    const fits = await peers(problem, best, single, solvers)
    const theirs = Object.keys(fits)
    for (const way of Object.keys(targets)) {
      fits[way] = ours(way.includes('two') ? two : one, problem, way.replace(', two threads', ''))
    }
    for (const [name, fit] of Object.entries(fits)) {
      const answer = await fit()
      const gap = await excess(problem, best, answer)
      if (!(gap <= goal)) console.log(`${problem}: ${name} ends ${gap.toExponential(1)} above the minimum: NOT REACHED`)
      fits[name].note = `gap ${gap.toExponential(1)}${answer.status ? `, ${answer.iterations} iterations` : ''}`
    }
    const times = await inTurns(fits)
    const peer = Math.min(...theirs.map((name) => times[name]))
    for (const [name, time] of Object.entries(times)) {
      const target = targets[name]
      const verdict = target ? `  ratio ${(peer / time).toFixed(1)}, target ${target}` : ''
      console.log(
        `${problem}${single ? ', float32' : ''}: ${name.padEnd(24)} ${time.toPrecision(4).padStart(6)} ms${verdict}  (${fits[name].note})`,
      )
    }
    return times
  }

  async function threads(times) {
    const [first, second] = await Promise.all([one, other].map((each) => each.ask({ do: 'bandwidth' })))
    const { bytes } = await one.ask({ do: 'bandwidth' })
    const ratio = (first.bytes + second.bytes) / bytes
    console.log(`reading memory: ${bytes.toFixed(1)} GB/s on one thread, ${ratio.toFixed(2)} times that on two`)
    const gained = times['data set'] / times['data set, two threads']
    console.log(`two threads: ${gained.toFixed(2)} times as fast, target ${(0.9 * ratio).toFixed(2)}`)
  }

  async function hard(problem) {
    const shape = await make(problem)
    await load(shape, [one])
    const best = (await sklearn.ask({ optimum: problem })).value
    const fits = { auto: ours(one, problem, 'data set'), newton: ours(one, problem, 'data set', 'newton') }
    const gap = await excess(problem, best, await fits.auto())
    const { auto, newton } = await inTurns(fits, 3000)
    const ratio = (auto / newton).toFixed(2)
    console.log(
      `${problem}: ${auto.toFixed(1)} ms, full Newton ${newton.toFixed(1)} ms: ${ratio} of it, at most 1.3  (gap ${gap.toExponential(1)})`,
    )
  }

  if (asked('logistic')) {
    await compare('logistic 569 x 30', { targets: { 'data set': 10, fitSync: 10, 'await fit': 6 } })
    await compare('logistic 20,000 x 500', { targets: { 'data set': 7, fitSync: 7, 'await fit': 6 } })
  }
  if (asked('logistic') || asked('threads')) {
    const targets = { 'data set': 15, fitSync: 15, 'await fit': 6, 'data set, two threads': 15 }
    await threads(await compare('logistic 200,000 x 100', { targets }))
  }
  if (asked('single')) {
    const solvers = ['newton-cholesky', 'lbfgs']
    for (const problem of ['logistic 20,000 x 500', 'logistic 200,000 x 100']) {
      await compare(problem, { single: true, targets: { 'data set': 4, fitSync: 4 }, solvers })
    }
  }
  if (asked('poisson'))
    await compare('poisson 200,000 x 100', { targets: { 'data set': 8, fitSync: 8, 'await fit': 6 } })
  if (asked('hard')) {
    const kinds = ['sorted by class', 'sorted by a column', 'ill-conditioned', 'separable', 'sorted, 20,000 x 500']
    for (const problem of kinds) await hard(problem)
  }
  rmSync(folder, { recursive: true })
  for (const each of [sklearn, one, two, other]) each.end()
}

await (process.argv[2] === 'serve' ? serve() : main(process.argv.slice(2)))
