// Common models of one variable, each with a rule for its start.
import { readWeights } from './fit/data.ts'
import type { Curve } from './fit/formula.ts'
import { startSine } from './fit/frequency.ts'
import {
  startExponentialDecay,
  startGaussianPeak,
  startLogisticGrowth,
  startMichaelisMenten,
  startPower,
} from './fit/start-rules.ts'
import { readVector, type VectorLike } from './vector.ts'

/** A common curve. Its parameters have the units that the formula gives them. */
export interface NamedCurve<Name extends string = string> extends Curve {
  readonly formula: string
  /** In the order in which the formula has them. */
  readonly parameters: readonly Name[]
  /** Values to start from, by points in any order; `weights` multiply squared residuals, by default ones. */
  readonly start: (x: VectorLike, y: VectorLike, weights?: VectorLike) => Record<Name, number>
}

/**
 * Common curves for `curveFit` and `curveFitMany`. The predictor may have any name in the data if it is the only column
 * besides the response.
 */
export const curves = Object.freeze({
  /**
   * `a * exp(-b * t) + c`: from `c + a` at t = 0 to the level `c`, both in units of y; `b` is the rate, one over the unit
   * of t, so that the half-life is ln 2 / b. Growth has `b < 0`. First-order kinetics: Wilhelmy (1850).
   */
  exponentialDecay: curve('a * exp(-b * t) + c', 't', ['a', 'b', 'c'], startExponentialDecay),

  /**
   * `height * exp(-0.5 * ((x - center) / width) ** 2) + base`: a peak, or a dip with `height < 0`; `height` and `base` in
   * units of y, `center` and the standard deviation `width` in units of x. The full width at half the height is
   * 2.3548 `width`. Its sign does not matter. Gauss (1809).
   */
  gaussianPeak: curve(
    'height * exp(-0.5 * ((x - center) / width) ** 2) + base',
    'x',
    ['height', 'center', 'width', 'base'],
    startGaussianPeak,
  ),

  /**
   * `capacity / (1 + exp(-rate * (t - midpoint)))`: `capacity`, in units of y, is reached in the end, half of it at
   * `midpoint`, in units of t; `rate`, one over the unit of t, is that of the exponential growth at first. Decline has
   * `rate < 0`. Verhulst (1845).
   */
  logisticGrowth: curve(
    'capacity / (1 + exp(-rate * (t - midpoint)))',
    't',
    ['capacity', 'rate', 'midpoint'],
    startLogisticGrowth,
  ),

  /**
   * `maximum * x / (half + x)`: the rate of an enzyme at the concentration x of its substrate; `maximum`, in units of y,
   * is approached at saturation, half of it at the concentration `half`, in units of x. Michaelis and Menten (1913).
   */
  michaelisMenten: curve('maximum * x / (half + x)', 'x', ['maximum', 'half'], startMichaelisMenten),

  /**
   * `a * x ** b`: `b` has no unit, `a` is the value at x = 1. x must be positive where `b` is no whole number. Errors are
   * taken to be alike in y; where they are alike in proportion, fit a line to the logarithms. Huxley (1932), allometry.
   */
  power: curve('a * x ** b', 'x', ['a', 'b'], startPower),

  /**
   * `amplitude * sin(2 * pi * frequency * t + phase) + offset`: `amplitude` and `offset` in units of y, `frequency` in
   * periods for each unit of t, `phase` in radians at t = 0. The rule looks at frequencies from a fifth of a period to
   * half as many periods as there are distinct t, at most 1,024, within their range. Lomb (1976).
   */
  sine: curve(
    'amplitude * sin(2 * pi * frequency * t + phase) + offset',
    't',
    ['amplitude', 'frequency', 'phase', 'offset'],
    startSine,
  ),
})

function curve<Name extends string>(
  formula: string,
  predictor: string,
  parameters: readonly Name[],
  rule: (x: Float64Array, y: Float64Array, weights: Float64Array) => Record<Name, number>,
): NamedCurve<Name> {
  const start = (x: VectorLike, y: VectorLike, weights?: VectorLike) => {
    const read = readVector('x', x)
    const counts = weights === undefined ? new Float64Array(read.length).fill(1) : readWeights(weights, read.length)
    return rule(read, readVector('y', y, read.length), counts)
  }
  return Object.freeze({ formula, predictor, parameters: Object.freeze(parameters), start })
}
