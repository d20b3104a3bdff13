// What the command line makes of CSV files, good and bad. Nothing here depends on the backend.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { steepest } from '../cli/captured.ts'

const folder = mkdtempSync(join(tmpdir(), 'steepest-cli-data-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ridge = ['fit', '-', '--target', 'y', '--model', 'ridge']
const logistic = ['fit', '-', '--target', 'y', '--model', 'logistic']

/** Fits what standard input brings; the object that --json prints. */
async function fitted(given: readonly string[], input: string | Buffer) {
  const { code, out, err } = await steepest([...given, '--json'], { input })
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out) as {
    rows: number
    dropped: number
    terms: string[]
    coefficients: number[]
    intercept: number
  }
}

/** The message with which it refuses. */
async function refused(given: readonly string[], input: string | Buffer = ''): Promise<string> {
  const { code, out, err } = await steepest(given, { input })
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatch(/^error: .*\n$/)
  return err
}

describe('a file of CSV', () => {
  const plain = 'a,b,y\n1,2,1\n2,1,2\n3,5,4\n4,3,3\n'

  test.each<[string, string | Buffer]>([
    ['CRLF', plain.replaceAll('\n', '\r\n')],
    ['a byte-order mark', `\ufeff${plain}`],
    ['no line end at the end', plain.trimEnd()],
    ['quotes', '"a","b","y"\n"1","2","1"\n"2","1","2"\n"3","5","4"\n"4","3","3"\n'],
    ['spaces about the fields', ' a , b , y \n 1 , 2 , 1 \n2, 1,2\n3,5 ,4\n4,3,3\n'],
    ['empty lines', plain.replaceAll('\n', '\n\n')],
    ['numbers written otherwise', 'a,b,y\n+1,2.,1e0\n.2e1,1,2\n3,0.5E+1,4\n4,300e-2,3\n'],
  ])('with %s reads as the plain one', async (_, input) => {
    const { terms, coefficients, intercept } = await fitted(ridge, plain)
    expect(await fitted(ridge, input)).toMatchObject({ terms, coefficients, intercept })
  })

  test.each([
    [';', ';'],
    ['tab', '\t'],
    ['|', '|'],
  ])('--delimiter %s', async (name, delimiter) => {
    const { coefficients } = await fitted(ridge, plain)
    const input = plain.replaceAll(',', delimiter)
    expect(await fitted([...ridge, '--delimiter', name], input)).toMatchObject({ coefficients })
    expect(await refused(ridge, input)).toContain(`try --delimiter ${name === 'tab' ? 'tab' : `'${name}'`}`)
  })

  test('may quote line ends, commas and quotes', async () => {
    const input = 'a,"the ""b"", or\nwhat",y\n1,2,1\n2,1,2\n3,5,4\n'
    expect((await fitted(ridge, input)).terms).toEqual(['a', 'the "b", or\nwhat'])
  })

  test('is read in pieces that end anywhere', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `${i % 7},"ä${i % 3}",${i % 5}\n`).join('')
    const { rows: count, terms } = await fitted(ridge, `a,b,y\n${rows}`)
    expect(count).toBe(20_000)
    expect(terms).toEqual(['a', 'b=ä1', 'b=ä2'])
  })

  test.each<[string, string | Buffer, string]>([
    ['empty', '', 'standard input is empty: a header row and rows of data were expected'],
    ['a header alone', 'a,y\n', 'standard input has a header but no rows of data'],
    ['ragged: too short', 'a,b,y\n1,2,3\n1,2\n', 'row 2 (line 3): it has 2 fields, the header has 3 columns'],
    ['ragged: too long', 'a,y\n1,2\n\n1,2,3\n', 'row 2 (line 4): it has 3 fields, the header has 2 columns'],
    ['a name twice', 'a,b,a,y\n', "the header names 'a' twice, in columns 1 and 3"],
    ['no name', ',a,y\n0,1,2\n', 'column 1 has no name in the header'],
    ['no target', 'a,Y2,b\n1,2,3\n', "standard input has no column 'y'; did you mean"],
    ['a quote left open', 'a,y\n1,2\n"3,4\n5,6\n', 'a quote opened on line'],
    ['text after a quote', 'a,y\n"1"x,2\n', 'line 2: text after a closing quote'],
    ['a quote inside', 'a,y\n1"2",2\n', 'line 2: a quote inside a field'],
    ['NUL bytes', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 10, 44]), 'it has NUL bytes'],
    ['UTF-16', Buffer.from('a,y\n1,2\n', 'utf16le'), 'it has NUL bytes'],
    ['Latin-1', Buffer.from('ä,y\n1,2\n', 'latin1'), 'it is not text in UTF-8'],
    ['cut inside a character', Buffer.from('a,y\n1,ä').subarray(0, -1), 'it is not text in UTF-8'],
    ['a huge field', `a,y\n"${'x'.repeat(17_000_000)}",1\n`, 'a row of more than 16777216 characters'],
  ])('%s is refused', async (_, input, message) => {
    expect(await refused(ridge, input)).toContain(message)
  })

  test('control characters of the data do not reach the terminal', async () => {
    expect(await refused(ridge, 'a,y\n1,\u001b[31mred\n')).toContain("got '\\x1b[31mred'")
  })
})

describe('columns', () => {
  test('of texts become an indicator for each level but the lowest', async () => {
    const input = 'a,b,y\nx,10,1\nz,9,2\ny,10,4\nx,9,3\n'
    expect((await fitted(ridge, input)).terms).toEqual(['a=y', 'a=z', 'b'])
    expect((await fitted([...ridge, '--categorical', 'b'], input)).terms).toEqual(['a=y', 'a=z', 'b=10'])
  })

  test('are chosen by --features and --ignore, in the order of the file', async () => {
    const input = 'a,b,c,y\n1,2,1,1\n2,1,5,2\n3,5,4,4\n'
    expect((await fitted([...ridge, '--features', 'c,a'], input)).terms).toEqual(['a', 'c'])
    expect((await fitted([...ridge, '--ignore', 'b'], input)).terms).toEqual(['a', 'c'])
    expect((await fitted([...ridge, '--features', 'a, b', '--ignore', 'b'], input)).terms).toEqual(['a'])
  })

  test('that do not vary get no coefficient, and are told', async () => {
    const input = 'a,b,c,y\n1,7,u,1\n2,7,u,2\n3,7,u,4\n'
    expect(await fitted(ridge, input)).toMatchObject({ terms: ['a'], constant: ['b'] })
    expect(await fitted([...ridge, '--no-fit-intercept', '--no-standardize'], input)).toMatchObject({
      terms: ['a', 'b'],
    })
  })

  test.each([
    ['text among numbers', 'a,y\n1,1\nabc,2\n', "row 2 (line 3), column 'a': a number was expected as above"],
    ['numbers among texts', 'a,y\nabc,1\n1,2\n', "row 2 (line 3), column 'a': a text was expected as above"],
    ['an infinite number', 'a,y\n1,1\n-inf,2\n', "row 2 (line 3), column 'a': '-inf' is not a finite number"],
    ['a number too large', 'a,y\n1e999,1\n', "row 1 (line 2), column 'a': '1e999' is not a finite number"],
    ['a target that is text', 'a,y\n1,yes\n', "column 'y': a number was expected, got 'yes'"],
    ['a target that is constant', 'a,y\n1,5\n2,5\n', "the target 'y' is 5 in every row to fit"],
    ['nothing that varies', 'a,y\n1,5\n1,6\n', 'there is nothing to fit: no column varies'],
    ['nothing but the target', 'y\n1\n2\n', "no column is left to explain 'y' by"],
  ])('%s is refused', async (_, input, message) => {
    expect(await refused(ridge, input)).toContain(message)
  })

  test('both kinds together are said to be --categorical', async () => {
    const input = 'a,y\n1,1\nabc,2\n1,4\n'
    expect(await refused(ridge, input)).toContain('--categorical a')
    expect((await fitted([...ridge, '--categorical', 'a'], input)).terms).toEqual(['a=abc'])
  })

  test('of too many texts are refused', async () => {
    const rows = Array.from({ length: 1001 }, (_, i) => `name${i},${i}\n`).join('')
    const message = await refused(ridge, `a,y\n${rows}`)
    expect(message).toContain("row 1001 (line 1002), column 'a': more than 1000 different categories: --ignore a")
  })

  test.each([
    ['--features', 'a,x', "no column 'x'"],
    ['--ignore', 'bb', "no column 'bb'; did you mean 'b'?"],
    ['--categorical', 'x', "no column 'x'"],
    ['--sample-weight', 'w', "no column 'w'"],
    ['--ignore', 'y', "--ignore names 'y', which is the target"],
    ['--features', 'a,,b', 'Names parted by commas were expected'],
    ['--delimiter', 'ab', 'One character, or tab, was expected'],
    ['--delimiter', '1', 'One character, or tab, was expected'],
  ])('%s %s is refused', async (flag, value, message) => {
    expect(await refused([...ridge, flag, value], 'a,b,y\n1,2,3\n2,1,2\n')).toContain(message)
  })
})

describe('missing values', () => {
  const input = 'a,b,y\n1,u,1\n,v,2\n3,NA,4\n4,v,3\n5,u,nan\n'

  test('are refused by row and column', async () => {
    expect(await refused(ridge, input)).toContain("row 2 (line 3), column 'a': the value is missing; --missing mean")
    expect(await refused([...ridge, '--missing', 'mean'], input)).toContain(
      "row 5 (line 6), column 'y': the value is missing; --missing drop leaves such rows out",
    )
    expect(await refused([...ridge, '--missing', 'none'], input)).toContain('One of refuse, drop, mean was expected')
  })

  test('do not matter in columns left out', async () => {
    expect(await fitted([...ridge, '--features', 'b', '--ignore', 'a'], 'a,b,y\n,u,1\n2,v,2\n')).toMatchObject({
      rows: 2,
    })
  })

  test('--missing drop leaves their rows out', async () => {
    const kept = await fitted(ridge, 'a,b,y\n1,u,1\n4,v,3\n')
    const { terms, coefficients, intercept } = kept
    expect(await fitted([...ridge, '--missing', 'drop'], input)).toMatchObject({
      rows: 2,
      dropped: 3,
      terms,
      coefficients,
      intercept,
    })
  })

  test('--missing mean gives them the mean, of numbers and of indicators', async () => {
    const given = 'a,b,c,y\n1,u,0,1\n,v,1,2\n3,,0.5,4\n5,u,0,3\n'
    const filled = 'a,b,c,y\n1,0,0,1\n3,1,1,2\n3,0.3333333333333333,0.5,4\n5,0,0,3\n'
    const { coefficients, intercept } = await fitted(ridge, filled)
    const filling = await fitted([...ridge, '--missing', 'mean'], given)
    expect(filling.terms).toEqual(['a', 'b=v', 'c'])
    for (const [j, value] of [...coefficients, intercept].entries()) {
      expect([...filling.coefficients, filling.intercept][j]).toBeCloseTo(value, 9)
    }
  })

  test('a column without any value is refused', async () => {
    expect(await refused([...ridge, '--missing', 'mean'], 'a,b,y\n,1,1\n,2,2\n')).toContain("column 'a' has no value")
    expect(await refused([...ridge, '--missing', 'drop'], 'a,b,y\n,1,1\n,2,2\n')).toContain('no row is left')
  })
})

describe('targets', () => {
  test.each([
    ['one class', logistic, 'a,y\n1,u\n2,u\n', "the target 'y' is 'u' in every row to fit"],
    [
      'numbers for classes',
      logistic,
      'a,y\n1,1.5\n2,2\n',
      "'y' holds 1.5, which is no class; for numbers: --model linear",
    ],
    [
      'a negative count',
      [...ridge, '--model', 'poisson'],
      'a,y\n1,1\n2,-1\n',
      "row 2 (line 3), column 'y': a count cannot be negative, got -1",
    ],
    [
      'a negative weight',
      [...ridge, '--sample-weight', 'w'],
      'a,w,y\n1,1,1\n2,-1,2\n',
      'a weight cannot be negative, got -1',
    ],
  ])('%s is refused', async (_, given, input, message) => {
    expect(await refused(given, input)).toContain(message)
  })

  test('classes are numbers only if all are', async () => {
    const rows = [1, 2, 3, 4, 5, 6].map((a) => `${a},${a % 3}\n`).join('')
    expect(await fitted(logistic, `a,y\n${rows}`)).toMatchObject({ classes: [0, 1, 2] })
    expect(await fitted(logistic, `a,y\n${rows}7,none\n`)).toMatchObject({ classes: ['0', '1', '2', 'none'] })
  })
})

describe('files', () => {
  const data = join(folder, 'data.csv')
  writeFileSync(data, 'a,y\n1,1\n2,3\n3,2\n')
  const fit = (path: string, ...more: string[]) => ['fit', path, '--target', 'y', '--model', 'ridge', ...more]

  test('that cannot be read are refused', async () => {
    expect(await refused(fit(join(folder, 'none.csv')))).toContain('none.csv: there is no such file')
    expect(await refused(fit(folder))).toContain('it is a folder, a file was expected')
  })

  test('that cannot be written are refused before the fit', async () => {
    expect(await refused(fit(data, '--out', join(folder, 'none/model.json')))).toContain('there is no such file')
    expect(await refused(fit(data, '--out', folder))).toContain('is a folder, a file to write was expected')
    expect(await refused(fit(data, '--out', data))).toContain(`would be written over ${data}`)
  })

  test('appear whole: nothing else is left in their folder', async () => {
    const place = join(folder, 'place')
    mkdirSync(place)
    const { code } = await steepest(fit(data, '--out', join(place, 'model.json')))
    expect(code).toBe(0)
    const { readdirSync } = await import('node:fs')
    expect(readdirSync(place)).toEqual(['model.json'])
  })
})
