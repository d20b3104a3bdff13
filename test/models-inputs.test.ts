// What models are given: rows that are not finite, data sets with and without targets, targets that change as they are read.
import {
  Dataset,
  LinearRegression,
  LogisticRegression,
  Matrix,
  PoissonRegression,
  Ridge,
  StandardScaler,
} from 'steepest'
import { describe, expect, test } from 'vitest'

const X = [
  [1, 2],
  [2, 1],
  [3, 5],
  [4, 3],
  [5, 9],
  [6, 4],
]
const two = ['a', 'b', 'a', 'b', 'b', 'a']
const three = ['a', 'b', 'c', 'b', 'c', 'a']
const numbers = [1, 2, 2, 4, 5, 5]

const caught = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

describe.each([Number.NaN, Infinity, -Infinity])('%d among the rows to predict', (bad) => {
  const rows = [X[0]!, X[1]!, [1, bad], X[2]!]
  const refused = { code: 'ERR_NOT_FINITE', message: `X must hold finite numbers, got ${bad} in row 2, column 1` }

  test.each([
    ['two classes', two],
    ['three classes', three],
  ])('%s', async (_, y) => {
    const model = new LogisticRegression().fitSync(X, y)
    for (const work of [
      () => model.predict(rows),
      () => model.decisionFunction(rows),
      () => model.predictProbability(rows),
      () => model.score(rows, y.slice(0, 4)),
    ]) {
      expect(caught(work)).toMatchObject(refused)
    }
    await expect(model.predictAsync(rows)).rejects.toMatchObject(refused)
  })

  test.each([
    ['linear', new LinearRegression()],
    ['ridge', new Ridge()],
    ['poisson', new PoissonRegression()],
  ] as const)('%s', async (_, model) => {
    model.fitSync(X, numbers)
    expect(caught(() => model.predict(rows))).toMatchObject(refused)
    expect(caught(() => model.score(rows, numbers.slice(0, 4)))).toMatchObject(refused)
    await expect(model.predictAsync(rows)).rejects.toMatchObject(refused)
  })

  test('far down, asynchronously', async () => {
    const model = new LogisticRegression().fitSync(X, two)
    const many = Array.from({ length: 50_000 }, (_, i) => (i === 40_000 ? [bad, 1] : [i % 7, i % 3]))
    const message = `X must hold finite numbers, got ${bad} in row 40000, column 0`
    await expect(model.predictAsync(many)).rejects.toMatchObject({ code: 'ERR_NOT_FINITE', message })
  })
})

test('asynchronous predictions are those of the same rows', async () => {
  const model = new LogisticRegression().fitSync(X, three)
  const many = Array.from({ length: 60_001 }, (_, i) => [i % 7, i % 11])
  expect(await model.predictAsync(many)).toEqual(model.predict(many))
})

test('predictions that leave the range of numbers', () => {
  const model = new LogisticRegression().fitSync(X, two)
  const far = Object.assign(new LogisticRegression().fitSync(X, two), { coefficients: Float64Array.of(10, -10) })
  expect(caught(() => far.predict([[1e308, 1e308]]))).toMatchObject({ code: 'ERR_NOT_FINITE' })
  // Certainty is no error, nor is the infinite mean of a large predictor.
  const [unlikely, certain] = far.predictProbability([[1e6, 0]]).data
  expect(unlikely).toBeLessThan(1e-300)
  expect(certain).toBe(1)
  expect(model.predictProbability(X).data.every((value) => value > 0 && value < 1)).toBe(true)
  const poisson = new PoissonRegression().fitSync(X, numbers)
  expect(poisson.predict([[1e9, 1e9]])).toEqual(Float64Array.of(Infinity))
})

describe('a data set and targets beside it', () => {
  const kinds = [
    ['logistic', () => new LogisticRegression(), two],
    ['linear', () => new LinearRegression(), numbers],
    ['poisson', () => new PoissonRegression(), Float64Array.from(numbers)],
  ] as const

  test.each(kinds)('%s', async (_, make, y) => {
    const expected = make().fitSync(X, y)
    const without = new Dataset(X)
    const sampleWeight = [1, 2, 1, 2, 1, 2]
    expect(make().fitSync(without, y).objective).toBe(expected.objective)
    expect((await make().fit(without, y)).objective).toBe(expected.objective)
    const weighted = make().fitSync(X, y, { sampleWeight })
    expect(make().fitSync(without, y, { sampleWeight }).objective).toBe(weighted.objective)
    const whole = new Dataset(X, y)
    expect(make().fitSync(whole, { sampleWeight }).objective).toBe(weighted.objective)
    expect(make().fitSync(whole, undefined, { sampleWeight }).objective).toBe(weighted.objective)

    const both = { code: 'ERR_SHAPE', message: expect.stringContaining('not to both') as string }
    expect(caught(() => make().fitSync(whole, y))).toMatchObject(both)
    expect(caught(() => make().fitSync(whole, y, { sampleWeight }))).toMatchObject(both)
    await expect(make().fit(whole, y)).rejects.toMatchObject(both)
    const none = { code: 'ERR_SHAPE', message: expect.stringContaining('without y') as string }
    expect(caught(() => make().fitSync(without))).toMatchObject(none)
    expect(caught(() => make().fitSync(without, { sampleWeight }))).toMatchObject(none)
  })
})

test('each label is read once', () => {
  let reads = 0
  const changing = Object.defineProperty([...two], 3, { get: () => (reads++ === 0 ? 'b' : 'nobody') })
  const model = new LogisticRegression().fitSync(X, changing)
  expect(reads).toBe(1)
  expect(model.classes).toEqual(['a', 'b'])
  expect(model.coefficients).toEqual(new LogisticRegression().fitSync(X, two).coefficients)
})

test('a fit whose columns depend on others has converged', () => {
  const model = new LinearRegression().fitSync(
    X.map(([a, b]) => [a!, b!, a!]),
    numbers,
  )
  expect(model.status).toBe('rank-deficient')
  expect(model.converged).toBe(true)
  expect(model.message).toContain('The minimum is reached')
  const expected = new LinearRegression().fitSync(X, numbers)
  expect(Math.abs(model.objective / expected.objective - 1)).toBeLessThan(1e-12)
})

describe('labels in a Float64Array', () => {
  test.each([
    [[2, 1, 2, 1, 1, 2]],
    [[0, -0, 1, 1, 0, 1]],
    [[-1e300, 1e300, -1e300, 1e300, 1e300, -1e300]],
    [[3, 1, 2, 1, 2, 3]],
  ])('%j are what they are in an array', (y) => {
    const [typed, plain] = [Float64Array.from(y), y].map((labels) => new LogisticRegression().fitSync(X, labels))
    expect(typed!.classes).toEqual(plain!.classes)
    expect(typed!.coefficients).toEqual(plain!.coefficients)
  })

  test.each([Number.NaN, Infinity])('%d among two others is refused', (bad) => {
    const message = `y[5] must be a finite number, got ${bad}`
    expect(caught(() => new LogisticRegression().fitSync(X, Float64Array.of(1, 2, 1, 2, 2, bad)))).toMatchObject({
      code: 'ERR_NOT_FINITE',
      message,
    })
  })
})

describe('what the caller does after an asynchronous call', () => {
  const rows = 50_000
  const ones = () => new Matrix(new Float64Array(rows).fill(1), rows, 1)

  test('changes no prediction', async () => {
    const model = new LinearRegression({ fitIntercept: false }).fitSync([[1], [2]], [1, 2])
    const given = ones()
    const promise = model.predictAsync(given)
    given.data.fill(5)
    const predicted = await promise
    expect(predicted.length).toBe(rows)
    expect(predicted.every((value) => value === predicted[0])).toBe(true)
    expect(predicted[0]).toBeCloseTo(1, 12)
  })

  test('changes no mean and no scale', async () => {
    const given = ones()
    const promise = new StandardScaler().fit(given)
    given.data.fill(5)
    expect(await promise).toMatchObject({ mean: Float64Array.of(1), scale: Float64Array.of(1) })
  })
})

describe('a signal that is aborted already', () => {
  const signal = AbortSignal.abort()

  test.each([X, new Dataset(X)])('ends a fit with what it begins with (%#)', async (rows) => {
    const options = { signal } as const
    const later = await new LogisticRegression().fit(rows, two, options)
    const now = new LogisticRegression().fitSync(rows, two, options)
    for (const { status, converged, iterations } of [later, now]) {
      expect({ status, converged }).toEqual({ status: 'aborted', converged: false })
      expect(iterations).toBeLessThanOrEqual(1)
    }
  })
})

test('onIteration of a small fit is called, and may stop it', () => {
  expect(new LogisticRegression().fitSync(X, two, { onIteration: () => false }).status).toBe('stopped')
})

describe('a score', () => {
  test.each([
    ['numbers', () => new LinearRegression().fitSync(X, numbers), numbers],
    ['classes', () => new LogisticRegression().fitSync(X, two), two],
  ] as const)('of %s beside those of a data set is refused, and so is one of no rows', (_, fitted, y) => {
    const model = fitted() as LinearRegression
    const data = new Dataset(X, y as number[])
    expect(() => model.score(data, y as number[])).toThrow(expect.objectContaining({ code: 'ERR_SHAPE' }))
    expect(() => model.score(new Matrix(new Float64Array(0), 0, X[0]!.length), [])).toThrow(
      expect.objectContaining({ code: 'ERR_SHAPE' }),
    )
  })

  test('has the weights of its data set, whoever gives the targets', () => {
    const sampleWeight = numbers.map((_, i) => i + 1)
    const weighted = new Dataset(X, undefined, { sampleWeight })
    const linear = new LinearRegression().fitSync(X, numbers)
    const logistic = new LogisticRegression().fitSync(X, two)
    expect(linear.score(weighted, numbers)).toBe(linear.score(X, numbers, { sampleWeight }))
    expect(logistic.score(weighted, two)).toBe(logistic.score(X, two, { sampleWeight }))
  })
})

test('labels of a data set may be integers of any kind', () => {
  const y = Int32Array.from(two, (_, i) => i % 2)
  expect(new LogisticRegression().fitSync(new Dataset(X, y as unknown as number[])).classes).toEqual([0, 1])
})
