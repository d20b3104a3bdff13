// Problems of leastSquares whose Jacobians are known, and whether what it claims of them is so.
import type { LeastSquaresResult } from 'steepest'
import { expect } from 'vitest'

type Vector = Float64Array | number[]

export interface Problem {
  residuals: (x: Vector) => number[]
  jacobian: (x: Vector) => number[][]
  start: number[]
}

const at = (x: Vector, i: number) => x[i] as number

/** r = 0 at (1, 1). */
export const valley: Problem = {
  residuals: (x) => [10 * (at(x, 1) - at(x, 0) ** 2), 1 - at(x, 0)],
  jacobian: (x) => [
    [-20 * at(x, 0), 10],
    [-1, 0],
  ],
  start: [-1.2, 1],
}

const times = [0.5, 1, 1.5, 2, 3, 4]
const measured = [2.4, 1.7, 1.3, 0.9, 0.7, 0.2]

/** A decay through points that do not lie on one. */
export const decay: Problem = {
  residuals: (x) => times.map((t, i) => at(x, 0) * Math.exp(-at(x, 1) * t) - measured[i]!),
  jacobian: (x) => times.map((t) => [Math.exp(-at(x, 1) * t), -at(x, 0) * t * Math.exp(-at(x, 1) * t)]),
  start: [1, 1],
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, v, i) => sum + v * b[i]!, 0)
const length = (a: readonly number[]) => Math.hypot(...a)

/**
 * The cosine of the angle between r and the columns of J, of variables that may move to where r becomes less: by
 * Gram and Schmidt, each column twice, the longest that is left first.
 */
export function cosineAt(
  { residuals, jacobian }: Problem,
  x: Vector,
  lower: readonly number[] = [],
  upper: readonly number[] = [],
): number {
  let r = residuals(x)
  const all = length(r)
  const rows = jacobian(x)
  let columns = rows[0]!.flatMap((_, j) => {
    const column = rows.map((row) => row[j]!)
    const slope = dot(column, r)
    const isHeld = (at(x, j) === lower[j] && slope > 0) || (at(x, j) === upper[j] && slope < 0)
    return isHeld || length(column) === 0 ? [] : [column.map((v) => v / length(column))]
  })
  while (columns.length > 0 && all > 0) {
    columns.sort((a, b) => length(b) - length(a))
    const [longest = [], ...rest] = columns
    if (length(longest) < 1e-10) break
    const unit = longest.map((v) => v / length(longest))
    const without = (v: number[]) => v.map((value, i) => value - dot(unit, v) * unit[i]!)
    r = without(without(r))
    columns = rest.map((column) => without(without(column)))
  }
  const left = length(r)
  return all === 0 ? 0 : Math.sqrt(Math.max(0, (1 - left / all) * (1 + left / all)))
}

/** Whether r is no larger than what the last digits of the variables make of it. */
function isRounding({ residuals, jacobian }: Problem, x: Vector): boolean {
  const rows = jacobian(x)
  const sizes = rows[0]!.map((_, j) => Math.abs(at(x, j)) * length(rows.map((row) => row[j]!)))
  return length(residuals(x)) <= 64 * Number.EPSILON * Math.max(...sizes)
}

/** Checks what is claimed of a point, and that all that is said belongs to that point. */
export function expectHonest(
  problem: Problem,
  { x, converged, message, residuals, jacobian, value }: LeastSquaresResult,
  lower?: readonly number[],
  upper?: readonly number[],
): void {
  expect(x.every(Number.isFinite)).toBe(true)
  if (converged && !isRounding(problem, x)) {
    expect(cosineAt(problem, x, lower, upper), `${message} x = ${x}`).toBeLessThanOrEqual(1e-4)
  }
  expect(message.includes('not converged') && converged, message).toBe(false)
  if (!Number.isFinite(value)) return
  expect(Array.from(residuals)).toEqual(problem.residuals(x))
  expect(value).toBe(0.5 * dot(Array.from(residuals), Array.from(residuals)))
  if (!jacobian) return
  for (const [i, row] of problem.jacobian(x).entries()) {
    for (const [j, slope] of row.entries()) {
      expect(Math.abs(jacobian.at(i, j) - slope)).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(slope)))
    }
  }
}
