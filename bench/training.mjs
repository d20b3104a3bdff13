// Stochastic training beside scikit-learn, in turns, medians, on one thread. SAGA to a relative objective gap of 1e-6, each
// in as few epochs as get it there, found first; stochastic gradient descent for ten epochs, with the gap that is left.
//
//     npm run build && bench/install-peers.sh && node bench/training.mjs
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Contestant } from './contestant.mjs'
import { machine, median } from './side-by-side.mjs'

const problems = ['logistic 20,000 x 500', 'logistic 200,000 x 100']
const goal = 1e-6
const sgdEpochs = 10
const mostEpochs = 60

/** Ours: a process of one thread that answers on its standard input. */
async function serve() {
  const { backend, Dataset, LogisticRegression, schedules } = await import('../dist/node.js')
  let [set, rows] = [undefined, 0]
  const numbers = (path) => {
    const { buffer, byteOffset, byteLength } = readFileSync(path)
    return new Float64Array(buffer.slice(byteOffset, byteOffset + byteLength))
  }
  const answers = {
    about: () => backend(),
    load({ folder, columns, ...shape }) {
      rows = shape.rows
      set = new Dataset({ data: numbers(`${folder}/X`), rows, columns }, numbers(`${folder}/y`))
      return {}
    },
    train({ solver, batchSize, epochs, tolerance = 0 }) {
      const schedule = schedules.inverseTime({ steps: Math.ceil(rows / (batchSize ?? 1)) })
      const way = solver === 'saga' ? {} : { batchSize, schedule, average: rows / 2 }
      const start = performance.now()
      const model = new LogisticRegression({ fitIntercept: false, solver, epochs, tolerance, ...way }).fitSync(set)
      const milliseconds = performance.now() - start
      return { milliseconds, coefficients: Array.from(model.coefficients), iterations: model.iterations }
    },
  }
  for await (const line of createInterface({ input: process.stdin })) {
    const question = JSON.parse(line)
    console.log(JSON.stringify(await answers[question.do](question)))
  }
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'steepest-bench-'))
  const sklearn = Contestant.python('glm.py')
  const ours = new Contestant(process.execPath, [fileURLToPath(import.meta.url), 'serve'], { STEEPEST_THREADS: '1' })
  const versions = [(await sklearn.ask({})).version, JSON.stringify(await ours.ask({ do: 'about' }))]
  console.log(`${machine()}; ${versions[0]}; steepest on ${versions[1]}`)

  for (const problem of problems) {
    await sklearn.ask({ forget: true })
    const shape = await sklearn.ask({ make: problem, folder })
    await ours.ask({ do: 'load', folder, ...shape })
    const best = (await sklearn.ask({ optimum: problem })).value
    const gapOf = async ({ coefficients }) => (await sklearn.ask({ value: problem, coefficients })).value / best - 1
    const peer = (solver) => (epochs) => sklearn.ask({ train: problem, solver, epochs })
    const own = (options) => (epochs) => ours.ask({ do: 'train', ...options, epochs })
    const races = {
      saga: { 'sklearn saga': peer('saga'), saga: own({ solver: 'saga' }) },
      sgd: {
        'sklearn SGDClassifier': peer('sgd'),
        'sklearn SGDClassifier, averaged': peer('sgd averaged'),
        'sgd, single rows': own({ solver: 'sgd', batchSize: 1 }),
        'sgd, batches of 32': own({ solver: 'sgd', batchSize: 32 }),
      },
    }
    for (const [race, contestants] of Object.entries(races)) {
      const fits = {}
      for (const [name, train] of Object.entries(contestants)) {
        const enough = async (count) => (await gapOf(await train(count))) <= goal
        const epochs = race === 'saga' ? await fewest(enough) : sgdEpochs
        const gap = await gapOf(await train(epochs))
        fits[name] = { epochs, gap, run: () => train(epochs) }
      }
      if (race === 'saga')
        fits['saga, certified'] = {
          epochs: mostEpochs,
          run: () => own({ solver: 'saga', tolerance: goal })(mostEpochs),
        }
      await turns(problem, fits)
    }
  }
  rmSync(folder, { recursive: true })
  for (const each of [sklearn, ours]) each.end()
}

/** The least number of epochs that will do: doubled, then halved in. */
async function fewest(enough) {
  let [low, high] = [0, 1]
  while (!(await enough(high))) {
    if (high >= mostEpochs) throw new Error(`${mostEpochs} epochs are not enough`)
    ;[low, high] = [high, Math.min(2 * high, mostEpochs)]
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (await enough(middle)) high = middle
    else low = middle
  }
  return high
}

async function turns(problem, fits) {
  const times = Object.fromEntries(Object.keys(fits).map((name) => [name, []]))
  for (let round = 0; round < 3; round++) {
    for (const [name, { run }] of Object.entries(fits)) {
      const { milliseconds, iterations } = await run()
      times[name].push(milliseconds)
      fits[name].taken = iterations ?? fits[name].epochs
    }
  }
  const medians = Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]))
  const theirs = Math.min(
    ...Object.keys(fits)
      .filter((name) => name.startsWith('sklearn'))
      .map((name) => medians[name]),
  )
  for (const [name, { taken, gap = goal }] of Object.entries(fits)) {
    const ratio = name.startsWith('sklearn') ? '' : `, ratio ${(theirs / medians[name]).toFixed(1)}`
    console.log(
      `${problem}: ${name.padEnd(32)} ${taken} epochs, ${medians[name].toFixed(0)} ms, gap ${gap.toExponential(0)}${ratio}`,
    )
  }
}

await (process.argv[2] === 'serve' ? serve() : main())
