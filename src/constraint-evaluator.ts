// Answers what a run asks of constraints that are functions. Each call gets arrays of its own; those to be filled
// arrive full of NaN, so that a number never written is seen.
import { type ConstraintFunctions, type ConstraintGroups, constraintKinds, jacobianNeeds } from './constraints.ts'
import { rangeError } from './errors.ts'
import { Matrix, readMatrix } from './matrix.ts'
import { needs } from './needs.ts'
import { takeVector } from './objective.ts'
import type { Run } from './run.ts'

/** One call of the caller's functions, and what to do with its answer. */
interface Call {
  make(): unknown
  take(returned: unknown): void
}

/** The calls that answer the run's question about its constraints. */
function callsFor(run: Run, groups: ConstraintGroups, n: number): Call[] {
  const wanted = run.needs
  const calls: Call[] = []
  const at = (read: (out: Float64Array) => void) => {
    const x = new Float64Array(n)
    read(x)
    return x
  }
  let first = 0
  for (const name of constraintKinds) {
    const group = groups[name]
    if (!group) continue
    const row = first
    const what = `values of constraints.${name}`
    if (wanted & needs.constraints) {
      calls.push(
        valuesAt(
          group,
          what,
          at((x) => run.box.readPoint(x)),
          (c) => run.box.writeConstraints(row, c),
        ),
      )
    }
    if (wanted & needs.constraintBatch) {
      for (let i = 0; i < run.box.batchSize; i++) {
        const x = at((out) => run.box.readBatchPoint(i, out))
        calls.push(valuesAt(group, what, x, (c) => run.box.writeBatchConstraints(i, row, c)))
      }
    }
    if (wanted & jacobianNeeds[name]) {
      const out = Matrix.zeros(group.count, n)
      out.data.fill(Number.NaN)
      calls.push({
        make: () =>
          group.jacobian!(
            at((x) => run.box.readPoint(x)),
            out,
          ),
        take: (returned) => run.box.writeJacobian(row, takeJacobian(name, out, returned, group.count, n)),
      })
    }
    first += group.count
  }
  return calls
}

function valuesAt(
  { count, values }: ConstraintFunctions,
  what: string,
  x: Float64Array,
  write: (c: ArrayLike<number>) => void,
): Call {
  const out = new Float64Array(count).fill(Number.NaN)
  return { make: () => values!(x, out), take: (returned) => write(takeVector(what, out, returned, count)) }
}

function takeJacobian(name: string, written: Matrix, returned: unknown, count: number, n: number): ArrayLike<number> {
  const what = `the Jacobian of constraints.${name}`
  const answer = returned === undefined ? written : readMatrix(what, returned)
  if (answer.rows !== count || answer.columns !== n || answer.data.length !== count * n) {
    throw rangeError('ERR_SHAPE', `${what} must be ${count} x ${n}, got ${answer.rows} x ${answer.columns}`)
  }
  return answer.data
}

export function answerConstraints(run: Run, groups: ConstraintGroups, n: number): void {
  for (const { make, take } of callsFor(run, groups, n)) take(make())
}

/** The same by functions that may return promises; all are called at once. */
export async function answerConstraintsAsync(run: Run, groups: ConstraintGroups, n: number): Promise<void> {
  await Promise.all(callsFor(run, groups, n).map(async ({ make, take }) => take(await make())))
}
