import { misuse } from './errors.ts'
import { minimize } from './minimize.ts'
import { type ObjectiveFunctions, readObjective, takeVector } from './objective.ts'
import { readVector, type VectorLike } from './vector.ts'

/** How far an objective's gradient is from differences of its values. */
export interface GradientCheck {
  /** The largest of `relativeErrors`; Infinity where either is not finite. */
  maxRelativeError: number
  /** The component it is at. */
  index: number
  relativeErrors: Float64Array
}

// Central differences have lost a third of their digits; a component that small beside the others tells nothing.
const negligible = Math.cbrt(Number.EPSILON)

/**
 * Compares the gradient that an objective gives with central differences of its values.
 *
 * The error of component i is |g_i - d_i| / max(|g_i|, |d_i|, s_i), where s_i = ε^(1/3) S / max(|x_i|, 1) and S is the
 * largest of |f| and all |g_j| max(|x_j|, 1): a right gradient stays below about 1e-5, a wrong one is near 1.
 *
 * @param objective an object with `gradient` or `valueAndGradient`
 * @param x where to compare: n finite numbers
 * @throws `TypeError` or `RangeError` with a `code` for misuse; what the objective throws
 * @example
 * const square = { value: ([a]) => a ** 2, gradient: ([a]) => [3 * a] }
 * checkGradient(square, [2]).maxRelativeError // 1/3: the gradient should be 4, not 6
 */
export function checkGradient(objective: ObjectiveFunctions, x: VectorLike): GradientCheck {
  const at = readVector('x', x).slice()
  const functions = readObjective(objective)
  const { gradient, valueAndGradient } = functions
  if (!gradient && !valueAndGradient) {
    throw misuse('ERR_OPTION', 'checkGradient needs an objective with gradient or valueAndGradient')
  }
  const n = at.length
  const blank = () => new Float64Array(n).fill(Number.NaN)
  const value = (point: Float64Array) =>
    functions.value ? functions.value.call(functions, point) : valueAndGradient!.call(functions, point, blank())
  // The gradient at the start of a run that knows values alone, and goes nowhere.
  const { value: f, gradient: differences = blank() } = minimize(value, at, { method: 'lbfgs', maxIterations: 0 })
  const out = blank()
  const point = at.slice()
  const returned = gradient ? gradient.call(functions, point, out) : void valueAndGradient!.call(functions, point, out)
  const given = takeVector('gradient', out, returned, n)

  const size = at.map((xi) => Math.max(Math.abs(xi), 1))
  const scale = size.reduce((largest, si, i) => {
    const change = Math.abs(given[i]!) * si
    return Number.isFinite(change) ? Math.max(largest, change) : largest
  }, Math.abs(f))
  const relativeErrors = differences.map((di, i) => {
    const gi = given[i]!
    const error = Math.abs(gi - di)
    if (error === 0) return 0
    const relative = error / Math.max(Math.abs(gi), Math.abs(di), (negligible * scale) / size[i]!)
    return Number.isNaN(relative) ? Infinity : relative
  })
  const maxRelativeError = Math.max(...relativeErrors)
  return { maxRelativeError, index: relativeErrors.indexOf(maxRelativeError), relativeErrors }
}
