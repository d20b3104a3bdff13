// Differential evolution on the test functions for global optimization, shifted, beside SciPy's at its defaults
// (test/data/scipy-differential-evolution.json): successes of 25 seeds, each within the evaluations that SciPy's run of
// that seed took to its own end.
//
//     npm run build && node bench/population.mjs
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const file = new URL('../test/data/scipy-differential-evolution.json', import.meta.url)
const scipy = JSON.parse(readFileSync(file, 'utf8'))

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2
}

/** A row for each problem of at most so many variables. */
export function compareSuccesses({ minimize, problems }, polish, mostVariables = Infinity) {
  const shifted = problems.list({ shifted: true })
  return scipy.problems
    .filter(({ dimension }) => dimension <= mostVariables)
    .map(({ name, dimension, plain, polished }) => {
      const problem = shifted.find((one) => one.name === name && one.dimension === dimension)
      const target = problem.minimum + 1e-6 * Math.max(1, Math.abs(problem.minimum))
      const { successes, evaluations } = polish ? polished : plain
      const calls = evaluations.flatMap((maxEvaluations, seed) => {
        const options = {
          method: 'differential-evolution',
          bounds: problem.bounds,
          seed,
          maxEvaluations,
          target,
          polish,
        }
        const run = minimize(problem, undefined, options)
        return run.status === 'target' && run.evaluations.value <= maxEvaluations ? [run.evaluations.value] : []
      })
      return { problem, ours: calls.length, theirs: successes, median: calls.length > 0 ? median(calls) : Number.NaN }
    })
}

function print(library, polish) {
  console.log(`\n${polish ? 'with' : 'without'} polish`.padEnd(28), 'ours SciPy  of 25, median evaluations of ours')
  const rows = compareSuccesses(library, polish)
  for (const { problem, ours, theirs, median } of rows) {
    const name = `${problem.title} ${problem.dimension}`.padEnd(28)
    console.log(name, `${ours}`.padStart(4), `${theirs}`.padStart(5), `${median}`.padStart(8))
  }
  const total = (whose) => rows.reduce((sum, row) => sum + row[whose], 0)
  console.log('total'.padEnd(28), `${total('ours')}`.padStart(4), `${total('theirs')}`.padStart(5))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const library = await import('../dist/node.js')
  print(library, false)
  print(library, true)
}
