// Problems with constraints beside SciPy's SLSQP (test/data/scipy-slsqp.json, by bench/constraints.py): calls of the value
// and of the gradient until a point is within 1e-6 of the minimum and of the constraints.
//
//     npm run build && node bench/constraints.mjs
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { constrainedProblems } from './constrained-problems.mjs'

const scipy = JSON.parse(readFileSync(new URL('../test/data/scipy-slsqp.json', import.meta.url), 'utf8'))

/** Calls until a value is within the tolerance, and over the whole run; `solved` is undefined if none was. */
export function callsOf(minimize, { objective, constraints, bounds, start, minimum, equality, inequality }, options) {
  const calls = { value: 0, gradient: 0 }
  let solved
  const counted = {
    value(x) {
      calls.value++
      const value = objective.value(x)
      const near = Math.abs(value - minimum) <= scipy.tolerance * Math.max(1, Math.abs(minimum))
      const outside = [...equality.map((c) => Math.abs(c.value(x))), ...inequality.map((c) => -c.value(x))]
      if (!solved && near && Math.max(...outside) <= scipy.tolerance) solved = { ...calls }
      return value
    },
    gradient(x) {
      calls.gradient++
      return objective.gradient(x)
    },
  }
  const result = minimize(counted, start, { constraints, ...(bounds ? { bounds } : {}), ...options })
  return { solved, whole: calls, result }
}

/** The problems that both solve, with the calls of each. */
export function compare(minimize, options) {
  return constrainedProblems.map((problem, i) => {
    const { toTolerance, whole } = scipy.problems[i]
    return { number: problem.number, ours: callsOf(minimize, problem, options), scipy: { solved: toTolerance, whole } }
  })
}

async function report() {
  const { minimize } = await import('../dist/node.js')
  const rows = compare(minimize, { method: process.argv[2] ?? 'sqp' })
  const show = (calls) => (calls ? `${calls.value}/${calls.gradient}` : 'missed').padStart(12)
  console.log(`HS${['ours', 'SLSQP', 'ours whole', 'SLSQP whole'].map((text) => text.padStart(12)).join('')}`)
  for (const { number, ours, scipy: theirs } of rows) {
    const cells = [ours.solved, theirs.solved, ours.whole, theirs.whole.whole].map(show)
    console.log(`${`${number}`.padEnd(4)}${cells.join('')}  ${ours.result.status}`)
  }
  const both = rows.filter(({ ours, scipy: theirs }) => ours.solved && theirs.solved)
  const total = (of) => {
    const sum = (what) => both.reduce((before, row) => before + of(row)[what], 0)
    return show({ value: sum('value'), gradient: sum('gradient') })
  }
  const totals = [
    total(({ ours }) => ours.solved),
    total(({ scipy: theirs }) => theirs.solved),
    total(({ ours }) => ours.whole),
    total(({ scipy: theirs }) => theirs.whole.whole),
  ]
  console.log(`sum ${totals.join('')}  over the ${both.length} that both solve`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await report()
