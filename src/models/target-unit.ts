// Least squares are homogeneous: targets c times as large have coefficients c times as large, and an objective c² times.
// So targets whose squares would overflow or vanish are counted in a unit of their size. It is a power of two: no digit
// is lost.
import type { GlmOutcome, GlmProblem } from './glm.ts'

const largest = 1e100

/** 1 where squares are safe, else a power of two near the largest of `values`. */
export function unitOf(...values: Float64Array[]): number {
  let most = 0
  for (const each of values) for (let i = 0; i < each.length; i++) most = Math.max(most, Math.abs(each[i]!))
  if (most === 0 || (most >= 1 / largest && most <= largest)) return 1
  return 2 ** Math.floor(Math.log2(most))
}

export const divided = (values: Float64Array, unit: number): Float64Array =>
  unit === 1 ? values : values.map((value) => value / unit)

export function inUnits(problem: GlmProblem): GlmProblem {
  const { y, start, unit } = problem
  return { ...problem, y: divided(y, unit), start: divided(start, unit) }
}

export function outcomeInUnits(outcome: GlmOutcome, unit: number): GlmOutcome {
  if (unit === 1) return outcome
  const { parameters, numbers, report } = outcome
  return {
    ...outcome,
    parameters: parameters.map((value) => value * unit),
    numbers: { ...numbers, value: numbers.value * unit * unit },
    report: { ...report, gap: report.gap * unit * unit },
  }
}
