// A minimization in a million variables, on other threads: told how it goes, and given up after half a second.
import { minimizeAsync, problems } from 'steepest'

const problem = problems.rosenbrock(1_000_000)
const { status, value, iterations } = await minimizeAsync(problem, problem.start, {
  signal: AbortSignal.timeout(500),
  onIteration: ({ iteration, value }) => console.log(`iteration ${iteration}: ${value.toPrecision(6)}`),
})
console.log(`${status} after ${iterations} iterations at ${value.toPrecision(6)}, the best so far`)
