// Fits beside those of SciPy, on the same data from the same starts.
import { readFileSync } from 'node:fs'
import { type CurveFitOptions, curveFitSync } from 'steepest'
import { describe, expect, test } from 'vitest'

interface Case {
  formula: string
  start: number[]
  x: number[]
  y: number[]
  sigma?: number[]
  absoluteSigma?: boolean
  loss?: Exclude<CurveFitOptions['loss'], undefined>
  lossScale?: number
  parameters: number[]
  covariance?: number[][]
  cost?: number
}

const file = new URL('data/scipy-curve-fit.json', import.meta.url)
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] }

const fitted = ({ formula, start, x, y, sigma, absoluteSigma, loss, lossScale }: Case, options: CurveFitOptions = {}) =>
  curveFitSync(
    formula,
    { x, y },
    {
      start,
      ...(sigma && { weights: sigma.map((deviation) => 1 / deviation ** 2) }),
      ...(absoluteSigma && { absoluteSigma }),
      ...(loss && { loss }),
      ...(lossScale && { lossScale }),
      ...options,
    },
  )

const relative = (found: number, known: number) => Math.abs(found - known) / Math.abs(known)
const squares = cases.filter(({ loss }) => !loss)
const robust = cases.filter(({ loss }) => loss)

describe.each(['levenberg-marquardt', 'gauss-newton', 'trust-region', 'bfgs'] as const)('by %s', (method) => {
  test.each(squares)('$formula, absoluteSigma $absoluteSigma', (known) => {
    const { parameters, standardErrors, covariance, converged, message } = fitted(known, { method })
    expect(converged, message).toBe(true)
    const names = Object.keys(parameters)
    const errors = known.covariance!.map((row, i) => Math.sqrt(row[i]!))
    names.forEach((name, i) => {
      // Within a millionth of what the data tell.
      expect(Math.abs(parameters[name]! - known.parameters[i]!)).toBeLessThan(1e-6 * errors[i]!)
      expect(relative(standardErrors[name]!, errors[i]!)).toBeLessThan(1e-6)
      names.forEach((_, j) => {
        const difference = covariance.at(i, j) - known.covariance![i]![j]!
        expect(Math.abs(difference)).toBeLessThan(1e-6 * errors[i]! * errors[j]!)
      })
    })
  })
})

describe.each(['levenberg-marquardt', 'lbfgs', 'newton'] as const)('robust losses by %s', (method) => {
  test.each(robust)('$formula, $loss', (known) => {
    const { parameters, converged, message } = fitted(known, { method })
    expect(converged, message).toBe(true)
    Object.values(parameters).forEach((value, i) => {
      expect(relative(value, known.parameters[i]!)).toBeLessThan(1e-5)
    })
  })
})

test('by differences the parameters agree, and so do their standard errors', () => {
  for (const known of squares) {
    const exact = fitted(known)
    const found = fitted(known, { derivative: 'differences' })
    for (const [name, error] of Object.entries(exact.standardErrors)) {
      expect(Math.abs(found.parameters[name]! - exact.parameters[name]!)).toBeLessThan(1e-5 * error)
      expect(relative(found.standardErrors[name]!, error)).toBeLessThan(1e-5)
    }
  }
})
