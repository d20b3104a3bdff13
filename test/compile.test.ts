// What `compile` gives: an expression with values, derivatives, sums over rows, and its misuse.
import { compile, Matrix } from 'steepest'
import { describe, expect, test } from 'vitest'

const rosenbrock = () => compile('(1 - x)**2 + 100 * (y - x**2)**2')
const coded = (code: string) => expect.objectContaining({ code })
const about = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) })

describe('a compiled expression', () => {
  test('has its value and exact derivatives, by name or by vector', () => {
    const f = rosenbrock()
    expect(f.parameters).toEqual(['x', 'y'])
    expect(Object.isFrozen(f.parameters)).toBe(true)
    for (const at of [{ x: -1.5, y: 2 }, { y: 2, x: -1.5 }, [-1.5, 2], Float64Array.of(-1.5, 2)]) {
      // All of these numbers are sums of powers of two: no rounding.
      expect(f.value(at)).toBe(12.5)
      expect([...f.gradient(at)]).toEqual([-155, -50])
      expect(f.hessian(at).toArray()).toEqual([
        [1902, 600],
        [600, 200],
      ])
      expect([...f.hessianProduct(at, [1, -2])]).toEqual([702, 200])
    }
  })

  test('fills the arrays it is given', () => {
    const f = rosenbrock()
    const gradient = new Float64Array(2)
    expect(f.gradient([-1.5, 2], gradient)).toBe(gradient)
    expect(f.valueAndGradient([-1.5, 2], gradient)).toBe(12.5)
    expect([...gradient]).toEqual([-155, -50])
    const hessian = Matrix.zeros(2, 2)
    expect(f.hessian([-1.5, 2], hessian)).toBe(hessian)
    expect(hessian.at(0, 1)).toBe(600)
    // The point may be the place for the answer.
    const x = Float64Array.of(-1.5, 2)
    expect([...f.gradient(x, x)]).toEqual([-155, -50])
  })

  test('takes NaN and infinities for what they are', () => {
    const f = compile('x + 1')
    expect(f.value({ x: Number.NaN })).toBeNaN()
    expect(f.value({ x: -Infinity })).toBe(-Infinity)
  })

  test('may have no parameters at all', () => {
    const f = compile('2 * 3')
    expect(f.parameters).toEqual([])
    expect(f.value({})).toBe(6)
    expect(f.value([])).toBe(6)
    expect(f.gradient([])).toHaveLength(0)
    expect(f.hessian([]).rows).toBe(0)
  })

  test.each([
    [{ x: 1 }, 'ERR_SHAPE', /^at must hold a number for y$/],
    [{ x: 1, Y: 2 }, 'ERR_SHAPE', /for y; is it there as 'Y'\?$/],
    [{ x: 1, y: 2, z: 3 }, 'ERR_SHAPE', /^at names 'z', which is no parameter; the names are x, y$/],
    [{ x: 1, y: '2' }, 'ERR_SHAPE', /^at\.y must be a number, got '2'$/],
    [[1], 'ERR_SHAPE', /^at must have 2 elements, got 1$/],
    [undefined, 'ERR_SHAPE', /^at must be/],
    [7, 'ERR_SHAPE', /^at must be/],
  ])('refuses %j as a point', (at, code, message) => {
    const f = rosenbrock()
    for (const call of [() => f.value(at as never), () => f.gradient(at as never), () => f.hessian(at as never)]) {
      expect(call).toThrow(about(code, message))
    }
  })

  test('finds nothing by the names that all objects have', () => {
    const f = compile('constructor + toString + __proto__')
    expect(f.parameters).toEqual(['constructor', 'toString', '__proto__'])
    expect(() => f.value({} as never)).toThrow(about('ERR_SHAPE', /constructor/))
    expect(f.value(JSON.parse('{ "constructor": 1, "toString": 2, "__proto__": 4 }'))).toBe(7)
    expect(Object.prototype).not.toHaveProperty('0')
  })

  test('is told constants', () => {
    const f = compile('k * x + pi', { constants: { k: 3 } })
    expect(f.parameters).toEqual(['x'])
    expect(f.value([2])).toBe(6 + Math.PI)
    expect(compile(({ x, k }) => k * x, { constants: { k: 3 } }).parameters).toEqual(['x', 'k'])
    expect(() => compile('k', { constants: { k: Number.NaN } })).toThrow(about('ERR_NOT_FINITE', /constants\.k/))
    expect(() => compile('k', { constants: { k: '3' } } as never)).toThrow(about('ERR_OPTION', /constants\.k/))
    expect(() => compile('k', { constants: [3] } as never)).toThrow(about('ERR_OPTION', /constants/))
    expect(() => compile('k', { constant: { k: 3 } } as never)).toThrow(about('ERR_OPTION', /did you mean 'constants'/))
  })
})

describe('derivatives', () => {
  test('are expressions of the same parameters', () => {
    const f = compile('a * exp(-b * t)')
    const df = f.derivative('b')
    expect(df.parameters).toEqual(['a', 'b', 't'])
    expect(df.value({ a: 2, b: 0.5, t: 3 })).toBeCloseTo(-6 * Math.exp(-1.5), 14)
    expect(df.derivative('a').value({ a: 2, b: 0.5, t: 3 })).toBeCloseTo(-3 * Math.exp(-1.5), 14)
    expect(f.derivative('a').derivative('a').toString()).toBe('0')
  })

  test('are refused by names that are none', () => {
    expect(() => rosenbrock().derivative('X')).toThrow(about('ERR_OPTION', /no parameter X; did you mean 'x'/))
    expect(() => rosenbrock().derivative('other')).toThrow(about('ERR_OPTION', /no parameter other; they are x, y/))
  })
})

describe('a sum over rows', () => {
  const t = [0, 1, 2, 3]
  const y = Float32Array.of(2, 1, 0.5, 0.25)
  const squared = () => compile('(y - a * t) ** 2')

  test('is a function of the names that are no columns', () => {
    const sum = squared().over({ y, t })
    expect(sum.parameters).toEqual(['a'])
    expect(sum.rows).toBe(4)
    // Σ (y - a t)² at a = 1/2: 4 + 1/4 + 1/4 + 25/16.
    expect(sum.value({ a: 0.5 })).toBe(6.0625)
    // -2 Σ t (y - a t) and 2 Σ t².
    expect([...sum.gradient([0.5])]).toEqual([8.5])
    expect(sum.hessian([0.5]).toArray()).toEqual([[28]])
  })

  test('keeps a copy of its columns', () => {
    const column = Float64Array.from(t)
    const sum = squared().over({ t: column, y })
    column.fill(0)
    expect(sum.value([0.5])).toBe(6.0625)
  })

  test('counts rows where the formula depends on no column', () => {
    const sum = compile('a + 0 * t').over({ t: new Float64Array(100_001) })
    expect(sum.value([2])).toBe(200_002)
    expect([...sum.gradient([2])]).toEqual([100_001])
  })

  test('is that of some rows, where those are named', () => {
    const sum = squared().over({ t, y })
    const gradient = new Float64Array(1)
    expect(sum.valueAndGradient([0.5], gradient, Uint32Array.of(3, 1, 1))).toBe(1.5625 + 2 * 0.25)
    expect([...gradient]).toEqual([7.5 - 2])
    for (const batch of [Uint32Array.of(4), new Uint32Array(0), new Uint32Array(5), [1]]) {
      expect(() => sum.valueAndGradient([0.5], gradient, batch as never)).toThrow(coded('ERR_SHAPE'))
    }
  })

  test.each([
    [{ t, y: [1, 2, 3] }, 'ERR_SHAPE', /t has 4 rows, y has 3/],
    [{ t, y: [1, 2, 3, Number.NaN] }, 'ERR_NOT_FINITE', /data\.y\[3\]/],
    [{ t, y: [1, 2, '3', 4] }, 'ERR_SHAPE', /data\.y\[2\]/],
    [{ T: t, y }, 'ERR_OPTION', /data names 'T', which is no parameter; did you mean 't'/],
    [{ t: [], y: [] }, 'ERR_SHAPE', /a row at least/],
    [{}, 'ERR_SHAPE', /a column at least/],
    [[t, y], 'ERR_SHAPE', /data must be an object of columns/],
    [null, 'ERR_SHAPE', /data must be an object of columns/],
  ])('refuses %j as data', (data, code, message) => {
    expect(() => squared().over(data as never)).toThrow(about(code, message))
  })
})

describe('places for answers', () => {
  test('are looked at after what is given was read, which may detach them', () => {
    const f = rosenbrock()
    const [gradient, product] = [new Float64Array(2), new Float64Array(2)]
    const hessian = new Matrix(new Float64Array(4), 2, 2)
    const detaching = ({ buffer }: Float64Array) => ({
      get x() {
        structuredClone(buffer, { transfer: [buffer as ArrayBuffer] })
        return 1
      },
      y: 2,
    })
    expect(() => f.gradient(detaching(gradient), gradient)).toThrow(coded('ERR_SHAPE'))
    expect(() => f.hessianProduct(detaching(product), [1, 1], product)).toThrow(coded('ERR_SHAPE'))
    expect(() => f.hessian(detaching(hessian.data as Float64Array), hessian)).toThrow(coded('ERR_SHAPE'))
    const another = new Float64Array(2)
    expect(() => f.valueAndGradient(detaching(another), another)).toThrow(coded('ERR_SHAPE'))
  })
})

describe('disposal', () => {
  test('frees an expression once; what was made from it stays', () => {
    const f = rosenbrock()
    const sum = f.over({ y: [1, 2] })
    const df = f.derivative('x')
    f.dispose()
    f.dispose()
    expect(sum.value([1])).toBe(100)
    expect(df.value([2, 1])).toBe(2402)
    for (const use of [() => f.value([1, 1]), () => f.hessian([1, 1]), () => f.derivative('x'), () => String(f)]) {
      expect(use).toThrow(coded('ERR_DISPOSED'))
    }
    sum[Symbol.dispose]()
    expect(() => sum.value([1])).toThrow(coded('ERR_DISPOSED'))
  })
})
