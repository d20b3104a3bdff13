// Parameters that are held, fits that end early, and what is refused.
import { type CurveFit, compile, curveFit, curveFitManySync, curveFitSync, curves } from 'steepest'
import { describe, expect, test } from 'vitest'
import { Draw } from './curve-draws.ts'

const draw = new Draw(5)
const t = Float64Array.from({ length: 30 }, (_, i) => i / 5)
const y = t.map((at) => 3 * Math.exp(-0.7 * at) + 1 + 0.05 * draw.normal())
const formula = 'a * exp(-b * t) + c'
const start = { a: 2, b: 0.3, c: 0 }
const fit = (options: Parameters<typeof curveFitSync>[2]) => curveFitSync(formula, { t, y }, options)

/** Of these names of two fits. */
function expectAlike(one: CurveFit, two: CurveFit, names: string[]): void {
  for (const name of names) {
    expect(one.parameters[name]).toBeCloseTo(two.parameters[name]!, 8)
    expect(one.standardErrors[name]).toBeCloseTo(two.standardErrors[name]!, 8)
  }
  expect(one.residualSumOfSquares).toBeCloseTo(two.residualSumOfSquares, 12)
  expect(one.degreesOfFreedom).toBe(two.degreesOfFreedom)
}

describe('fixed and tied parameters', () => {
  test('a fixed one is as its number in the formula', () => {
    const held = fit({ start, fixed: { c: 1.1 } })
    expectAlike(held, curveFitSync('a * exp(-b * t) + 1.1', { t, y }, { start: [2, 1] }), ['a', 'b'])
    expect(held.parameters.c).toBe(1.1)
    expect(held.standardErrors.c).toBe(0)
    expect(held.confidenceIntervals().c).toEqual([1.1, 1.1])
    const { upper } = held.band({ t: [2] })
    expect(upper[0]).toBeCloseTo(
      curveFitSync('a * exp(-b * t) + 1.1', { t, y }, { start: [2, 1] }).band({ t: [2] }).upper[0]!,
      8,
    )
  })

  test('a tied one is as its formula in its place', () => {
    const held = fit({ start, tied: { c: 'a / 3' } })
    const written = curveFitSync('a * exp(-b * t) + a / 3', { t, y }, { start: [2, 1] })
    expectAlike(held, written, ['a', 'b'])
    expect(held.standardErrors.c).toBeCloseTo(written.standardErrors.a! / 3, 10)
    expect(held.covariance.at(0, 2)).toBeCloseTo(written.covariance.at(0, 0) / 3, 10)
  })

  test('a nonlinear tie: its variance is that of a linear function at the solution', () => {
    const held = fit({ start: { a: 2, c: 0, halfLife: 1 }, tied: { b: 'log(2) / halfLife' } })
    const plain = fit({ start })
    expectAlike(held, plain, ['a', 'b', 'c'])
    const { b, halfLife } = held.parameters
    expect(halfLife).toBeCloseTo(Math.LN2 / b!, 10)
    expect(held.standardErrors.halfLife).toBeCloseTo((Math.LN2 / b! ** 2) * plain.standardErrors.b!, 8)
    expect([...held.band({ t: [0.3] }).lower]).toEqual([expect.closeTo(plain.band({ t: [0.3] }).lower[0]!, 8)])
  })
})

describe('bounds', () => {
  test('one that holds a parameter: as if that were fixed there, but for a standard error of its own', () => {
    const held = fit({ start, bounds: { upper: { b: 0.5 } } })
    expect(held.parameters.b).toBe(0.5)
    expect(held.converged).toBe(true)
    const fixed = fit({ start, fixed: { b: 0.5 } })
    for (const name of ['a', 'c']) {
      expect(held.parameters[name]).toBeCloseTo(fixed.parameters[name]!, 7)
      // The bound is a parameter found, the fixed one is not: a degree of freedom less.
      const scaled = fixed.standardErrors[name]! * Math.sqrt(28 / 27)
      expect(held.standardErrors[name]).toBeCloseTo(scaled, 7)
    }
    expect(held.standardErrors.b).toBeNaN()
    expect(held.covariance.at(0, 1)).toBeNaN()
    expect(held.covariance.at(0, 2)).not.toBeNaN()
    expect(held.confidenceIntervals().b).toEqual([Number.NaN, Number.NaN])
    expect(held.message).toContain('At a bound, and so without a standard error: b.')
    expect(held.band({ t: [1] }).upper[0]).toBeGreaterThan(held.predict({ t: [1] })[0]!)
  })

  test('those that hold nothing change nothing', () => {
    expectAlike(fit({ start, bounds: { lower: 0, upper: { a: 10 } } }), fit({ start }), ['a', 'b', 'c'])
  })

  test.each(['lbfgsb', 'powell', 'nelder-mead'] as const)('by %s', (method) => {
    const options = { start, bounds: { b: [0, 0.5] }, maxIterations: 2000 } as const
    const [one, two] = [fit({ ...options, method }), fit(options)]
    expect(one.parameters.b).toBeCloseTo(0.5, 6)
    expect(one.parameters.a).toBeCloseTo(two.parameters.a!, 4)
  })
})

test('parameters that the data do not determine have no standard errors, the others do', () => {
  const known = curveFitSync('a * exp(-b * t)', { t, y }, { start: [2, 1] })
  const redundant = curveFitSync('p * q * exp(-b * t)', { t, y }, { start: { p: 1, q: 2, b: 1 } })
  expect(redundant.parameters.p! * redundant.parameters.q!).toBeCloseTo(known.parameters.a!, 6)
  const { standardErrors, status, message, converged } = redundant
  expect(status).toBe('rank-deficient')
  expect(converged).toBe(false)
  expect([standardErrors.p, standardErrors.q]).toEqual([Number.NaN, Number.NaN])
  expect(standardErrors.b).toBeCloseTo(known.standardErrors.b! * Math.sqrt(28 / 27), 8)
  expect(message).toContain('Not determined by the data, and so without a standard error: p, q.')
  expect([...redundant.band({ t: [1] }).upper]).toEqual([Number.NaN])
  const unused = curveFitSync(({ a, b, t }: Record<string, number>) => a! * t! + 0 * b!, { t, y }, { start: [1, 1] })
  expect(unused.standardErrors).toEqual({ a: expect.any(Number), b: Number.NaN })
})

describe('ends', () => {
  const few = { start, maxIterations: 2 }

  test('after the most iterations', async () => {
    for (const found of [fit(few), await curveFit(formula, { t, y }, few)]) {
      expect(found).toMatchObject({ status: 'max-iterations', converged: false, iterations: 2 })
    }
    expect(fit({ start, maxIterations: 0 }).parameters).toEqual(start)
  })

  test.each(['levenberg-marquardt', 'gauss-newton', 'lbfgs'] as const)(
    'onIteration sees %s, and stops it',
    (method) => {
      const seen: number[] = []
      const near = { a: 2.5, b: 0.8, c: 0.5 }
      const found = fit({ start: near, method, onIteration: ({ iteration }) => void seen.push(iteration) })
      expect(seen.length).toBeGreaterThan(2)
      expect(found.converged).toBe(true)
      const stopped = fit({ start: near, method, onIteration: ({ iteration }) => iteration < 1 })
      expect(stopped).toMatchObject({ status: 'stopped', iterations: 1 })
      expect(stopped.residualSumOfSquares).toBeGreaterThan(found.residualSumOfSquares)
    },
  )

  test('what onIteration throws reaches the caller', async () => {
    const thrown = new Error('mine')
    const options = {
      start,
      onIteration() {
        throw thrown
      },
    }
    expect(() => fit(options)).toThrow(thrown)
    const many = Float64Array.from({ length: 300_000 }, (_, i) => i / 50_000)
    const slow = { t: many, y: many.map((at, i) => Math.exp(-at) + Math.sin(i)) }
    const promise = curveFit(formula, slow, { ...options, maxIterations: 1e6, gradientTolerance: 0 })
    // A run that is over before its first news has nothing to throw.
    await promise.catch((error: unknown) => expect(error).toBe(thrown))
  })

  test.each(['levenberg-marquardt', 'lbfgs'] as const)('an abort resolves, by %s', async (method) => {
    const before = await curveFit(formula, { t, y }, { start, method, signal: AbortSignal.abort() })
    expect(before).toMatchObject({ status: 'aborted', converged: false, parameters: start })
    expect(fit({ start, method, signal: AbortSignal.abort() }).status).toBe('aborted')
    const many = Float64Array.from({ length: 200_000 }, (_, i) => i / 40_000)
    const data = { t: many, y: many.map((at, i) => Math.exp(-at) + Math.sin(i)) }
    const controller = new AbortController()
    const promise = curveFit(formula, data, {
      start: { a: 1e3, b: 20, c: -1e3 },
      method,
      gradientTolerance: 0,
      signal: controller.signal,
    })
    setTimeout(() => controller.abort(), 1)
    const begun = performance.now()
    expect(['aborted', 'no-further-progress']).toContain((await promise).status)
    expect(performance.now() - begun).toBeLessThan(5000)
  })
})

test('without standard errors there are none, and no intervals', () => {
  const found = fit({ start, standardErrors: false })
  expect(found.standardErrors).toEqual({ a: Number.NaN, b: Number.NaN, c: Number.NaN })
  expect(found.covariance.toArray().flat()).toEqual(new Array(9).fill(Number.NaN))
  expect(found.parameters).toEqual(fit({ start }).parameters)
  for (const attempt of [() => found.confidenceIntervals(), () => found.band({ t: [1] })]) {
    expect(attempt).toThrow(expect.objectContaining({ code: 'ERR_STATE' }))
  }
})

test('a method that draws random numbers', () => {
  const options = { method: 'differential-evolution', bounds: { lower: 0, upper: 10 }, start, seed: 7 } as const
  const found = fit(options)
  expect(found).toMatchObject({ method: 'differential-evolution', seed: 7 })
  expect(found.parameters.b).toBeCloseTo(fit({ start }).parameters.b!, 3)
  expect(fit(options).parameters).toEqual(found.parameters)
})

test('names that objects have by themselves', () => {
  const found = curveFitSync('constructor * exp(-__proto__ * t) + toString', { t, y }, { start: [2, 1, 0] })
  const plain = fit({ start })
  expect(Object.keys(found.parameters)).toEqual(['constructor', '__proto__', 'toString'])
  expect(Object.values(found.standardErrors)).toEqual(
    Object.values(plain.standardErrors).map((error) => expect.closeTo(error, 8) as number),
  )
  expect(Object.getPrototypeOf(found.parameters)).toBe(Object.prototype)
  expect(Object.keys(found.confidenceIntervals())).toEqual(Object.keys(found.parameters))
})

test('a compiled expression, a function and text are fitted alike', () => {
  const asFunction = ({ a, b, c, t }: Record<string, number>) => a! * Math.exp(-b! * t!) + c!
  for (const other of [asFunction, compile(formula), compile(asFunction)]) {
    expectAlike(curveFitSync(other, { t, y }, { start }), fit({ start }), ['a', 'b', 'c'])
  }
})

test('what is refused, saying why', async () => {
  const data = { t, y }
  const cases: [() => unknown, string, string][] = [
    [() => fit({ start, loss: 'huber', absoluteSigma: true }), 'ERR_OPTION', 'absoluteSigma is for the squared loss'],
    [() => fit({ start, methd: 'lbfgs' } as object), 'ERR_OPTION', "has no option 'methd'; did you mean 'method'?"],
    [() => fit({ start, method: 'lm' } as object), 'ERR_OPTION', 'option method must be one of'],
    [() => fit({ start, fixed: [1] } as object), 'ERR_OPTION', 'fixed must be numbers by name, got an array'],
    [() => fit({ start, fixed: { c: '1' } } as object), 'ERR_OPTION', "fixed.c must be a number, got '1'"],
    [() => fit({ start, fixed: { c: Number.NaN } }), 'ERR_NOT_FINITE', 'fixed.c must be a finite number, got NaN'],
    [() => fit({ start, tied: { c: 1 } } as object), 'ERR_OPTION', 'tied.c must be a formula as a string, got 1'],
    [() => fit({ start, response: 7 } as object), 'ERR_OPTION', 'response must be the name of a column, got 7'],
    [() => fit({ start, response: 'z' }), 'ERR_SHAPE', 'data has no z, the response'],
    [() => fit({}), 'ERR_OPTION', 'there is none for a, b, c'],
    [() => curveFitSync('a *', data, {}), 'ERR_COMPILE', 'line 1'],
    [() => fit({ start }).predict({ time: [1] }), 'ERR_SHAPE', 'data has no t, which the formula uses; it has time'],
    [() => fit({ start }).predict({ t: [Number.NaN] }), 'ERR_NOT_FINITE', 'data.t[0] must be a finite number'],
    [() => fit({ start }).band(data, { level: 1 }), 'ERR_OPTION', 'option level must be a number above 0 and below 1'],
    [() => fit({ start }).band(data, { kind: 'x' } as object), 'ERR_OPTION', 'option kind must be one of'],
    [() => fit({ start }).confidenceIntervals(95), 'ERR_OPTION', 'level must be a number above 0 and below 1, got 95'],
  ]
  for (const [attempt, code, message] of cases) {
    expect(attempt).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) as string }))
  }
  const { t: _, ...lacking } = data
  await expect(curveFit(curves.exponentialDecay, lacking)).rejects.toMatchObject({ code: 'ERR_SHAPE' })
})

describe('a column has its name, even where that is a number by itself', () => {
  const y = [2, 4.1, 6]
  const options = { start: { a: 1 } }
  // Through the origin: Σ x y / Σ x².
  const slope = (2 + 2 * 4.1 + 3 * 6) / 14

  test.each(['pi', 'PI', 'SQRT2', 'Infinity', 'NaN'])('%s', (name) => {
    const data = { [name]: [1, 2, 3], y }
    expect(curveFitSync(`a * ${name}`, data, options).parameters.a).toBeCloseTo(slope, 12)
    expect(curveFitManySync(`a * ${name}`, { ...data, y: [y] }, options).parameters.a![0]).toBeCloseTo(slope, 12)
    // As known by now, without such a column.
    const scaled = curveFitSync('a * pi * x', { x: [1, 2, 3], y }, options)
    expect(scaled.parameters.a).toBeCloseTo(slope / Math.PI, 12)
  })

  test('which a curve that was made without the data keeps for the number, unless it is the predictor', () => {
    const t = Array.from({ length: 20 }, (_, i) => i / 10)
    const wave = t.map((at) => 2 * Math.sin(2 * Math.PI * 1.2 * at + 0.3) + 1)
    expect(curveFitSync(curves.sine, { t, y: wave, pi: t }).parameters.frequency).toBeCloseTo(1.2, 8)
    const line = { formula: 'a * pi', predictor: 'pi', start: () => ({ a: 1 }) }
    expect(curveFitSync(line, { pi: [1, 2, 3], y }).parameters.a).toBeCloseTo(slope, 12)
  })

  test('which what was compiled without the data cannot know', () => {
    const compiled = compile('a * pi * x')
    const message = /takes pi for the constant: call the column by another name/
    const refusal = expect.objectContaining({ code: 'ERR_OPTION', message: expect.stringMatching(message) })
    expect(() => curveFitSync(compiled, { pi: [1, 2, 3], x: [1, 2, 3], y }, options)).toThrow(refusal)
    expect(() => compiled.over({ pi: [1, 2, 3] })).toThrow(refusal)
    expect(() => compiled.derivative('a').over({ pi: [1, 2, 3] })).toThrow(refusal)
    expect(() => curveFitSync('a * x + b', { pi: y, x: [1, 2, 3], y }, { start: [1], tied: { b: 'a * pi' } })).toThrow(
      /tied\.b must be a formula of parameters; pi is a column/,
    )
  })
})

describe('what a fit says of its data', () => {
  test('nothing of how much of y is explained where it does not vary', () => {
    const t = [1, 2, 3, 4]
    expect(curveFitSync('a * t', { t, y: [0.1, 0.1, 0.1, 0.1] }, { start: [1] }).rSquared).toBeNaN()
    const apart = { start: [1], weights: [0, 1, 1, 1] }
    expect(curveFitSync('a * t', { t, y: [7.3, 0.1, 0.1, 0.1] }, apart).rSquared).toBeNaN()
  })

  test('the row that is not finite, counting those of weight 0', () => {
    const data = { t: [1, 2, 3, -1, 4], y: [1, 2, 3, 4, 5] }
    const { message } = curveFitSync('a * log(t) + b', data, { start: [1, 1], weights: [0, 1, 0, 1, 1] })
    expect(message).toMatch(/^Residual 3 at the start is not finite/)
    expect(curveFitSync('a * log(t) + b', data, { start: [1, 1] }).message).toMatch(/^Residual 3 at the start/)
  })
})
