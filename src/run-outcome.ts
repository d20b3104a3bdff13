// How a run stands, or ended: what the core knows of it, as results tell it.
import { core } from './backend/current.ts'
import { runNumberNames } from './backend/operations.ts'
import {
  type Basin,
  evaluationsOf,
  isConverged,
  type MinimizeResult,
  type Multipliers,
  type RunNumbers,
  readRunNumbers,
  type Status,
  sentence,
} from './result.ts'
import type { RunOptions } from './run-options.ts'
import { Scratch } from './scratch.ts'

/** The best point of a run, of all variables, and its numbers. */
export interface Standing {
  x: Float64Array
  gradient: Float64Array
  numbers: RunNumbers
}

// Filled by the core and not kept by it.
const scratch = { x: new Scratch(), gradient: new Scratch(), numbers: new Float64Array(runNumberNames.length) }
const noNumbers = new Float64Array(0)

export function readStanding(handle: number, { start, embedding }: RunOptions): Standing {
  const x = scratch.x.of(start.length)
  const gradient = scratch.gradient.of(start.length)
  core().operations.runResult(handle, x, gradient, scratch.numbers)
  return {
    x: embedding ? embedding.expand(x) : Scratch.keep(x),
    gradient: embedding ? embedding.expand(gradient, 0) : Scratch.keep(gradient),
    numbers: readRunNumbers(scratch.numbers),
  }
}

/** How a run ended; before that its standing, with status `'stopped'`. */
export function readResult(handle: number, options: RunOptions, status: Status, ended: boolean): MinimizeResult {
  const { x, gradient, numbers } = readStanding(handle, options)
  const { method, choice, names } = options
  const { seed = Number.NaN } = options.numbers
  const known = !Number.isNaN(numbers.gradientNorm)
  return {
    x,
    value: numbers.value,
    ...(names ? { parameters: Object.fromEntries(names.map((name, i) => [name, x[i]!])) } : {}),
    ...(known ? { gradient, gradientNorm: numbers.gradientNorm } : {}),
    ...constrainedPart(handle, options, numbers.constraintViolation),
    status,
    converged: isConverged(status, numbers),
    message: ended ? sentence(status, numbers) : 'Not ended yet: this is the best point so far.',
    iterations: numbers.iterations,
    evaluations: evaluationsOf(numbers),
    method,
    ...(choice === undefined ? {} : { choice }),
    ...(Number.isNaN(seed) ? {} : { seed }),
    ...(method === 'multi-start' ? { basins: basinsOf(handle, options) } : {}),
  }
}

// What a result tells of constraints.
function constrainedPart(
  handle: number,
  options: RunOptions,
  violation: number,
): Pick<MinimizeResult, 'constraintViolation' | 'multipliers'> {
  const { constraints, lower, upper, start, embedding } = options
  if (!constraints) return {}
  const { equalities, inequalities, lower: limits } = constraints
  const all = new Float64Array(equalities + inequalities + limits.length + start.length)
  core().operations.runMultipliers(handle, all)
  const split = equalities + inequalities
  const bounds = all.slice(split + limits.length)
  const multipliers: Multipliers = {
    equality: all.slice(0, equalities),
    inequality: all.slice(equalities, split),
    linear: all.slice(split, split + limits.length),
    ...(lower.length + upper.length > 0 ? { bounds: embedding ? embedding.expand(bounds, 0) : bounds } : {}),
  }
  return { constraintViolation: violation, ...(all.some(Number.isNaN) ? {} : { multipliers }) }
}

function basinsOf(handle: number, { start, embedding }: RunOptions): Basin[] {
  const rows = core().operations.runBasins(handle, noNumbers, 0, 0)
  const width = start.length + 2
  const numbers = new Float64Array(rows * width)
  core().operations.runBasins(handle, numbers, rows, width)
  const basins = Array.from({ length: rows }, (_, row) => {
    const [value = Number.NaN, count = 0] = numbers.subarray(row * width)
    const x = numbers.slice(row * width + 2, (row + 1) * width)
    return { x: embedding ? embedding.expand(x) : x, value, count }
  })
  return basins.sort((one, two) => one.value - two.value)
}
