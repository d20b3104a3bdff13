import type { MinimizeResult } from 'steepest'
import type { ConstrainedProblem } from '../bench/constrained-problems.mjs'

/** How far a result is from the first-order conditions, by a problem's own derivatives and the multipliers returned. */
export interface Optimality {
  /** max |∇f - Σ λ ∇c - ζ|, each component times max(|x_j|, 1), over max(|f|, 1) */
  gradient: number
  /** The largest |λ c| or |ζ| times the distance to the bound, over max(|f|, 1). */
  slackness: number
  /** The largest multiplier of the wrong sign. */
  sign: number
  /** The largest violation, of constraints and bounds, in their own units. */
  violation: number
}

export function optimality(problem: ConstrainedProblem, { x, value, multipliers }: MinimizeResult): Optimality {
  if (!multipliers) throw new Error('there are no multipliers')
  const { equality, inequality, bounds } = problem
  const size = Math.max(Math.abs(value), 1)
  const gradient = Float64Array.from(problem.objective.gradient!(x, new Float64Array(x.length)) as ArrayLike<number>)
  const worst = { gradient: 0, slackness: 0, sign: 0, violation: 0 }
  const judge = (what: keyof Optimality, amount: number) => {
    if (!(amount <= worst[what])) worst[what] = amount
  }
  equality.forEach((c, i) => {
    const slopes = c.gradient(x)
    gradient.forEach((_, j) => {
      gradient[j]! -= multipliers.equality[i]! * slopes[j]!
    })
    judge('violation', Math.abs(c.value(x)))
  })
  inequality.forEach((c, i) => {
    const lambda = multipliers.inequality[i]!
    const slopes = c.gradient(x)
    gradient.forEach((_, j) => {
      gradient[j]! -= lambda * slopes[j]!
    })
    judge('violation', -c.value(x))
    judge('sign', -lambda)
    judge('slackness', Math.abs(lambda * c.value(x)) / size)
  })
  x.forEach((xj, j) => {
    const zeta = multipliers.bounds?.[j] ?? 0
    const { lower = -Infinity, upper = Infinity } = bounds ? { lower: bounds.lower[j], upper: bounds.upper[j] } : {}
    judge('violation', Math.max(lower - xj, xj - upper))
    if (zeta !== 0) judge('slackness', Math.abs(zeta * (xj - (zeta > 0 ? lower : upper))) / size)
    judge('gradient', (Math.abs(gradient[j]! - zeta) * Math.max(Math.abs(xj), 1)) / size)
  })
  return worst
}
