// Early stopping: rows that are held out say which epoch was the best.
import { LinearRegression, Matrix } from 'steepest'
import { expect, test } from 'vitest'

const rows = 120
// Little to learn from few rows of many columns: the loss on others rises soon.
const many = new Matrix(
  Float64Array.from({ length: rows * 90 }, (_, k) => Math.sin(k * k + 2)),
  rows,
  90,
)
const noisy = Array.from({ length: rows }, (_, i) => 2 * many.data[i * 90]! + Math.sin(13 * i * i))
const options = {
  solver: 'sgd',
  batchSize: 4,
  earlyStopping: true,
  validationFraction: 0.3,
  patience: 4,
  seed: 3,
} as const
const stopped = new LinearRegression({ ...options, epochs: 200 }).fitSync(many, noisy)

test('ends some epochs after the best, with the model of the best', () => {
  expect(stopped).toMatchObject({ status: 'no-further-progress', converged: true })
  const best = stopped.iterations - options.patience
  expect(stopped.message).toContain(`after epoch ${best}: stopped early`)
  const fits = [best - 1, best, best + 2].map((epochs) =>
    new LinearRegression({ ...options, epochs }).fitSync(many, noisy),
  )
  expect(fits[1]!.coefficients).toEqual(stopped.coefficients)
  expect(fits[2]!.coefficients).toEqual(stopped.coefficients)
  expect(fits[0]!.coefficients).not.toEqual(stopped.coefficients)
})

test('the objective is of all rows, and what is left is estimated there', () => {
  const least = new LinearRegression().fitSync(many, noisy).objective
  expect(Math.abs(stopped.gapEstimate! / (stopped.objective - least) - 1)).toBeLessThan(1e-6)
})

test('rows held out are not learned from', () => {
  // All but one row held out: the direction of the one is all that is learned.
  const share = (rows - 1.5) / rows
  const { coefficients } = new LinearRegression({ ...options, validationFraction: share, epochs: 3 }).fitSync(
    many,
    noisy,
  )
  const parallel = Array.from({ length: rows }, (_, i) => {
    const row = Array.from({ length: 90 }, (__, j) => many.data[i * 90 + j]!)
    const dot = row.reduce((total, value, j) => total + value * coefficients[j]!, 0)
    return Math.abs(dot) / (Math.hypot(...row) * Math.hypot(...coefficients))
  })
  expect(parallel.filter((cosine) => cosine > 1 - 1e-12).length).toBe(1)
})
