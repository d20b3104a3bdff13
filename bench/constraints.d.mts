import type { minimize } from '../src/minimize.ts'
import type { MinimizeOptions } from '../src/options/minimize.ts'
import type { MinimizeResult } from '../src/result.ts'
import type { ConstrainedProblem } from './constrained-problems.mjs'

interface Calls {
  value: number
  gradient: number
}

interface Ours {
  solved: Calls | undefined
  whole: Calls
  result: MinimizeResult
}

export function callsOf(minimizer: typeof minimize, problem: ConstrainedProblem, options: MinimizeOptions): Ours

export function compare(
  minimizer: typeof minimize,
  options: MinimizeOptions,
): {
  number: number
  ours: Ours
  scipy: { solved: Calls | null; whole: { whole: Calls; value: number; success: boolean } }
}[]
