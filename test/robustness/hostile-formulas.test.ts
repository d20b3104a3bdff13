// Sources that were made to break the compiler: each is refused, or works, in bounded time and memory.
import { compile, minimize } from 'steepest'
import { describe, expect, test } from 'vitest'

const milliseconds = 1000

const many = (part: string, count: number) => part.repeat(count)
const nested = (before: string, inner: string, after: string, count: number) =>
  many(before, count) + inner + many(after, count)
const source = (text: string) => new Function(`return ${text}`)() as () => number
const names = (count: number) => Array.from({ length: count }, (_, i) => `x${i}`)

/** Compiles and uses it, whatever comes; the code of what was thrown. */
function survive(given: unknown): unknown {
  try {
    const f = compile(given as string)
    const at = new Float64Array(f.parameters.length).fill(0.5)
    f.value(at)
    f.toString()
    const [name] = f.parameters
    f.gradient(at)
    if (name === undefined) return 'works'
    f.derivative(name).toString()
    f.hessian(at)
    return 'works'
  } catch (error) {
    return (error as { code: unknown }).code
  }
}

function expectBounded(given: unknown): unknown {
  const from = performance.now()
  const end = survive(given)
  expect(performance.now() - from).toBeLessThan(milliseconds)
  expect(['works', 'ERR_COMPILE']).toContain(end)
  return end
}

describe('hostile text', () => {
  test.each([
    ['parentheses', (n: number) => nested('(', 'x', ')', n)],
    ['calls', (n: number) => nested('exp(', 'x', ')', n)],
    ['calls of two', (n: number) => nested('max(x, ', 'y', ')', n)],
    ['signs', (n: number) => `${many('- ', n)}x`],
    ['negations', (n: number) => `${many('!', n)}x`],
    ['members', (n: number) => `x${many('.x', n)}`],
    ['calls of calls', (n: number) => `x${many('()', n)}`],
    ['sums', (n: number) => `x${many('+x', n)}`],
    ['products', (n: number) => `x${many('*y', n)}`],
    ['quotients', (n: number) => `x${many('/y', n)}`],
    ['powers', (n: number) => `x${many('**y', n)}`],
    ['comparisons', (n: number) => `x${many('<y', n)}`],
    ['conjunctions', (n: number) => `x${many('&&y', n)}`],
    ['choices', (n: number) => `${many('x?y:', n)}x`],
    ['choices in choices', (n: number) => nested('x?', 'y', ':z', n)],
    ['arrays', (n: number) => nested('[', '', ']', n)],
    ['objects', (n: number) => `(${nested('{a:', 'x', '}', n)})`],
    ['templates', (n: number) => nested('`${', 'x', '}`', n)],
    ['functions', (n: number) => `${many('x=>', n)}x`],
    ['arguments', (n: number) => `max(x${many(',x', n)})`],
    ['statements', (n: number) => many('x;', n)],
    ['comments', (n: number) => `${many('/**/', n)}x`],
    ['lines', (n: number) => `${many('\n', n)}x +`],
    ['digits', (n: number) => `x * ${many('9', n)}`],
    ['a name', (n: number) => `${many('n', n)} * x`],
    ['names', (n: number) => names(Math.min(n, 3000)).join('+')],
    ['a regular expression', (n: number) => `/${many('(a*', n)}${many(')', n)}/.test(x)`],
    ['an unfinished string', (n: number) => `'${many('\\', n)}`],
    ['backslashes', (n: number) => many('\\u0061', n)],
  ])('%s', (_, text) => {
    for (const count of [10, 300, 900, 3000, 16_000, 49_000, 1_000_000]) expectBounded(text(count))
  })

  test('of a megabyte is refused at once', () => {
    for (const text of [many('x+', 5e5), many(' ', 1e6), many('(', 1e6), 'x'.repeat(2 ** 20)]) {
      expect(() => compile(text)).toThrow(
        expect.objectContaining({ code: 'ERR_COMPILE', message: expect.stringMatching(/at most 100000 are read/) }),
      )
    }
  })

  test('long sums work', () => {
    const sum = compile(names(1500).join(' + '))
    expect(sum.value(new Float64Array(1500).fill(2))).toBe(3000)
    expect([...new Set(sum.gradient(new Float64Array(1500)))]).toEqual([1])
    const one = compile(`x${many(' + sin(x)', 1500)}`)
    expect(one.value([1])).toBeCloseTo(1 + 1500 * Math.sin(1), 9)
    expect(one.hessian([1]).at(0, 0)).toBeCloseTo(-1500 * Math.sin(1), 9)
  })
})

describe('hostile functions', () => {
  const doubling = Array.from({ length: 900 }, (_, i) => `const a${i + 1} = a${i} + sin(a${i});`).join('\n')

  test.each([
    ['locals', `(x) => { ${Array.from({ length: 6000 }, (_, i) => `const a${i}=x`).join(';')}; return a0 }`],
    ['empty statements', `(x) => { ${many(';', 90_000)} return x }`],
    ['ifs in a row', `(x) => { ${many('if (x) return 1;', 5000)} return x }`],
    ['few ifs in a row', `(x) => { ${many('if (x > 1) { const y = x }', 500)} return x }`],
    ['ifs in ifs', `(x) => { ${nested('if (x) {', 'return x', '}', 1500)} return 1 }`],
    ['elses', `(x) => { ${many('if (x) return 1; else ', 3000)} return x }`],
    ['locals that double', `(a0) => { ${doubling.replaceAll('sin', 'Math.sin')} return a900 }`],
    ['parameters', `(${names(8000).join(',')}) => x0`],
    ['names taken out', `({ ${names(8000).join(',')} }) => x7999`],
    ['a long source', `(x) => { /* ${many('x', 2e6)} */ return x }`],
    ['a long line', `(x) => x${many(' ', 90_000)} + nothing`],
  ])('%s', (_, text) => {
    expectBounded(source(text))
  })

  test('say nothing of themselves but their source', () => {
    const f = Object.assign((x: number) => x + 1, { toString: () => 'x => x + 2', [Symbol.toPrimitive]: () => 'x + 3' })
    expect(compile(f).value([1])).toBe(2)
    expect(expectBounded({ toString: () => 'x' })).toBe('ERR_COMPILE')
    expect(expectBounded(new String('x'))).toBe('ERR_COMPILE')
  })
})

describe('derivatives that swell', () => {
  test.each([5, 50, 500])('of %i exponentials in each other', (depth) => {
    expectBounded(nested('exp(', 'x * y', ')', depth))
    expectBounded(nested('(x ** ', 'x', ')', depth))
    expectBounded(nested('atan2(y, ', 'x', ')', depth))
  })

  test('again and again', () => {
    let f = compile(nested('exp(sin(', 'x * y', '))', 20))
    const from = performance.now()
    let end: unknown
    for (let i = 0; i < 20 && end === undefined; i++) {
      try {
        f = f.derivative('x')
        f.value([0.1, 0.1])
      } catch (error) {
        end = (error as { code: unknown }).code
      }
    }
    expect(end).toBe('ERR_COMPILE')
    expect(performance.now() - from).toBeLessThan(5 * milliseconds)
    // What could be made still works.
    expect(f.parameters).toEqual(['x', 'y'])
  })

  test('leave the value as it is', () => {
    const f = compile(
      names(400)
        .map((name, i) => `sin(${name} * ${i + 1})`)
        .join(' * '),
    )
    const at = new Float64Array(400).fill(1)
    const value = f.value(at)
    expect(() => f.hessian(at)).toThrow(expect.objectContaining({ code: 'ERR_COMPILE' }))
    expect(f.value(at)).toBe(value)
    expect(f.gradient(at)).toHaveLength(400)
  })
})

describe('odd names', () => {
  test.each([
    ['α * β + ñ', ['α', 'β', 'ñ']],
    ['\\u0061 + a', ['a']],
    ['𝒳 + \\u{1d4b3}', ['𝒳']],
    ['$ + _ + await + let', ['$', '_', 'await', 'let']],
    ['__proto__ + constructor * prototype', ['__proto__', 'constructor', 'prototype']],
    ['hasOwnProperty + valueOf + toString', ['hasOwnProperty', 'valueOf', 'toString']],
    ['\ufeffx\u2028+ y\u00a0', ['x', 'y']],
  ])('%j', (text, parameters) => {
    const f = compile(text)
    expect(f.parameters).toEqual(parameters)
    const at = Object.fromEntries(parameters.map((name) => [name, 1]))
    expect(f.value(at)).toBe(f.value(parameters.map(() => 1)))
    expect(minimize(compile(`(${parameters[0]} - 1) ** 2`), [3]).parameters).toEqual(
      Object.fromEntries([[parameters[0], expect.closeTo(1, 6)]]),
    )
  })

  test.each([
    '\ud800',
    'x\0',
    'x\u202e',
    '١ + x',
    'x’',
    'x - − y',
    '<!-- x',
    '#x in y',
    'new.target',
    'import.meta',
    '@x',
  ])('%j is no formula', (text) => {
    expect(expectBounded(text)).toBe('ERR_COMPILE')
  })

  test('of functions that all objects have are no functions of formulas', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'eval', 'Function', 'require']) {
      expect(() => compile(`${name}(1)`)).toThrow(expect.objectContaining({ code: 'ERR_COMPILE' }))
      expect(() => compile(`Math.${name}(1)`)).toThrow(expect.objectContaining({ code: 'ERR_COMPILE' }))
      expect(() => compile(`Math.${name}`)).toThrow(expect.objectContaining({ code: 'ERR_COMPILE' }))
    }
  })
})
