import type { minimize, problems } from 'steepest'

export interface Comparison {
  solved: number
  solvedByThem: number
  /** Solved by them and not by us. */
  lost: string[]
  median: number
  total: number
}

export const pairs: readonly [ours: string, theirs: string][]

export function compare(
  steepest: { minimize: typeof minimize; problems: typeof problems },
  ours: string,
  theirs: string,
): Comparison
