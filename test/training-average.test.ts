// The average of iterates whose steps fall with time, where least squares are known.
import { LinearRegression, Matrix, schedules } from 'steepest'
import { expect, test } from 'vitest'
import { design, reference } from './reference.ts'

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0)

test('diabetes, standardized, α ∝ 1/t: the average comes within 0.1 % of least squares', () => {
  const { X: raw, y } = design(reference('ols-diabetes'))
  const given = raw as Matrix
  const scaled = standardized(given)
  const steps = 442 * 100
  const options = { solver: 'sgd', batchSize: 1, learningRate: 0.01, epochs: 400, average: steps } as const
  const model = new LinearRegression({ ...options, schedule: schedules.inverseTime({ steps }) }).fitSync(scaled, y)
  expect(model.objective / 1263985.7856333437 - 1).toBeGreaterThan(-1e-12)
  expect(model.objective / 1263985.7856333437 - 1).toBeLessThan(1e-3)
  expect(model.gapEstimate! / (model.objective - 1263985.7856333437)).toBeCloseTo(1, 5)
})

function standardized(given: Matrix): Matrix {
  const means = Array.from({ length: given.columns }, (_, j) => sum(given.toArray().map((row) => row[j]!)) / given.rows)
  const spread = means.map((mean, j) =>
    Math.sqrt(sum(given.toArray().map((row) => (row[j]! - mean) ** 2)) / given.rows),
  )
  return Matrix.from(given.toArray().map((row) => row.map((value, j) => (value - means[j]!) / spread[j]!)))
}
