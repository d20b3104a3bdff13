import { curveFitMany, curveFitManySync, curveFitSync, curves, Matrix } from 'steepest'
import { describe, expect, test } from 'vitest'
import { decays, peaks, twoPeaks } from './many-fits.ts'

const decay = 'a*exp(-b*t) + c'
const row = (matrix: Matrix, k: number) => matrix.data.subarray(k * matrix.columns, (k + 1) * matrix.columns)

describe('a fit that fails leaves the others untouched', () => {
  const { t, y, start } = decays(500)
  const good = curveFitManySync(decay, { t, y }, { start })

  test.each([
    ['overflows at its start', -400],
    ['is far away', 40],
  ])('one that %s', (_, b) => {
    const rates = new Float64Array(500).fill(1)
    for (const k of [0, 9, 255, 499]) rates[k] = b
    const fits = curveFitManySync(decay, { t, y }, { start: { ...start, b: rates } })
    for (let k = 0; k < 500; k++) {
      if (rates[k] !== 1) continue
      expect(fits.parameters.b![k]! / good.parameters.b![k]!).toBeCloseTo(1, 11)
      expect(fits.statusOf(k)).toBe('gradient-tolerance')
    }
    if (b < 0) for (const k of [0, 9, 255, 499]) expect(fits.statusOf(k)).toBe('not-finite')
  })

  test('lanes of ordinary and extreme data', () => {
    const scaled = new Matrix(Float64Array.from(y.data), 500, 50)
    const factors = [1e-150, 1e-30, 1, 1e30, 1e140]
    const own = { a: start.a.slice(), b: 1, c: start.c.slice() }
    for (let k = 0; k < 500; k++) {
      const factor = factors[k % 5]!
      row(scaled, k).forEach((value, i, all) => {
        all[i] = factor * value
      })
      own.a[k]! *= factor
      own.c[k]! *= factor
    }
    const fits = curveFitManySync(decay, { t, y: scaled }, { start: own })
    for (let k = 0; k < 500; k++) {
      expect(fits.parameters.b![k]! / good.parameters.b![k]!).toBeCloseTo(1, 4)
      expect(fits.standardErrors.b![k]! / good.standardErrors.b![k]!).toBeCloseTo(1, 3)
    }
  })

  test('data without noise', () => {
    const exact = new Matrix(new Float64Array(500 * 50), 500, 50)
    for (let k = 0; k < 500; k++) {
      const { a, b, c } = good.parameters
      row(exact, k).forEach((_, i, all) => {
        all[i] = a![k]! * Math.exp(-b![k]! * t[i]!) + c![k]!
      })
    }
    const fits = curveFitManySync(decay, { t, y: exact }, { start })
    for (let k = 0; k < 500; k++) {
      expect(['gradient-tolerance', 'step-tolerance']).toContain(fits.statusOf(k))
      expect(fits.parameters.b![k]! / good.parameters.b![k]!).toBeCloseTo(1, 12)
    }
  })
})

test('parameters that the data do not tell apart', () => {
  const { t, y } = decays(20)
  for (const standardErrors of [true, false]) {
    const fits = curveFitManySync('a*k*exp(-b*t) + c', { t, y }, { start: { a: 1, b: 1, c: 0, k: 2 }, standardErrors })
    for (let k = 0; k < 20; k++) {
      expect(fits.statusOf(k)).toBe('rank-deficient')
      if (standardErrors) expect(fits.standardErrors.a![k]).toBeNaN()
    }
  }
})

test('fewer points than parameters, and none', () => {
  const { t, y } = decays(3)
  const flat = y.data.slice(0, 52) as Float64Array
  const options = { start: { a: 1, b: 1, c: 0 }, offsets: [0, 50, 52, 52] }
  const fits = curveFitManySync(decay, { t: Float64Array.from([...t, 0, 1]), y: flat }, options)
  expect([0, 1, 2].map((k) => fits.statusOf(k))).toEqual(['gradient-tolerance', 'rank-deficient', 'rank-deficient'])
  expect(fits.parameters.a![1]).toBe(1)
  expect(fits.standardErrors.a![1]).toBeNaN()
  const none = curveFitManySync(
    decay,
    { t, y: new Matrix(new Float64Array(0), 0, 50) },
    { start: { a: 1, b: 1, c: 0 } },
  )
  expect(none.count).toBe(0)
  expect(none.parameters.a).toEqual(new Float64Array(0))
})

test('weights that leave fewer points than parameters', () => {
  const { t, y } = decays(20)
  const few = new Matrix(new Float64Array(20 * 50).fill(1), 20, 50)
  few.data.fill(0, 3 * 50 + 2, 4 * 50)
  for (const loss of ['squared', 'huber'] as const) {
    for (const absoluteSigma of loss === 'squared' ? [false, true] : [false]) {
      const options = { start: { a: 2, b: 0.7, c: 0.1 }, weights: few, loss, absoluteSigma }
      const fits = curveFitManySync(decay, { t, y }, options)
      expect(Array.from(fits.converged)).toEqual(Array.from({ length: 20 }, (_, k) => (k === 3 ? 0 : 1)))
      expect(fits.statusOf(3)).toBe('rank-deficient')
      expect([fits.parameters.a![3], fits.parameters.b![3], fits.parameters.c![3]]).toEqual([2, 0.7, 0.1])
      expect(fits.standardErrors.a![3]).toBeNaN()
    }
  }
})

describe('asynchronous', () => {
  const { x, y, start } = twoPeaks(2000)

  test('equals the synchronous, the arrays being the caller’s again at once', async () => {
    const copy = new Matrix(y.data.slice(), 2000, 200)
    const promise = curveFitMany(peaks, { x, y: copy }, { start })
    copy.data.fill(0)
    expect(await promise).toEqual(curveFitManySync(peaks, { x, y }, { start }))
  })

  test('the event loop stays free, and progress is told', async () => {
    const told: number[] = []
    let latest = performance.now()
    let longest = 0
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - latest)
      latest = performance.now()
    }, 1)
    const many = new Matrix(new Float64Array(20 * y.data.length), 20 * 2000, 200)
    for (let i = 0; i < 20; i++) many.data.set(y.data, i * y.data.length)
    latest = performance.now()
    const promise = curveFitMany(peaks, { x, y: many }, { start, onIteration: ({ finished }) => told.push(finished) })
    latest = performance.now()
    const fits = await promise
    clearInterval(timer)
    expect(fits.count).toBe(40_000)
    expect(told.length).toBeGreaterThan(0)
    expect(told).toEqual(told.toSorted((one, two) => one - two))
    expect(longest).toBeLessThan(150)
  })

  test('an abort keeps what is finished', async () => {
    const many = new Matrix(new Float64Array(20 * y.data.length), 20 * 2000, 200)
    for (let i = 0; i < 20; i++) many.data.set(y.data, i * y.data.length)
    const before = await curveFitMany(peaks, { x, y }, { start, signal: AbortSignal.abort() })
    expect(new Set(before.statusCodes).size).toBe(1)
    expect(before.statusOf(0)).toBe('aborted')
    expect(before.parameters.a1![0]).toBe(start.a1)
    expect(before.residualSumOfSquares[0]).toBeNaN()
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 20)
    const during = await curveFitMany(peaks, { x, y: many }, { start, signal: controller.signal })
    expect(during.statusOf(39_999)).toBe('aborted')
    expect(during.standardErrors.a1![39_999]).toBeNaN()
    const stopped = await curveFitMany(peaks, { x, y: many }, { start, onIteration: () => false })
    expect(stopped.statusOf(39_999)).toBe('stopped')
  })
})

describe('misuse', () => {
  const { t, y, start } = decays(4)
  const at = (data: object, options: object = { start }) => {
    try {
      curveFitManySync(decay, data as never, options as never)
    } catch (error) {
      return `${(error as { code?: string }).code}: ${(error as Error).message}`
    }
    return 'nothing'
  }
  const bad = new Matrix(Float64Array.from(y.data), 4, 50)
  bad.data[2 * 50 + 7] = Number.NaN
  const flat = Float64Array.from(y.data)
  const unseen = new Matrix(new Float64Array(200).fill(1), 4, 50)
  unseen.data[2 * 50 + 7] = 0

  test.each([
    ['numbers that are none', { t, y: bad }, { start }, /ERR_NOT_FINITE: data\.y\[2\]\[7\] must be a finite number/],
    ['numbers that are none', { t, y: bad }, { start, loss: 'huber' }, /ERR_NOT_FINITE: data\.y\[2\]\[7\]/],
    ['none, of no weight', { t, y: bad }, { start, weights: unseen }, /ERR_NOT_FINITE: data\.y\[2\]\[7\]/],
    [
      'none, of no weight',
      { t, y: bad },
      { start, weights: unseen, loss: 'huber' },
      /ERR_NOT_FINITE: data\.y\[2\]\[7\]/,
    ],
    [
      'none in a fit that is too short',
      { t: flat, y: bad.data },
      { start: { a: 1, b: 1, c: 0 }, offsets: [0, 106, 108, 200] },
      /ERR_NOT_FINITE: data\.y\[107\]/,
    ],
    ['a vector alone', { t, y: flat }, { start }, /ERR_SHAPE: data\.y must be a matrix, a row a fit; a vector needs/],
    [
      'a short predictor',
      { t: t.slice(1), y },
      { start },
      /ERR_SHAPE: data\.t must have 50, as each fit has elements, got 49/,
    ],
    [
      'a predictor of another shape',
      { t: y, y: new Matrix(flat, 8, 25) },
      { start },
      /ERR_SHAPE: data\.t must be a 8 x 25/,
    ],
    ['no predictor', { y }, { start }, /ERR_OPTION/],
    ['no response', { t }, { start }, /ERR_SHAPE: data has no y/],
    [
      'offsets that fall',
      { t: flat, y: flat },
      { start, offsets: [0, 100, 50, 200] },
      /ERR_OPTION: offsets\[2\] must be/,
    ],
    [
      'offsets that end early',
      { t: flat, y: flat },
      { start, offsets: [0, 100] },
      /ERR_OPTION: offsets must go from 0 to 200/,
    ],
    [
      'a start for too few',
      { t, y },
      { start: { a: [1, 2], b: 1, c: 0 } },
      /ERR_SHAPE: start\.a must have 4 elements, got 2/,
    ],
    [
      'no start',
      { t, y },
      {},
      /ERR_OPTION: start must have a value for each free parameter; there is none for a, b, c/,
    ],
    ['a start of nothing', { t, y }, { start: { ...start, d: 1 } }, /ERR_OPTION: start: d is no parameter/],
    [
      'a start outside',
      { t, y },
      { start: { a: 1, b: [1, 1, 3, 1], c: 0 }, bounds: { upper: { b: 2 } } },
      /ERR_OPTION: the start of b in fit 2, 3, is outside/,
    ],
    [
      'negative weights',
      { t, y },
      { start, weights: new Float64Array(50).fill(-1) },
      /ERR_OPTION: weights\[0\] must be at least 0/,
    ],
    ['an unknown option', { t, y }, { start, maxIteration: 3 }, /ERR_OPTION.*did you mean 'maxIterations'/],
    [
      'too few points',
      { t: [1, 2], y: [[1, 2]] },
      { start: { a: 1, b: 1, c: 1 } },
      /ERR_SHAPE: each fit must have a point for each free/,
    ],
  ])('%s', (_, data, options, message) => {
    expect(at(data, options)).toMatch(message)
  })
})

test('the core refuses what does not go together', async () => {
  const { core } = await import('../src/backend/current.ts')
  const { operations } = core()
  const empty = new Float64Array(0)
  const none = new Int32Array(0)
  const created = operations.fitManyCreate(
    -1,
    empty,
    1,
    none,
    empty,
    0,
    0,
    empty,
    0,
    0,
    none,
    empty,
    0,
    0,
    empty,
    empty,
  )
  expect(created).toBeLessThan(0)
  const codes = new Uint8Array(0)
  expect(
    operations.fitManyResult(12345, empty, 0, 0, empty, 0, 0, empty, 0, 0, empty, codes, none, codes),
  ).toBeLessThan(0)
})

test('a hundred thousand fits in a loop leave memory as it was', async () => {
  const { t, y, start } = decays(1000)
  const round = async () => {
    curveFitManySync(decay, { t, y }, { start })
    await curveFitMany(decay, { t, y }, { start, onIteration: () => true })
  }
  for (let i = 0; i < 10; i++) await round()
  const before = process.memoryUsage()
  for (let i = 0; i < 50; i++) await round()
  const after = process.memoryUsage()
  expect(after.rss - before.rss).toBeLessThan(32e6)
})

test('forty parameters', () => {
  // A sum of cosines: least squares over them are their inner products with y.
  const [p, points, count] = [40, 160, 12]
  const names = Array.from({ length: p }, (_, i) => `q${i}`)
  const formula = names.map((name, i) => `${name}*cos(${i}*t)`).join(' + ')
  const t = Float64Array.from({ length: points }, (_, i) => (Math.PI * (i + 0.5)) / points)
  const y = new Matrix(new Float64Array(count * points), count, points)
  for (let k = 0; k < count * points; k++) y.data[k] = Math.sin(k * k)
  const start = Object.fromEntries(names.map((name) => [name, 0]))
  const fits = curveFitManySync(formula, { t, y }, { start })
  for (let k = 0; k < count; k++) {
    expect(['gradient-tolerance', 'step-tolerance']).toContain(fits.statusOf(k))
    for (const i of [0, 1, 17, 39]) {
      const product = t.reduce((sum, each, j) => sum + Math.cos(i * each) * y.data[k * points + j]!, 0)
      const expected = (product * (i === 0 ? 1 : 2)) / points
      expect(fits.parameters[`q${i}`]![k]!).toBeCloseTo(expected, 10)
      const error = Math.sqrt((fits.residualSumOfSquares[k]! / (points - p)) * ((i === 0 ? 1 : 2) / points))
      expect(fits.standardErrors[`q${i}`]![k]! / error).toBeCloseTo(1, 9)
    }
  }
})

test('who has converged, as curveFit says of each', () => {
  const { t, y, start } = decays(40)
  for (const maxIterations of [0, 1, 4, 1000]) {
    for (const loss of ['squared', 'huber'] as const) {
      const fits = curveFitManySync(decay, { t, y }, { start, maxIterations, loss })
      const ends = Array.from(fits.converged, (_, k) => (fits.statusOf(k).endsWith('-tolerance') ? 1 : 0))
      expect([...fits.converged]).toEqual(ends)
      if (maxIterations < 2 || maxIterations > 4) expect(ends).toEqual(Array(40).fill(maxIterations < 2 ? 0 : 1))
    }
  }
  // No parameter moves what is left, to rounding; and a step that is short ends where the slope says to go on.
  const noise = Array.from({ length: 20 }, (_, k) => Array.from(t, (each, i) => Math.sin(99 * each * i + k)))
  const tight = { start: { a: 1, b: 1, c: 0 }, gradientTolerance: 0 }
  const fits = curveFitManySync(decay, { t, y: noise }, tight)
  for (const [k, one] of noise.entries()) {
    const single = curveFitSync(decay, { t, y: one }, tight)
    if (fits.statusOf(k) === single.status) expect(fits.converged[k]).toBe(single.converged ? 1 : 0)
  }
  const short = curveFitManySync(decay, { t, y }, { start, stepTolerance: 10 })
  for (let k = 0; k < 40; k++) if (short.statusOf(k) === 'step-tolerance') expect(short.converged[k]).toBe(0)
})

describe('what the squares of derivatives cannot tell', () => {
  const t = [1, 2, 3, 4, 5]
  const line = t.map((each, i) => each + 0.01 * i * i)
  const fall = t.map((each, i) => 3 * Math.exp(-each) + 0.01 * (i % 2))
  const ends = (formula: string, one: number[], start: Record<string, number>, count = 20) =>
    [true, false].map((standardErrors) => {
      const y = Array.from({ length: count }, () => one)
      const fits = curveFitManySync(formula, { t, y }, { start, standardErrors })
      const single = curveFitSync(formula, { t, y: one }, { start, standardErrors })
      for (let k = 0; k < count; k++) {
        expect(fits.statusOf(k)).toBe(single.status)
        expect(fits.converged[k]).toBe(single.converged ? 1 : 0)
      }
      return fits
    })

  test.each([
    [1e-170, 1],
    [1e170, 1e-160],
  ])('derivatives of %d', (scale, a) => {
    const slope = line.reduce((sum, each, i) => sum + each * t[i]!, 0) / 55
    const [fits] = ends(`a*${scale}*t`, line, { a })
    expect((fits!.parameters.a![7]! * scale) / slope).toBeCloseTo(1, 12)
  })

  test.each([
    ['a*exp(-b*t)', { a: 1, b: 400 }, fall],
    ['a*t + 0*b', { a: 1, b: 1 }, line],
    ['a*t + b*t', { a: 1, b: 1 }, line],
    ['a*t + b*t*(1 + 1e-15*t)', { a: 1, b: 1 }, line],
    ['a*exp(-b*t)', { a: 0, b: 1 }, fall],
  ])('%s from %o: the status is that of curveFit, with standard errors and without', (formula, start, y) => {
    ends(formula, y, start)
  })

  test.each([1e-170, 1e-120, 1e120, 1e170])('standard errors with derivatives of %d', (scale) => {
    const y = Array.from({ length: 20 }, () => line.map((each) => 1e30 * each))
    const fits = curveFitManySync(`a*${scale}*t`, { t, y }, { start: { a: 1e30 / scale } })
    const slope = line.reduce((sum, each, i) => sum + each * t[i]!, 0) / 55
    const squares = line.reduce((sum, each, i) => sum + (each - slope * t[i]!) ** 2, 0)
    expect(((fits.standardErrors.a![7]! / 1e30) * scale) / Math.sqrt(squares / 4 / 55)).toBeCloseTo(1, 9)
  })

  test('nothing but zeros tell no standard errors', () => {
    for (const standardErrors of [true, false]) {
      const y = Array.from({ length: 20 }, () => t.map(() => 0))
      const fits = curveFitManySync('a*exp(-b*t)', { t, y }, { start: { a: 1, b: 1 }, standardErrors })
      expect(fits.parameters.a![7]).toBeCloseTo(0, 12)
      expect(fits.statusOf(7)).toBe('rank-deficient')
      if (standardErrors)
        expect([fits.standardErrors.a![7], fits.standardErrors.b![7]]).toEqual([Number.NaN, Number.NaN])
    }
  })
})

describe("a curve's rule for the start takes turns with others", () => {
  const { t, y } = decays(5000)
  const slow = {
    ...curves.exponentialDecay,
    start: (...points: Parameters<typeof curves.exponentialDecay.start>) => {
      for (const until = performance.now() + 0.05; performance.now() < until; );
      return curves.exponentialDecay.start(...points)
    },
  }

  test('and finds the same', async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    const fits = curveFitMany(slow, { t, y })
    // The data is the caller's again.
    const changed = y.data.slice()
    y.data.fill(0)
    const { parameters } = await fits
    clearInterval(timer)
    y.data.set(changed)
    expect(turns).toBeGreaterThan(10)
    expect(parameters).toEqual(curveFitManySync(curves.exponentialDecay, { t, y }).parameters)
  })

  test('and an abort ends it', async () => {
    const began = performance.now()
    const fits = await curveFitMany(slow, { t, y }, { signal: AbortSignal.timeout(20) })
    // All would take 250 ms at least.
    expect(performance.now() - began).toBeLessThan(200)
    expect(fits.statusOf(0)).toBe('aborted')
    expect(Number.isFinite(fits.parameters.a![0])).toBe(true)
    expect(fits.parameters.a![4999]).toBeNaN()
  })
})

test('fits of data without noise have converged, to rounding', () => {
  const rates = [0.3, 0.5, 0.9, 1.7, 2.9]
  const t = Float64Array.from({ length: 20 }, (_, i) => i / 4)
  const y = Matrix.from(rates.map((rate) => Array.from(t, (at) => 2 * Math.exp(-rate * at) + 1)))
  const fits = curveFitManySync('a*exp(-b*t)+c', { t, y }, { start: { a: 1, b: 1, c: 0 } })
  expect([...fits.converged]).toEqual(rates.map(() => 1))
  for (const [i, rate] of rates.entries()) expect(fits.parameters.b?.[i]).toBeCloseTo(rate, 12)
})
