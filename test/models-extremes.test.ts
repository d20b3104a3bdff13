// Columns and targets so small or so large that their squares vanish or overflow, against the same data in other units.
import { Dataset, LinearRegression, LogisticRegression, Ridge, StandardScaler } from 'steepest'
import { describe, expect, test } from 'vitest'

const values = [0, 1, 2, 3.5]
const column = (unit: number) => values.map((value) => [value * unit])
const close = (a: number, b: number, tolerance = 1e-12) => expect(Math.abs(a / b - 1)).toBeLessThan(tolerance)

const mean = 1.625
const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4)

describe.each([1e-300, 1e-200, 1e-165, 1e-150, 1, 1e150, 1e200, 1e300])('columns in units of %d', (unit) => {
  test('are standardized', () => {
    for (const X of [column(unit), new Dataset(column(unit))]) {
      const scaler = new StandardScaler().fitSync(X)
      close(scaler.mean[0]!, mean * unit)
      close(scaler.scale[0]!, deviation * unit)
    }
  })

  test('are fitted', () => {
    const logistic = new LogisticRegression({ penalty: 'none' }).fitSync(column(unit), [1, 2, 1, 2])
    expect(logistic.objective).toBeCloseTo(2.2671, 4)
    expect(logistic.predict(column(unit))).toEqual(
      new LogisticRegression({ penalty: 'none' }).fitSync(column(1), [1, 2, 1, 2]).predict(column(1)),
    )
    const linear = new LinearRegression().fitSync(column(unit), [1, 3, 5, 8])
    close(linear.coefficients[0]!, 2 / unit, 1e-10)
    close(linear.intercept, 1, 1e-10)
  })

  test('are fitted with a penalty', () => {
    const [first, second] = [column(unit), column(1)].map((X) => new Ridge().fitSync(X, [1, 3, 5, 8])) as [Ridge, Ridge]
    expect(first.converged, first.message).toBe(true)
    // Without a slope, all that is left is the deviation of y; with a slope that costs nothing, nothing is left.
    if (unit === 1) close(first.objective, second.objective)
    else if (unit > 1) expect(first.objective).toBeLessThan(1e-20)
    else close(first.objective, 26.75)
  })
})

test('a column of small units stands beside one of large units', () => {
  const X = values.map((value, i) => [value * 1e200, (i % 2) * 1e-200, i * 1e-9])
  const { scale } = new StandardScaler().fitSync(X)
  close(scale[0]!, deviation * 1e200)
  close(scale[1]!, 0.5e-200)
  close(scale[2]!, Math.sqrt(1.25) * 1e-9)
})

test('a column of one tiny value is constant', () => {
  expect(new StandardScaler().fitSync([[1e-200], [1e-200], [1e-200]]).scale).toEqual(Float64Array.of(1))
})

describe.each([5e-324 * 2 ** 20, 1e-200, 1e155, 1e300])('targets in units of %d', (unit) => {
  const X = [
    [0, 1],
    [1, 0],
    [2, 5],
    [3, 1],
    [4, 4],
  ]
  const y = [1, 2, 7, 4, 8]
  const scaled = y.map((value) => value * unit)

  test.each([
    ['linear', () => new LinearRegression()],
    ['ridge', () => new Ridge({ alpha: 0.5 })],
  ] as const)('%s', async (_, make) => {
    const expected = make().fitSync(X, y)
    const data = new Dataset(X, scaled)
    // Subnormal targets have few digits.
    const tolerance = unit < 1e-308 ? 1e-5 : 1e-10
    for (const model of [make().fitSync(X, scaled), make().fitSync(data), await make().fit(data)]) {
      expect(model.status).toBe('solved')
      model.coefficients.forEach((value, j) => {
        close(value / unit, expected.coefficients[j]!, tolerance)
      })
      close(model.intercept / unit, expected.intercept, tolerance)
      const objective = expected.objective * unit * unit
      if (objective > 1e-300 && objective < Infinity) close(model.objective, objective, tolerance)
      else expect(model.objective).toBe(objective)
      close(model.score(X, scaled), expected.score(X, y), tolerance)
    }
  })
})
