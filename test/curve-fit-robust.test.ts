// Robust losses from starts where most residuals are in their flat part.
import { curveFitSync } from 'steepest'
import { expect, test } from 'vitest'
import { decays } from './many-fits.ts'

const formula = 'a * exp(-b * t) + c'

/** ½ C² Σ ρ(r² / C²). */
const objectives = {
  huber: (z: number) => (z <= 1 ? z : 2 * Math.sqrt(z) - 1),
  'soft-l1': (z: number) => 2 * (Math.sqrt(1 + z) - 1),
  cauchy: (z: number) => Math.log1p(z),
}

// Cauchy's of scale 0.01 has several minima, of which each method meets one.
test.each([
  ['huber', 0.01],
  ['huber', 0.03],
  ['huber', 0.1],
  ['soft-l1', 0.01],
  ['soft-l1', 0.03],
  ['cauchy', 0.03],
  ['cauchy', 0.1],
] as const)('%s of scale %f comes as far down as quasi-Newton does', (loss, lossScale) => {
  const { t, y, start } = decays(20, 12, 5)
  for (let k = 0; k < 20; k++) {
    const data = { t, y: y.data.slice(12 * k, 12 * k + 12) }
    const options = { start: { a: start.a[k]!, b: 1, c: start.c[k]! }, loss, lossScale }
    const ours = curveFitSync(formula, data, options)
    const other = curveFitSync(formula, data, { ...options, method: 'bfgs' })
    expect(ours.converged).toBe(true)
    const value = (residuals: Float64Array) =>
      residuals.reduce((sum, r) => sum + objectives[loss]((r / lossScale) ** 2), 0)
    expect(value(ours.residuals)).toBeLessThanOrEqual(value(other.residuals) * (1 + 1e-6))
  }
})
