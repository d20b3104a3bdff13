// Formulas that are not finite, data of any size, and callers that interfere.
import { type CurveFit, type CurveFitOptions, curveFit, curveFitSync, curves } from 'steepest'
import { describe, expect, test } from 'vitest'
import { Draw } from '../curve-draws.ts'

const formula = 'a * exp(-b * t) + c'
const start = { a: 2, b: 1, c: 0 }
const t = Float64Array.from({ length: 40 }, (_, i) => i / 8)
const y = t.map((at, i) => 3 * Math.exp(-0.7 * at) + 1 + Math.sin(i ** 2) / 50)
const known = curveFitSync(formula, { t, y }, { start })

/** Whatever happened: numbers that can be used, and no claim that does not hold. */
function expectSound(fit: CurveFit, what: string): void {
  expect(Object.values(fit.parameters).every(Number.isFinite), what).toBe(true)
  expect(fit.message.length, what).toBeGreaterThan(5)
  if (fit.converged) expect(fit.residualSumOfSquares, what).toBeLessThan(Infinity)
}

const methods = ['levenberg-marquardt', 'gauss-newton', 'lbfgs', 'newton', 'nelder-mead'] as const

describe.each(methods)('%s', (method) => {
  test.each([
    ['nowhere finite', 'a * log(-1 - t) + b * t + c'],
    ['not finite at one row', 'a / (t - 1) + b * t + c'],
    ['finite on half of the domain', '(b < 0.9 ? a * exp(-b * t) : log(-1)) + c'],
    ['finite away from the start', '(b > 1.5 ? a * exp(-b * t) : 1 / 0) + c'],
    ['overflowing', 'a * exp(exp(exp(b * t))) + c'],
    ['without an effect', '0 * a + 0 * b + c'],
    ['not smooth', 'a * (t > b ? 1 : 0) + c'],
    ['with a pole to cross', 'a / (b - t / 100) + c'],
  ])('a formula that is %s', (what, text) => {
    for (const options of [{}, { bounds: { lower: -3, upper: 3 } }] as CurveFitOptions[]) {
      if (options.bounds && method !== 'levenberg-marquardt') continue
      const fit = curveFitSync(text, { t, y }, { start, method, maxIterations: 200, ...options })
      expectSound(fit, what)
      if (options.bounds) expect(Object.values(fit.parameters).every((value) => Math.abs(value) <= 3)).toBe(true)
    }
  })
})

test('a domain that ends half way does not keep the fit from its minimum', () => {
  const fit = curveFitSync('(b < 5 ? a * exp(-b * t) : log(-1)) + c', { t, y }, { start: { a: 2, b: 4.9, c: 0 } })
  expect(fit.parameters.b).toBeCloseTo(known.parameters.b!, 8)
})

describe('units', () => {
  test.each([1e-150, 1e-30, 1e-5, 1e5, 1e30, 1e150])('of y times %f', (unit) => {
    const scaled = { a: 2 * unit, b: 1, c: 0 }
    const fit = curveFitSync(formula, { t, y: y.map((value) => unit * value) }, { start: scaled })
    expect(fit.converged, fit.message).toBe(true)
    expect(fit.parameters.a! / unit).toBeCloseTo(known.parameters.a!, 7)
    expect(fit.standardErrors.a! / unit).toBeCloseTo(known.standardErrors.a!, 7)
    expect(fit.standardErrors.b).toBeCloseTo(known.standardErrors.b!, 7)
  })

  test.each([1e-100, 1e-10, 1e10, 1e100])('of t times %f', (unit) => {
    const scaled = { a: 2, b: 1 / unit, c: 0 }
    const fit = curveFitSync(formula, { t: t.map((at) => unit * at), y }, { start: scaled })
    expect(fit.converged, fit.message).toBe(true)
    expect(fit.parameters.b! * unit).toBeCloseTo(known.parameters.b!, 7)
    expect(fit.standardErrors.b! * unit).toBeCloseTo(known.standardErrors.b!, 7)
  })

  test('sizes that no sum of squares holds', () => {
    for (const unit of [1e-320, 1e200, 1e308]) {
      const data = { t, y: y.map((value) => (unit / 4) * value) }
      expectSound(curveFitSync(formula, data, { start }), String(unit))
      expectSound(curveFitSync(curves.exponentialDecay, data), String(unit))
    }
  })
})

describe('callers that interfere', () => {
  test('fits within fits', () => {
    const inner = () => curveFitSync('p * exp(-q * t)', { t, y }, { start: [3, 1] }).parameters
    const expected = inner()
    const fit = curveFitSync(
      formula,
      { t, y },
      {
        start,
        onIteration: () => {
          expect(inner()).toEqual(expected)
        },
      },
    )
    expect(fit).toEqual(known)
    const nested = { ...curves.exponentialDecay, start: () => curveFitSync(formula, { t, y }, { start }).parameters }
    expect(curveFitSync(nested, { t, y }).parameters.a).toBeCloseTo(known.parameters.a!, 9)
  })

  test('a column that another’s getter takes away', () => {
    const u = new Float64Array(40).fill(1)
    const data = {
      u,
      get t() {
        structuredClone(u, { transfer: [u.buffer] })
        return t
      },
      y,
    }
    expect(() => curveFitSync('a * u + b * t', data, { start: [1, 1] })).toThrow(
      expect.objectContaining({ code: 'ERR_SHAPE' }),
    )
    const z = y.slice()
    const taken = {
      z,
      get t() {
        structuredClone(z, { transfer: [z.buffer] })
        return t
      },
    }
    expect(() => curveFitSync('a * t + b', taken, { start: [1, 1], response: 'z' })).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^ERR_/) as string }),
    )
  })

  test('data that change under the fit', async () => {
    const shared = new Float64Array(new SharedArrayBuffer(8 * 40))
    shared.set(y)
    let calls = 0
    const options: CurveFitOptions = {
      start,
      onIteration: () => {
        shared.fill(++calls % 2 ? Number.NaN : 1e300)
      },
    }
    const fit = curveFitSync(formula, { t, y: shared }, options)
    expect(fit.parameters).toEqual(known.parameters)
    shared.set(y)
    expect((await curveFit(formula, { t, y: shared }, options)).parameters).toEqual(known.parameters)
  })
})

test('aborts at any time resolve with what was found, many at once', async () => {
  const draw = new Draw(17)
  const many = Float64Array.from({ length: 20_000 }, (_, i) => i / 4000)
  const data = { t: many, y: many.map((at) => 3 * Math.exp(-at) + draw.normal()) }
  const fits = Array.from({ length: 60 }, () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), draw.uniform(0, 20))
    const far = { a: draw.uniform(-50, 50), b: draw.uniform(0, 20), c: draw.uniform(-50, 50) }
    return curveFit(formula, data, { start: far, signal: controller.signal })
  })
  for (const fit of await Promise.all(fits)) {
    expectSound(fit, fit.message)
    if (fit.status === 'aborted') expect(fit.converged).toBe(false)
  }
})
