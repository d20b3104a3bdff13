// Files and flags that nobody means: the command ends with a sentence or a result, never with an internal error.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { steepest } from './captured.ts'

const cell = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -9, max: 9 }).map(String) },
  { weight: 4, arbitrary: fc.constantFrom('u', 'v', 'w') },
  { weight: 2, arbitrary: fc.double({ noNaN: true }).map(String) },
  fc.constantFrom(
    '',
    'NA',
    'nan',
    '"',
    '""',
    '"a,b"',
    '"a\nb"',
    '-inf',
    '1e999',
    '1e308',
    '5e-324',
    '-0',
    '+',
    '.',
    '1_0',
    '\r',
  ),
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
)

const regular = fc
  .record({ width: fc.integer({ min: 1, max: 4 }), height: fc.integer({ min: 0, max: 12 }) })
  .chain(({ width, height }) => {
    const column = fc.oneof(
      fc.constant(cell),
      fc.constant(fc.constantFrom('u', 'v', '')),
      fc.constant(fc.integer().map(String)),
    )
    return fc
      .array(column, { minLength: width, maxLength: width })
      .chain((columns) => fc.array(fc.tuple(...columns), { minLength: height, maxLength: height }))
      .map((rows) => [['a', 'b', 'c', 'y'].slice(4 - width), ...rows].map((row) => row.join(',')).join('\n'))
  })
const ragged = fc
  .array(fc.array(cell, { maxLength: 5 }), { maxLength: 8 })
  .map((rows) => rows.map((row) => row.join(',')).join('\n'))
const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array))
const files = fc.oneof(
  { weight: 6, arbitrary: regular.map((text) => Buffer.from(text)) },
  { weight: 2, arbitrary: ragged.map((text) => Buffer.from(`a,b,y\n${text}`)) },
  { weight: 1, arbitrary: bytes },
)

const value = fc.constantFrom(
  'y',
  'a',
  'a,b',
  '0',
  '1',
  '-1',
  '0.5',
  '1e400',
  'NaN',
  '',
  'mean',
  'drop',
  'none',
  'lbfgs',
  'newton',
  '__proto__',
  '-',
  '\0',
)
const flag = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...['--missing=mean', '--missing=drop', '--no-standardize', '--json', '--no-fit-intercept', '--penalty=none'].map(
        (each) => [each],
      ),
    ),
  },
  fc.tuple(
    fc.constantFrom(
      '--test',
      '--seed',
      '--features',
      '--ignore',
      '--categorical',
      '--missing',
      '--sample-weight',
      '--delimiter',
      '--penalty',
      '--C',
      '--alpha',
      '--solver',
      '--tolerance',
      '--max-iterations',
      '--nothing',
      '--target',
    ),
    value,
  ),
)
const model = fc.constantFrom('linear', 'ridge', 'logistic', 'poisson')

interface Seen {
  0: number
  1: number
  2: number
}

/** Fits, and checks that what comes back makes sense; counts the exit codes. */
async function check(given: readonly string[], input: string | Buffer, seen: Seen): Promise<void> {
  const { code, out, err } = await steepest(['fit', '-', '--target', 'y', '--json', ...given], { input })
  seen[code as keyof Seen]++
  if (code === 2) {
    expect(err).toMatch(/^error: [^\n]+(\n\(Did you mean [^\n]*\))?\n$/)
    expect(out).toBe('')
    return
  }
  const { converged, coefficients, intercept } = JSON.parse(out)
  expect(code).toBe(converged ? 0 : 1)
  // What is not finite is null in JSON. The objective may be: squares of targets of 1e300 have no number.
  const numbers = converged ? [coefficients, intercept].flat(2) : []
  for (const number of numbers) expect(number).toEqual(expect.any(Number))
}

// Tables that can be read, but with columns that repeat, do not vary, or are huge, tiny or missing here and there.
const columnOf = (rows: number) =>
  fc.oneof(
    ...[
      fc.integer({ min: -3, max: 3 }).map(String),
      fc.constantFrom('u', 'v', 'w'),
      fc.constantFrom('1', ''),
      fc.constantFrom('1e300', '-1e300', '1'),
      fc.constantFrom('1e-300', '0'),
      fc.constantFrom('1000000001', '1000000002', '1000000004'),
    ].map((element) => fc.array(element, { minLength: rows, maxLength: rows })),
    fc.constant(new Array<string>(rows).fill('7')),
    fc.constant(Array.from({ length: rows }, (_, i) => String(i))),
  )
const odd = fc
  .record({ rows: fc.integer({ min: 1, max: 12 }), columns: fc.integer({ min: 1, max: 5 }), name: model })
  .chain(({ rows, columns, name }) => {
    const targets = name === 'logistic' ? fc.constantFrom('p', 'q', 'r') : fc.integer({ min: 0, max: 5 }).map(String)
    return fc.record({
      name: fc.constant(name),
      data: fc.array(columnOf(rows), { minLength: columns, maxLength: columns }),
      y: fc.array(targets, { minLength: rows, maxLength: rows }),
      flags: fc.subarray(['--missing=mean', '--no-standardize', '--no-fit-intercept']),
      strength: fc.constantFrom('0.001', '1', '1000'),
    })
  })

describe('fit ends with a result or a sentence', () => {
  test('whatever the file and the flags are', async () => {
    const seen = { 0: 0, 1: 0, 2: 0 }
    const property = fc.asyncProperty(files, model, fc.array(flag, { maxLength: 4 }), (input, name, flags) =>
      check(['--model', name, ...flags.flat()], input, seen),
    )
    await fc.assert(property, { numRuns: 500 })
    expect(seen[2]).toBeGreaterThan(250)
  })

  test('however odd the columns are', async () => {
    const seen = { 0: 0, 1: 0, 2: 0 }
    const property = fc.asyncProperty(odd, ({ name, data, y, flags, strength }) => {
      const header = [...data.map((_, j) => `x${j}`), 'y'].join(',')
      const rows = y.map((target, i) => [...data.map((column) => column[i]), target].join(','))
      const penalty = name === 'logistic' ? ['--C', strength] : name === 'linear' ? [] : ['--alpha', strength]
      return check(['--model', name, ...penalty, ...flags], `${header}\n${rows.join('\n')}\n`, seen)
    })
    await fc.assert(property, { numRuns: 500 })
    expect(seen[0]).toBeGreaterThan(100)
  })
})
