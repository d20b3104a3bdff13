// One run of a method on a test function: whether it solved it, after how many evaluations, and how it came there.

import { has, type MethodName } from '../../methods.ts'
import { type Evaluations, type MinimizeResult, minimize, type Problem } from '../../node.ts'
import { generator } from '../generator.ts'

/** The collections that problems come from: they are solved to different accuracies, and shown apart. */
export const collections = ['more-garbow-hillstrom', 'global'] as const
export type Collection = (typeof collections)[number]

export const collectionOf = (problem: Problem): Collection =>
  problem.number === undefined ? 'global' : 'more-garbow-hillstrom'

/** How far above a known minimum still counts as solved. */
export function tolerance(problem: Problem, minimum: number): number {
  if (collectionOf(problem) === 'global') return 1e-6 * Math.max(1, Math.abs(minimum))
  return minimum === 0 ? 1e-10 : 1e-6 * Math.abs(minimum)
}

/** What evaluations count: derivatives are exact, and a Hessian is worth its n products. */
export const charge = ({ value, gradient, hessian, hessianProduct }: Evaluations, n: number): number =>
  value + gradient + hessianProduct + n * hessian

/** How a run went. */
export interface Measured {
  /** Evaluations up to where it was solved; undefined where it was not. */
  solvedAfter: number | undefined
  /** Evaluations in all. */
  evaluations: number
  /** The lowest value above the minimum. */
  error: number
  status: string
  /** The best error so far, at evaluations each about a tenth more than the one before. */
  history: Point[]
}

export interface Point {
  evaluations: number
  error: number
}

export interface Limits {
  /** Most evaluations for each variable. */
  budget: number
  seed: number
}

/**
 * Runs a method with its defaults, except for the number of iterations: evaluations are what is limited. It stops where
 * the function is solved.
 *
 * @throws `ERR_OPTION` where the method refuses the problem
 */
export function measure(problem: Problem, method: MethodName, { budget, seed }: Limits): Measured {
  const { bounds, dimension: n, minimum = -Infinity } = problem
  const bounded = bounds !== undefined && has(method, 'bounds')
  const history = new History(minimum)
  const options = {
    method,
    target: minimum + tolerance(problem, minimum),
    maxEvaluations: budget * n,
    maxIterations: Number.MAX_SAFE_INTEGER,
    onIteration: (info: { value: number; evaluations: Evaluations }) =>
      history.add(charge(info.evaluations, n), info.value),
    ...(bounded ? { bounds } : {}),
    ...(has(method, 'random') ? { seed } : {}),
  }
  const startless = bounded && has(method, 'startless')
  const result = minimize(problem, startless ? undefined : startOf(problem, seed), options)
  const evaluations = charge(result.evaluations, n)
  history.add(evaluations, result.value, true)
  return {
    solvedAfter: inside(result.x, bounds) ? solvedAfter(problem, result, history) : undefined,
    evaluations,
    error: result.value - minimum,
    status: result.status,
    history: history.points,
  }
}

/**
 * Where methods start that need a start: in a box at a point drawn evenly from it, for each seed another. The problem's
 * own start, alike in all variables, would let methods that follow gradients solve a separable function as one of a
 * single variable.
 */
export function startOf({ bounds, start }: Problem, seed: number): Float64Array {
  if (!bounds) return start
  const draw = generator(seed)
  return bounds.lower.map((low, j) => low + (draw() / 2 ** 32) * (bounds.upper[j]! - low))
}

/** Whether runs differ by seed. */
export const isSeeded = (problem: Problem, method: MethodName): boolean =>
  problem.bounds !== undefined || has(method, 'random')

// A method that keeps to no box may have found lower values elsewhere.
function inside(x: Float64Array, bounds: Problem['bounds']): boolean {
  return !bounds || x.every((value, j) => value >= bounds.lower[j]! && value <= bounds.upper[j]!)
}

// The run stopped where it had come near enough. A local method that ends in another known minimum has done its work too,
// when it first was that low.
function solvedAfter(problem: Problem, { value }: MinimizeResult, history: History): number | undefined {
  const { points } = history
  const { minimum = -Infinity } = problem
  if (value <= minimum + tolerance(problem, minimum)) return points.at(-1)?.evaluations
  const local = problem.minima.find(
    (known) => known.local && Math.abs(value - known.value) <= tolerance(problem, known.value),
  )
  if (!local) return undefined
  const limit = local.value + tolerance(problem, local.value) - minimum
  return points.find(({ error }) => error <= limit)?.evaluations
}

/** Keeps the best error so far, thinned evenly on a logarithmic scale. */
class History {
  readonly points: Point[] = []
  readonly #minimum: number
  #best = Infinity
  #next = 0

  constructor(minimum: number) {
    this.#minimum = minimum
  }

  readonly add = (evaluations: number, value: number, last = false): void => {
    const error = value - this.#minimum
    if (error < this.#best) this.#best = error
    const before = this.points.at(-1)
    const told = before?.evaluations === evaluations && before.error === this.#best
    if (told || (evaluations < this.#next && !last)) return
    this.#next = 1.1 * evaluations
    this.points.push({ evaluations, error: this.#best })
  }
}
