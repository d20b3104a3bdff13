// Rows, targets and weights that are not finite are refused, wherever they are, and the place is named.
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

const rows = 7
const columns = 5
const X = () => Float64Array.from({ length: rows * columns }, (_, k) => Math.sin(3 * k) + (k % columns))
const numbers = () => Float64Array.of(1, 0, 2, 1, 0, 3, 1)
const binary = () => Float64Array.of(1, 0, 1, 1, 0, 0, 1)
const ones = () => new Float64Array(rows).fill(1)

const models = [
  ['LinearRegression', () => new LinearRegression(), numbers],
  ['Ridge', () => new Ridge(), numbers],
  ['PoissonRegression', () => new PoissonRegression(), numbers],
  ['LogisticRegression', () => new LogisticRegression(), binary],
  ['LogisticRegression of three classes', () => new LogisticRegression(), () => numbers().map((v) => Math.min(v, 2))],
] as const

const refused = (...words: string[]) =>
  expect.objectContaining({ code: 'ERR_NOT_FINITE', message: expect.stringMatching(new RegExp(words.join('.*'))) })

describe.each([Number.NaN, Infinity, -Infinity])('%d', (bad) => {
  describe.each(models)('%s', (_, make, y) => {
    test('in any element of X, in either precision, nested or in a data set', async () => {
      for (let place = 0; place < rows * columns; place++) {
        const data = X()
        data[place] = bad
        const at = refused('X', String(bad), `row ${Math.floor(place / columns)}, column ${place % columns}`)
        const x = new Matrix(data, rows, columns)
        const single = new Matrix(Float32Array.from(data), rows, columns)
        expect(() => make().fitSync(x, y())).toThrow(at)
        expect(() => make().fitSync(single, y())).toThrow(at)
        expect(() => make().fitSync(x.toArray(), y())).toThrow(at)
        expect(() => make().fitSync(x, y(), { onIteration: () => true })).toThrow(at)
        await expect(make().fit(x, y())).rejects.toThrow(at)
        await expect(make().fit(x, y(), { signal: new AbortController().signal })).rejects.toThrow(at)
        expect(() => new Dataset(x, y())).toThrow(at)
        expect(() => new Dataset(single, y(), { precision: 'double' })).toThrow(at)
      }
    })

    test('in any element of y', async () => {
      const x = new Matrix(X(), rows, columns)
      for (let place = 0; place < rows; place++) {
        const damaged = y()
        damaged[place] = bad
        const at = refused(`y\\[${place}\\]`, String(bad))
        expect(() => make().fitSync(x, damaged)).toThrow(at)
        expect(() => make().fitSync(x, [...damaged])).toThrow(at)
        await expect(make().fit(x, damaged)).rejects.toThrow(at)
        const data = new Dataset(x, damaged)
        expect(() => make().fitSync(data)).toThrow(at)
        await expect(make().fit(data)).rejects.toThrow(at)
        data.dispose()
      }
    })

    test('in any element of sampleWeight', async () => {
      const x = new Matrix(X(), rows, columns)
      for (let place = 0; place < rows; place++) {
        const sampleWeight = ones()
        sampleWeight[place] = bad
        const at = refused(`sampleWeight\\[${place}\\]`, String(bad))
        expect(() => make().fitSync(x, y(), { sampleWeight })).toThrow(at)
        await expect(make().fit(x, y(), { sampleWeight: [...sampleWeight] })).rejects.toThrow(at)
        expect(() => new Dataset(x, y(), { sampleWeight })).toThrow(at)
      }
    })

    test('in a row of weight zero too', () => {
      const data = X()
      data[2 * columns + 1] = bad
      const sampleWeight = ones()
      sampleWeight[2] = 0
      const x = new Matrix(data, rows, columns)
      expect(() => make().fitSync(x, y(), { sampleWeight })).toThrow(refused('X', 'row 2, column 1'))
    })
  })

  test('among many rows, by which more than one thread goes', () => {
    const many = 20_011
    const wide = 13
    const y = new Float64Array(many).map((_, i) => i % 2)
    for (const place of [0, wide, 12_345 * wide + 7, (many - 1) * wide, many * wide - 1]) {
      const data = Float64Array.from({ length: many * wide }, (_, k) => Math.sin(k))
      data[place] = bad
      const at = refused('X', `row ${Math.floor(place / wide)}, column ${place % wide}`)
      const x = new Matrix(data, many, wide)
      expect(() => new LogisticRegression().fitSync(x, y)).toThrow(at)
      expect(() => new Dataset(x, y)).toThrow(at)
    }
  })

  test('in X of StandardScaler', () => {
    const data = X()
    data[3 * columns + 4] = bad
    expect(() => new StandardScaler().fitSync(new Matrix(data, rows, columns))).toThrow(refused('X', 'row 3, column 4'))
  })

  test('in a row to predict', () => {
    const model = new Ridge().fitSync(new Matrix(X(), rows, columns), numbers())
    for (let place = 0; place < rows * columns; place++) {
      const data = X()
      data[place] = bad
      const where = `row ${Math.floor(place / columns)}, column ${place % columns}`
      expect(() => model.predict(new Matrix(data, rows, columns))).toThrow(refused('X', where))
    }
  })
})
