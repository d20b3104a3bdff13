// Functions and powers in formulas, beside those of JavaScript.
import { compile } from 'steepest'
import { expect, test } from 'vitest'
import { expectSame } from './compiled.ts'

test('powers', () => {
  expectSame((x: number) => 2 ** -x)
  expectSame((x: number) => x ** (2 ** 0.5))
  expectSame((x: number, y: number) => x ** y, 8)
})

// One argument each; the whole range is that of the vector functions' own tests.
test.each([
  'abs acos acosh asin asinh atan atanh cbrt ceil cos cosh exp expm1 floor',
  'log log10 log1p log2 round sign sin sinh sqrt tan tanh trunc',
])('functions %s', (names) => {
  for (const name of names.split(' ')) {
    expectSame(new Function('x', `return Math.${name}(x)`) as () => number)
    expect(compile(`${name}(0.5)`).value([])).toBe(compile(`Math.${name}(0.5)`).value([]))
  }
})

test('functions of several numbers', () => {
  expectSame((x: number, y: number) => Math.atan2(x, y))
  expectSame((x: number, y: number) => Math.hypot(x, y))
  expectSame((x: number, y: number, z: number) => Math.hypot(x, y, z))
  expectSame((x: number) => Math.hypot(x))
  expectSame((x: number, y: number) => x ** y, 8)
  expectSame((x: number, y: number) => Math.max(x, y))
  expectSame((x: number, y: number, z: number) => Math.min(x, y, z, 1))
  expectSame((x: number) => Math.max(x))
})

test('erf', () => {
  // Abramowitz and Stegun, table 7.1.
  expect(compile('erf(0.5)').value([])).toBeCloseTo(0.5204998778, 10)
  expect(compile('erf(x)').value([-2])).toBeCloseTo(-0.995322265, 9)
})
