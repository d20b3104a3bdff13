// What must hold of every model whatever the data: weights are repeated rows, a row of weight 0 is no row, the order of
// rows does not matter, and a model that was saved predicts as before.
import { LinearRegression, LogisticRegression, Matrix, PoissonRegression, Ridge } from 'steepest'
import { describe, expect, test } from 'vitest'

let state = 11
const uniform = () => {
  state = (state * 16807) % 2147483647
  return state / 2147483647
}
const rows = 120
const X = Array.from({ length: rows }, () => [uniform(), 5 * uniform() - 1, 100 + 20 * uniform(), uniform() ** 3])
const eta = X.map(([a, b, c]) => a! - 0.4 * b! + 0.05 * (c! - 110) + uniform() - 0.5)
const targets = {
  numbers: eta.map((value) => 3 * value + uniform()),
  counts: eta.map((value) => Math.floor(Math.exp(0.4 * value) + uniform())),
  two: eta.map((value) => (value > 0.3 * uniform() ? 'yes' : 'no')),
  three: eta.map((value) => Math.floor(Math.min(2.9, Math.max(0, value + 1 + uniform())))),
}
const weights = Array.from({ length: rows }, () => Math.floor(4 * uniform()))

// Tight enough for coefficients to agree to eight digits.
const tight = { tolerance: 1e-13 }
const models = [
  { name: 'linear', make: () => new LinearRegression(), y: targets.numbers },
  { name: 'ridge', make: () => new Ridge({ alpha: 2 }), y: targets.numbers },
  { name: 'poisson', make: () => new PoissonRegression({ ...tight, alpha: 0.01 }), y: targets.counts },
  { name: 'logistic', make: () => new LogisticRegression(tight), y: targets.two },
  { name: 'logistic, no penalty', make: () => new LogisticRegression({ ...tight, penalty: 'none' }), y: targets.two },
  { name: 'multinomial', make: () => new LogisticRegression(tight), y: targets.three },
] as const

type Model = LinearRegression | Ridge | PoissonRegression | LogisticRegression
const fit = (model: Model, x: readonly number[][], y: readonly unknown[], options?: object) =>
  model.fitSync(Matrix.from(x), y as number[], options)

function expectSame(first: Model, second: Model): void {
  const [a, b] = [first, second].map(({ coefficients, intercept }) => [
    ...('data' in coefficients ? coefficients.data : coefficients),
    ...(typeof intercept === 'number' ? [intercept] : intercept),
  ]) as [number[], number[]]
  const largest = Math.max(...a.map(Math.abs))
  a.forEach((value, j) => {
    expect(Math.abs(value - b[j]!) / largest).toBeLessThan(1e-8)
  })
  expect(Math.abs(first.objective / second.objective - 1)).toBeLessThan(1e-11)
}

describe.each(models)('$name', ({ make, y }) => {
  test('weights are repeated rows', () => {
    const repeats = weights.flatMap((count, i) => new Array<number>(count).fill(i))
    const repeated = fit(
      make(),
      repeats.map((i) => X[i]!),
      repeats.map((i) => y[i]),
    )
    expectSame(fit(make(), X, y, { sampleWeight: weights }), repeated)
  })

  test('a row of weight 0 is no row', () => {
    const marked = weights.map((_, i) => (i % 5 === 0 ? 0 : 1))
    const left = <T>(all: readonly T[]) => all.filter((_, i) => i % 5 !== 0)
    expectSame(fit(make(), X, y, { sampleWeight: marked }), fit(make(), left(X), left<unknown>(y)))
  })

  test('rows in any order', () => {
    expectSame(fit(make(), X.toReversed(), [...y].reverse()), fit(make(), X, y))
  })

  test('saved and read, it predicts the same bits and saves the same text', () => {
    const model = fit(make(), X, y)
    const text = JSON.stringify(model)
    const read = (model.constructor as typeof Ridge).fromJSON(JSON.parse(text)) as Model
    expect(JSON.stringify(read)).toBe(text)
    const rowsToPredict = Matrix.from(X)
    expect(read.predict(rowsToPredict)).toEqual(model.predict(rowsToPredict))
    if (model instanceof LogisticRegression && read instanceof LogisticRegression) {
      expect(read.predictProbability(rowsToPredict)).toEqual(model.predictProbability(rowsToPredict))
    }
  })

  test('an abort before the first step rejects nothing', async () => {
    const model = make() as Model
    await model.fit(Matrix.from(X), y as number[], { signal: AbortSignal.abort() })
    expect(['aborted', 'solved', 'gap-tolerance']).toContain(model.status)
    expect(model.predict(Matrix.from(X))).toHaveLength(rows)
  })
})
