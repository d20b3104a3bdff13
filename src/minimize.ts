import { readBounds } from './bounds.ts'
import { rangeError } from './errors.ts'
import { needs } from './needs.ts'
import { Evaluator, type Objective } from './objective.ts'
import { methodDefaults } from './options/method-defaults.ts'
import { minimizeSchema } from './options/minimize.ts'
import { readOptions } from './options/schema.ts'
import type { IterationInfo, MinimizeResult, Status } from './result.ts'
import { Run, searchIndex } from './run.ts'
import { readVector, type VectorLike } from './vector.ts'

/** Options of `minimize`; what a method does not use, it ignores. */
export interface MinimizeOptions {
  /** @default 'auto' */
  method?: 'auto' | 'lbfgs'
  /** A number stands for every variable; infinities for none. */
  bounds?: { lower?: number | VectorLike; upper?: number | VectorLike }
  /** Stops when the scaled gradient is at most this. @default 1e-8, or 1e-5 with differences */
  gradientTolerance?: number
  /** Stops when the relative change of the value is at most this. @default 0, which is off */
  functionTolerance?: number
  /** Stops when the relative change of every variable is at most this. @default 0, which is off */
  stepTolerance?: number
  /** @default 1000 */
  maxIterations?: number
  /** @default Infinity */
  maxEvaluations?: number
  /** Milliseconds. @default Infinity */
  maxTime?: number
  /** Stops at this value. @default -Infinity */
  target?: number
  lineSearch?: 'strong-wolfe'
  /** c₁ of the line search. */
  sufficientDecrease?: number
  /** c₂ of the line search. */
  curvature?: number
  /** Correction pairs that `lbfgs` keeps. @default 10 */
  memory?: number
  /** How missing derivatives are approximated. @default 'central' */
  differences?: 'forward' | 'central'
  /** Called after each iteration; `false` stops the run. */
  onIteration?: (info: IterationInfo) => unknown
  signal?: AbortSignal
  /** Keeps a record of each iteration in the result. @default false */
  trace?: boolean
}

/**
 * Minimizes a function of n variables.
 *
 * @param objective its value alone, or an object with derivatives; missing ones are approximated by differences
 * @param start n finite numbers
 * @returns the best point seen, with the reason for stopping: how a run ends is never thrown
 * @throws `TypeError` or `RangeError` with a `code` for misuse, before the objective is called; whatever the objective
 *   itself throws
 * @example
 * const { x, message } = minimize(([a, b]) => (1 - a) ** 2 + 100 * (b - a * a) ** 2, [-1.2, 1])
 */
export function minimize(objective: Objective, start: VectorLike, options?: MinimizeOptions): MinimizeResult {
  const given = readOptions('minimize', options, minimizeSchema) as Required<MinimizeOptions>
  const from = Float64Array.from(readVector('start', start))
  if (from.length === 0) throw rangeError('ERR_SHAPE', 'start must have at least one element')
  const { lower, upper } = readBounds(given.bounds, from.length)
  const evaluator = new Evaluator(objective, from.length)
  const method = 'lbfgs'
  const defaults = methodDefaults[method]
  const run = new Run(
    {
      method,
      start: from,
      lower,
      upper,
      numbers: {
        gradientTolerance: given.gradientTolerance ?? (evaluator.provides & needs.gradient ? 1e-8 : 1e-5),
        functionTolerance: given.functionTolerance,
        stepTolerance: given.stepTolerance,
        maxIterations: given.maxIterations,
        maxEvaluations: given.maxEvaluations,
        target: given.target,
        lineSearch: searchIndex(given.lineSearch ?? defaults.lineSearch),
        sufficientDecrease: given.sufficientDecrease ?? defaults.sufficientDecrease,
        curvature: given.curvature ?? defaults.curvature,
        memory: given.memory,
        differences: given.differences === 'central' ? 1 : 0,
      },
    },
    evaluator.provides,
  )
  try {
    const trace: IterationInfo[] | undefined = given.trace ? [] : undefined
    follow(run, evaluator, given, trace)
    return { ...run.result(), ...(trace ? { trace } : {}) }
  } finally {
    run.close()
  }
}

// The loop of whoever owns the objective: here, JavaScript.
function follow(
  run: Run,
  evaluator: Evaluator,
  { maxTime, signal, onIteration }: Pick<MinimizeOptions, 'maxTime' | 'signal' | 'onIteration'>,
  trace: IterationInfo[] | undefined,
): void {
  const until = maxTime === undefined || maxTime === Infinity ? Infinity : performance.now() + maxTime
  const watched = onIteration !== undefined || trace !== undefined
  const interruption = (): Status | undefined => {
    if (signal?.aborted) return 'aborted'
    return until !== Infinity && performance.now() >= until ? 'max-time' : undefined
  }
  run.begin()
  while (!run.done) {
    let stop = interruption()
    if (!stop) run.answer(evaluator)
    if (watched && run.iterated) {
      const info = run.iteration()
      trace?.push(info)
      if (onIteration?.(info) === false) stop = 'stopped'
    }
    if (stop && !run.done) run.end(stop)
  }
}
