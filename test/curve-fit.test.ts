// What a fit reports, against closed forms and published fits.
import { readFileSync } from 'node:fs'
import { curveFit, curveFitSync, curves, Matrix } from 'steepest'
import { describe, expect, test } from 'vitest'

const x = [1, 2, 3, 4, 6, 9]
const y = [1.1, 2.3, 2.8, 4.4, 5.7, 9.6]
const weights = [1, 2, 1, 0.5, 3, 1]

/** Of y = a + b x by textbook formulas. */
function line(w: readonly number[]) {
  const sum = (of: (i: number) => number) => x.reduce((total, _, i) => total + w[i]! * of(i), 0)
  const total = sum(() => 1)
  const [mx, my] = [sum((i) => x[i]!) / total, sum((i) => y[i]!) / total]
  const sxx = sum((i) => (x[i]! - mx) ** 2)
  const b = sum((i) => (x[i]! - mx) * (y[i]! - my)) / sxx
  const a = my - b * mx
  const squares = sum((i) => (y[i]! - a - b * x[i]!) ** 2)
  const variance = squares / (x.length - 2)
  return {
    parameters: { a, b },
    squares,
    variance,
    a: 1 / total + mx ** 2 / sxx,
    b: 1 / sxx,
    ab: -mx / sxx,
    rSquared: 1 - squares / sum((i) => (y[i]! - my) ** 2),
    curveAt: (at: number) => 1 / total + (at - mx) ** 2 / sxx,
  }
}

const close = (value: number) => expect.closeTo(value, 9) as number

describe.each([
  ['alike', undefined],
  ['weighted', weights],
] as const)('a straight line, rows %s', (_, given) => {
  const known = line(given ?? x.map(() => 1))
  const fit = (options = {}) =>
    curveFitSync('a + b * x', { x, y }, { start: [0, 0], ...(given && { weights: given }), ...options })

  test('parameters, standard errors and what is left', () => {
    const { variance, squares } = known
    const found = fit()
    expect(found).toMatchObject({
      parameters: { a: close(known.parameters.a), b: close(known.parameters.b) },
      standardErrors: { a: close(Math.sqrt(variance * known.a)), b: close(Math.sqrt(variance * known.b)) },
      residualSumOfSquares: close(squares),
      residualStandardDeviation: close(Math.sqrt(variance)),
      degreesOfFreedom: 4,
      rSquared: close(known.rSquared),
      converged: true,
      method: 'levenberg-marquardt',
    })
    expect(found.covariance.toArray()).toEqual([
      [close(variance * known.a), close(variance * known.ab)],
      [close(variance * known.ab), close(variance * known.b)],
    ])
    const { a, b } = known.parameters
    expect([...found.residuals]).toEqual(x.map((at, i) => close(y[i]! - a - b * at)))
  })

  test('absoluteSigma takes the weights at their word', () => {
    const { standardErrors, residualStandardDeviation } = fit({ absoluteSigma: true })
    expect(standardErrors).toEqual({ a: close(Math.sqrt(known.a)), b: close(Math.sqrt(known.b)) })
    expect(residualStandardDeviation).toBeCloseTo(Math.sqrt(known.variance), 9)
  })

  test('intervals of parameters: t of 4 degrees of freedom, or the normal distribution', () => {
    const { a } = fit().confidenceIntervals()
    const reach = 2.7764451051977987 * Math.sqrt(known.variance * known.a)
    expect(a).toEqual([close(known.parameters.a - reach), close(known.parameters.a + reach)])
    const normal = fit({ absoluteSigma: true }).confidenceIntervals(0.99)
    expect(normal.b![1]! - known.parameters.b).toBeCloseTo(2.5758293035489004 * Math.sqrt(known.b), 9)
  })

  test('bands of the curve and of new observations', () => {
    const places = [-3, 0, 4.5, 20]
    const { a, b } = known.parameters
    const t = 2.131846786326649
    const half = (at: number, more: number) => t * Math.sqrt(known.variance * (known.curveAt(at) + more))
    const found = fit()
    const confidence = found.band({ x: places }, { level: 0.9 })
    expect([...confidence.value]).toEqual(places.map((at) => close(a + b * at)))
    expect([...confidence.value]).toEqual([...found.predict({ x: places })])
    expect([...confidence.lower]).toEqual(places.map((at) => close(a + b * at - half(at, 0))))
    const prediction = found.band({ x: places }, { level: 0.9, kind: 'prediction' })
    expect([...prediction.upper]).toEqual(places.map((at) => close(a + b * at + half(at, 1))))
    const precise = found.band({ x: places }, { level: 0.9, kind: 'prediction', weights: [4, 4, 4, 4] })
    expect([...precise.upper]).toEqual(places.map((at) => close(a + b * at + half(at, 1 / 4))))
  })

  test('a row of weight 0 is as if it were not there, but for its residual', () => {
    const ones = given ?? x.map(() => 1)
    const more = { x: [...x, 5], y: [...y, -100] }
    const found = curveFitSync('a + b * x', more, { start: [0, 0], weights: [...ones, 0] })
    const { parameters, standardErrors, degreesOfFreedom, residuals, rSquared } = found
    const without = fit()
    expect({ degreesOfFreedom, rSquared: close(rSquared) }).toMatchObject({
      degreesOfFreedom: 4,
      rSquared: close(without.rSquared),
    })
    for (const name of ['a', 'b']) {
      expect(parameters[name]).toBeCloseTo(without.parameters[name]!, 12)
      expect(standardErrors[name]).toBeCloseTo(without.standardErrors[name]!, 12)
    }
    expect(residuals[6]).toBeCloseTo(-100 - known.parameters.a - 5 * known.parameters.b, 9)
  })
})

test('as many parameters as rows: nothing is left to tell standard errors from', () => {
  const fit = curveFitSync('a + b * x', { x: [1, 2], y: [3, 5] }, { start: [0, 0] })
  expect(fit).toMatchObject({
    parameters: { a: close(1), b: close(2) },
    standardErrors: { a: Number.NaN, b: Number.NaN },
    residualStandardDeviation: Number.NaN,
    degreesOfFreedom: 0,
  })
  expect(fit.confidenceIntervals().a).toEqual([Number.NaN, Number.NaN])
  expect([...fit.band({ x: [1] }).upper]).toEqual([Number.NaN])
  const known = curveFitSync('a + b * x', { x: [1, 2], y: [3, 5] }, { start: [0, 0], absoluteSigma: true })
  expect(known.standardErrors).toEqual({ a: close(Math.sqrt(5)), b: close(Math.sqrt(2)) })
})

describe('published fits', () => {
  // Puromycin, treated cells: Bates & Watts (1988), appendix A1.3 and p. 41.
  const x = [0.02, 0.02, 0.06, 0.06, 0.11, 0.11, 0.22, 0.22, 0.56, 0.56, 1.1, 1.1]
  const y = [76, 47, 97, 107, 123, 139, 159, 152, 191, 201, 207, 200]
  // Biochemical oxygen demand: the same, A1.4.
  const time = [1, 2, 3, 4, 5, 7]
  const demand = [8.3, 10.3, 19.0, 16.0, 15.6, 19.8]

  test('the rate of an enzyme', () => {
    const { parameters, standardErrors, residualStandardDeviation, degreesOfFreedom } = curveFitSync(
      curves.michaelisMenten,
      { x, y },
    )
    expect(parameters).toEqual({ maximum: expect.closeTo(212.7, 1), half: expect.closeTo(0.06412, 5) })
    expect(standardErrors).toEqual({ maximum: expect.closeTo(6.947, 3), half: expect.closeTo(0.008281, 6) })
    expect(residualStandardDeviation).toBeCloseTo(10.93, 2)
    expect(degreesOfFreedom).toBe(10)
  })

  test('oxygen demand, by its rate and by the logarithm of that', () => {
    const fit = (formula: string, options: object) =>
      curveFitSync(formula, { time, demand }, { response: 'demand', ...options })
    const byRate = fit('a * (1 - exp(-k * time))', { start: { a: 20, k: 0.24 } })
    expect(byRate.parameters).toEqual({ a: expect.closeTo(19.143, 3), k: expect.closeTo(0.5311, 4) })
    expect(byRate.standardErrors).toEqual({ a: expect.closeTo(2.496, 3), k: expect.closeTo(0.2031, 4) })
    const byLog = fit('a * (1 - exp(-k * time))', { start: { a: 20, lrc: -1.4 }, tied: { k: 'exp(lrc)' } })
    expect(byLog.standardErrors.lrc).toBeCloseTo(0.3824, 4)
    for (const name of ['a', 'k']) {
      expect(byLog.parameters[name]).toBeCloseTo(byRate.parameters[name]!, 6)
      expect(byLog.standardErrors[name]).toBeCloseTo(byRate.standardErrors[name]!, 6)
    }
  })
})

test('its own fields are plain data; its methods use what was fitted', async () => {
  const fit = await curveFit('a + b * x', { x, y }, { start: [0, 0] })
  const cloned = structuredClone(fit)
  expect(Object.keys(cloned)).toEqual([
    ...['parameters', 'standardErrors', 'covariance', 'residuals', 'residualSumOfSquares'],
    ...['residualStandardDeviation', 'degreesOfFreedom', 'rSquared', 'status', 'converged', 'message'],
    ...['iterations', 'method'],
  ])
  expect(fit.covariance).toBeInstanceOf(Matrix)
  expect(JSON.parse(JSON.stringify(fit))).toEqual({
    ...cloned,
    covariance: fit.covariance.toArray(),
    residuals: [...fit.residuals],
  })
  fit.parameters.a = 1000
  expect(fit.predict({ x: [0] })[0]).not.toBe(1000)
  expect([...fit.predict({ x: [] })]).toEqual([])
})

test('a promise gives the same bits', async () => {
  const data = { x, y }
  const options = { start: { a: 1, b: 0.1 }, weights }
  const [now, later] = [curveFitSync('a * exp(b * x)', data, options), await curveFit('a * exp(b * x)', data, options)]
  expect(later).toEqual(now)
})

test('nor does it matter how long a fit takes', async () => {
  // MGH09 of NIST's problems: a hundred iterations on eleven rows.
  const file = new URL('data/nist-strd/MGH09.json', import.meta.url)
  const problem = JSON.parse(readFileSync(file, 'utf8')) as {
    expr: string
    start1: number[]
    parameters: string[]
    data: Record<string, number[]>
  }
  const start = Object.fromEntries(problem.parameters.map((name, i) => [name, problem.start1[i]!]))
  const now = curveFitSync(problem.expr, problem.data, { start })
  expect(now.iterations).toBeGreaterThan(50)
  expect(await curveFit(problem.expr, problem.data, { start })).toEqual(now)
})

test('a promise reads the data before it returns', async () => {
  const count = 20_000
  const u = Float64Array.from({ length: count }, (_, i) => i / count)
  const v = u.map((at, i) => 2 * Math.exp(-3 * at) + Math.sin(i ** 2))
  const expected = curveFitSync('a * exp(-b * u)', { u, v }, { response: 'v', start: [1, 1] })
  const promise = curveFit('a * exp(-b * u)', { u, v }, { response: 'v', start: [1, 1] })
  u.fill(Number.NaN)
  v.fill(7)
  expect(await promise).toEqual(expected)
})
