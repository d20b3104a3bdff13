// How data, weights, starts and bounds of curve fits are read.
import { expect, test } from 'vitest'
import { readFitBounds } from '../src/fit/bounds.ts'
import { namesOf, readColumns, readFitData } from '../src/fit/data.ts'
import { fitModel, type ModelRequest, unrestricted } from '../src/fit/model.ts'
import { readStart } from '../src/fit/start.ts'

const t = [0, 1, 2, 3]
const y = [4, 3, 2, 1]

function read(given: {
  formula?: unknown
  data?: Record<string, unknown>
  weights?: unknown
  start?: unknown
  bounds?: unknown
  request?: Partial<ModelRequest>
}) {
  const { formula = 'a * exp(-b * t)', data = { t, y }, request } = given
  const model = fitModel(formula, { data: namesOf(data), response: 'y', ...unrestricted, ...request })
  const columns = readFitData(model, data, given.weights)
  const limits = readFitBounds(model, given.bounds)
  return { columns, limits, start: readStart(model, columns, given.start ?? [1, 1], limits) }
}

test('data are copied, columns in the order of the formula', () => {
  const [u, v] = [Float64Array.from(t), Float32Array.from(y)]
  const data = { unused: 'anything', y: [1, 1, 1, 1], v, u }
  const { columns } = read({ formula: 'a * u + b * v', data, weights: [1, 0, 2, 1] })
  u.fill(9)
  expect(columns).toEqual({
    rows: 4,
    packed: Float64Array.of(...t, ...y),
    y: Float64Array.of(1, 1, 1, 1),
    weights: Float64Array.of(1, 0, 2, 1),
    counted: 3,
  })
  expect(read({}).columns.weights).toHaveLength(0)
})

test('starts and bounds by name, as vectors, and in part', () => {
  expect(read({ start: { b: 2, a: 3 } }).start).toEqual(Float64Array.of(3, 2))
  expect(read({ start: Float32Array.of(3, 2) }).start).toEqual(Float64Array.of(3, 2))
  const { limits } = read({ bounds: { lower: { b: 0 }, upper: 7 } })
  expect(limits).toEqual({ lower: Float64Array.of(-Infinity, 0), upper: Float64Array.of(7, 7) })
  expect(read({ bounds: { lower: [0, 1] } }).limits.lower).toEqual(Float64Array.of(0, 1))
  expect(read({ bounds: { b: [0, 5] } }).limits).toEqual({
    lower: Float64Array.of(-Infinity, 0),
    upper: Float64Array.of(Infinity, 5),
  })
  for (const bounds of [{}, { lower: {} }, { lower: -Infinity, upper: Infinity }]) {
    expect(read({ bounds }).limits.lower).toHaveLength(0)
  }
})

test('values of fixed parameters are passed over', () => {
  const request = { fixed: new Map([['b', 2]]) }
  for (const bounds of [{ upper: { b: 1 } }, { b: [0, 1] }, { lower: { b: 3, a: 0 } }]) {
    expect(read({ request, start: { a: 1, b: 5 }, bounds }).start).toEqual(Float64Array.of(1))
  }
})

test('what a curve’s rule gives is moved into the bounds, and gives way to what is given', () => {
  const formula = {
    formula: '(other + a) * x + b',
    predictor: 'x',
    start: (x: Float64Array, values: Float64Array, weights: Float64Array) => ({
      a: x.at(-1)! + weights[0]!,
      b: values[0]!,
    }),
  }
  const data = { other: [7, 7, 7, 7], x: t, y }
  expect(read({ formula, data, start: {} }).start).toEqual(Float64Array.of(4, 4))
  expect(read({ formula, data, start: { b: 9 } }).start).toEqual(Float64Array.of(4, 9))
  expect(read({ formula, data, start: {}, bounds: { upper: { a: 2 }, lower: { b: 5 } } }).start).toEqual(
    Float64Array.of(2, 5),
  )
})

test('columns of predictions', () => {
  const model = fitModel('a * t + b', { data: ['t', 'y'], response: 'y', ...unrestricted })
  expect(readColumns(model, { t: [1, 2] })).toEqual({ rows: 2, packed: Float64Array.of(1, 2) })
  const constant = fitModel('a', { data: ['t', 'y'], response: 'y', ...unrestricted })
  expect(readColumns(constant, { t: [1, 2] })).toEqual({ rows: 2, packed: new Float64Array(0) })
  expect(() => readColumns(model, { time: [1, 2] })).toThrow('data has no t, which the formula uses; it has time')
})

test('what cannot be is refused, saying why', () => {
  const curve = (start: () => unknown) => ({ formula: 'a * x + b', predictor: 'x', start })
  const tie = { tied: new Map([['b', '2 * a']]) }
  const cases: [Parameters<typeof read>[0] | (() => unknown), string, string][] = [
    [() => namesOf([1]), 'ERR_SHAPE', 'data must be an object of columns by name, as { t, y }, got an array'],
    [() => namesOf(null), 'ERR_SHAPE', 'got null'],
    [{ data: { t: [1, 2], y } }, 'ERR_SHAPE', 'data.t must have 4 elements, as data.y has, got 2'],
    [{ data: { t: [1, 2, Number.NaN, 4], y } }, 'ERR_NOT_FINITE', 'data.t[2] must be a finite number, got NaN'],
    [{ data: { t, y: [1, 2, 3, Infinity] } }, 'ERR_NOT_FINITE', 'data.y[3] must be a finite number'],
    [{ data: { t, y: 5 } }, 'ERR_SHAPE', 'data.y must be a Float64Array or an array of numbers, got 5'],
    [{ data: { t: [], y: [] } }, 'ERR_SHAPE', 'data must have a row for each free parameter (a, b), got 0'],
    [{ weights: [0, 0, 1, 0] }, 'ERR_SHAPE', 'a row of a weight above 0 for each free parameter (a, b), got 1'],
    [{ weights: [1, 1, -1, 1] }, 'ERR_OPTION', 'weights[2] must be at least 0, got -1'],
    [{ weights: [1, 1] }, 'ERR_SHAPE', 'weights must have 4 elements, got 2'],
    [{ start: { a: 1 } }, 'ERR_OPTION', 'there is none for b'],
    [{ start: {} }, 'ERR_OPTION', 'there is none for a, b'],
    [{ start: { a: 1, b: 1, bb: 1 } }, 'ERR_OPTION', "start: bb is no parameter of the formula; did you mean 'b'?"],
    [{ start: { a: 1, b: 1, t: 1 } }, 'ERR_OPTION', 'start: t is a column of the data'],
    [{ start: { a: 1, b: '1' } }, 'ERR_OPTION', "start.b must be a number, got '1'"],
    [{ start: { a: 1, b: Infinity } }, 'ERR_NOT_FINITE', 'start.b must be a finite number, got Infinity'],
    [{ start: [1] }, 'ERR_SHAPE', 'start must have 2 elements, got 1'],
    [{ start: 5 }, 'ERR_OPTION', 'start must be numbers by name, as { a: 1 }, or a vector, got 5'],
    [{ bounds: { lower: 2 } }, 'ERR_OPTION', 'the start of a, 1, is outside its bounds 2 and Infinity'],
    [{ bounds: { lower: { a: 2 }, upper: { a: 1 } } }, 'ERR_OPTION', 'bounds leave nothing for a: 2 to 1'],
    [{ bounds: { lower: { a: Number.NaN } } }, 'ERR_NOT_FINITE', 'must be a number or an infinity, got NaN'],
    [{ bounds: { a: 1 } }, 'ERR_OPTION', 'bounds.a must be [lower, upper], got 1'],
    [{ bounds: { c: [0, 1] } }, 'ERR_OPTION', "bounds names 'c', which is no parameter"],
    [{ bounds: [0, 1] }, 'ERR_OPTION', 'bounds must be { lower, upper }, each a number or a vector, got an array'],
    [{ bounds: { upper: { b: 1 } }, request: tie, start: [1] }, 'ERR_OPTION', 'bounds: b is tied'],
    [{ formula: curve(() => ({ a: 1 })), start: {} }, 'ERR_OPTION', 'gives b no finite value, but undefined'],
    [{ formula: curve(() => null), start: {} }, 'ERR_OPTION', 'gives a no finite value, but undefined'],
    [{ formula: { ...curve(() => null), predictor: 'z' } }, 'ERR_OPTION', 'does not use its predictor z'],
  ]
  for (const [given, code, message] of cases) {
    expect(typeof given === 'function' ? given : () => read(given)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) as string }),
    )
  }
})
