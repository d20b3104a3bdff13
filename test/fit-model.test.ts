// What curve fits make of a formula and the names of the data.
import { compile } from 'steepest'
import { describe, expect, test } from 'vitest'
import { core } from '../src/backend/current.ts'
import { type FitModel, fitModel, type ModelRequest, unrestricted } from '../src/fit/model.ts'
import { programHandle } from '../src/fit/programs.ts'

const model = (formula: unknown, request: Partial<ModelRequest> = {}) =>
  fitModel(formula, { data: ['t', 'y'], response: 'y', ...unrestricted, ...request })

/** The values of a model in the core, and their derivatives by the free parameters. */
function rows(fitted: FitModel, columns: number[][], free: number[]) {
  const count = columns[0]!.length
  const values = new Float64Array(count)
  const jacobian = new Float64Array(count * free.length)
  const packed = Float64Array.from(columns.flat())
  const at = Float64Array.from(free)
  const { operations } = core()
  const handle = programHandle(fitted)
  const code = operations.formulaRows(handle, packed, columns.length, count, at, values, jacobian, count, free.length)
  expect(code).toBe(0)
  return { values: [...values], jacobian: [...jacobian] }
}

const close = (numbers: number[]) => numbers.map((number) => expect.closeTo(number, 12) as number)
const t = [0, 0.5, 1, 2]

test('names are parameters but for the data’s, in the order in which the formula has them', () => {
  const { names, free, columns, inputs } = model('b * exp(-a * t) + c', { data: ['unused', 'y', 't'] })
  expect({ names, free, columns, inputs }).toEqual({
    names: ['b', 'a', 'c'],
    free: ['b', 'a', 'c'],
    columns: ['t'],
    inputs: ['b', 'a', 'c', 't'],
  })
  expect(model(({ t, a, b }: Record<string, number>) => a! * t! + b!).names).toEqual(['a', 'b'])
  expect(model((a: number, b: number, t: number) => a * t + b).names).toEqual(['a', 'b'])
})

test('the core computes it, with derivatives', () => {
  const { values, jacobian } = rows(model('a * exp(-b * t)'), [t], [2, 0.7])
  expect(values).toEqual(close(t.map((x) => 2 * Math.exp(-0.7 * x))))
  expect(jacobian).toEqual(close(t.flatMap((x) => [Math.exp(-0.7 * x), -2 * x * Math.exp(-0.7 * x)])))
})

test('steps after the value are left out', () => {
  const formula = new Function('a', 't', 'const value = a * t; const unused = value + 1; return value')
  expect(rows(model(formula), [t], [3]).values).toEqual(t.map((x) => 3 * x))
})

test('a compiled expression, with its constants', () => {
  const expression = compile('a * t * k', { constants: { k: 10 } })
  expect(model(expression)).toBe(model(expression))
  expect(model(expression).names).toEqual(['a'])
  expect(rows(model(expression), [t], [3]).values).toEqual(t.map((x) => 30 * x))
  expect(() => model(expression.over({ t }))).toThrow(expect.objectContaining({ code: 'ERR_COMPILE' }))
})

describe('fixed and tied parameters', () => {
  const formula = 'a * exp(-b * t) + c'

  test('are as if written into the formula', () => {
    const restricted = model(formula, { fixed: new Map([['c', 5]]), tied: new Map([['b', 'a / 2 + c']]) })
    expect(restricted.free).toEqual(['a'])
    expect(restricted.names).toEqual(['a', 'b', 'c'])
    const written = model('a * exp(-(a / 2 + 5) * t) + 5')
    expect(rows(restricted, [t], [1.5])).toEqual(rows(written, [t], [1.5]))
  })

  test('may hang on parameters of their own, and on each other', () => {
    const tied = new Map([
      ['b', '1 / tau'],
      ['c', 'b * 2'],
    ])
    const restricted = model(formula, { tied })
    expect(restricted.free).toEqual(['a', 'tau'])
    const { all, jacobian } = restricted.expansion!.withJacobian(Float64Array.of(3, 4))
    expect(restricted.names).toEqual(['a', 'b', 'c', 'tau'])
    expect([...all]).toEqual([3, 1 / 4, 1 / 2, 4])
    expect([...jacobian]).toEqual(close([1, 0, 0, -1 / 16, 0, -1 / 8, 0, 1]))
    expect([...restricted.expansion!.all(Float64Array.of(3, 4))]).toEqual([...all])
  })

  test('a fixed one has no derivative', () => {
    const restricted = model(formula, { fixed: new Map([['b', 2]]) })
    const { all, jacobian } = restricted.expansion!.withJacobian(Float64Array.of(3, 4))
    expect([...all]).toEqual([3, 2, 4])
    expect([...jacobian]).toEqual([1, 0, 0, 0, 0, 1])
    expect(model(formula).expansion).toBeUndefined()
  })
})

describe('curves', () => {
  const curve = { formula: 'a * x + b', predictor: 'x', start: () => ({ a: 1, b: 1 }) }

  test('take the column of their predictor’s name, or the only one', () => {
    expect(model(curve, { data: ['x', 'other', 'y'] }).columns).toEqual(['x'])
    expect(model(curve).columns).toEqual(['t'])
    expect(rows(model(curve), [t], [2, 1]).values).toEqual(t.map((x) => 2 * x + 1))
  })

  test('refuse to choose', () => {
    expect(() => model(curve, { data: ['t', 'u', 'y'] })).toThrow('the curve needs the column x; data has t, u')
    expect(() => model(curve, { data: ['y'] })).toThrow('data has nothing besides the response')
    expect(() => model(curve, { data: ['a', 'y'] })).toThrow('the column a has the name of a parameter of the curve')
  })
})

test('what does not go together is refused, saying why', () => {
  const fixed = (name: string) => new Map([[name, 1]])
  const tied = (name: string, to: string) => new Map([[name, to]])
  const cases: [() => unknown, string, string][] = [
    [() => model('a * t', { data: ['t', 'yy'] }), 'ERR_SHAPE', "data has no y, the response; did you mean 'yy'?"],
    [() => model('a * t', { data: [] }), 'ERR_SHAPE', 'it has nothing'],
    [() => model('a * t + y'), 'ERR_OPTION', 'the formula uses y, the response'],
    [() => model('2 * t'), 'ERR_OPTION', 'there is no free parameter to fit'],
    [() => model('a * t', { fixed: fixed('a') }), 'ERR_OPTION', 'there is no free parameter to fit'],
    [() => model('rate * t', { fixed: fixed('rat') }), 'ERR_OPTION', 'fixed: rat is no parameter of the formula; did'],
    [() => model('a * t', { fixed: fixed('t') }), 'ERR_OPTION', 'fixed: t is a column of the data'],
    [() => model('a * t', { tied: tied('b', 'a') }), 'ERR_OPTION', 'tied: b is no parameter of the formula'],
    [() => model('a * t', { tied: tied('a', 'b * t') }), 'ERR_OPTION', 'tied.a must be a formula of parameters; t is'],
    [() => model('a * t', { tied: tied('a', 'a + 1') }), 'ERR_OPTION', 'depend on each other: a → a'],
    [() => model('a * t', { fixed: fixed('a'), tied: tied('a', 'b') }), 'ERR_OPTION', 'a is both fixed and tied'],
    [() => model('a * t', { tied: tied('a', 'b +') }), 'ERR_COMPILE', 'Unexpected token'],
    [() => model(7), 'ERR_COMPILE', 'a formula must be a string, a function, a compiled expression or a curve, got 7'],
    [() => model({ formula: 7 }), 'ERR_COMPILE', 'got 7'],
    [() => model({ formula: 'a * t', start: 1 }), 'ERR_OPTION', 'the start of a curve must be a function, got 1'],
    [() => model({ formula: 'a * t', predictor: 1 }), 'ERR_OPTION', 'the predictor of a curve must be a name, got 1'],
  ]
  for (const [attempt, code, message] of cases) {
    expect(attempt).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) as string }))
  }
})

describe('what was read is kept', () => {
  test('by formula, names and restrictions', () => {
    const first = model('a * t + b')
    expect(model('a * t + b')).toBe(first)
    const others = [
      model('a * t + b', { data: ['t', 'z'], response: 'z' }),
      model('a * t + b', { fixed: new Map([['b', 0]]) }),
      model('a * t + b', { fixed: new Map([['b', -0]]) }),
      model('a * t + b', { tied: new Map([['b', 'a']]) }),
      model('a * t + b', { data: ['y', 't'] }),
    ]
    expect(new Set([first, ...others]).size).toBe(6)
    expect(model('a * t + b')).toBe(first)
  })

  test('a function by its source, wherever it was made', () => {
    const make = () => (a: number, t: number) => a * t
    expect(model(make())).toBe(model(make()))
    // The text of a function is no formula, even while the function is known.
    expect(() => model(String(make()))).toThrow(expect.objectContaining({ code: 'ERR_COMPILE' }))
  })

  test('as long as it is among the latest, and made again after that', () => {
    const first = model('a * t')
    const handle = programHandle(first)
    expect(programHandle(first)).toBe(handle)
    for (let i = 0; i < 300; i++) expect(rows(model(`a * t + ${i}`), [t], [2]).values).toEqual(t.map((x) => 2 * x + i))
    expect(model('a * t')).not.toBe(first)
    expect(rows(first, [t], [2]).values).toEqual(t.map((x) => 2 * x))
  })
})
