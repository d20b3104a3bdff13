import { isReady } from './backend/current.ts'
import { init } from './backend/load.ts'
import { turn } from './backend/turn.ts'
import type { Point } from './compile/named.ts'
import type { CoreObjective } from './core-objective.ts'
import { type AsyncObjectiveFunctions, answerAsync } from './evaluator-async.ts'
import type { ObjectiveFunctions } from './objective.ts'
import type { MinimizeOptions } from './options/by-method.ts'
import { type Prepared, prepare } from './prepare.ts'
import type { IterationInfo, MinimizeResult, Progress } from './result.ts'
import { Run } from './run.ts'
import { supervise } from './supervise.ts'
import { Watch } from './watch.ts'

/** An objective that may answer with promises. */
export type AsyncObjective =
  | ((x: Float64Array) => number | PromiseLike<number>)
  | AsyncObjectiveFunctions
  | CoreObjective

/** As for `minimize`; where the core answers by itself, `onIteration` is told of progress only. */
export type AsyncOptions = Without<MinimizeOptions, 'onIteration'> & {
  onIteration?: (info: IterationInfo | Progress) => unknown
}

// Omit, of each member of a union by itself.
type Without<Options, Name extends string> = Options extends unknown ? Omit<Options, Name> : never

/**
 * Minimizes a function whose values may be promises; an objective of the core runs on other threads (in slices of 8 ms
 * with WebAssembly). Points that do not depend on each other, as for differences, are asked at once.
 *
 * An abort resolves with status `'aborted'` and the best point so far.
 *
 * @throws (as a rejection) what `minimize` throws
 */
export async function minimizeAsync(
  objective: AsyncObjective,
  start: Point | undefined,
  options?: AsyncOptions,
): Promise<MinimizeResult> {
  const prepared = prepare('minimizeAsync', objective, start, options)
  if (!isReady()) await init()
  const run = new Run(prepared.run)
  try {
    const trace: IterationInfo[] | undefined = prepared.options.trace ? [] : undefined
    const watch = new Watch(run, prepared.options, trace)
    if (prepared.functions) await follow(run, prepared, prepared.functions, watch)
    else if (trace) await drive(run, watch)
    else await supervise(run, prepared.options as AsyncOptions)
    const result = run.result()
    if (trace) result.trace = trace
    return result
  } finally {
    run.close()
  }
}

// A trace has every iteration, which other threads do not tell: the core works here, an iteration at a time.
async function drive(run: Run, watch: Watch): Promise<void> {
  for (run.begin(); !run.done; await turn()) if (watch.proceeds()) run.drive(true)
  watch.report()
}

async function follow(
  run: Run,
  { options: { maxTime, signal }, constraints }: Prepared,
  functions: ObjectiveFunctions,
  watch: Watch,
): Promise<void> {
  // An evaluation that never settles must not keep an abort or the clock from ending the run. The one promise that is
  // waited on is made anew for each evaluation: a lasting one would keep a reaction for every evaluation there was.
  let interrupt = () => {}
  const onAbort = () => interrupt()
  signal?.addEventListener('abort', onAbort)
  const timer = maxTime !== undefined && maxTime < 2 ** 31 ? setTimeout(onAbort, maxTime) : undefined
  try {
    for (run.begin(); !run.done; ) {
      if (!watch.proceeds()) break
      const answered = answerAsync(run, functions as AsyncObjectiveFunctions, run.variables, constraints)
      const interrupted = await new Promise<boolean>((resolve, reject) => {
        interrupt = () => resolve(true)
        answered.then(() => resolve(false), reject)
      })
      if (interrupted) run.end(signal?.aborted ? 'aborted' : 'max-time')
    }
    watch.report()
  } finally {
    signal?.removeEventListener('abort', onAbort)
    clearTimeout(timer)
  }
}
