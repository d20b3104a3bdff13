// The nonlinear problems of NIST's Statistical Reference Datasets, from both starts of each, by the formula in each file;
// and the digits that SciPy's curve_fit gets of them.
import { readFileSync } from 'node:fs'
import { type CurveFit, type CurveFitOptions, curveFitSync } from 'steepest'
import { describe, expect, test } from 'vitest'

const names = (
  'Chwirut1 Chwirut2 DanWood ENSO Eckerle4 Gauss2 Gauss3 Kirby2 Lanczos1 Lanczos2 Lanczos3 MGH09 Misra1a Misra1c ' +
  'Misra1d Rat42 Rat43 Roszman1'
).split(' ')
const starts = ['start1', 'start2'] as const
type Start = (typeof starts)[number]

interface Problem extends Record<Start, number[]> {
  expr: string
  response: 'y' | 'log(y)'
  parameters: string[]
  data: Record<string, number[]>
  /** The certified values, computed anew to more digits. */
  refined: { parameters: number[]; standardDeviations: number[]; residualSumOfSquares: number }
}

const json = (name: string): unknown => JSON.parse(readFileSync(new URL(`data/${name}.json`, import.meta.url), 'utf8'))

function fit(name: string, from: Start, options: CurveFitOptions): { problem: Problem; result: CurveFit } {
  const problem = json(`nist-strd/${name}`) as Problem
  const { expr, response, parameters, data } = problem
  const { y: measured = [] } = data
  const y = response === 'log(y)' ? measured.map(Math.log) : measured
  const start = Object.fromEntries(parameters.map((parameter, i) => [parameter, problem[from][i]!]))
  return { problem, result: curveFitSync(expr, { ...data, y }, { start, ...options }) }
}

/** -log10 of the largest relative error; 16 for none. */
const digits = (got: Record<string, number>, names: string[], known: number[]) =>
  Math.min(16, ...known.map((value, i) => -Math.log10(Math.abs(got[names[i]!]! - value) / Math.abs(value))))

const runs = names.flatMap((name) => starts.map((start) => [name, start] as const))

const methods: [string, CurveFitOptions, number][] = [
  ['exact derivatives', {}, 6],
  ['differences', { derivative: 'differences' }, 4],
]

describe.each(methods)('by %s', (_, options, wanted) => {
  test.each(runs)('%s from %s', (name, start) => {
    const { problem, result } = fit(name, start, options)
    const { parameters, refined } = problem
    expect(result.converged, result.message).toBe(true)
    expect(digits(result.parameters, parameters, refined.parameters)).toBeGreaterThan(wanted)
    // That of Lanczos1 is the rounding of its data.
    if (name === 'Lanczos1') return
    expect(digits(result.standardErrors, parameters, refined.standardDeviations)).toBeGreaterThan(wanted - 1)
    expect(result.residualSumOfSquares / refined.residualSumOfSquares).toBeCloseTo(1, 7)
  })
})

test('Gauss-Newton gets the digits, or says that it has not converged', () => {
  let got = 0
  for (const [name, start] of runs) {
    const { problem, result } = fit(name, start, { method: 'gauss-newton' })
    const right = digits(result.parameters, problem.parameters, problem.refined.parameters)
    if (right > 6) got++
    if (result.converged) expect(right, `${name} from ${start}: ${result.message}`).toBeGreaterThan(2)
  }
  expect(got).toBeGreaterThanOrEqual(28)
})

test('more digits than SciPy gets at its defaults, from fewer Jacobians', () => {
  interface Runs {
    /** Digits, calls of the model, calls of its Jacobian. */
    runs: { exact: [number, number, number] }[]
  }
  const scipy = (json('scipy-nist') as Runs).runs
  const count = (runs: number[]) => runs.filter((reached) => reached >= 6).length
  const ours = runs.map(([name, start]) => {
    const { problem, result } = fit(name, start, {})
    return digits(result.parameters, problem.parameters, problem.refined.parameters)
  })
  expect(count(ours)).toBe(36)
  expect(count(scipy.map((run) => run.exact[0]))).toBe(24)
  // As many Jacobians, and the one at the start.
  const iterations = runs.reduce((sum, [name, start]) => sum + fit(name, start, {}).result.iterations + 1, 0)
  expect(iterations).toBeLessThan(scipy.reduce((sum, run) => sum + run.exact[2], 0))
})
