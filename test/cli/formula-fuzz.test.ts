// Formulas, flags and tables that nobody means: `minimize` and `curve` end with a sentence or a result.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { steepest } from './captured.ts'

const names = ['a', 'b', 't', 'y', 'x', '__proto__', 'constructor', 'π', 'a b', 'NaN']
const leaf = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...names) },
  { weight: 3, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String) },
  fc.constantFrom('1e400', '', 'Math', 'this', '`', "'", '\u0000', '\n', '// ', '😀', 'x => x'),
)

/** Formulas of these leaves, signs and functions. */
const formulaOf = (leaves: fc.Arbitrary<string>, signs: readonly string[], functions: readonly string[]) =>
  fc.letrec<{ formula: string }>((tie) => ({
    formula: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'formula' },
      leaves,
      fc
        .tuple(tie('formula'), fc.constantFrom(...signs), tie('formula'))
        .map(([left, sign, right]) => `${left} ${sign} ${right}`),
      fc.tuple(fc.constantFrom(...functions), tie('formula')).map(([name, inner]) => `${name}(${inner})`),
      fc.tuple(tie('formula'), tie('formula'), tie('formula')).map(([test, one, two]) => `(${test} ? ${one} : ${two})`),
    ),
  })).formula

const signs = ['+', '-', '*', '/', '<', '&&']
const functions = ['exp', 'log', 'sqrt', 'sin', 'abs', 'Math.tanh', '']
const odd = formulaOf(leaf, [...signs, '**', '^', ',', '= '], [...functions, 'expp', 'hypot'])
const sound = formulaOf(fc.constantFrom('a', 'b', 't', '2', '0.5', '1e300', '1e-300'), signs, functions)

const soundNumber = fc.constantFrom('0', '1', '-1', '3', '1e-300', '1e300', '0.5')
const number = fc.oneof(soundNumber, fc.constantFrom('inf', 'NaN', '', 'x'))
const assigned = fc
  .array(fc.tuple(fc.constantFrom(...names), number), { maxLength: 4 })
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join(','))
const limits = fc
  .array(fc.tuple(fc.constantFrom(...names), number, number), { maxLength: 3 })
  .map((ends) => ends.map(([name, lower, upper]) => `${name}=${lower}:${upper}`).join(','))
const flagOf = (...pairs: [string, fc.Arbitrary<string>][]) =>
  fc.array(fc.oneof(...pairs.map(([flag, value]) => value.map((text) => [flag, text]))), { maxLength: 4 })

// So that a test ends soon, whatever it tries.
const limited = ['--max-iterations', '50', '--max-time', '2000', '--json']

/** What every ending has in common; counts the exit codes. */
async function check(
  [command = '', ...given]: readonly string[],
  input: string,
  seen: Record<number, number>,
): Promise<void> {
  const { code, out, err } = await steepest([command, ...limited, ...given], { input })
  seen[code] = (seen[code] ?? 0) + 1
  if (code === 2) {
    expect(err).toMatch(/^error: /)
    expect(err.length).toBeLessThan(1000)
    expect(out).toBe('')
    return
  }
  const { converged, parameters, message } = JSON.parse(out)
  expect(code).toBe(converged ? 0 : 1)
  expect(message).toMatch(/\S/)
  // What is not finite is null in JSON.
  if (converged) for (const value of Object.values(parameters)) expect(value).toEqual(expect.any(Number))
}

describe('whatever the formula and the flags are', () => {
  test('minimize', async () => {
    const seen: Record<number, number> = {}
    const methods = fc.constantFrom('newton', 'lbfgsb', 'nelder-mead', 'differential-evolution', 'no', 'auto')
    const flags = flagOf(['--bounds', limits], ['--method', methods], ['--fixed', fc.constantFrom('a', 'z', ',')])
    const property = fc.asyncProperty(odd, assigned, flags, (text, start, others) =>
      check(['minimize', ...(start ? ['--start', start] : []), ...others.flat(), '--', text], '', seen),
    )
    await fc.assert(property, { numRuns: 400 })
    expect(seen[2]).toBeGreaterThan(100)
  })

  test('minimize, where all can be read', async () => {
    const seen: Record<number, number> = {}
    const start = fc.record({ a: soundNumber, b: soundNumber, t: soundNumber })
    const property = fc.asyncProperty(sound, start, (text, at) => {
      const named = Object.entries(at).filter(([name]) => new RegExp(`\\b${name}\\b`).test(text))
      return check(['minimize', '--start', named.map((pair) => pair.join('=')).join(','), '--', text], '', seen)
    })
    await fc.assert(property, { numRuns: 400 })
    expect((seen[0] ?? 0) + (seen[1] ?? 0)).toBeGreaterThan(200)
  })

  test('curve, where all can be read', async () => {
    const seen: Record<number, number> = {}
    const rows = fc.array(fc.tuple(soundNumber, soundNumber, soundNumber), { minLength: 4, maxLength: 12 })
    const model = fc.oneof(sound, fc.constantFrom('a*t+b', 'a*exp(-b*t)', 'power', 'sine', 'gaussianPeak'))
    const flags = fc.subarray([
      '--loss=cauchy',
      '--weights=w',
      '--absolute-sigma',
      '--start=a=1,b=1',
      '--derivative=differences',
    ])
    const property = fc.asyncProperty(rows, model, flags, (table, text, others) => {
      const input = ['t,y,w', ...table.map(([t, y, w]) => [t, y, w.replace('-', '')].join(','))].join('\n')
      const predictor = /^\w{2,}$/.test(text) ? ['--predictor=t'] : []
      return check(['curve', '-', '--model', text, ...predictor, ...others], input, seen)
    })
    await fc.assert(property, { numRuns: 400 })
    expect((seen[0] ?? 0) + (seen[1] ?? 0)).toBeGreaterThan(40)
  })

  test('curve', async () => {
    const seen: Record<number, number> = {}
    const cell = fc.oneof(fc.integer({ min: -5, max: 5 }).map(String), number)
    const table = fc
      .array(fc.tuple(fc.integer({ min: -9, max: 9 }).map(String), cell), { maxLength: 12 })
      .map((rows) => ['t,y', ...rows.map((row) => row.join(','))].join('\n'))
    const model = fc.oneof(odd, fc.constantFrom('a*t+b', 'a*exp(-b*t)', 'power', 'sine'))
    const losses = fc.constantFrom('huber', 'cauchy', 'none')
    const flags = flagOf(
      ['--start', assigned],
      ['--bounds', limits],
      ['--fixed', assigned],
      ['--tied', fc.constantFrom('a=b', 'b=a*2', 'a=a', 'c', 'a=t')],
      ['--loss', losses],
      ['--weights', fc.constantFrom('t', 'w')],
      ['--missing', fc.constantFrom('drop', 'mean')],
    )
    const property = fc.asyncProperty(table, model, flags, (input, text, others) =>
      check(['curve', '-', `--model=${text}`, ...others.flat()], input, seen),
    )
    await fc.assert(property, { numRuns: 400 })
    expect(seen[2]).toBeGreaterThan(100)
  })
})
