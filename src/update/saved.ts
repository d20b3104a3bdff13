import { decodeDoubles, decodeFloats } from '../base64.ts'
import { misuse, show } from '../errors.ts'
import type { FloatArray } from '../linalg/operands.ts'
import { noProgress, type RuleName } from './core-loop.ts'

/** The state of a rule between two steps: JSON, with arrays as base64 of little-endian doubles or floats. */
export interface SavedUpdate {
  format: 'steepest-update'
  version: 1
  rule: RuleName
  learningRate: number
  precision: 'double' | 'single'
  /** How many parameters; 0 before the first step. */
  length: number
  progress: string
  /** What the rule remembers of each parameter. */
  memory: string[]
}

/** @throws `ERR_STATE`, saying what is wrong, unless it is the state of such a rule */
export function readSaved(state: unknown, expected: RuleName) {
  const { format, version, rule, learningRate, precision, length, progress, memory } = Object(state) as SavedUpdate
  if (format !== 'steepest-update') throw misuse('ERR_STATE', 'this is not the saved state of a first-order rule')
  if (version !== 1) throw misuse('ERR_STATE', `the state has version ${show(version)}; this package reads version 1`)
  if (rule !== expected) throw misuse('ERR_STATE', `the state is of ${show(rule)}, not of '${expected}'`)
  if (typeof learningRate !== 'number' || !(learningRate >= 0 && learningRate < Infinity)) {
    throw misuse('ERR_STATE', `the state's learning rate must be a number at least 0, got ${show(learningRate)}`)
  }
  if (precision !== 'double' && precision !== 'single') {
    throw misuse('ERR_STATE', `the state's precision must be 'double' or 'single', got ${show(precision)}`)
  }
  if (!Number.isSafeInteger(length) || length < 0 || !Array.isArray(memory)) {
    throw misuse('ERR_STATE', 'the state lacks its length or its memory')
  }
  const single = precision === 'single'
  const decode = single ? decodeFloats : decodeDoubles
  return {
    learningRate,
    single,
    length,
    progress: decodeDoubles("the state's progress", progress, noProgress.length),
    // Before the core is asked for as much: a length that was made up is found here.
    memory: memory.map((text, i): FloatArray => decode(`array ${i} of the state's memory`, text, length)),
  }
}
