// Evaluations that each method takes on the Moré–Garbow–Hillstrom problems, from their standard starts with exact
// derivatives, to a scaled gradient of 1e-8; of direct searches, to a size of 1e-8, or 20,000.
//
//     npm run build && node bench/mgh.mjs
import { minimize, problems } from '../dist/node.js'

const smooth = ['conjugate-gradient', 'newton', 'newton-cg', 'bfgs', 'dfp', 'lbfgs', 'lbfgsb', 'trust-region', 'sr1']
const direct = ['nelder-mead', 'powell', 'hooke-jeeves', 'cyclic-coordinate']
const methods = [...smooth, ...direct]
// Where the gradient is not asked for: until the method's own size is small.
const patient = { maxIterations: 1e6, maxEvaluations: 20_000 }
const standard = problems.list().filter(({ number }) => number !== undefined)

function cell(problem, method) {
  const { value, evaluations } = minimize(problem, problem.start, {
    method,
    ...(direct.includes(method) ? patient : {}),
  })
  const first = problem.value(problem.start)
  const near = (least) => value - least <= Math.max(1e-5 * least, Math.min(1e-8 * (first - least), 1e-7))
  return { evaluations: evaluations.value, solved: problem.minima.some((minimum) => near(minimum.value)) }
}

const width = Math.max(...standard.map(({ title }) => title.length)) + 5
console.log(`${''.padEnd(width)}${methods.map((name) => name.padStart(20)).join('')}`)
const totals = methods.map(() => ({ evaluations: 0, solved: 0 }))
for (const problem of standard) {
  const cells = methods.map((method, i) => {
    const result = cell(problem, method)
    totals[i].evaluations += result.evaluations
    totals[i].solved += result.solved ? 1 : 0
    return `${result.evaluations}${result.solved ? '' : ' missed'}`.padStart(20)
  })
  console.log(`${`${problem.title} ${problem.dimension}`.padEnd(width)}${cells.join('')}`)
}
console.log(`${'evaluations'.padEnd(width)}${totals.map(({ evaluations }) => `${evaluations}`.padStart(20)).join('')}`)
console.log(
  `${'solved'.padEnd(width)}${totals.map(({ solved }) => `${solved} of ${standard.length}`.padStart(20)).join('')}`,
)
