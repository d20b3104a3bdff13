// Derivatives that are not finite where the residuals are, and are better.
import { curveFitSync, leastSquares } from 'steepest'
import { expect, test } from 'vitest'

const methods = ['levenberg-marquardt', 'gauss-newton'] as const

test.each(methods)('%s stays where derivatives are finite, and ends', (method) => {
  // The whole step leads to 0, where there is no derivative.
  const jacobian = ([x = 0]: Float64Array) => [[x > 1 ? 1 : Number.POSITIVE_INFINITY]]
  const { x, status, converged } = leastSquares(([x = 0]) => [x], [4], { method, jacobian, maxEvaluations: 10_000 })
  expect(x[0]).toBeGreaterThan(0)
  expect(x[0]).toBeLessThan(4)
  expect({ status, converged }).toEqual({ status: 'no-further-progress', converged: false })
})

test('a fit whose derivatives overflow ends', () => {
  const t = [0.5, 1e300, 1e300, 1, 0, 1e-300, 1]
  const y = [1, 3, 0.5, 1e-300, -1, 3, 0]
  const weights = [1e300, 0.5, 1e300, 1, 1e300, 3, 0]
  const start = { a: 0, b: 2e-301, c: -0.6, d: 0.17 }
  const fit = curveFitSync('a * sin(2 * pi * b * t + c) + d', { t, y }, { start, weights, maxEvaluations: 10_000 })
  expect(fit.status).not.toBe('max-evaluations')
  for (const value of Object.values(fit.parameters)) expect(value).toSatisfy(Number.isFinite)
})
