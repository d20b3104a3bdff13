// Curve fits beside Ceres' TinySolver, ml-levenberg-marquardt and SciPy; sums over rows beside NumPy.
//
//     npm run build && npm run build:bench && bench/install-peers.sh && node bench/curve-fit.mjs [many] [single] [sum]
//
// `many`: 10,000 decays of 50 points, and 10,000 curves of two peaks on a line, 8 parameters, 200 points; every level, one
// thread, WebAssembly, two threads. `single`: curveFitSync in a loop. `sum`: value and gradient of a sum over a million
// rows. All are processes of their own; a time is what the contestant itself measures, of the processor where it has one
// thread, in turns, medians. How many fits are within 1e-9 of the least sum of squares that any of the contestants finds
// is printed with them.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Contestant } from './contestant.mjs'
import { decayByHand, decays, formulas, peaks, starts } from './curve-fit-data.mjs'
import { machine, median } from './side-by-side.mjs'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

/** Milliseconds that this process had a processor, with one thread, which other programs disturb least; else by the clock. */
const processor = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
const now = () => (process.env.STEEPEST_THREADS === '1' ? processor() : performance.now())

const numbersOf = (file) => new Float64Array(new Uint8Array(readFileSync(file)).buffer)

/** One of ours: answers on its standard input. */
async function serve() {
  const { backend, compile, curveFitManySync, curveFitSync, init, Matrix } = await import('../dist/node.js')
  await init()
  const known = {}
  const data = (file) => {
    if (!known[file]) {
      const numbers = numbersOf(file)
      const [count, points] = numbers
      known[file] = { x: numbers.slice(2, 2 + points), y: new Matrix(numbers.slice(2 + points), count, points) }
    }
    return known[file]
  }
  const answers = {
    about: () => backend(),
    many({ model, file, standardErrors, repeats }) {
      const { x, y } = data(file)
      const options = { start: starts[model](y), standardErrors }
      const columns = model === 'decay' ? { t: x, y } : { x, y }
      let fits
      const start = now()
      for (let i = 0; i < repeats; i++) fits = curveFitManySync(formulas[model], columns, options)
      const milliseconds = (now() - start) / repeats
      writeFileSync(`${file}.ours`, fits.residualSumOfSquares)
      return { milliseconds }
    },
    // In a loop that goes on, as a server's does: what the engine compiles on the way is soon paid.
    single({ file, fits, repeats }) {
      const { x, y } = data(file)
      const rows = Array.from({ length: fits }, (_, k) => y.data.slice(k * x.length, (k + 1) * x.length))
      const start = now()
      for (let i = 0; i < repeats; i++) {
        for (const row of rows) {
          const last = row.at(-1)
          curveFitSync(formulas.decay, { t: x, y: row }, { start: { a: row[0] - last, b: 1, c: last } })
        }
      }
      return { milliseconds: (now() - start) / repeats }
    },
    sum({ rows, repeats }) {
      known.sum ??= (() => {
        const t = Float64Array.from({ length: rows }, (_, i) => (i / rows) * 4)
        const y = t.map((each) => 2 * Math.exp(-1.5 * each) + 0.5 + 0.1 * Math.sin(37 * each))
        return compile('(a*exp(-b*t) + c + d*t - y)**2').over({ t, y })
      })()
      const at = { a: 1.9, b: 1.4, c: 0.45, d: 0.01 }
      known.sum.gradient(at)
      const start = now()
      for (let i = 0; i < repeats; i++) known.sum.gradient(at)
      const milliseconds = (now() - start) / repeats
      return { milliseconds, value: known.sum.value(at), gradient: Array.from(known.sum.gradient(at)) }
    },
  }
  for await (const line of createInterface({ input: process.stdin })) {
    const question = JSON.parse(line)
    console.log(JSON.stringify(await answers[question.do](question)))
  }
}

const ours = (environment) => {
  const flags = environment.STEEPEST_ISA === 'relaxed-simd' ? ['--experimental-wasm-relaxed-simd'] : []
  return new Contestant(process.execPath, [...flags, here('curve-fit.mjs'), 'serve'], environment)
}

/** Fits of the first that are further than 1e-9 above the least of all. */
function above(sums, ...others) {
  return sums.reduce(
    (count, sum, k) => count + (sum > (1 + 1e-9) * Math.min(...others.map((each) => each[k])) ? 1 : 0),
    0,
  )
}

/** Asks each in turn, so many rounds; median milliseconds of each. */
async function inTurns(asks, rounds) {
  const times = asks.map(() => [])
  for (let round = -1; round < rounds; round++) {
    for (const [i, ask] of asks.entries()) {
      const { milliseconds } = await ask()
      if (round >= 0) times[i].push(milliseconds)
    }
  }
  return times.map(median)
}

const thousands = (count, milliseconds) => `${(count / milliseconds).toFixed(1).padStart(8)} k fits/s`

async function many(files) {
  const tiny = new Contestant(here('../build/bench/curve_fit'), [files.decay, files.peaks], {})
  const levels = [
    ['avx512', {}],
    ['avx2', {}],
    ['baseline', {}],
    ['avx512, 2 threads', { STEEPEST_THREADS: '2' }],
    ['simd128', { STEEPEST_BACKEND: 'wasm' }],
  ]
  for (const [name, more] of levels) {
    const isa = name.split(',')[0]
    const one = ours({ STEEPEST_THREADS: '1', STEEPEST_ISA: isa, ...more })
    for (const model of ['decay', 'peaks']) {
      for (const standardErrors of [false, true]) {
        const ask = () =>
          one.ask({ do: 'many', model, file: files[model], standardErrors, repeats: model === 'decay' ? 4 : 1 })
        const [own, peer] = await inTurns([ask, () => tiny.ask(model)], 9)
        const sums = [numbersOf(`${files[model]}.ours`), numbersOf(`${files[model]}.tiny`)]
        const counts = [above(sums[0], ...sums), above(sums[1], ...sums)]
        const what =
          `${name.padEnd(18)} ${model.padEnd(6)} ${standardErrors ? 'with' : 'without'} standard errors`.padEnd(52)
        const ratio = `${(peer / own).toFixed(2)}x of TinySolver's ${thousands(10_000, peer)}`
        console.log(`${what} ${thousands(10_000, own)}  ${ratio}; above 1e-9: ${counts[0]}, TinySolver ${counts[1]}`)
      }
    }
    one.end()
  }
  const { version } = await tiny.ask('decay')
  console.log(`Ceres ${version}`)
  tiny.end()
}

async function single(files) {
  const { levenbergMarquardt } = createRequire(here('peers/package.json'))('ml-levenberg-marquardt')
  const one = ours({ STEEPEST_THREADS: '1' })
  const scipy = Contestant.python('curve-fit.py')
  const numbers = Array.from(numbersOf(files.decay).subarray(2, 2 + 50 + 1000 * 50))
  const x = numbers.slice(0, 50)
  const rows = Array.from({ length: 1000 }, (_, k) => numbers.slice(50 + 50 * k, 100 + 50 * k))
  const { curve, jacobianFunction } = decayByHand
  const peer = () => {
    const start = processor()
    for (const y of rows) {
      const initialValues = [y[0] - y[49], 1, y[49]]
      const options = {
        initialValues,
        jacobianFunction,
        errorTolerance: 0,
        improvementThreshold: 1e-9,
        maxIterations: 10,
      }
      levenbergMarquardt({ x, y }, curve, options)
    }
    return { milliseconds: processor() - start }
  }
  const asks = [
    () => one.ask({ do: 'single', file: files.decay, fits: 1000, repeats: 20 }),
    peer,
    () => scipy.ask({ do: 'fit', file: files.decay, fits: 1000 }),
  ]
  const [own, ml, sci] = await inTurns(asks, 9)
  console.log(
    `one fit a call: curveFitSync ${own.toFixed(2)} µs; ml-levenberg-marquardt ${ml.toFixed(1)} µs, ${(ml / own).toFixed(1)}x; SciPy ${sci.toFixed(1)} µs, ${(sci / own).toFixed(1)}x`,
  )
  one.end()
  scipy.end()
}

async function sum() {
  const one = ours({ STEEPEST_THREADS: '1' })
  const numpy = Contestant.python('curve-fit.py')
  const ask = { do: 'sum', rows: 1_000_000 }
  const [mine, theirs] = [await one.ask({ ...ask, repeats: 1 }), await numpy.ask(ask)]
  const off = Math.abs(mine.value / theirs.value - 1)
  const [own, peer] = await inTurns([() => one.ask({ ...ask, repeats: 5 }), () => numpy.ask(ask)], 15)
  console.log(
    `a sum over 1,000,000 rows, value and gradient: ${own.toFixed(2)} ms; NumPy ${peer.toFixed(2)} ms, ${(peer / own).toFixed(1)}x; values apart by ${off.toExponential(0)}`,
  )
  one.end()
  numpy.end()
}

if (process.argv[2] === 'serve') await serve()
else {
  const asked = process.argv.slice(2)
  const folder = mkdtempSync(join(tmpdir(), 'curve-fit-'))
  try {
    const files = { decay: join(folder, 'decay'), peaks: join(folder, 'peaks') }
    writeFileSync(files.decay, decays(10_000))
    writeFileSync(files.peaks, peaks(10_000))
    console.log(machine())
    for (const [name, run] of Object.entries({ many, single, sum })) {
      if (asked.length === 0 || asked.includes(name)) await run(files)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
