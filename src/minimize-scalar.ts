import { scalarMinimizerNames } from './backend/operations.ts'
import { type MinimizeScalarOptions, minimizeScalarSchema } from './options/scalar.ts'
import { readOptions } from './options/schema.ts'
import { format } from './result.ts'
import { type ScalarResult, type ScalarVerdict, scalarSentence, searchInterval } from './scalar.ts'
import type { VectorLike } from './vector.ts'

/**
 * Minimizes a function of one variable inside an interval.
 *
 * @param f of which one minimum is found, if it has several
 * @param interval its two ends, in either order
 * @throws `TypeError` or `RangeError` with a `code` for misuse, before f is called; whatever f itself throws
 * @example
 * minimizeScalar((x) => x ** 4 - 14 * x ** 3 + 60 * x ** 2 - 70 * x, [0, 2]).x // 0.78088
 */
export function minimizeScalar(
  f: (x: number) => number,
  interval: VectorLike,
  options?: MinimizeScalarOptions,
): ScalarResult {
  const given = readOptions('minimizeScalar', options, minimizeScalarSchema) as MinimizeScalarOptions
  const { method = 'brent', derivative } = given
  const bySlope = method === 'bisection' && derivative !== undefined
  return searchInterval(f, interval, {
    aim: 0,
    method,
    methods: scalarMinimizerNames,
    options: { ...given, stepTolerance: given.stepTolerance ?? (bySlope ? 4 * Number.EPSILON : leastByValues) },
    sentence,
    convergedBy: ['solved', 'step-tolerance', 'no-further-progress'],
  })
}

// Closer to a minimum than √ε values differ by less than their rounding.
const leastByValues = Math.sqrt(Number.EPSILON)

function sentence(verdict: ScalarVerdict): string {
  const { status, x, value, measured, threshold } = verdict
  switch (status) {
    case 'solved':
      return `The derivative is zero at ${format(x)}.`
    case 'no-bracket':
      return `The derivative does not rise from below to above zero: it is ${format(measured)} and ${format(threshold)} at the ends.`
    case 'unbounded':
      return `The value seems to have no lower bound: at ${format(x)} it is ${format(value)}.`
    case 'not-finite':
      return `No finite value was found: at ${format(measured)} it is not.`
    default:
      return scalarSentence(verdict)
  }
}
