// Sizes that cannot be are refused at once, before anything is allocated.
import { LogisticRegression, linalg, Matrix, Ridge, StandardScaler } from 'steepest'
import { describe, expect, test } from 'vitest'

const huge = [2 ** 28, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53]
const shapes = huge.flatMap((rows) => [1, 3, 2 ** 16, 2 ** 31, 2 ** 32].map((columns) => [rows, columns] as const))
const lying = (rows: number, columns: number) => ({ data: new Float64Array(6), rows, columns })
const small = [
  [1, 2],
  [3, 4],
]

const calls: [string, (rows: number, columns: number) => unknown][] = [
  ['Matrix', (rows, columns) => new Matrix(new Float64Array(6), rows, columns)],
  ['linalg.multiply', (rows, columns) => linalg.multiply(lying(rows, columns), small)],
  ['linalg.gram', (rows, columns) => linalg.gram(lying(rows, columns))],
  ['linalg.cholesky', (rows, columns) => linalg.cholesky(lying(rows, columns))],
  ['linalg.svd', (rows, columns) => linalg.svd(lying(rows, columns))],
  ['linalg.leastSquares', (rows, columns) => linalg.leastSquares(lying(rows, columns), [1, 2])],
  ['Ridge', (rows, columns) => new Ridge().fitSync(lying(rows, columns), [1, 2])],
  ['LogisticRegression', (rows, columns) => new LogisticRegression().fitSync(lying(rows, columns), [0, 1])],
  ['StandardScaler', (rows, columns) => new StandardScaler().fitSync(lying(rows, columns))],
]

describe.each(calls)('%s', (_, call) => {
  test.each(shapes)('%d x %d', (rows, columns) => {
    const start = performance.now()
    expect(() => call(rows, columns)).toThrow(RangeError)
    expect(performance.now() - start).toBeLessThan(1000)
  })
})

test('more than can be allocated is an error with a code', () => {
  for (const [rows, columns] of [
    [2 ** 20, 2 ** 20],
    [2 ** 26, 2 ** 26],
  ] as const) {
    expect(() => Matrix.zeros(rows, columns)).toThrow(expect.objectContaining({ code: 'ERR_OUT_OF_MEMORY' }))
  }
})
