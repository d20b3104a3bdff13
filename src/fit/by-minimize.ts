// Fits by the methods of `minimize`, on half the sum of the losses.
import { minimize } from '../minimize.ts'
import { type AsyncOptions, minimizeAsync } from '../minimize-async.ts'
import type { MinimizeOptions } from '../options/by-method.ts'
import type { MinimizeResult } from '../result.ts'
import { finishWith, problemOf } from './by-squares.ts'
import type { CurveFit } from './curve-fit.ts'
import { lossSum } from './loss-sum.ts'
import { countedRows, type PreparedFit } from './prepare.ts'
import { solveCurve } from './solve.ts'

export function minimizeLosses(prepared: PreparedFit): CurveFit {
  const sum = sumOf(prepared)
  try {
    return finish(prepared, minimize(sum, prepared.start, optionsOf(prepared)))
  } finally {
    sum.dispose()
  }
}

export async function minimizeLossesAsync(prepared: PreparedFit): Promise<CurveFit> {
  const sum = sumOf(prepared)
  try {
    return finish(prepared, await minimizeAsync(sum, prepared.start, optionsOf(prepared)))
  } finally {
    sum.dispose()
  }
}

function sumOf({ model, data, options }: PreparedFit) {
  return lossSum(model, countedRows(model, data), options.loss, options.lossScale)
}

const passed = [
  'method',
  'gradientTolerance',
  'functionTolerance',
  'stepTolerance',
  'maxIterations',
  'maxEvaluations',
  'maxTime',
  'target',
  'seed',
  'signal',
  'onIteration',
] as const

// Tolerances of 0 are what is not given: minimize has its own for each method.
function optionsOf({ options, limits }: PreparedFit): MinimizeOptions & AsyncOptions {
  const given = passed.flatMap((name) => {
    const value = options[name]
    const isOff = value === 0 && (name === 'functionTolerance' || name === 'stepTolerance')
    return value === undefined || isOff ? [] : [[name, value] as const]
  })
  const bounds = limits.lower.length > 0 ? { bounds: { ...limits } } : {}
  return { ...Object.fromEntries(given), ...bounds } as MinimizeOptions & AsyncOptions
}

// The statistics are those of the methods for sums of squares, at the point that was found.
function finish(prepared: PreparedFit, result: MinimizeResult): CurveFit {
  const counted = countedRows(prepared.model, prepared.data)
  const solution = solveCurve(problemOf({ ...prepared, start: result.x }, counted, 0))
  const { status, converged, message, iterations, method, seed } = result
  return finishWith(prepared, counted, solution, {
    status,
    converged,
    message,
    iterations,
    method,
    ...(seed === undefined ? {} : { seed }),
  })
}
