// What minimizeScalar and findRoot have in common: one variable, an interval, and the history of the bracket.
import { misuse, show } from './errors.ts'
import { Evaluator } from './evaluator.ts'
import { needs } from './needs.ts'
import { readValue } from './objective.ts'
import type { FindRootOptions, MinimizeScalarOptions } from './options/scalar.ts'
import { format, type Status } from './result.ts'
import { Run } from './run.ts'
import { readVector, type VectorLike } from './vector.ts'
import { Watch } from './watch.ts'

/** What `onIteration` is told, and `trace` records, after each step. */
export interface ScalarIteration {
  iteration: number
  /** The best point so far. */
  x: number
  value: number
  /** The solution is between these. */
  bracket: [number, number]
  evaluations: { value: number; derivative: number }
}

/** How a search in one variable ended; plain data that can be cloned. */
export interface ScalarResult {
  /** The point with the least value, or with the value nearest to zero. */
  x: number
  value: number
  /** The solution is between these. */
  bracket: [number, number]
  status: Status
  converged: boolean
  /** The verdict as a sentence, with the numbers compared. */
  message: string
  iterations: number
  evaluations: { value: number; derivative: number }
  method: string
  trace?: ScalarIteration[]
}

/** What is looked for. */
export interface ScalarSearch {
  /** The core's number of it. */
  aim: 0 | 1
  method: string
  methods: readonly string[]
  options: Omit<MinimizeScalarOptions & FindRootOptions, 'method'>
  sentence: (verdict: ScalarVerdict) => string
  convergedBy: readonly Status[]
}

/** What a sentence about the end may speak of. */
export interface ScalarVerdict {
  status: Status
  x: number
  value: number
  bracket: [number, number]
  measured: number
  threshold: number
  iterations: number
  evaluations: number
}

/** Looks in the interval between two numbers, given in either order. */
export function searchInterval(f: unknown, interval: VectorLike, search: ScalarSearch): ScalarResult {
  if (typeof f !== 'function') throw misuse('ERR_OPTION', `f must be a function of a number, got ${show(f)}`)
  const ends = readVector('the interval', interval, 2).slice().sort()
  const { options, method, methods, aim } = search
  const { derivative } = options
  const run = new Run({
    method,
    start: ends.slice(0, 1),
    lower: new Float64Array(0),
    upper: new Float64Array(0),
    provides: needs.value | (derivative ? needs.gradient : 0),
    embedding: undefined,
    numbers: {
      stepTolerance: options.stepTolerance,
      functionTolerance: options.functionTolerance,
      maxIterations: options.maxIterations,
      maxEvaluations: options.maxEvaluations,
      differences: 1,
    },
    scalar: { aim, method: methods.indexOf(method), interval: ends },
  })
  try {
    const evaluator = new Evaluator(
      {
        value: ([x]) => readValue(f(x)),
        ...(derivative ? { gradient: ([x]: Float64Array) => [readValue(derivative(x!))] } : {}),
      },
      1,
    )
    const trace: ScalarIteration[] = []
    const watch = new Watch(run, { maxTime: options.maxTime, signal: options.signal }, undefined)
    const proceeds = () => {
      if (run.takeIterated() && (options.trace || options.onIteration)) {
        const info = standing(run)
        if (options.trace) trace.push(info)
        if (options.onIteration?.(info) === false && !run.done) run.end('stopped')
      }
      return !run.done && watch.proceeds()
    }
    for (run.begin(); !run.done; ) if (proceeds()) evaluator.answer(run)
    proceeds()
    return { ...resultOf(run, search), ...(options.trace ? { trace } : {}) }
  } finally {
    run.close()
  }
}

function standing(run: Run): ScalarIteration {
  const { x, numbers } = run.read()
  const bracket = run.bracket()
  return {
    iteration: numbers.iterations,
    // Where only derivatives were asked for, no point has a value yet.
    x: Number.isNaN(numbers.value) ? bracket[0] / 2 + bracket[1] / 2 : x[0]!,
    value: numbers.value,
    bracket,
    evaluations: { value: numbers.valueEvaluations, derivative: numbers.gradientEvaluations },
  }
}

function resultOf(run: Run, { method, sentence, convergedBy }: ScalarSearch): ScalarResult {
  const { iteration: iterations, x, value, bracket, evaluations } = standing(run)
  const { measured, threshold } = run.read().numbers
  const { status } = run
  return {
    x,
    value,
    bracket,
    status,
    converged: convergedBy.includes(status),
    message: sentence({ status, x, value, bracket, measured, threshold, iterations, evaluations: evaluations.value }),
    iterations,
    evaluations,
    method,
  }
}

/** The sentences that minima and roots share. */
export function scalarSentence({ status, measured, threshold, iterations, evaluations }: ScalarVerdict): string {
  switch (status) {
    case 'step-tolerance':
      return `The solution is known within the tolerance: ${format(measured)} ≤ ${format(threshold)}.`
    case 'no-further-progress':
      return 'The bracket is as narrow as numbers allow.'
    case 'max-iterations':
      return `Stopped after ${iterations} iterations, the most allowed.`
    case 'max-evaluations':
      return `Stopped after ${evaluations} evaluations of the value, the most allowed.`
    case 'max-time':
      return 'Stopped because the time allowed was used up.'
    case 'out-of-memory':
      return 'Memory ran out.'
    case 'stopped':
      return 'Stopped by onIteration.'
    default:
      return 'Aborted.'
  }
}
