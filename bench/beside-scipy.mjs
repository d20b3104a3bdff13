// The Moré–Garbow–Hillstrom problems from their standard starts, beside what SciPy's methods take
// (test/data/scipy-mgh.json): which are solved, and how many values and gradients bring the largest component of the
// gradient to 1e-6, or how many values a whole run of a method without gradients takes.
//
//     npm run build && node bench/beside-scipy.mjs
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const scipy = JSON.parse(readFileSync(new URL('../test/data/scipy-mgh.json', import.meta.url), 'utf8'))

/** Our methods, and SciPy's of the same name or kind. */
export const pairs = [
  ['bfgs', 'BFGS'],
  ['lbfgs', 'L-BFGS-B'],
  ['lbfgs', 'L-BFGS-B ftol=0'],
  ['conjugate-gradient', 'CG'],
  ['newton-cg', 'Newton-CG'],
  ['newton-cg', 'Newton-CG xtol=1e-10'],
  ['newton-cg', 'trust-ncg'],
  ['trust-region', 'trust-exact'],
  ['nelder-mead', 'Nelder-Mead adaptive tight'],
  ['powell', 'Powell tight'],
]
// Runs of these are compared whole, each ending by its own tolerances: SciPy's are 1e-8 in x and 1e-12 in F.
const withoutGradients = ['nelder-mead', 'powell']

// As SciPy's figures count.
function isSolved(problem, value) {
  return problem.minima.some(({ value: least, atInfinity }) => {
    if (atInfinity) return false
    return least === 0 ? value <= 1e-10 : Math.abs(value - least) <= 1e-6 * least
  })
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0)

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2
}

function runWithoutGradients(minimize, method, problem) {
  const options = { method, maxIterations: 1e6, maxEvaluations: 20_000 }
  const { value, evaluations } = minimize(problem, problem.start, options)
  return { calls: evaluations.value, solved: isSolved(problem, value) }
}

// Calls of value and gradient until no component of the gradient is above 1e-6; whether the whole run solves it.
function runOurs(minimize, method, problem) {
  if (withoutGradients.includes(method)) return runWithoutGradients(minimize, method, problem)
  let calls
  const { value, evaluations } = minimize(problem, problem.start, {
    method,
    maxIterations: 10_000,
    onIteration({ x, evaluations }) {
      const largest = Math.max(...problem.gradient(x).map(Math.abs))
      if (largest <= 1e-6) calls ??= evaluations.value + evaluations.gradient
    },
  })
  return { calls: calls ?? evaluations.value + evaluations.gradient, solved: isSolved(problem, value) }
}

/** One of ours beside one of theirs: problems solved by each; of our calls to theirs, over those both solve. */
export function compare({ minimize, problems }, ours, theirs) {
  const runs = problems
    .list()
    .filter(({ number }) => number !== undefined)
    .map((problem) => {
      const { methods } = scipy.problems.find(({ number, n }) => number === problem.number && n === problem.dimension)
      const { calls, solved } = methods[theirs]
      const run = runOurs(minimize, ours, problem)
      return { title: `${problem.title} ${problem.dimension}`, ...run, theirs: { calls: calls[0] + calls[1], solved } }
    })
  const shared = runs.filter((run) => run.solved && run.theirs.solved)
  return {
    solved: runs.filter((run) => run.solved).length,
    solvedByThem: runs.filter((run) => run.theirs.solved).length,
    lost: runs.filter((run) => run.theirs.solved && !run.solved).map(({ title }) => title),
    median: median(shared.map((run) => run.calls / run.theirs.calls)),
    total: sum(shared.map((run) => run.calls)) / sum(shared.map((run) => run.theirs.calls)),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const steepest = await import('../dist/node.js')
  const columns = ['', '', 'solved', 'by SciPy', 'median ratio', 'total ratio']
  const row = (cells) => console.log(cells.map((cell, i) => (i < 2 ? cell.padEnd(21) : cell.padStart(13))).join(''))
  console.log(`${scipy.made}; calls of value and gradient, ours to theirs`)
  row(columns)
  for (const [ours, theirs] of pairs) {
    const { solved, solvedByThem, median, total } = compare(steepest, ours, theirs)
    row([ours, theirs, `${solved}`, `${solvedByThem}`, median.toFixed(3), total.toFixed(3)])
  }
}
