import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { expectWellFormed } from '../svg.ts'
import { file, type Surroundings, steepest } from './captured.ts'

const folder = mkdtempSync(join(tmpdir(), 'steepest-curve-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Report {
  rows: number
  dropped: number
  parameters: Record<string, number>
  standardErrors: Record<string, number>
  confidenceIntervals: Record<string, [number, number]>
  residuals: number[]
  residualSumOfSquares: number
  residualStandardDeviation: number
  degreesOfFreedom: number
  status: string
  converged: boolean
  method: string
}

async function curve(path: string, flags: string[], surroundings?: Surroundings): Promise<Report> {
  const { code, out, err } = await steepest(['curve', path, ...flags, '--json'], surroundings)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out)
}

const expectNear = (actual: number, expected: number, relative: number) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.abs(expected))

const ultrasonic = file('examples/data/ultrasonic.csv')
const pasture = file('examples/data/pasture.csv')
const chwirut = [
  '--response',
  'response',
  '--model',
  'exp(-b1*distance)/(b2+b3*distance)',
  '--start',
  'b1=0.1,b2=0.01,b3=0.02',
]

describe('curve', () => {
  test('tells no R² of what does not vary', async () => {
    const [table, plot] = [join(folder, 'constant.csv'), join(folder, 'constant.svg')]
    writeFileSync(table, 't,y\n1,2\n2,2\n3,2\n')
    const { code, out } = await steepest(['curve', table, '--model', 'a*t', '--start', 'a=1', '--plot', plot])
    expect(code).toBe(0)
    expect(out).toMatch(/^residual sum of squares/m)
    expect(out + readFileSync(plot, 'utf8')).not.toMatch(/R²|Infinity|NaN/)
  })

  test('takes a column for itself, even one called pi', async () => {
    const table = join(folder, 'pi.csv')
    writeFileSync(table, 'pi,y\n1,2\n2,4.1\n3,6\n')
    const { parameters } = await curve(table, ['--model', 'a*pi', '--start', 'a=1'])
    expectNear(parameters.a!, 28.2 / 14, 1e-9)
  })

  // Chwirut2 of NIST's Statistical Reference Datasets, as certified.
  test('finds certified parameters with their standard errors', async () => {
    const report = await curve(ultrasonic, chwirut)
    const certified = [
      ['b1', 1.6657666537e-1, 3.830328681e-2],
      ['b2', 5.1653291286e-3, 6.6621605126e-4],
      ['b3', 1.2150007096e-2, 1.5304234767e-3],
    ] as const
    for (const [name, value, error] of certified) {
      expectNear(report.parameters[name]!, value, 1e-6)
      expectNear(report.standardErrors[name]!, error, 1e-5)
      // Student's t of 51 degrees of freedom, two-sided 95 %.
      expectNear(report.confidenceIntervals[name]![1], value + 2.0075837681558 * error, 1e-5)
    }
    expectNear(report.residualSumOfSquares, 513.04802941, 1e-9)
    expectNear(report.residualStandardDeviation, 3.171713304, 1e-9)
    expect(report).toMatchObject({ rows: 54, dropped: 0, degreesOfFreedom: 51, converged: true })
  })

  // Rat42, whose b2 - b3 x is -rate (x - midpoint).
  test('a curve by name finds its own start, in whichever columns there are', async () => {
    const { parameters } = await curve(pasture, ['--response', 'yield', '--model', 'logisticGrowth'])
    expectNear(parameters.capacity!, 72.462237576, 1e-6)
    expectNear(parameters.rate!, 0.067359200066, 1e-6)
    expectNear(parameters.midpoint!, 2.6180768402 / 0.067359200066, 1e-6)
  })

  test('prints a table, and the verdict', async () => {
    const { out } = await steepest(['curve', ultrasonic, ...chwirut, '--level', '0.9'])
    expect(out).toMatch(/^Fit of response = exp\(-b1\*distance\)\/\(b2\+b3\*distance\): 54 rows, 3 parameters$/m)
    expect(out).toMatch(/^ +estimate +standard error +90 % from +to$/m)
    expect(out).toMatch(/^b1 +0\.1665766\d +0\.0383 /m)
    expect(out).toMatch(/^residual standard deviation +3\.17171 \(51 degrees of freedom\)$/m)
    expect(out).toMatch(/^R² +0\.9\d+$/m)
    expect(out).toMatch(/^status +gradient-tolerance: /m)
  })
})

// y = 3 - 2 t, exactly, and with a row that lies far off.
const line = 't,y,w\n0,3,1\n1,1,1\n2,-1,1\n3,-3,1\n4,95,0\n'
const straight = ['--model', 'a + b*t', '--start', 'a=0,b=0']

describe('the data', () => {
  test('come from standard input, with another delimiter', async () => {
    const report = await curve('-', [...straight, '--delimiter', ';', '--weights', 'w'], {
      input: line.replaceAll(',', ';'),
    })
    expectNear(report.parameters.a!, 3, 1e-9)
    expectNear(report.parameters.b!, -2, 1e-9)
  })

  test('may lack values, where that is said', async () => {
    const input = 't,y\n0,3\nNA,5\n1,1\n2,-1\n'
    const refused = await steepest(['curve', '-', ...straight], { input })
    expect(refused).toMatchObject({
      code: 2,
      err: expect.stringMatching(/row 2 \(line 3\), column 't': the value is missing; --missing drop/),
    })
    expect(await curve('-', [...straight, '--missing', 'drop'], { input })).toMatchObject({ rows: 3, dropped: 1 })
  })

  test('a column that no flag names and the formula does not use may hold anything', async () => {
    const input = 't,name,y\n0,x,3\n1,,1\n2,z,-1\n'
    expect(await curve('-', straight, { input })).toMatchObject({ rows: 3 })
  })
})

describe('options', () => {
  test('--fixed, --tied and --bounds hold', async () => {
    const input = line.split('\n').slice(0, 5).join('\n')
    const fixed = await curve('-', [...straight.slice(0, 2), '--start', 'b=0', '--fixed', 'a=3.5'], { input })
    expect(fixed.parameters.a).toBe(3.5)
    // Σ t (3 - 2t - 3.5) / Σ t² = -2 - 0.5 · 6 / 14
    expectNear(fixed.parameters.b!, -2 - 3 / 14, 1e-9)
    const tied = await curve('-', [...straight.slice(0, 2), '--start', 'b=1', '--tied', 'a=max(0, -1.5*b)'], { input })
    expectNear(tied.parameters.a!, 3, 1e-9)
    const bound = await curve('-', [...straight, '--bounds', 'b=-1:,a=:10'], { input })
    expect(bound.parameters.b).toBe(-1)
  })

  test('--loss lessens what outliers do', async () => {
    const input = line.replaceAll(/,[01]\n/g, '\n').replace(',w', '')
    const least = await curve('-', straight, { input })
    const robust = await curve('-', [...straight, '--loss', 'cauchy', '--loss-scale', '0.1'], { input })
    expect(Math.abs(least.parameters.b! + 2)).toBeGreaterThan(10)
    expect(Math.abs(robust.parameters.b! + 2)).toBeLessThan(0.01)
  })

  test('--method takes those of minimize, too', async () => {
    const { parameters, method } = await curve(ultrasonic, [...chwirut, '--method', 'trust-region'])
    expect(method).toBe('trust-region')
    expectNear(parameters.b1!, 1.6657666537e-1, 1e-4)
  })

  test('limits end it with code 1', async () => {
    const { code, out } = await steepest(['curve', ultrasonic, ...chwirut, '--max-iterations', '1'])
    expect(code).toBe(1)
    expect(out).toMatch(/^status +max-iterations \(not converged\)/m)
  })
})

describe('--plot', () => {
  async function draw(path: string, ...flags: string[]): Promise<{ svg: string; texts: string[] }> {
    const picture = join(folder, 'picture.svg')
    const { code, err, out } = await steepest(['curve', path, ...flags, '--plot', picture])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^picture +\S+$/m)
    const svg = readFileSync(picture, 'utf8')
    return { svg, texts: expectWellFormed(svg) }
  }

  test('draws data, curve, band and residuals with units', async () => {
    const { svg, texts } = await draw(ultrasonic, ...chwirut, '--unit', 'distance=cm, response=mV')
    const expected = ['data', 'fit', '95 % confidence', 'residuals', 'distance (cm)', 'response (mV)', 'residual (mV)']
    expect(texts).toEqual(expect.arrayContaining(expected))
    expect(texts.join('\n')).toMatch(/b1 = 0\.16658 ± 0\.038/)
    // The points of both panels, none on the pixel of another, with a sign in each legend.
    expect(svg.match(/<circle/g)!.length).toBeGreaterThan(54)
    expect(svg).toMatch(/fill-opacity="0.18"/)
  })

  test('draws the band of new observations', async () => {
    const { texts } = await draw(
      pasture,
      '--response',
      'yield',
      '--model',
      'logisticGrowth',
      '--band',
      'prediction',
      '--level',
      '0.99',
    )
    expect(texts).toContain('99 % prediction')
  })

  test('draws what was fitted where there are several predictors, or none', async () => {
    const path = join(folder, 'plane.csv')
    writeFileSync(path, 'u,v,y\n0,0,1\n1,0,2\n0,1,3\n1,1,4.1\n2,1,5\n')
    const { texts } = await draw(path, '--model', 'a + b*u + c*v', '--start', 'a=0,b=0,c=0')
    expect(texts).toContain('fitted y')
    await draw(path, '--model', 'm + 0*k', '--start', 'm=0', '--fixed', 'k=0')
  })
})

describe('misuse is told in a sentence', () => {
  test('a formula that cannot be read, with the place', async () => {
    const { code, err } = await steepest([
      'curve',
      ultrasonic,
      '--response',
      'response',
      '--model',
      'a*expp(-b*distance)',
    ])
    expect(code).toBe(2)
    const [said, line, mark] = err.split('\n')
    expect(said).toMatch(/^error: there is no function expp; did you mean 'exp'\? \(line 1, column 3\)$/)
    expect(line!.slice(mark!.indexOf('^'))).toBe('expp(-b*distance)')
  })

  const of = (...flags: string[]) => [ultrasonic, '--response', 'response', ...flags]
  test.each<[string[], RegExp]>([
    [[ultrasonic], /required option '--model <formula>'/],
    [[file('examples/data/none.csv'), '--model', 'a*t'], /there is no such file/],
    [[ultrasonic, '--model', 'a*distance', '--start', 'a=1'], /has no column 'y'/],
    [
      of('--model', 'expDecay'),
      /there is no curve 'expDecay'.*there are exponentialDecay, gaussianPeak.*write expDecay \+ 0/,
    ],
    [of('--model', 'exponentialDecai'), /did you mean 'exponentialDecay'/],
    [of('--model', 'a*distance', '--predictor', 'distance'), /--predictor is for common curves/],
    [of('--model', 'power', '--predictor', 'distances'), /has no column 'distances'; did you mean 'distance'/],
    [of('--model', 'a*distance'), /start/],
    [of('--model', 'a*distance', '--start', 'a=1,b=1'), /'b', which is no parameter|b is no parameter|names .*b/],
    [of('--model', 'a*response', '--start', 'a=1'), /uses response/],
    [
      of('--model', 'a*distance', '--start', 'a=1', '--level', '95'),
      /--level must be a probability between 0 and 1, got 95/,
    ],
    [of('--model', 'a*distance', '--start', 'a=1', '--unit', 'x=cm'), /--unit names 'x', which is not fitted/],
    [of('--model', 'a*distance', '--start', 'a=1', '--loss', 'hubber'), /One of squared, huber.*expected/],
    [of('--model', 'a*distance', '--start', 'a=1', '--tied', 'b'), /Something like c=a\/2 was expected, got 'b'/],
    [of('--model', 'a*distance', '--start', 'a=1', '--plot', ultrasonic), /would be written over .*ultrasonic\.csv/],
  ])('%j', async (given, message) => {
    const { code, out, err } = await steepest(['curve', ...given])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(message)
  })

  test('a curve by name where several columns could explain it', async () => {
    const input = 'time,temperature,y\n0,1,3\n1,2,1\n2,2,0\n3,3,0\n'
    const { code, err } = await steepest(['curve', '-', '--model', 'exponentialDecay'], { input })
    expect(code).toBe(2)
    expect(err).toMatch(/explains by one column: --predictor names it, of 'time', 'temperature'/)
    expect((await curve('-', ['--model', 'exponentialDecay', '--predictor', 'time'], { input })).rows).toBe(4)
  })

  test('negative weights', async () => {
    const input = 't,y,w\n0,3,1\n1,1,-1\n2,2,1\n'
    const { code, err } = await steepest(['curve', '-', ...straight, '--weights', 'w'], { input })
    expect(code).toBe(2)
    expect(err).toMatch(/row 2 \(line 3\), column 'w': a weight cannot be negative, got -1/)
  })
})
