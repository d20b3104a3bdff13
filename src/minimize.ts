import type { Point } from './compile/named.ts'
import { Evaluator } from './evaluator.ts'
import type { Objective } from './objective.ts'
import type { MinimizeOptions } from './options/by-method.ts'
import { prepare } from './prepare.ts'
import type { IterationInfo, MinimizeResult } from './result.ts'
import { Run } from './run.ts'
import { Watch } from './watch.ts'

/**
 * Minimizes a function of n variables.
 *
 * @param objective its value alone, or an object with derivatives; missing ones are approximated by differences. A
 *   compiled expression is evaluated in the core throughout, with its exact derivatives
 * @param start n finite numbers, by name for a compiled expression if you like; a method that draws its own start needs none where it has finite `bounds`
 * @returns the best point seen, with the reason for stopping: how a run ends is never thrown
 * @throws `TypeError` or `RangeError` with a `code` for misuse, before the objective is called; whatever the objective
 *   itself throws
 * @example
 * const { x, message } = minimize(([a, b]) => (1 - a) ** 2 + 100 * (b - a * a) ** 2, [-1.2, 1])
 */
export function minimize(objective: Objective, start: Point | undefined, options?: MinimizeOptions): MinimizeResult {
  const prepared = prepare('minimize', objective, start, options)
  const run = new Run(prepared.run)
  try {
    const trace: IterationInfo[] | undefined = prepared.options.trace ? [] : undefined
    const watch = new Watch(run, prepared.options, trace)
    if (prepared.functions) {
      const evaluator = new Evaluator(prepared.functions, run.variables, prepared.constraints)
      for (run.begin(); !run.done; ) if (watch.proceeds()) evaluator.answer(run, watch)
    } else {
      for (run.begin(); !run.done; ) if (watch.proceeds()) run.drive(watch.isNeeded)
    }
    watch.report()
    const result = run.result()
    if (trace) result.trace = trace
    return result
  } finally {
    run.close()
  }
}
