import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { flagOf } from '../../src/cli/flags.ts'
import { kinds, modelNames } from '../../src/cli/model/kinds.ts'
import { type Fit, reference, table } from '../reference.ts'
import { file, steepest } from './captured.ts'

const folder = mkdtempSync(join(tmpdir(), 'steepest-fit-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface FitReport {
  rows: number
  terms: string[]
  classes?: (string | number)[]
  coefficients: number[] | number[][]
  intercept: number | number[]
  objective: number
  status: string
  converged: boolean
  message: string
  iterations: number
  score: { measure: string; training: number; heldOut?: number }
  test?: { rows: number; seed: number }
}

async function fit(data: string, ...flags: string[]): Promise<FitReport> {
  const { code, out, err } = await steepest(['fit', file(data), ...flags, '--json'])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out)
}

// Every flag of a case, by the file of reference fits; the strength of the penalty is that of each fit.
const cases: [name: string, data: string, flags: string][] = [
  ['ols-diabetes', 'diabetes', '--model linear --target progression'],
  ['ols-airquality', 'airquality', '--model linear --target Ozone --features Solar_R,Wind,Temp'],
  ['ols-longley', 'longley', '--model linear --target Employed'],
  ['ols-mtcars', 'mtcars', '--model linear --target mpg'],
  ['ols-stackloss', 'stackloss', '--model linear --target stack_loss'],
  ['ridge-diabetes', 'diabetes', '--model ridge --target progression'],
  ['ridge-mtcars', 'mtcars', '--model ridge --target mpg'],
  ['logistic-l2-breast_cancer', 'breast_cancer', '--model logistic --target class'],
  ['logistic-l2-noint-breast_cancer', 'breast_cancer', '--model logistic --target class --no-fit-intercept'],
  ['logistic-ml-mtcars', 'mtcars', '--model logistic --target am --features hp,wt'],
  ['multinomial-iris', 'iris', '--model logistic --target class --no-standardize'],
  ['multinomial-wine', 'wine', '--model logistic --target class'],
  ['multinomial-letter', 'letter', '--model logistic --target lettr --no-fit-intercept'],
  ['poisson-warpbreaks', 'warpbreaks', '--model poisson --target breaks --categorical wool,tension --no-standardize'],
]

/** Means and standard deviations of columns of a data set. */
function scalesOf(data: string, names: readonly string[]): { mean: number; deviation: number }[] {
  const { columns, rows } = table(data)
  return names.map((name) => {
    const values = columns[name]!
    const mean = values.reduce((sum, value) => sum + value, 0) / rows
    return { mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows) }
  })
}

const strengthOf = ({ C, alpha }: Fit): string[] =>
  C === null ? ['--penalty', 'none'] : C ? ['--C', `${C}`] : alpha === undefined ? [] : ['--alpha', `${alpha}`]

describe.each(cases)('%s', (name, data, flags) => {
  const { featureNames, solutions, standardize, ...only } = reference(name)
  const names = featureNames as string[]
  const scales = standardize ? scalesOf(data, names) : names.map(() => ({ mean: 0, deviation: 1 }))

  test.each(solutions ?? [only as unknown as Fit])('C $C, alpha $alpha', async (solution) => {
    const report = await fit(`test/data/datasets/${data}.csv`, ...flags.split(' '), ...strengthOf(solution))
    expect(report.terms).toEqual(names)
    expect(report.converged).toBe(true)
    const { objectiveValue } = solution
    expect(Math.abs(report.objective - objectiveValue)).toBeLessThanOrEqual(1e-8 * Math.abs(objectiveValue))

    const expected = solution.coefByClass ?? [solution.coef!]
    const largest = Math.max(...expected.flat().map(Math.abs))
    const intercepts = [solution.intercept ?? expected.map(() => 0)].flat()
    const most = Math.max(largest, ...intercepts.map(Math.abs))
    const fitted = (expected.length > 1 ? report.coefficients : [report.coefficients]) as number[][]
    for (const [k, weights] of expected.entries()) {
      const errors = weights.map((weight, j) => Math.abs(fitted[k]![j]! * scales[j]!.deviation - weight))
      expect(Math.max(...errors)).toBeLessThanOrEqual(1e-6 * largest)
      // The intercept of the columns as they are, moved back to their means.
      const intercept = fitted[k]!.reduce(
        (sum, weight, j) => sum + weight * scales[j]!.mean,
        [report.intercept].flat()[k]!,
      )
      expect(Math.abs(intercept - intercepts[k]!)).toBeLessThanOrEqual(1e-6 * most)
    }
  })
})

describe('categories as texts', () => {
  test('give the same optimum as any coding', async () => {
    const [maximumLikelihood] = reference('poisson-warpbreaks').solutions!
    const report = await fit('examples/data/warpbreaks.csv', '--model=poisson', '--target=breaks', '--alpha=0')
    expect(report.terms).toEqual(['wool=B', 'tension=L', 'tension=M'])
    expect(report.objective).toBeCloseTo(maximumLikelihood!.objectiveValue, 9)
    const [wool, medium, high] = maximumLikelihood!.coef!
    const expected = [wool!, -high!, medium! - high!]
    for (const [j, value] of expected.entries()) expect(report.coefficients[j]).toBeCloseTo(value, 6)
  })

  test('of the target are told as they are', async () => {
    const report = await fit(
      'examples/data/letter.csv',
      '--model',
      'logistic',
      '--target',
      'lettr',
      '--C',
      '0.01',
      '--no-fit-intercept',
    )
    expect(report.classes?.join('')).toBe('ABCDEFGHIJKLMNOPQRSTUVWXYZ')
    const [{ objectiveValue }] = reference('multinomial-letter').solutions as [Fit]
    expect(Math.abs(report.objective - objectiveValue)).toBeLessThanOrEqual(1e-8 * objectiveValue)
  })
})

describe('--test', () => {
  const wine = ['examples/data/wine.csv', '--target', 'class', '--model', 'logistic'] as const

  test('holds out a share of the rows, the same for the same seed', async () => {
    const first = await fit(...wine, '--test', '0.2', '--seed', '1')
    const again = await fit(...wine, '--test', '0.2', '--seed', '1')
    const other = await fit(...wine, '--test', '0.2', '--seed', '2')
    expect(first).toMatchObject({ rows: 142, test: { rows: 36, seed: 1 } })
    expect(again.coefficients).toEqual(first.coefficients)
    expect(other.coefficients).not.toEqual(first.coefficients)
    expect(first.score.heldOut).toBeGreaterThan(0.9)
  })

  test('tells the seed that it drew', async () => {
    const drawn = await fit(...wine, '--test', '0.3')
    const again = await fit(...wine, '--test', '0.3', '--seed', String(drawn.test?.seed))
    expect(again.coefficients).toEqual(drawn.coefficients)
    expect(again.score).toEqual(drawn.score)
  })

  test('scores what the model has not seen', async () => {
    // Eleven numbers from 44 rows describe those rows better than the other 398.
    const { score } = await fit(
      'examples/data/diabetes.csv',
      '--target=progression',
      '--model=linear',
      '--test=0.9',
      '--seed=3',
    )
    expect(score.heldOut).toBeLessThan(score.training)
  })

  test.each([
    [['--test', '0'], '--test must be a share between 0 and 1, got 0'],
    [['--test', '1'], '--test must be a share between 0 and 1, got 1'],
    [['--test', 'some'], 'A number was expected.'],
    [['--test', '0.001'], '--test 0.001 would hold out no row of 178'],
    [['--test', '0.2', '--seed', '-1'], '--seed must be a whole number of 0 to 2^53 - 1, got -1'],
    [['--test', '0.2', '--seed', '1.5'], '--seed must be a whole number of 0 to 2^53 - 1, got 1.5'],
    [['--seed', '1'], '--seed has a meaning only with --test'],
  ])('%j is refused', async (flags, message) => {
    const [path, ...rest] = wine
    const { code, out, err } = await steepest(['fit', file(path), ...rest, ...flags])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
  })
})

describe('options of the estimators', () => {
  const wine = ['examples/data/wine.csv', '--target', 'class', '--model', 'logistic'] as const

  test('are flags, each told in the help', async () => {
    const { out } = await steepest(['fit', '--help'])
    for (const model of modelNames) {
      for (const [name, rule] of Object.entries(kinds[model].options)) {
        if (name === 'warmStart') continue // means something for a second fit only
        if (rule.type === 'other') continue // an object, which no flag can be
        expect(out).toContain(
          rule.type === 'boolean' && rule.default ? flagOf(name).replace('--', '--no-') : flagOf(name),
        )
      }
    }
  })

  test('reach the estimator', async () => {
    const usual = await fit(...wine)
    const { objective } = await fit(...wine, '--C', '0.01')
    expect(objective).not.toBe(usual.objective)
    for (const solver of ['newton', 'newton-cg', 'lbfgs']) {
      const other = await fit(...wine, '--solver', solver, '--tolerance', '1e-10')
      expect(Math.abs(other.objective - usual.objective)).toBeLessThanOrEqual(1e-7 * usual.objective)
    }
  })

  test('--sample-weight: a row of weight 2 counts as two rows', async () => {
    const input = (rows: string[]) => `a,b,w,y\n${rows.join('')}`
    const single = ['1,0,', '2,1,', '3,3,', '4,1,', '5,2,']
    const y = ['u', 'v', 'u', 'v', 'v']
    const weights = [2, 1, 0, 3, 1]
    const weighted = single.map((row, i) => `${row}${weights[i]},${y[i]}\n`)
    const repeated = single.flatMap((row, i) => new Array<string>(weights[i]!).fill(`${row}1,${y[i]}\n`))
    const flags = ['fit', '-', '--target=y', '--model=logistic', '--no-standardize', '--json']
    const a = JSON.parse((await steepest([...flags, '--sample-weight=w'], { input: input(weighted) })).out) as FitReport
    const b = JSON.parse((await steepest([...flags, '--ignore=w'], { input: input(repeated) })).out) as FitReport
    expect(a.objective).toBeCloseTo(b.objective, 9)
    expect(a.terms).toEqual(['a', 'b'])
  })

  test.each([
    [['--model', 'ridge', '--C', '1'], '--model ridge has no option --C; it has --alpha'],
    [['--model', 'logistic', '--C', '-1'], '--C must be a number above 0, got -1'],
    [['--model', 'logistic', '--C', 'x'], "'x' is invalid. A number was expected."],
    [['--model', 'logistic', '--penalty', 'l3'], 'One of l2, none was expected'],
    [['--model', 'logistic', '--solver', 'newtn'], "did you mean 'newton'?"],
    [['--model', 'logistics'], "One of linear, ridge, logistic, poisson was expected; did you mean 'logistic'?"],
    [['--model', 'logistic', '--max-iterations', '1.5'], '--max-iterations must be a whole number'],
    [['--model', 'logistic', '--max-iter', '1'], "unknown option '--max-iter'"],
    [['--model', 'logistic', '--tolerence', '1'], 'Did you mean --tolerance?'],
    [[], "required option '--model <name>' not specified"],
  ])('%j is refused', async (flags, message) => {
    const { code, out, err } = await steepest(['fit', file('examples/data/wine.csv'), '--target', 'class', ...flags])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
  })
})

describe('what is printed', () => {
  const cancer = ['fit', file('examples/data/breast_cancer.csv'), '--target', 'class', '--model', 'logistic']

  test('is a table of coefficients and the verdict', async () => {
    const out = join(folder, 'model.json')
    const { code, out: text, err } = await steepest([...cancer, '--test', '0.2', '--seed', '1', '--out', out])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(text).toMatch(/^Logistic regression of class \(1 against 0\): 455 rows, 30 terms/)
    expect(text.match(/^(worst|mean)_\w+ +-?[\d.e-]+$/gm)).toHaveLength(20)
    for (const line of ['(intercept)', 'objective', 'iterations', 'status', 'training accuracy', 'held-out accuracy']) {
      expect(text).toContain(`\n${line} `)
    }
    expect(text).toContain('(114 rows, seed 1)')
    expect(existsSync(out)).toBe(true)
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ format: 'steepest-model', version: 1 })
  })

  test('progress goes to a terminal only, and is removed from it', async () => {
    const { code, err, out } = await steepest(cancer, { terminal: true })
    expect(code).toBe(0)
    expect(err).toContain('reading')
    expect(err.endsWith('\r\u001b[K')).toBe(true)
    expect(out).not.toContain('\u001b')
  })

  test('what did not converge ends with code 1, and is told', async () => {
    const { code, out, err } = await steepest([...cancer, '--max-iterations', '1'])
    expect({ code, err }).toEqual({ code: 1, err: '' })
    expect(out).toMatch(/^status +max-iterations \(not converged\): /m)
    const json = await steepest([...cancer, '--max-iterations', '1', '--json'])
    expect(json.code).toBe(1)
    expect(JSON.parse(json.out)).toMatchObject({ converged: false, status: 'max-iterations' })
  })

  test('an interrupted fit ends with the best so far', async () => {
    const out = join(folder, 'interrupted.json')
    const endless = ['--solver', 'lbfgs', '--tolerance', '0', '--max-iterations', '1000000', '--C', '1000000']
    const letters = ['fit', file('examples/data/letter.csv'), '--target', 'lettr', '--model', 'logistic']
    const watch = (text: string) => {
      if (text.includes('iteration') && process.listenerCount('SIGINT') > before) process.emit('SIGINT')
    }
    const before = process.listenerCount('SIGINT')
    const { code, out: text } = await steepest([...letters, ...endless, '--out', out], { terminal: true, watch })
    expect(code).toBe(1)
    expect(text).toMatch(/^status +aborted \(not converged\)/m)
    expect(process.listenerCount('SIGINT')).toBe(before)
    expect((await steepest(['predict', out, file('examples/data/letter.csv'), '--json'])).code).toBe(0)
  })

  test('of many classes is told in blocks', async () => {
    const { out } = await steepest(['fit', file('examples/data/wine.csv'), '--target', 'class', '--model', 'logistic'])
    expect(out).toMatch(/^ +0 +1 +2$/m)
    expect(out).toMatch(/^proline( +-?[\d.e-]+){3}$/m)
  })

  test('terms that depend on others still reach the minimum', async () => {
    const input = 'a,b,y\n1,1,1\n2,2,3\n3,3,4\n4,4,6\n'
    const { code, out } = await steepest(['fit', '-', '--target=y', '--model=linear'], { input })
    expect(code).toBe(0)
    expect(out).toMatch(/^status +rank-deficient: The minimum is reached/m)
  })

  test('separable classes without a penalty have no optimum', async () => {
    const input = 'a,y\n1,u\n2,u\n3,v\n4,v\n'
    const { code, out } = await steepest(['fit', '-', '--target=y', '--model=logistic', '--penalty=none'], { input })
    expect(code).toBe(1)
    expect(out).toMatch(/^status +separable \(not converged\)/m)
  })
})
