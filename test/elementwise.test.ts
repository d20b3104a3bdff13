import { readFileSync } from 'node:fs'
import 'steepest'
import { describe, expect, test } from 'vitest'
import { core } from '../src/backend/current.ts'
import { functionNames } from '../src/backend/operations.ts'

// Exact values of 300 digits (scripts/make-elementwise-reference.py): the double nearest, and what rounding took from it
// in 254ths of its unit in the last place (ULP).
interface Reference {
  count: number
  x: string
  value: string
  rest: string
}
const file = readFileSync(new URL('data/elementwise.json', import.meta.url), 'utf8')
const references: Record<string, Reference> = JSON.parse(file).functions

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

test('there is a reference for every function', () => {
  expect(Object.keys(references).sort()).toEqual([...names].sort())
})

describe.each(Object.entries(references))('%s', (name, reference) => {
  const x = new Float64Array(bytes(reference.x))
  const value = new Float64Array(bytes(reference.value))
  const rest = new Int8Array(bytes(reference.rest))

  test('is within 1.5 ULP of the exact value everywhere', () => {
    const wrong = Array.from(apply(name, x), (got, i) => ({ x: x[i], got, error: errorOf(got, value[i]!, rest[i]!) }))
      .sort((a, b) => b.error - a.error)
      .filter(({ error }) => error > 1.5)
    expect(x.length).toBe(reference.count)
    expect(wrong.slice(0, 10)).toEqual([])
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
