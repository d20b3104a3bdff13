// The linear problems of NIST through LinearRegression: powers of one variable that hardly differ are still of full rank.
import { Dataset, LinearRegression, Matrix } from 'steepest'
import { expect, test } from 'vitest'
import { digits, load } from './nist.ts'

const parametersOf = ({ intercept, coefficients }: LinearRegression, withIntercept: boolean) =>
  withIntercept ? [intercept, ...coefficients] : [...coefficients]

test.each([
  ['Filip', 7],
  ['Longley', 10],
  ['Wampler5', 5.8],
  ['Norris', 12],
  ['Wampler1', 8],
  ['Wampler3', 8],
  ['NoInt1', 14],
] as const)('%s to %d digits', async (name, least) => {
  const { rows, y, intercept, certified } = load(name)
  const data = new Dataset(rows, y)
  const make = () => new LinearRegression({ fitIntercept: intercept })
  // Weights that are all 4 change nothing, and the roots of 4 are exact.
  const weighted = make().fitSync(rows, y, { sampleWeight: y.map(() => 4) })
  for (const model of [make().fitSync(rows, y), make().fitSync(data), await make().fit(data), weighted]) {
    expect(model.status).toBe('solved')
    expect(digits(parametersOf(model, intercept), certified)).toBeGreaterThanOrEqual(least)
  }
})

test('the sum of squares of Filip is the least', () => {
  const { rows, y } = load('Filip')
  const { objective, gapEstimate } = new LinearRegression().fitSync(rows, y)
  // Certified by NIST: 0.795851382172941e-3. A predictor sums ten terms of up to 1e5, which round to 1e-11, and residuals
  // are about 1e-3: 1e-7 of a square.
  expect(Math.abs(objective / 0.795851382172941e-3 - 1)).toBeLessThan(1e-7)
  expect(gapEstimate! / objective).toBeLessThan(1e-8)
})

test('a column that is the sum of others is still told', () => {
  const { rows, y } = load('Longley')
  const dependent = rows.map((row) => [...row, row[0]! + row[1]!])
  const model = new LinearRegression().fitSync(Matrix.from(dependent), y)
  expect(model.status).toBe('rank-deficient')
  const best = new LinearRegression().fitSync(rows, y).objective
  expect(Math.abs(model.objective / best - 1)).toBeLessThan(1e-9)
})
