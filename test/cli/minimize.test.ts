import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backend } from 'steepest'
import { afterAll, describe, expect, test } from 'vitest'
import { expectWellFormed } from '../svg.ts'
import { steepest } from './captured.ts'

const folder = mkdtempSync(join(tmpdir(), 'steepest-minimize-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const rosenbrock = '(1 - x)**2 + 100 * (y - x**2)**2'

interface Report {
  parameters: Record<string, number>
  value: number
  status: string
  converged: boolean
  method: string
  iterations: number
  seed?: number
}

async function minimize(formula: string, ...flags: string[]): Promise<Report & { code: number }> {
  const { code, out, err } = await steepest(['minimize', formula, ...flags, '--json'])
  expect(err).toBe('')
  return { code, ...JSON.parse(out) }
}

describe('minimize', () => {
  test('finds the minimum of Rosenbrock', async () => {
    const { code, out, err } = await steepest(['minimize', rosenbrock, '--start', 'x=-1.2,y=1'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^Minimum of \(1 - x\).*: 2 variables$/m)
    expect(out).toMatch(/^ +minimum +start +gradient$/m)
    expect(out).toMatch(/^y +(1|1\.0000000\d*|0\.9999999\d*) +1 /m)
    expect(out).toMatch(/^status +gradient-tolerance: The scaled gradient is within its tolerance/m)
  })

  test('--json prints one object', async () => {
    const { code, parameters, converged, method } = await minimize(rosenbrock, '--start', 'y=1,x=-1.2')
    expect({ code, converged, method }).toEqual({ code: 0, converged: true, method: 'trust-region' })
    expect(Object.keys(parameters)).toEqual(['x', 'y'])
    for (const value of Object.values(parameters)) expect(Math.abs(value - 1)).toBeLessThan(1e-6)
  })

  test('--bounds hold on either side, and each end may be left out', async () => {
    const { parameters } = await minimize('(x - 3)**2 + (y + 2)**2', '--start', 'x=0,y=0', '--bounds', 'x=:1, y=-1:')
    expect(parameters).toEqual({ x: 1, y: -1 })
  })

  test('--fixed keeps variables at their start', async () => {
    // With y = 1 the rest is (x - 2)² + x, least at 3/2.
    const { parameters } = await minimize('(x-2)**2 + (y-5)**2 + x*y', '--start', 'x=0,y=1', '--fixed', 'y')
    expect(parameters.y).toBe(1)
    expect(Math.abs(parameters.x! - 1.5)).toBeLessThan(1e-8)
  })

  test('a method that draws its start needs none within bounds, and a seed repeats the run', async () => {
    const given = ['x**2 * sin(3 * x)', '--bounds', 'x=-4:4', '--method', 'differential-evolution', '--seed', '7']
    const [one, two] = [await minimize(given[0]!, ...given.slice(1)), await minimize(given[0]!, ...given.slice(1))]
    // 2 sin 3x + 3x cos 3x = 0 at 3.7242352...
    expect(Math.abs(one.parameters.x! - 3.72423529)).toBeLessThan(1e-6)
    expect(one.seed).toBe(7)
    expect(two.parameters).toEqual(one.parameters)
  })

  test('limits end it with code 1', async () => {
    const ended = await minimize(rosenbrock, '--start', 'x=-1.2,y=1', '--max-iterations', '2')
    expect(ended).toMatchObject({ code: 1, status: 'max-iterations', converged: false, iterations: 2 })
    expect(await minimize(rosenbrock, '--start', 'x=-1.2,y=1', '--target', '1')).toMatchObject({
      code: 0,
      status: 'target',
    })
  })

  test('Ctrl-C ends it with the best so far', async () => {
    const interrupt = (text: string) => text.includes('iteration') && process.emit('SIGINT')
    // Annealing without an end of its own, drawn with a picture: iteration by iteration on this thread.
    const given = [
      '--method',
      'simulated-annealing',
      '--start',
      'x=4,y=4',
      '--plot',
      join(folder, 'stopped.svg'),
      '--json',
    ]
    const { code, out } = await steepest(['minimize', rosenbrock, ...given], { terminal: true, watch: interrupt })
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ status: 'aborted' })
  })
})

describe('--plot', () => {
  const draw = async (formula: string, ...flags: string[]): Promise<{ svg: string; texts: string[] }> => {
    const path = join(folder, 'picture.svg')
    const { code, err } = await steepest(['minimize', formula, ...flags, '--plot', path])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const svg = readFileSync(path, 'utf8')
    return { svg, texts: expectWellFormed(svg) }
  }

  test('draws value, gradient and, of two variables, the path over a map', async () => {
    const { svg, texts } = await draw(rosenbrock, '--start', 'x=-1.2,y=1')
    expect(texts).toEqual(
      expect.arrayContaining([rosenbrock, 'iteration', 'value', 'scaled gradient', 'best point', 'x', 'y']),
    )
    expect(svg.match(/<svg /g)).toHaveLength(1 + 3)
  })

  test('draws the function of one variable, and only the convergence of three', async () => {
    const one = await draw('(x - 1)**4 + exp(x)', '--start', 'x=4')
    expect(one.texts).toEqual(expect.arrayContaining(['iterations', 'best point', 'x']))
    const three = await draw('x**2 + y**2 + z**2 - x', '--start', 'x=1,y=2,z=3')
    expect(three.texts).not.toContain('best point')
  })

  test('draws a function that has no value everywhere', async () => {
    await draw('x - log(x) + y - log(y)', '--start', 'x=0.1,y=3')
  })

  test('refuses a folder that is not there before any work', async () => {
    const flags = ['--start', 'x=1', '--plot', join(folder, 'none', 'picture.svg')]
    const { code, err } = await steepest(['minimize', 'x**2', ...flags])
    expect(code).toBe(2)
    expect(err).toMatch(/the folder of .*picture\.svg: there is no such file/)
  })
})

describe('misuse is told in a sentence', () => {
  test('a formula that cannot be read, with the place', async () => {
    const { code, out, err } = await steepest(['minimize', '(1 - x)**2 + sinn(y)', '--start', 'x=1,y=1'])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    const [said, line, mark] = err.split('\n')
    expect(said).toMatch(/^error: there is no function sinn; did you mean 'sin'\? \(line 1, column 14\)$/)
    expect(line!.slice(mark!.indexOf('^'))).toBe('sinn(y)')
  })

  test.each<[string[], RegExp]>([
    [['x**2 +'], /Unexpected token \(line 1, column 7\)/],
    [['x^2', '--start', 'x=1'], /a power is written \*\*/],
    [['2'], /the formula has no variable/],
    [['x**2', '--start', 'x=1', '--bounds', 'x=2:5'], /the start of x, 1, is outside its bounds 2 and 5/],
    [['x**2', '--start', 'x=1', '--seed', '-1'], /^error: --seed must be/],
    [['x**2'], /needs a start/],
    [['x**2', '--start', 'y=1'], /start must hold a number for x/],
    [['x**2', '--start', 'x'], /Something like x=1,y=2 was expected, got 'x'/],
    [['x**2', '--start', 'x=one'], /A number was expected for x/],
    [['x**2', '--start', 'x=1,x=2'], /x is given twice/],
    [['x**2', '--start', 'x=1', '--bounds', 'x=1'], /Something like x=0:2,y=:5 was expected, got 'x=1'/],
    [
      ['x**2', '--start', 'x=1', '--bounds', 'x=2:1'],
      /bounds leave nothing for .*x|bounds leave nothing for variable 0/,
    ],
    [['x**2', '--start', 'x=1', '--bounds', '__proto__=0:1'], /'__proto__', which is no parameter/],
    [['x**2', '--start', 'x=1', '--fixed', 'z'], /'z', which is no parameter/],
    [['x**2', '--start', 'x=1', '--method', 'lbfgss'], /did you mean 'lbfgs'/],
    [['x**2', '--start', 'x=1', '--max-iterations', '-1'], /--max-iterations must be a whole number at least 0/],
    [['x**2', '--start', 'x=1', '--fixed', 'x'], /fixed/],
  ])('%j', async (given, message) => {
    const { code, out, err } = await steepest(['minimize', ...given])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(message)
  })

  test('a long formula names its place without being printed whole', async () => {
    const { err } = await steepest(['minimize', `${'x + '.repeat(500)}(`, '--start', 'x=1'])
    expect(err.length).toBeLessThan(300)
  })
})

test('the backend that ran is told', async () => {
  const { out } = await steepest(['minimize', 'x**2', '--start', 'x=1', '--json'])
  expect(JSON.parse(out).backend).toEqual(backend())
})
