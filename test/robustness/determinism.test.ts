// The same bits on any number of threads, again and again, and beside other work.
import { LogisticRegression, linalg, Matrix, PoissonRegression, Ridge } from 'steepest'
import { afterEach, describe, expect, test } from 'vitest'
import { core } from '../../src/backend/current.ts'

const counts = [1, 2, 3, 4, 8, 16]
const threads = core().operations.systemThreads()
afterEach(() => core().operations.systemSetThreads(threads))

function numbers(length: number, seed: number): Float64Array {
  let state = seed
  return Float64Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return state / 2 ** 31
  })
}

const square = new Matrix(numbers(301 * 301, 1), 301, 301)
const tall = new Matrix(numbers(40_000 * 12, 2), 40_000, 12)
const definite = (() => {
  const gram = linalg.gram(square)
  for (let i = 0; i < 301; i++) gram.data[i * 301 + i]! += 1
  return gram
})()
const eta = Array.from({ length: 40_000 }, (_, i) => tall.data[12 * i]! - tall.data[12 * i + 1]! + 0.3)
const noise = numbers(40_000, 3)
const binary = eta.map((value, i) => (value + noise[i]! > 0 ? 1 : 0))
const classes = eta.map((value, i) => (value + noise[i]! > 0.5 ? 'c' : value > -0.2 ? 'b' : 'a'))
const amounts = eta.map((value, i) => Math.max(0, Math.round(Math.exp(value + noise[i]!))))

const works: [string, () => ArrayLike<number>][] = [
  ['multiply', () => linalg.multiply(square, square).data],
  ['gram', () => linalg.gram(tall).data],
  ['cholesky', () => linalg.cholesky(definite).upper.data],
  ['solve', () => linalg.solve(square, numbers(301, 4)).x as Float64Array],
  ['leastSquares', () => linalg.leastSquares(tall, eta).x as Float64Array],
  ['ridge', () => new Ridge().fitSync(tall, eta).coefficients],
  [
    'logistic, newton',
    () => new LogisticRegression({ solver: 'newton' }).fitSync(tall, binary).coefficients as Float64Array,
  ],
  [
    'logistic, lbfgs',
    () => new LogisticRegression({ solver: 'lbfgs' }).fitSync(tall, binary).coefficients as Float64Array,
  ],
  ['logistic, auto', () => new LogisticRegression().fitSync(tall, binary).coefficients as Float64Array],
  ['multinomial', () => (new LogisticRegression().fitSync(tall, classes).coefficients as Matrix).data],
  ['poisson', () => new PoissonRegression().fitSync(tall, amounts).coefficients],
]

describe.each(works)('%s', (_, work) => {
  test('has the same bits on 1 to 16 threads, twice', () => {
    core().operations.systemSetThreads(1)
    const expected = Float64Array.from(work())
    expect(expected.some((value) => value !== 0)).toBe(true)
    for (const count of [...counts, ...counts]) {
      core().operations.systemSetThreads(count)
      expect(Float64Array.from(work()), `${count} threads`).toEqual(expected)
    }
  })
})

const few = 3000
const part = new Matrix(tall.data.slice(0, 12 * few), few, 12)
const fast: [string, () => ArrayLike<number>][] = [
  ['gram', () => linalg.gram(part).data],
  ['cholesky', () => linalg.cholesky(definite).upper.data],
  ['svd', () => linalg.svd(new Matrix(square.data.slice(0, 900), 30, 30)).singularValues],
  ['ridge', () => new Ridge().fitSync(part, eta.slice(0, few)).coefficients],
  ['logistic', () => new LogisticRegression().fitSync(part, binary.slice(0, few)).coefficients as Float64Array],
  ['poisson', () => new PoissonRegression().fitSync(part, amounts.slice(0, few)).coefficients],
]

test.each(fast)('%s has the same bits a hundred times, by turns on 1 to 16 threads', (_, work) => {
  const expected = Float64Array.from(work())
  for (let k = 0; k < 100; k++) {
    core().operations.systemSetThreads(counts[k % counts.length]!)
    expect(Float64Array.from(work())).toEqual(expected)
  }
})

test('a hundred fits at once are what they are one by one', async () => {
  const rows = 300
  const part = (k: number) => new Matrix(tall.data.slice(12 * rows * k, 12 * rows * (k + 1)), rows, 12)
  const alone = Array.from({ length: 100 }, (_, k) =>
    new LogisticRegression({ tolerance: 1e-10 }).fitSync(part(k), binary.slice(rows * k, rows * (k + 1))),
  )
  const together = await Promise.all(
    alone.map((_, k) =>
      new LogisticRegression({ tolerance: 1e-10 }).fit(part(k), binary.slice(rows * k, rows * (k + 1))),
    ),
  )
  expect(together.map((model) => model.coefficients)).toEqual(alone.map((model) => model.coefficients))
})
