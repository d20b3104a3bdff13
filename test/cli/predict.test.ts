import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { file, steepest } from './captured.ts'

const folder = mkdtempSync(join(tmpdir(), 'steepest-predict-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface FitReport {
  terms: string[]
  classes?: (string | number)[]
  coefficients: number[] | number[][]
  intercept: number | number[]
  score: { training: number }
}

async function fit(name: string, data: string, ...flags: string[]): Promise<{ model: string; report: FitReport }> {
  const model = join(folder, `${name}.json`)
  const { code, out, err } = await steepest(['fit', file(data), ...flags, '--out', model, '--json'])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return { model, report: JSON.parse(out) }
}

async function refused(given: string[], input = ''): Promise<string> {
  const { code, out, err } = await steepest(['predict', ...given], { input })
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatch(/^error: .*\n$/)
  return err
}

/** Rows of a file of plain CSV, by column. */
function rowsOf(data: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(file(data), 'utf8').trim().split('\n')
  const names = header.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((text, j) => [names[j]!, text])))
}

/** Linear predictors by the coefficients that fit prints: one for each class, or one. */
function predictors({ terms, coefficients, intercept }: FitReport, row: Record<string, string>): number[] {
  const values = terms.map((term) => {
    const [column = '', level] = term.split('=')
    return level === undefined ? Number(row[column]) : row[column] === level ? 1 : 0
  })
  const all = (typeof intercept === 'number' ? [coefficients] : coefficients) as number[][]
  return all.map((weights, k) => weights.reduce((sum, w, j) => sum + w * values[j]!, [intercept].flat()[k]!))
}

function softmax(scores: number[]): number[] {
  const both = scores.length === 1 ? [0, scores[0]!] : scores
  const top = Math.max(...both)
  const sum = both.reduce((total, score) => total + Math.exp(score - top), 0)
  return both.map((score) => Math.exp(score - top) / sum)
}

describe.each([
  ['linear', 'examples/data/diabetes.csv', 'progression', (scores: number[]) => scores],
  ['ridge', 'examples/data/diabetes.csv', 'progression', (scores: number[]) => scores],
  ['poisson', 'examples/data/warpbreaks.csv', 'breaks', ([score]: number[]) => [Math.exp(score!)]],
])('%s', (kind, data, target, mean) => {
  test('predicts what the printed coefficients say', async () => {
    const { model, report } = await fit(kind, data, '--target', target, '--model', kind)
    const { code, out, err } = await steepest(['predict', model, file(data)])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const [header, ...lines] = out.trimEnd().split('\n')
    expect(header).toBe('prediction')
    const rows = rowsOf(data)
    expect(lines).toHaveLength(rows.length)
    for (const [i, row] of rows.entries()) {
      const [expected] = mean(predictors(report, row))
      expect(Math.abs(Number(lines[i]) - expected!)).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(expected!)))
    }
    expect(await refused([model, file(data), '--proba'])).toContain('--proba needs a model of classes')
  })
})

describe.each([
  ['two classes', 'examples/data/breast_cancer.csv', 'class'],
  ['three classes', 'examples/data/wine.csv', 'class'],
])('logistic, %s', (name, data, target) => {
  test('predicts what the printed coefficients say', async () => {
    const { model, report } = await fit(name, data, '--target', target, '--model', 'logistic')
    const { out } = await steepest(['predict', model, file(data), '--proba'])
    const [header, ...lines] = out.trimEnd().split('\n')
    expect(header).toBe(['prediction', ...report.classes!.map((each) => `probability_${each}`)].join(','))
    let right = 0
    const rows = rowsOf(data)
    for (const [i, row] of rows.entries()) {
      const [predicted, ...probabilities] = lines[i]!.split(',')
      const expected = softmax(predictors(report, row))
      for (const [k, p] of expected.entries()) expect(Math.abs(Number(probabilities[k]) - p)).toBeLessThanOrEqual(1e-10)
      expect(predicted).toBe(String(report.classes![expected.indexOf(Math.max(...expected))]))
      if (predicted === row[target]) right++
    }
    expect(right / rows.length).toBeCloseTo(report.score.training, 12)

    const json = JSON.parse((await steepest(['predict', model, file(data), '--proba', '--json'])).out)
    expect(json).toMatchObject({ rows: rows.length, dropped: 0, classes: report.classes })
    expect(json.predictions.map(String)).toEqual(lines.map((line) => line.split(',')[0]))
    expect(json.probabilities[0].map(String)).toEqual(lines[0]!.split(',').slice(1))
  })
})

describe('the data', () => {
  const training =
    'size,color,weight,class\n1,red,3,"no, never"\n2,blue,1,yes\n3,red,2,"no, never"\n4,green,5,yes\n5,blue,4,yes\n'
  const model = join(folder, 'things.json')
  const filling = join(folder, 'filling.json')

  beforeAll(async () => {
    for (const [path, missing] of [
      [model, 'refuse'],
      [filling, 'mean'],
    ] as const) {
      const flags = ['--target=class', '--model=logistic', '--missing', missing, '--out', path]
      expect(await steepest(['fit', '-', ...flags], { input: training })).toMatchObject({ code: 0, err: '' })
    }
  })

  const predictions = async (path: string, input: string, ...flags: string[]) => {
    const { code, out, err } = await steepest(['predict', path, '-', ...flags], { input })
    return { code, lines: out.trimEnd().split('\n').slice(1), err }
  }

  test('may have its columns in any order, and others', async () => {
    const { lines } = await predictions(model, training)
    const other = 'other,weight,color,size\nx,3,red,1\nx,1,blue,2\nx,2,red,3\nx,5,green,4\nx,4,blue,5\n'
    expect(await predictions(model, other)).toEqual({ code: 0, lines, err: '' })
    expect(lines).toContain('"no, never"')
  })

  test.each([
    ['a column that is not there', 'size,colour,weight\n1,red,1\n', "no column 'color'; did you mean 'colour'?"],
    [
      'an unknown level',
      'size,color,weight\n1,red,1\n1,pink,1\n',
      "row 2 (line 3), column 'color': 'pink' is none of its levels: 'blue', 'green', 'red'",
    ],
    [
      'a text for a number',
      'size,color,weight\nbig,red,1\n',
      "row 1 (line 2), column 'size': a number was expected, got 'big'",
    ],
    [
      'a missing value',
      'size,color,weight\n1,red,\n',
      "row 1 (line 2), column 'weight': the value is missing; --missing mean",
    ],
    ['no rows', 'size,color,weight\n', 'has a header but no rows of data'],
  ])('%s is refused', async (_, input, message) => {
    expect(await refused([model, '-', '--json'], input)).toContain(message)
  })

  test('missing values take the mean of the training rows, or their rows are left out', async () => {
    const gap = 'size,color,weight\n,red,3\n4,green,5\n'
    const mean = 'size,color,weight\n3,red,3\n4,green,5\n'
    const { lines } = await predictions(model, mean, '--proba')
    expect(await predictions(filling, gap, '--proba')).toEqual({ code: 0, lines, err: '' })
    expect(await predictions(model, gap, '--proba', '--missing', 'mean')).toEqual({ code: 0, lines, err: '' })
    expect(await predictions(model, gap, '--proba', '--missing', 'drop')).toEqual({
      code: 0,
      lines: lines.slice(1),
      err: '1 row with a missing value was left out\n',
    })
  })

  test('is predicted in pieces as it is read', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `${i % 5},${['red', 'blue'][i % 2]},${i % 7}\n`)
    const { lines } = await predictions(model, `size,color,weight\n${rows.join('')}`)
    expect(lines).toHaveLength(30_000)
    const { lines: first } = await predictions(model, `size,color,weight\n${rows.slice(0, 70).join('')}`)
    expect(lines.slice(0, 70)).toEqual(first)
    expect(lines.slice(70, 140)).toEqual(first)
  })

  test('--out writes a file, and nothing when the data end badly', async () => {
    const out = join(folder, 'predictions.csv')
    const done = await steepest(['predict', model, '-', '--out', out], { input: training })
    expect(done).toEqual({ code: 0, out: `5 predictions written to ${out}\n`, err: '' })
    expect(readFileSync(out, 'utf8')).toBe((await steepest(['predict', model, '-'], { input: training })).out)
    rmSync(out)
    await refused([model, '-', '--out', out], `${training}1,red,1\n`)
    expect(() => readFileSync(out)).toThrow('ENOENT')
  })

  test('--out never writes over what is read', async () => {
    const data = join(folder, 'things.csv')
    writeFileSync(data, training)
    expect(await refused([model, data, '--out', data])).toContain('would be written over')
    expect(await refused([model, data, '--out', model])).toContain('would be written over')
  })
})
