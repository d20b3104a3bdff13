import { readFileSync } from 'node:fs'
import 'steepest'
import { describe, expect, test } from 'vitest'
import { core } from '../src/backend/current.ts'
import { functionNames, functionOfTwoNames } from '../src/backend/operations.ts'

// Exact values of 300 digits (scripts/make-elementwise-reference.py): the double nearest, and what rounding took from it
// in 254ths of its unit in the last place (ULP).
interface Reference {
  count: number
  x: string
  y?: string
  value: string
  rest: string
}
const file = readFileSync(new URL('data/elementwise.json', import.meta.url), 'utf8')
const data: Record<string, Record<string, Reference>> = JSON.parse(file)
const references = data.functions!
const referencesOfTwo = data['functions of two']!

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'base64')).buffer
const { operations } = core()
const names: readonly string[] = functionNames

function apply(name: string, x: Float64Array, out = new Float64Array(x.length)): Float64Array {
  operations.elementwise(names.indexOf(name), x, out)
  return out
}

const view = new DataView(new ArrayBuffer(8))
function ulp(value: number): number {
  view.setFloat64(0, value)
  const exponent = (view.getUint16(0) >> 4) & 0x7ff
  return 2 ** Math.max(exponent - 1075, -1074)
}

/** In ULP of the value; infinite where there is no distance and the two differ, as in the sign of a zero. */
function errorOf(got: number, value: number, rest: number): number {
  if (Object.is(got, value) && (value === 0 || !Number.isFinite(value))) return 0
  if (!Number.isFinite(got) || !Number.isFinite(value)) return Infinity
  if (got === 0 && value === 0) return Infinity
  return Math.abs((got - value) / ulp(value) - rest / 254)
}

function worst<Each extends { error: number }>(all: Each[]): Each[] {
  return all
    .sort((a, b) => b.error - a.error)
    .filter(({ error }) => error > 1.5)
    .slice(0, 10)
}

test('there is a reference for every function', () => {
  expect(Object.keys(references).sort()).toEqual([...names].sort())
  expect(Object.keys(referencesOfTwo).sort()).toEqual([...functionOfTwoNames].sort())
})

describe.each(Object.entries(references))('%s', (name, reference) => {
  const x = new Float64Array(bytes(reference.x))
  const value = new Float64Array(bytes(reference.value))
  const rest = new Int8Array(bytes(reference.rest))

  test('is within 1.5 ULP of the exact value everywhere', () => {
    const wrong = Array.from(apply(name, x), (got, i) => ({ x: x[i], got, error: errorOf(got, value[i]!, rest[i]!) }))
    expect(x.length).toBe(reference.count)
    expect(worst(wrong)).toEqual([])
  })

  test('gives an element the same result at every place of arrays of every length, and in place', () => {
    const all = apply(name, x)
    for (let length = 0; length <= 67; length++) {
      const first = (length * 37) % (x.length - length)
      const part = x.slice(first, first + length)
      const expected = all.slice(first, first + length)
      expect(apply(name, part)).toEqual(expected)
      expect(apply(name, part, part)).toEqual(expected)
    }
  })
})

// By the language itself, which has them alike in every engine.
const byName: Record<string, (x: number, y: number) => number> = {
  power: (x, y) => x ** y,
  atan2: Math.atan2,
  hypot: Math.hypot,
}

describe.each(Object.entries(referencesOfTwo))('%s', (name, reference) => {
  const x = new Float64Array(bytes(reference.x))
  const y = new Float64Array(bytes(reference.y!))
  const value = new Float64Array(bytes(reference.value))
  const rest = new Int8Array(bytes(reference.rest))
  const index = functionOfTwoNames.findIndex((each) => each === name)
  const applied = (a: Float64Array, b: Float64Array) => {
    const out = new Float64Array(a.length)
    operations.elementwiseOfTwo(index, a, b, out)
    return out
  }

  test('is within 1.5 ULP of the exact value everywhere', () => {
    const wrong = Array.from(applied(x, y), (got, i) => {
      return { x: x[i], y: y[i], got, error: errorOf(got, value[i]!, rest[i]!) }
    })
    expect(x.length).toBe(reference.count)
    expect(worst(wrong)).toEqual([])
  })

  test('has what JavaScript has for every pair of special values', () => {
    const sizes = [0, 5e-324, 0.5, 1, 2, 3, 2 ** 53, 1e308, Infinity]
    const numbers = [...sizes, ...sizes.map((each) => -each), Number.NaN]
    const first = Float64Array.from(numbers.flatMap((each) => numbers.map(() => each)))
    const second = Float64Array.from(numbers.flatMap(() => numbers))
    const got = applied(first, second)
    for (const [i, a] of first.entries()) {
      const b = second[i]!
      const expected = byName[name]!(a, b)
      const near = expected !== 0 && Math.abs(got[i]! - expected) <= 2 ** -51 * Math.abs(expected)
      expect([a, b, near ? expected : got[i]]).toEqual([a, b, expected])
    }
  })

  test('gives a pair the same result at every place of arrays of every length', () => {
    const all = applied(x, y)
    for (let length = 0; length <= 19; length++) {
      const first = (length * 37) % (x.length - length)
      const end = first + length
      expect(applied(x.slice(first, end), y.slice(first, end))).toEqual(all.slice(first, end))
    }
  })
})
