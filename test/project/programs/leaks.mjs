// Calls each entry point again and again, on paths that end well, badly and early, and says how much memory stays.
// Run with --expose-gc, and two counts of calls. Prints a line of JSON: growth in bytes between them, per entry point, of
// memory outside the JavaScript heap. Entries of heavy work are called a fraction as often.
import {
  compile,
  curveFit,
  curveFitSync,
  Dataset,
  LogisticRegression,
  linalg,
  lineSearch,
  Matrix,
  minimize,
  minimizeAsync,
  minimizer,
  problems,
  Ridge,
} from '../../../dist/node.js'

const first = Number(process.argv[2])
const second = Number(process.argv[3])
const heavy = 0.1
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
const { signal } = new AbortController()
const aborted = AbortSignal.abort()

const rows = 40
const X = new Matrix(
  Float64Array.from({ length: rows * 3 }, (_, k) => Math.sin(k * k)),
  rows,
  3,
)
const damaged = new Matrix(X.data.slice().fill(Number.NaN, 60), rows, 3)
const y = Float64Array.from({ length: rows }, (_, i) => i % 2)
const data = new Dataset(X, y)
const model = new Ridge().fitSync(data)
const square = new Matrix(X.data.slice(0, 64), 8, 8)
const side = new Float64Array(8).fill(1)
const definite = linalg.gram(square)
for (let i = 0; i < 8; i++) definite.data[9 * i] += 1

function told() {
  const run = minimizer([-1.2, 1], few)
  while (!run.done) {
    const gradient = new Float64Array(2)
    const [point] = run.ask().points
    rosenbrock.gradient(point, gradient)
    run.tell({ value: rosenbrock.value(point), gradient })
  }
}

const interrupted = minimizer([-1.2, 1], { objective: rosenbrock })
interrupted[Symbol.iterator]().next()
const saved = interrupted.state()

const decay = 'a * exp(-b * t) + c'
const times = Float64Array.from({ length: 30 }, (_, i) => i / 5)
const decaying = { t: times, y: times.map((t, i) => 3 * Math.exp(-t) + Math.sin(i) / 20) }
const near = { start: [2, 0.8, 0.1] }
let fits = 0

const entries = {
  curveFitSync: () => curveFitSync(decay, decaying, near),
  'curveFitSync, formulas all different': [
    heavy,
    () => curveFitSync(`${decay} + ${fits++} * 0`, decaying, near).band({ t: times }),
  ],
  'curveFitSync, refused': () => swallow(() => curveFitSync(decay, decaying)),
  'curveFit on another thread': [heavy, () => curveFit(decay, decaying, { ...near, onIteration: () => true })],
  'curveFit, aborted': [heavy, () => curveFit(decay, decaying, { ...near, signal: aborted })],
  'curveFit by minimize': [heavy, () => curveFit(decay, decaying, { ...near, method: 'lbfgs' })],
  minimize: () => minimize(rosenbrock, [-1.2, 1], few),
  'minimize, refused': () => swallow(() => minimize(rosenbrock, [-1.2, 1], { methd: 'lbfgs' })),
  'minimize, throwing': () => swallow(() => minimize(fails, [1])),
  'minimize, in the core': () => minimize(problem, problem.start, few),
  'minimizeAsync, with a signal': [heavy, () => minimizeAsync(rosenbrock, [-1.2, 1], { ...few, signal, maxTime: 1e6 })],
  'minimizeAsync, in the core': () => minimizeAsync(problem, problem.start, few),
  'minimizeAsync, aborted': () => minimizeAsync(problem, problem.start, { signal: aborted }),
  'compile, minimized and disposed of': () => {
    const f = compile('(1 - x)**2 + 100 * (y - x**2)**2')
    minimize(f, { x: -1.2, y: 1 }, few)
    f.hessian([1, 1])
    f.dispose()
  },
  'compile, refused': () => swallow(() => compile('sin(x')),
  'compile, abandoned': [heavy, () => compile('a * exp(-b * t)').over({ t: side }).gradient([1, 2])],
  'minimizer, abandoned': () => minimizer([1, 2]).ask(),
  'minimizer, disposed of': () => minimizer([1, 2], { objective: rosenbrock }).dispose(),
  'minimizer, told': [heavy, told],
  'minimizer, resumed': [heavy, () => minimizer.resume(saved).dispose()],
  'problem evaluated': () => problem.gradient(problem.start),
  lineSearch: [heavy, () => lineSearch(rosenbrock, [-1.2, 1], [1, 0])],
  'fitSync of rows': [heavy, () => new LogisticRegression().fitSync(X, y)],
  'fitSync of a data set': [heavy, () => new LogisticRegression().fitSync(data)],
  'fitSync, refused': [heavy, () => swallow(() => new LogisticRegression().fitSync(damaged, y))],
  'fit of rows': [heavy, () => new LogisticRegression().fit(X, y)],
  'fit of a data set': [heavy, () => new LogisticRegression().fit(data)],
  'fit, refused': [heavy, () => new LogisticRegression().fit(damaged, y, { signal }).catch(() => {})],
  'fit, aborted': [heavy, () => new LogisticRegression().fit(X, y, { signal: aborted })],
  'fit, listener throwing': [heavy, () => swallow(() => new Ridge().fitSync(X, y, { onIteration: fails }))],
  'Dataset, disposed of': [heavy, () => new Dataset(X, y).dispose()],
  'Dataset, refused': [heavy, () => swallow(() => new Dataset(damaged, y))],
  'Dataset, abandoned': [heavy, () => new Dataset(X, y)],
  predict: () => model.predict(X),
  'predict of a data set': () => model.predict(data),
  'linalg.multiply': () => linalg.multiply(square, square),
  'linalg.cholesky and solve': [heavy, () => linalg.cholesky(definite).solve(side)],
  'linalg.svd': [heavy, () => linalg.svd(square)],
  'linalg.qr': [heavy, () => linalg.qr(square, { pivoting: true }).solve(side)],
  'linalg.solve, refused': [heavy, () => swallow(() => linalg.solve(square, [1]))],
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
for (const [name, entry] of Object.entries(entries)) {
  const [share, call] = Array.isArray(entry) ? entry : [1, entry]
  let calls = 0
  const upTo = async (count) => {
    for (; calls < count; calls++) {
      await call()
      // Finalizers of abandoned runs have their turn.
      if (calls % 1000 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
  }
  await upTo(share * first)
  const start = performance.now()
  // What leaks grows every time; what a table or a compiler takes once does not. Up to three rounds, the least counts.
  const rounds = []
  for (let round = 1; round <= 3; round++) {
    const before = await settle()
    await upTo(share * (first + round * (second - first)))
    const after = await settle()
    rounds.push({ rss: after.rss - before.rss, external: after.external - before.external })
    if (rounds.at(-1).rss < 1 << 19 && rounds.at(-1).external < 25_000) break
  }
  const least = (key) => Math.min(...rounds.map((one) => one[key]))
  const milliseconds = Math.round(performance.now() - start)
  growth[name] = { rss: least('rss'), external: least('external'), rounds: rounds.length, milliseconds }
}
console.log(JSON.stringify(growth))
