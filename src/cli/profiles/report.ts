// The results as a table for people, and as JSON.

import { backend } from '../../node.ts'
import { version } from '../../version.ts'
import { round, table } from '../table.ts'
import { familyOf } from './families.ts'
import { type Collection, collectionOf, tolerance } from './measure.ts'
import { type Profile, performanceProfiles, within } from './performance-profile.ts'
import { costsOf, median, type Results } from './results.ts'

/** A method over a collection. */
export interface Row {
  method: string
  family: string
  /** Of problems, once for each seed. */
  solved: number
  of: number
  /** The parts of all that it solves with the fewest evaluations, and with at most ten times as many. */
  best: number
  withinTen: number
  /** Of those solved; NaN where there are none. */
  medianEvaluations: number
  profile: Profile
}

/** The rows of a collection, the method that solves most first. */
export function rowsOf(results: Results, collection: Collection): Row[] {
  const { methods, costs } = costsOf(results, collection)
  const profiles = performanceProfiles(costs)
  return methods
    .map((method, i): Row => {
      const solved = costs[i]!.filter((cost) => cost !== undefined)
      return {
        method,
        family: familyOf(method),
        solved: solved.length,
        of: costs[i]!.length,
        best: within(profiles[i]!, 1),
        withinTen: within(profiles[i]!, 10),
        medianEvaluations: median(solved),
        profile: profiles[i]!,
      }
    })
    .sort((a, b) => b.solved - a.solved || b.withinTen - a.withinTen)
}

export function tableOf(rows: readonly Row[]): string {
  const percent = (part: number) => `${(100 * part).toFixed(0)} %`
  const lines = rows.map(({ method, family, solved, of, best, withinTen, medianEvaluations }) => [
    ...[method, family, `${solved} of ${of}`, percent(best), percent(withinTen)],
    Number.isNaN(medianEvaluations) ? '' : round(medianEvaluations, 4),
  ])
  return table([['method', 'family', 'solved', 'best', 'within 10x', 'median evaluations'], ...lines], [2, 3, 4, 5])
}

/** Everything, for other programs: NaN and infinities are null. */
export function jsonOf(results: Results, rows: Readonly<Partial<Record<Collection, Row[]>>>) {
  const { plan, runs, refusals } = results
  const { kind, isa } = backend()
  return {
    version,
    backend: { kind, isa },
    seeds: plan.seeds,
    evaluationsPerVariable: plan.budget,
    problems: plan.problems.map((problem) => ({
      name: problem.name,
      dimension: problem.dimension,
      title: problem.title,
      collection: collectionOf(problem),
      minimum: problem.minimum,
      solvedAt: (problem.minimum ?? 0) + tolerance(problem, problem.minimum ?? 0),
      shift: problem.shift && Array.from(problem.shift),
    })),
    collections: rows,
    runs: runs.map(({ problem, ...run }) => ({ problem: problem.name, dimension: problem.dimension, ...run })),
    refusals: refusals.map(({ problem, ...refusal }) => ({
      problem: problem.name,
      dimension: problem.dimension,
      ...refusal,
    })),
  }
}
