// The profiles and the convergence curves as charts, a panel for each family of methods.
import type { MethodName } from '../../methods.ts'
import type { Problem } from '../../node.ts'
import { type Chart, panels, type Series } from '../../plot.ts'
import { byFamily } from './families.ts'
import { type Collection, tolerance } from './measure.ts'
import { meanOf, performanceProfiles } from './performance-profile.ts'
import { costsOf, medianHistory, type Results } from './results.ts'

const titles: Readonly<Record<Collection, string>> = {
  'more-garbow-hillstrom': 'the problems of Moré, Garbow and Hillstrom, from their standard starts',
  global: 'functions for global optimization, in their boxes, shifted',
}
const cost =
  'An evaluation is one of the value, the gradient or a Hessian-vector product; a Hessian of n variables counts n.'

/** Factors beyond this are all alike: hopelessly behind. */
const farthest = 2 ** 12

/** The profiles of all methods over a collection, as SVG: the best of each family, then family by family. */
export function drawProfiles(results: Results, collection: Collection): string {
  const { methods, costs, seeds, problems } = costsOf(results, collection)
  const profiles = performanceProfiles(costs)
  const means = profiles.map((profile) => meanOf(profile, farthest))
  const best = methods.toSorted((a, b) => means[methods.indexOf(b)]! - means[methods.indexOf(a)]!)

  const seriesOf = (method: MethodName): Series => {
    const { tau, fraction } = profiles[methods.indexOf(method)]!
    // To the right end, where the chart is cut.
    return { name: method, kind: 'steps', x: [...tau, farthest * 2], y: [...fraction, fraction.at(-1) ?? 0] }
  }
  // As far to the right as the last step of any.
  const rightOf = (members: readonly MethodName[]): number => {
    const last = Math.max(8, ...members.map((method) => profiles[methods.indexOf(method)]!.tau.at(-1) ?? 1))
    return Math.min(2 ** Math.ceil(Math.log2(1.01 * last)), farthest)
  }
  const chartOf = (title: string, members: readonly MethodName[]): Chart => ({
    title,
    x: {
      title: 'τ: evaluations, relative to those of the best method',
      scale: 'log2',
      range: [1, rightOf(members)],
    },
    y: { title: 'fraction of problems solved within τ', range: [0, 1.02] },
    series: best.filter((method) => members.includes(method)).map(seriesOf),
    width: 620,
  })
  const families = byFamily(methods)
  const bestOfEach = families.map(([, members]) => best.find((method) => members.includes(method))!)
  const leaders = families.length > 1 ? [chartOf('The best of each family', bestOfEach)] : []
  const repeated = seeds > 1 ? `, each with ${seeds} seeds` : ''
  return panels({
    title: `Performance profiles over ${titles[collection]}`,
    notes: [`${problems.length} problems${repeated}, at most ${results.plan.budget} n evaluations. ${cost}`],
    charts: [...leaders, ...families.map(([family, members]) => chartOf(family, members))],
  })
}

/** How the methods come near the minimum of a problem, as SVG: the median over the seeds, family by family. */
export function drawConvergence({ plan, runs }: Results, problem: Problem): string {
  const { minimum = 0, title, dimension } = problem
  const enough = tolerance(problem, minimum)
  const curves = new Map(
    plan.methods.flatMap((method) => {
      const own = runs.filter((run) => run.method === method && run.problem === problem)
      return own.length > 0 ? [[method, medianHistory(own)] as const] : []
    }),
  )
  const all = [...curves.values()]
  const errors = all.flatMap(({ error }) => error.filter((value) => Number.isFinite(value) && value > enough))
  // Alike in every panel, so that they can be compared.
  const x = rangeAround(all.flatMap(({ evaluations }) => evaluations))
  const y = rangeAround([enough, ...errors])
  const chartOf = (family: string, members: readonly MethodName[]): Chart => ({
    title: family,
    x: { title: 'evaluations', scale: 'log', range: x },
    y: { title: 'best value so far − minimum', scale: 'log', range: y },
    series: members.map((method): Series => {
      const { evaluations, error } = curves.get(method)!
      // Where it is solved it is solved, be it by rounding below the minimum.
      return { name: method, kind: 'steps', x: evaluations, y: error.map((value) => Math.max(value, enough)) }
    }),
    width: 620,
  })
  return panels({
    title: `Convergence on ${title} with ${dimension} variables`,
    notes: [
      `Solved at ${enough.toExponential(1).replace('.0', '')} above the minimum, where runs stop; medians over the seeds. ${cost}`,
    ],
    charts: byFamily([...curves.keys()]).map(([family, members]) => chartOf(family, members)),
  })
}

/** From the least of positive numbers to the most, with room beyond, so that no line runs along the edge. */
function rangeAround(values: readonly number[]): [number, number] {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity)
  return [least / 2, 2 * values.reduce((a, b) => Math.max(a, b), least)]
}
