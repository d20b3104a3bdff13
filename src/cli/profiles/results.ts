// The measurements of all runs, and what is drawn from them: costs for profiles, medians for convergence.
import type { MethodName } from '../../methods.ts'
import { type Problem, problems } from '../../node.ts'
import { Misuse } from '../command.ts'
import { byFamily } from './families.ts'
import { type Collection, collectionOf, isSeeded, type Measured, measure } from './measure.ts'

/** What is to run. */
export interface Plan {
  methods: readonly MethodName[]
  problems: readonly Problem[]
  /** How many seeds there are, for methods that draw random numbers and for starts that are drawn. */
  seeds: number
  /** Most evaluations for each variable. */
  budget: number
}

/** A run that was made. */
export interface Run extends Measured {
  method: MethodName
  problem: Problem
  /** Where runs differ by it. */
  seed?: number
}

/** A method that takes no such problem, with what it said. */
export interface Refusal {
  method: MethodName
  problem: Problem
  message: string
}

export interface Results {
  plan: Plan
  runs: Run[]
  refusals: Refusal[]
}

/** The problems of a name, of a name and a number of variables as in `ackley:30`, or of a collection. */
export function selectProblems(names: readonly string[] | undefined): Problem[] {
  const all = problems.list({ shifted: true })
  if (!names) return all
  const chosen = new Set<Problem>()
  for (const name of names) {
    const matching = all.filter(
      (problem) =>
        [problem.name, `${problem.name}:${problem.dimension}`].includes(name) || collectionOf(problem) === name,
    )
    if (matching.length === 0) {
      const some = [...new Set(all.map((problem) => problem.name))].join(', ')
      throw new Misuse(`--problems: there is no ${name}; there are more-garbow-hillstrom, global, or of these: ${some}`)
    }
    for (const problem of matching) chosen.add(problem)
  }
  return all.filter((problem) => chosen.has(problem))
}

/** Makes the runs one by one, each told of before it is made. */
export function* makeRuns(plan: Plan): Generator<string, Results> {
  const results: Results = { plan, runs: [], refusals: [] }
  for (const method of byFamily(plan.methods).flatMap(([, members]) => members)) {
    for (const problem of plan.problems) {
      yield `${method} on ${problem.name} with ${problem.dimension} variables`
      runSeeds(method, problem, results)
    }
  }
  return results
}

function runSeeds(method: MethodName, problem: Problem, { plan, runs, refusals }: Results): void {
  const seeded = isSeeded(problem, method)
  for (let seed = 0; seed < (seeded ? plan.seeds : 1); seed++) {
    try {
      const measured = measure(problem, method, { budget: plan.budget, seed })
      runs.push({ method, problem, ...(seeded ? { seed } : {}), ...measured })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ERR_OPTION')) throw error
      refusals.push({ method, problem, message: error.message })
      return
    }
  }
}

/**
 * What each method takes for each problem of a collection, once for each seed: where runs do not differ by it, the same
 * each time. Methods that refuse all of them are left out.
 */
export function costsOf({ plan, runs }: Results, collection: Collection) {
  const ofCollection = plan.problems.filter((problem) => collectionOf(problem) === collection)
  const methods = plan.methods.filter((method) =>
    runs.some((run) => run.method === method && ofCollection.includes(run.problem)),
  )
  const seeds = ofCollection.some((problem) => methods.some((method) => isSeeded(problem, method))) ? plan.seeds : 1
  const costs = methods.map((method) =>
    ofCollection.flatMap((problem) => {
      const own = runs.filter((run) => run.method === method && run.problem === problem)
      return Array.from(
        { length: seeds },
        (_, seed) => own.find((run) => run.seed === undefined || run.seed === seed)?.solvedAfter,
      )
    }),
  )
  return { problems: ofCollection, methods, seeds, costs }
}

/** The median over a method's runs of the best error after so many evaluations, at each where it may have changed. */
export function medianHistory(runs: readonly Measured[]): { evaluations: number[]; error: number[] } {
  const most = Math.max(0, ...runs.map((run) => run.history.at(-1)?.evaluations ?? 0))
  const first = Math.min(...runs.map((run) => run.history[0]?.evaluations ?? Infinity))
  const evaluations: number[] = []
  for (let at = first; at < most; at *= 1.05) evaluations.push(at)
  if (most > 0) evaluations.push(most)
  const error = evaluations.map((at) => median(runs.map(({ history }) => errorAt(history, at))))
  return { evaluations, error }
}

const errorAt = (history: Measured['history'], evaluations: number): number =>
  history.findLast((point) => point.evaluations <= evaluations)?.error ?? Infinity

/** The middle one; of an even number the higher of the two, so that one that failed counts. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
