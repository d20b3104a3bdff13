import type { minimize, Problem, problems } from 'steepest'

interface Comparison {
  problem: Problem
  /** Successes of 25. */
  ours: number
  theirs: number
  /** Of our successes, the median of the evaluations; NaN without any. */
  median: number
}

export function compareSuccesses(
  library: { minimize: typeof minimize; problems: typeof problems },
  polish: boolean,
  mostVariables?: number,
): Comparison[]
