// From sources to values: what a function computes in JavaScript, its compiled source computes in the core.
import { transformSync } from 'esbuild'
import { compile } from 'steepest'
import { minify } from 'terser'
import { describe, expect, test } from 'vitest'
import { expectNear, expectSame, type Named, points } from './compiled.ts'

const about = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) })

describe('functions', () => {
  test('of an object taken apart', () => {
    expectSame(({ x, y }: Named) => (1 - x!) ** 2 + 100 * (y! - x! * x!) ** 2)
    expectSame(({ x, y: z }: Named) => x! - z!)
    const renamed = compile(({ x: a, y: b }) => a / b)
    expect(renamed.parameters).toEqual(['x', 'y'])
    expect(renamed.value({ x: 3, y: 2 })).toBe(1.5)
  })

  test('of numbers in a row', () => {
    expectSame((x: number, y: number) => x * y - x / y)
    expectSame((x: number) => -x)
    expectSame(function named(x: number) {
      return +x
    })
    const { method } = {
      method(x: number, y: number) {
        return x + 2 * y
      },
    }
    expectSame(method)
    expect(compile((_unused, b) => 2 * b).parameters).toEqual(['_unused', 'b'])
  })

  test('with locals and returns', () => {
    expectSame((x: number, y: number) => {
      const square = x * x
      const both = square + y
      const third = both / 3
      return third - square * both
    })
    expectSame((x: number, y: number) => {
      if (x < 0) return -y
      if (x < 1) {
        const half = y / 2
        return half * half
      } else if (x === 1) return 7
      const x2 = x * x
      return x2 + y
    })
    // Branches that lead on to what follows.
    expectSame((x: number, y: number) => {
      if (x > 0) {
        const k = x
        if (k > 1) return k * y
        if (k > y) return k - y
      } else if (y > 0) return y
      const sum = x + y
      return sum * sum
    })
    // A name of a branch is that of the branch alone.
    expectSame((x: number, y: number) => {
      const k = 2
      if (x > y) {
        const k = 3
        return k * x
      }
      return k * y
    })
    // What follows a branch declares nothing within another.
    expectSame((x: number, y: number) => {
      if (x > 1) {
      } else {
        const k = y
        return k
      }
      const k = 2 * x
      return k
    })
    // As compiled for old engines.
    expectSame(new Function('x', 'y', 'if (x > 0) { var k = y * x; return k } return y;') as () => number)
    expectSame(new Function('x', 'y', 'var a = x * y, b = a + 1; return a * b;') as () => number)
  })

  test('with choices and truths', () => {
    expectSame((x: number, y: number) => (x > y ? x : y * 2))
    expectSame((x: number, y: number) => (x >= 0 ? (y <= 1 ? x : y) : x + y))
    expectSame((x: number, y: number) => (x < y && y < 5 ? 1 : 2))
    expectSame((x: number, y: number) => x && y)
    expectSame((x: number, y: number) => x || y)
    expectSame((x: number, y: number) => (!x ? y : 1 / x))
    expectSame((x: number, y: number) => +!!x + y)
    expectSame((x: number, y: number) => (x < y) as unknown as number)
    expectSame((x: number, y: number) => (x === y || x !== -y ? 1 : 0))
    // biome-ignore lint/suspicious/noDoubleEquals: as some write it
    expectSame((x: number, y: number) => (x == y ? 1 : x != 2 ? 3 : 4))
    // A truth is no number, where types are compared; it is 0 or 1 where they are not.
    expectSame((x: number, y: number) => ((x < y) as unknown as number) === 1 || y)
    // biome-ignore lint/suspicious/noDoubleEquals: as some write it
    expectSame((x: number, y: number) => ((x < y) as unknown as number) == 1 && x)
    expectSame((x: number, y: number) => x < y === x < 1 && y)
    expectSame((x: number, y: number) => (x > 0 && y > 0) === x < 1)
    expectSame((x: number, y: number) => (x > 0 || y > 0) !== !x)
    expectSame((x: number, y: number) => (x > 0 ? y > 0 : y > 1) === y < 5)
    expectSame((x: number, y: number) => (x > 0 ? y : x) === y)
    expectSame((x: number, y: number) => +(x > 0) === 1 || y)
    // biome-ignore lint/suspicious/noDoubleEquals: of what has either type
    expectSame((x: number, y: number) => ((x && y > 0) as boolean) == x < 1)
  })
})

describe('what formulas are made of', () => {
  test('operators', () => {
    expectSame((x: number, y: number) => x + y - x * y)
    expectSame((x: number, y: number) => x - y - 1 - x)
    expectSame((x: number, y: number) => x / y / 3)
    expectSame((x: number, y: number) => -(x ** 2) - (-y) ** 3)
    expectSame((x: number) => x ** 0 + x ** 1 + x ** -1 + x ** 0.5)
  })

  test('numbers as JavaScript writes them', () => {
    expectSame((x: number) => x * 0xff + 1_000 + 0b11 + 0o17 + 1e-3 + 0.5 + 5)
    expectSame((x: number) => (x > 0 ? Infinity : -Infinity))
    expectSame((x: number) => (x > 0 ? NaN : 1))
  })

  test('constants of Math', () => {
    const { E, LN2, LN10, LOG2E, LOG10E, PI, SQRT1_2, SQRT2 } = Math
    const all = [E, LN2, LN10, LOG2E, LOG10E, PI, SQRT1_2, SQRT2]
    const f = compile(
      () => Math.E + Math.LN2 + Math.LN10 + Math.LOG2E + Math.LOG10E + Math.PI + Math.SQRT1_2 + Math.SQRT2,
    )
    expect(f.value([])).toBe(all.reduce((sum, value) => sum + value))
    expect(compile('PI * pi * Math.PI').value([])).toBe(PI * PI * PI)
    expect(compile('E * LN2').parameters).toEqual(['E'])
  })
})

describe('after minification', () => {
  const sources = {
    taken: '({ amount, rate, time }) => amount * Math.exp(-rate * time)',
    rows: '(first, second) => { const square = first * first; if (square > second) return square; return second / 2 }',
    choice:
      'function (left, right) { const sum = left + right; return sum > 0 && right < 1 ? sum ** 2 : Math.sqrt(sum * sum) }',
  }
  const whole = Object.entries(sources)
    .map(([name, source]) => `export const ${name} = ${source};`)
    .join('\n')
  const evaluated = (code: string) =>
    new Function(
      `${code.replace(/export\s*\{([^}]*)\};?/, (_, list: string) => `return {${list.replace(/(\w+) as (\w+)/g, '$2: $1')}}`)}`,
    )() as Record<keyof typeof sources, () => number>

  test.each([
    ['esbuild', () => transformSync(whole, { minify: true, format: 'esm' }).code],
    ['esbuild, for 2017', () => transformSync(whole, { minify: true, format: 'esm', target: 'es2017' }).code],
    ['terser', async () => (await minify(whole, { module: true, mangle: true, compress: { passes: 3 } })).code!],
    [
      'terser, without trust',
      async () =>
        (await minify(whole, { module: true, compress: { unsafe: true, unsafe_math: true, toplevel: true } })).code!,
    ],
  ])('%s', async (_, minified) => {
    const code = (await minified()).replace(/export const /g, 'const ')
    const names = Object.keys(sources)
    const functions = code.includes('export') ? evaluated(code) : evaluated(`${code}; return { ${names.join(', ')} }`)
    const originals = evaluated(`${whole.replaceAll('export ', '')}; return { ${names.join(', ')} }`)
    // Names taken out of an object last; those of parameters in a row do not.
    expect(compile(functions.taken).parameters).toEqual(['amount', 'rate', 'time'])
    for (const name of names as (keyof typeof sources)[]) {
      expect(String(functions[name]).length).toBeLessThan(sources[name].length)
      const [one, other] = [compile(functions[name]), compile(originals[name])]
      for (const x of points(one.parameters.length)) expectNear(one.value(x), other.value(x), x)
    }
  })
})

describe('sources that are refused', () => {
  const source = (text: string) => new Function(`return ${text}`)() as () => number

  test.each([
    ['a variable of its parameter', source('function (x) { var x = 2; return x }'), /x would be assigned twice/],
    [
      'a variable of a branch and the function',
      source('function (x) { var s = 1; if (x > 0) { var s = 2 } return s * x }'),
      /s would be assigned twice/,
    ],
    [
      'a variable after a branch that returns its parameter',
      source('function (x, y) { if (x > 0) {} else { return y } var y = 2 * x; return y }'),
      /y would be assigned twice/,
    ],
    [
      'a variable of two branches',
      source('function (x) { if (x > 0) { var k = 1 } else { var k = 2 } return k * x }'),
      /k is neither a parameter/,
    ],
    [
      'a variable of a branch outside it',
      source('function (x) { if (x > 0) { var k = 1 } return k * x }'),
      /k is neither a parameter/,
    ],
    ['a number or truth compared by type', source('(x, y) => (x && y > 0) === (y > 1)'), /is compared by ==,/],
    ['the same, of a choice', source('(x, y) => (x > 0 ? y > 0 : y) !== x'), /is compared by !=,/],
    ['a built-in function', Math.exp, /built-in or bound/],
    ['a bound function', ((x: number) => x).bind(null), /built-in or bound/],
    ['a proxy of a function', new Proxy((x: number) => x, {}), /built-in or bound/],
    ['an async function', source('async (x) => x'), /asynchronous/],
    ['an async method', source('({ async f(x) { return x } }).f'), /asynchronous/],
    ['a generator', source('function* (x) { return x }'), /generator/],
    ['a class', source('class A { f(x) { return x } }'), /class/],
    ['a rest parameter', source('(...x) => 1'), /parameter must be a name/],
    ['a default', source('(x = 1) => x'), /without a default/],
    ['a default taken apart', source('({ x = 1 }) => x'), /without a default/],
    ['a pattern in a pattern', source('({ x: { y } }) => y'), /parameter must be a name/],
    ['a computed name', source('({ ["x"]: y }) => y'), /plain names/],
    ['the rest of an object', source('({ x, ...rest }) => x'), /plain names/],
    ['an array taken apart', source('([x]) => x'), /parameter must be a name/],
    ['a loop', source('(x) => { for (;;) return x }'), /only const, if and return/],
    ['a function without a value', source('(x) => { const y = x }'), /returns nothing/],
    ['an empty return', source('(x) => { return }'), /returns nothing/],
    ['an if at the end', source('(x) => { if (x > 0) return 1 }'), /not every branch returns/],
    ['an assignment', source('(x) => { let y = x; y = 2; return y }'), /assigns nothing/],
    ['another variable', source('(x) => x * scale'), /scale is neither a parameter/],
    ['another function', source('(x) => other(x)'), /only functions of Math/],
    ['a member', source('(p) => p.x'), /take names out of an object/],
    ['a Math of its own', source('({ Math, x }) => Math.exp(x)'), /only functions of Math/],
    ['this', source('function (x) { return this }'), /made of numbers/],
    ['text', source('(x) => x + "1"'), /only numbers/],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a source
    ['a template', source('(x) => `${x}`'), /made of numbers/],
    ['a regular expression', source('(x) => /a/'), /only numbers/],
    ['a big integer', source('(x) => x + 1n'), /only numbers/],
    ['an await', source('(x) => new x()'), /made of numbers/],
    ['bits', source('(x, y) => x & y'), /no operator &/],
    ['a nullish choice', source('(x, y) => x ?? y'), /no operator \?\?/],
    ['a remainder', source('(x, y) => x % y'), /no operator %/],
    ['a spread', source('(x) => Math.max(...x)'), /written out/],
  ])('%s', (_, given, message) => {
    expect(() => compile(given as () => number)).toThrow(about('ERR_COMPILE', message))
  })

  test.each([
    ['', /empty/],
    ['  // nothing', /empty/],
    ['x +', /Unexpected token \(line 1, column 4\)/],
    ['exp(-x**2)', /a sign before a power needs parentheses/],
    ['x; y', /left over \(line 1, column 4\)/],
    ['const x = 1', /no expression/],
    ['x^2', /\*\*/],
    ['x = 2', /assigns nothing/],
    ['x, y', /one value/],
    ['x++', /one value/],
    ['(x) => x', /pass the function, not its text/],
    ['exp', /^$/],
    ['sinn(x)', /no function sinn; did you mean 'sin'/],
    ['Math.Sin(x)', /no function Sin; did you mean 'sin'/],
    ['Math.Pi', /Math.Pi is no constant; did you mean 'PI'/],
    ['Math', /no number/],
    ['sin()', /sin takes 1 argument, got 0/],
    ['atan2(1)', /atan2 takes 2 arguments, got 1/],
    ['max()', /max takes at least 1 argument, got 0/],
    ['x.y', /no members/],
    ['random()', /no function random/],
    ['import("fs")', /./],
    ['process.exit()', /only functions of Math/],
  ])('%j', (text, message) => {
    if (text === 'exp') expect(compile(text).parameters).toEqual(['exp'])
    else expect(() => compile(text)).toThrow(about('ERR_COMPILE', message))
  })

  test.each([undefined, null, 7, {}, [], Symbol('x')])('%s, which is neither text nor function', (given) => {
    expect(() => compile(given as never)).toThrow(about('ERR_COMPILE', /must be a string or a function/))
  })

  test('show the place', () => {
    const f = source('(alpha, beta) => {\n  const sum = alpha + beta\n  return Math.sqrtt(sum)\n}')
    expect(() => compile(f)).toThrow(
      about(
        'ERR_COMPILE',
        /^there is no function sqrtt; did you mean 'sqrt'\? \(line 3, column 10\)\n {4}return Math\.sqrtt\(sum\)\n {11}\^$/,
      ),
    )
  })
})

describe('sources instrumented for coverage', () => {
  const counters = 'const cov = () => ({ f: [0], s: [0, 0], b: [[0, 0]] }); return '
  const source = (text: string) => new Function(counters + text)() as () => number

  test('are told by their counters', () => {
    const statement = source('(x) => { cov().f[0]++; cov().s[0]++; return x * x }')
    const branch = source('(x) => x > 0 ? (cov().b[0][0]++, x) : (cov().b[0][1]++, -x)')
    for (const f of [statement, branch]) {
      expect(() => compile(f)).toThrow(about('ERR_COMPILE', /instrumented.*coverage.*pass its formula as a string/))
    }
  })

  test('are as they were where the engine counts', () => {
    expect(compile((x) => (x > 0 ? x : -x)).value([-2])).toBe(2)
  })
})
