import { searchNames } from './backend/operations.ts'
import { rangeError } from './errors.ts'
import { Evaluator } from './evaluator.ts'
import { type Objective, providedBy, readObjective } from './objective.ts'
import { readOptions, type Schema } from './options/schema.ts'
import { type Evaluations, evaluationsOf, type Status } from './result.ts'
import { Run } from './run.ts'
import { searchIndex } from './run-options.ts'
import { readVector, type VectorLike } from './vector.ts'

export const lineSearchSchema = {
  method: { type: 'choice', values: searchNames, default: 'more-thuente' },
  stepSize: { type: 'number', above: 0, below: Infinity, default: 1 },
  sufficientDecrease: { type: 'number', above: 0, below: 1, default: 1e-4 },
  curvature: { type: 'number', above: 0, below: 1, default: 0.9 },
  differences: { type: 'choice', values: ['forward', 'central'], default: 'central' },
} as const satisfies Schema

/** Options of `lineSearch`. */
export interface LineSearchOptions {
  /** @default 'more-thuente' */
  method?: (typeof searchNames)[number]
  /** The first trial. @default 1 */
  stepSize?: number
  /** c₁ of φ(α) ≤ φ(0) + c₁ α φ′(0), which `exact` does without. @default 1e-4 */
  sufficientDecrease?: number
  /** c₂ of |φ′(α)| ≤ c₂ |φ′(0)|, which `armijo` and `exact` do without. @default 0.9 */
  curvature?: number
  /** How a gradient that is not given is approximated. @default 'central' */
  differences?: 'forward' | 'central'
}

/** How a line search ended. */
export interface LineSearchResult {
  /** The step α, or 0 when none decreases the value. */
  stepSize: number
  /** φ(α), the objective at x + α · direction. */
  value: number
  /** φ′(α), the slope there. */
  slope: number
  evaluations: Evaluations
  /**
   * `'solved'` when the conditions of the search hold; `'no-further-progress'` when they don't, whether there is a
   * decrease or not; `'unbounded'` when the value still falls at the longest step; `'not-finite'` when the objective is
   * not at x.
   */
  status: Status
}

/**
 * Searches along a direction for a step that decreases the objective enough.
 *
 * @param objective its value alone, or an object with derivatives; missing ones are approximated by differences
 * @param x where the line begins: n finite numbers
 * @param direction along which to go: n finite numbers
 * @throws what `minimize` throws for the same arguments, and what the objective throws
 * @example
 * const { stepSize } = lineSearch(([a]) => (a - 3) ** 2, [0], [1], { method: 'exact' }) // 3
 */
export function lineSearch(
  objective: Objective,
  x: VectorLike,
  direction: VectorLike,
  options?: LineSearchOptions,
): LineSearchResult {
  const given = readOptions('lineSearch', options, lineSearchSchema) as Required<LineSearchOptions>
  const start = readVector('x', x).slice()
  if (start.length === 0) throw rangeError('ERR_SHAPE', 'x must have at least one element')
  const along = readVector('direction', direction, start.length).slice()
  const functions = readObjective(objective)
  const { method, differences, ...numbers } = given
  const run = new Run({
    method,
    start,
    direction: along,
    lower: new Float64Array(0),
    upper: new Float64Array(0),
    provides: providedBy(functions),
    embedding: undefined,
    numbers: {
      ...numbers,
      maxEvaluations: Infinity,
      target: -Infinity,
      lineSearch: searchIndex(method),
      differences: differences === 'central' ? 1 : 0,
    },
  })
  try {
    const evaluator = new Evaluator(functions, start.length)
    for (run.begin(); !run.done; ) evaluator.answer(run)
    const { numbers: reached } = run.read()
    return {
      stepSize: reached.stepSize,
      value: reached.value,
      slope: run.status === 'not-finite' ? Number.NaN : reached.measured,
      evaluations: evaluationsOf(reached),
      status: run.status,
    }
  } finally {
    run.close()
  }
}
