import { curves } from 'steepest'
import type { Call } from './calls.ts'

/** The rules of the common curves for a start. */
export const curveCalls: readonly Call[] = Object.entries(curves).map(
  ([name, curve]): Call => ({
    name: `curves.${name}`,
    make: () => [
      [1, 2, 3, 4],
      [5, 3, 2, 1.5],
      [1, 1, 2, 0],
    ],
    call: (args) => (curve.start as (...given: unknown[]) => unknown)(...args),
  }),
)
