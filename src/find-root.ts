import { rootFinderNames } from './backend/operations.ts'
import { type FindRootOptions, findRootSchema } from './options/scalar.ts'
import { readOptions } from './options/schema.ts'
import { format } from './result.ts'
import { type ScalarResult, type ScalarVerdict, scalarSentence, searchInterval } from './scalar.ts'
import type { VectorLike } from './vector.ts'

/**
 * Finds where a function of one variable is zero, between two numbers at which it has different signs.
 *
 * @param f which is continuous; where it is not, the place of a jump may be found
 * @param interval its two ends, in either order
 * @returns status `'no-bracket'` where the sign is the same at both ends, `'unbounded'` where it changes at a pole
 * @throws `TypeError` or `RangeError` with a `code` for misuse, before f is called; whatever f itself throws
 * @example
 * findRoot((x) => x ** 3 - 2, [0, 2]).x // the cube root of 2
 */
export function findRoot(f: (x: number) => number, interval: VectorLike, options?: FindRootOptions): ScalarResult {
  const given = readOptions('findRoot', options, findRootSchema) as FindRootOptions
  return searchInterval(f, interval, {
    aim: 1,
    method: given.method ?? 'brent',
    methods: rootFinderNames,
    options: { ...given, stepTolerance: given.stepTolerance ?? 4 * Number.EPSILON },
    sentence,
    convergedBy: ['solved', 'function-tolerance', 'step-tolerance', 'no-further-progress'],
  })
}

function sentence(verdict: ScalarVerdict): string {
  const { status, x, value, measured, threshold } = verdict
  switch (status) {
    case 'solved':
      return `The value is zero at ${format(x)}.`
    case 'function-tolerance':
      return `The value is within its tolerance of zero: ${format(measured)} ≤ ${format(threshold)}.`
    case 'no-bracket':
      return `The value has the same sign at both ends: ${format(measured)} and ${format(threshold)}.`
    case 'unbounded':
      return `The sign changes at a pole: next to ${format(x)} the value is ${format(value)}.`
    case 'not-finite':
      return `The value at ${format(measured)} is not a number.`
    default:
      return scalarSentence(verdict)
  }
}
