// What is computed, as text: simplified, shared, and read again as the same formula.
import { compile } from 'steepest'
import { expect, test } from 'vitest'
import { expectNear } from './compiled.ts'
import { randomFormula, randomNumbers } from './random-formula.ts'

test.each([
  ['(1 - x)**2 + 100*(y - x**2)**2', '(1 - x) ** 2 + 100 * (y - x ** 2) ** 2'],
  ['c + a*exp(-b*t)', 'c + a * exp(-b * t)'],
  // Constants are computed, and what changes nothing is left out.
  ['2 * 3 * x + sin(0) + cos(0) * 1', '6 * x + 1'],
  ['x + 0 + 1*y/1 - 0', 'x + y'],
  ['2**10 * sqrt(16) * pi / pi', '4096'],
  ['1 > 2 ? exp(x) : y', 'y'],
  ['1 && x', 'x'],
  ['x > 0 ? y : y', 'y'],
  // Signs and constants go in front.
  ['-(x - y)', 'y - x'],
  ['-(2 * -x * 3)', '6 * x'],
  ['-x + y', 'y - x'],
  ['x - -y', 'x + y'],
  ['x * 5 * y * 2', '10 * x * y'],
  ['-(x**2)', '-(x ** 2)'],
  ['-(x**2) * y', '-(x ** 2) * y'],
  ['y - x**2', 'y - x ** 2'],
  ['(-x)**y', '(-x) ** y'],
  ['2**-x', '2 ** -x'],
  ['(x**y)**z', '(x ** y) ** z'],
  ['x**y**z', 'x ** y ** z'],
  // Equal factors are powers; a quotient of quotients stays one.
  ['x*x*x', 'x ** 3'],
  ['x*y*x*y', 'x ** 2 * y ** 2'],
  ['a/b/c', 'a / b / c'],
  ['a/(b/c)', 'a / (b / c)'],
  ['a/(x*x)', 'a / x ** 2'],
  ['x/s/s', 'x / s ** 2'],
  ['a - (b - c)', 'a - b + c'],
  ['(a < b) + 1', '(a < b) + 1'],
  ['a < b + 1', 'a < b + 1'],
  ['0 < x && 1 >= y', 'x > 0 && y <= 1'],
  ['(a || b) && c', '(a || b) && c'],
  ['a || b && c', 'a || b && c'],
  ['!(a < b)', '!(a < b)'],
  ['(a ? b : c) ? d : e', '(a ? b : c) ? d : e'],
  ['a ? b : c ? d : e', 'a ? b : c ? d : e'],
  ['(a ? b : c) + d', '(a ? b : c) + d'],
  ['x * -1e-300 * 1e-300', '-1e-300 * x * 1e-300'],
  ['NaN * x', 'NaN * x'],
  ['-Infinity', '-Infinity'],
  ['+(x < y) === 1', 'x < y == 1'],
  ['(x && x < y) != y', '(x && x < y) != y'],
  // Parts that are used again have a line each.
  ['sin(first - second) * cos(first - second)', 't1 = first - second\nsin(t1) * cos(t1)'],
  ['sin(first - t1) * cos(first - t1)', 't1_ = first - t1'],
])('%s', (formula, text) => {
  const written = compile(formula).toString()
  if (text.startsWith('t1_')) expect(written).toMatch(/^t1 = |first - t1/)
  else expect(written).toBe(text)
})

test.each([
  ['(1 - x)**2 + 100*(y - x**2)**2', 'x', '-400 * (y - x ** 2) * x - 2 * (1 - x)'],
  ['a * exp(-b * t)', 'b', '-a * exp(-b * t) * t'],
  ['vmax * s / (k + s)', 'k', '-vmax * s / (k + s) ** 2'],
  ['log(x**2 + 1)', 'x', '2 * x / (x ** 2 + 1)'],
  ['hypot(x, y)', 'x', 'hypot(x, y) === 0 ? 0 : x / hypot(x, y)'],
  ['x**5', 'x', '5 * x ** 4'],
  ['x > 0 ? x**2 : sin(x)', 'x', 'x > 0 ? 2 * x : cos(x)'],
  ['x + y', 'y', '1'],
  ['x', 'x', '1'],
  ['sign(x) * y', 'x', '0'],
])('the derivative of %s by %s', (formula, name, text) => {
  expect(compile(formula).derivative(name).toString()).toBe(text)
})

test('names stand for what is used', () => {
  const d = compile('sin(((z + 2) / 6 - 2 * x * z) * sin(1e-3 * 0 + 2)) * 0.9092974268').derivative('x')
  const lines = String(d).split('\n')
  for (const [i, line] of lines.entries()) {
    const [, name] = /^(t\d+) = /.exec(line) ?? []
    if (name) expect(lines.slice(i + 1).join(' ')).toContain(name)
    expect(line).not.toMatch(/^t\d+ = -?[\d.]+$/)
  }
})

test('what the value does not need is not computed', () => {
  const body = 'const unused = Math.exp(x) * y; const used = x + 1; return used < 2 ? used : y'
  const f = compile(new Function('x', 'y', body) as () => number)
  expect(String(f)).toBe('x + 1 < 2 ? x + 1 : y')
})

test('common parts are computed once', () => {
  const f = compile('exp(a * x + b) / (1 + exp(a * x + b)) + log(1 + exp(b + x * a))')
  expect(String(f)).toBe('t1 = exp(a * x + b)\nt1 / (1 + t1) + log(1 + t1)')
})

test('what is written is the formula: compiled again, it has the same values', () => {
  let read = 0
  for (let seed = 1; seed <= 500; seed++) {
    const { random, formula } = randomFormula(seed)
    const f = compile(`0 * (x + y + z) + (${formula})`)
    for (const written of [f, f.derivative('x')]) {
      const text = String(written)
      if (text.includes('\n')) continue
      const again = compile(text)
      const at = randomNumbers(random, 3, 0.2, 1.5)
      const named = Object.fromEntries(f.parameters.map((name, i) => [name, at[i]!]))
      const needed = Object.fromEntries(again.parameters.map((name) => [name, named[name]!]))
      const [one, other] = [written.value(at), again.value(needed)]
      // What is taken together is rounded otherwise, which differences may enlarge.
      if (Math.abs(one) < 1e9) expectNear(one, other, [seed, ...at], Math.max(64, 1e5 / Math.max(Math.abs(one), 1e-4)))
      read++
    }
  }
  expect(read).toBeGreaterThan(300)
})
