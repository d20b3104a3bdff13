import { type CurveFits, curveFitMany, curveFitManySync, curveFitSync, curves, Matrix, statuses } from 'steepest'
import { afterEach, describe, expect, test } from 'vitest'
import { core } from '../src/backend/current.ts'
import { decays, leastSum, peaks, randomNumbers, twoPeaks } from './many-fits.ts'

const decay = 'a*exp(-b*t) + c'
const doubles = (matrix: Matrix) => matrix.data as Float64Array
const row = (matrix: Matrix, k: number) => doubles(matrix).subarray(k * matrix.columns, (k + 1) * matrix.columns)

/** The bits of all that fits say. */
function bitsOf(fits: CurveFits): string {
  const columns = [...Object.values(fits.parameters), ...Object.values(fits.standardErrors), fits.residualSumOfSquares]
  const hash = columns.flatMap((column) => Array.from(new BigUint64Array(column.slice().buffer)))
  return `${hash.join()} ${fits.statusCodes.join()} ${fits.iterations.join()}`
}

function expectClose(one: Float64Array, two: Float64Array, tolerance: number): void {
  expect(one.length).toBe(two.length)
  for (let k = 0; k < one.length; k++) {
    if (Math.abs(one[k]! - two[k]!) > tolerance * Math.max(1, Math.abs(two[k]!))) {
      throw new Error(`element ${k}: ${one[k]} and ${two[k]}`)
    }
  }
}

test('ten thousand fits all reach the least sum of squares there is, and tell what it is', () => {
  const { t, y, start } = decays(10_000)
  const fits = curveFitManySync(decay, { t, y }, { start })
  const { a, b, c } = fits.parameters as Record<'a' | 'b' | 'c', Float64Array>
  let [worst, off] = [0, 0]
  for (let k = 0; k < fits.count; k++) {
    expect(statuses[fits.statusCodes[k]!]).toBe('gradient-tolerance')
    let sum = 0
    for (let i = 0; i < 50; i++) sum += (a[k]! * Math.exp(-b[k]! * t[i]!) + c[k]! - row(y, k)[i]!) ** 2
    off = Math.max(off, Math.abs(fits.residualSumOfSquares[k]! / sum - 1))
    worst = Math.max(worst, sum / leastSum(t, row(y, k)) - 1)
  }
  expect(fits.count).toBe(10_000)
  expect(worst).toBeLessThan(1e-10)
  expect(off).toBeLessThan(1e-11)
})

test('parameters and standard errors are those of exact normal equations', () => {
  const { t, y, start } = decays(100)
  const fits = curveFitManySync(decay, { t, y }, { start, gradientTolerance: 1e-8 })
  const known = curveFitManySync(decay, { t, y }, { start, absoluteSigma: true })
  for (let k = 0; k < 100; k++) {
    const [a, b] = [fits.parameters.a![k]!, fits.parameters.b![k]!]
    const rows = Array.from(t, (each) => [Math.exp(-b * each), -a * each * Math.exp(-b * each), 1])
    const inverse = inverse3(rows)
    const variance = fits.residualSumOfSquares[k]! / 47
    const names = ['a', 'b', 'c'] as const
    for (const [i, name] of names.entries()) {
      expect(fits.standardErrors[name]![k]! / Math.sqrt(variance * inverse[i]!)).toBeCloseTo(1, 6)
      expect(known.standardErrors[name]![k]! / Math.sqrt(inverse[i]!)).toBeCloseTo(1, 4)
    }
  }
})

/** The diagonal of (J'J)⁻¹ by cofactors. */
function inverse3(rows: number[][]): number[] {
  const g = (i: number, j: number) => rows.reduce((sum, each) => sum + each[i]! * each[j]!, 0)
  const minor = (i: number, j: number) => g(i, i) * g(j, j) - g(i, j) ** 2
  const determinant =
    g(0, 0) * minor(1, 2) -
    g(0, 1) * (g(0, 1) * g(2, 2) - g(1, 2) * g(0, 2)) +
    g(0, 2) * (g(0, 1) * g(1, 2) - g(1, 1) * g(0, 2))
  return [minor(1, 2), minor(0, 2), minor(0, 1)].map((each) => each / determinant)
}

test('eight parameters: every way of cutting the work comes to the same minima', () => {
  const { x, y, start } = twoPeaks(300)
  const options = { start, gradientTolerance: 1e-9 }
  const many = curveFitManySync(peaks, { x, y }, options)
  for (const k of [0, 1, 7, 150, 299]) {
    const one = curveFitManySync(peaks, { x, y: new Matrix(row(y, k).slice(), 1, 200) }, options)
    for (const [name, column] of Object.entries(many.parameters)) {
      expect(one.parameters[name]![0]! / column[k]!).toBeCloseTo(1, 9)
      expect(one.standardErrors[name]![0]! / many.standardErrors[name]![k]!).toBeCloseTo(1, 6)
    }
    expect(one.residualSumOfSquares[0]! / many.residualSumOfSquares[k]!).toBeCloseTo(1, 11)
  }
})

describe('threads', () => {
  const { operations } = core()
  const threads = operations.systemThreads()
  afterEach(() => operations.systemSetThreads(threads))

  test('the same bits on any number, in one go or in slices', async () => {
    const { t, y, start } = decays(1500)
    // Lengths from 8 to 50, so that lanes are masked.
    const random = randomNumbers(3)
    const lengths = Array.from({ length: 1500 }, () => 8 + Math.floor(42 * random()))
    const offsets = [0]
    for (const length of lengths) offsets.push(offsets.at(-1)! + length)
    const flat = { t: new Float64Array(offsets.at(-1)!), y: new Float64Array(offsets.at(-1)!) }
    lengths.forEach((length, k) => {
      flat.t.set(t.subarray(0, length), offsets[k]!)
      flat.y.set(row(y, k).subarray(0, length), offsets[k]!)
    })
    const given = [
      [{ t, y }, { start }],
      [flat, { start, offsets }],
    ] as const
    for (const [data, options] of given) {
      operations.systemSetThreads(1)
      const expected = bitsOf(curveFitManySync(decay, data, options))
      for (const count of [2, 3, 5, 16]) {
        operations.systemSetThreads(count)
        expect(bitsOf(curveFitManySync(decay, data, options))).toBe(expected)
        expect(bitsOf(await curveFitMany(decay, data, options))).toBe(expected)
      }
    }
  })
})

test('fits of different lengths are those of each alone', () => {
  const { t, y, start } = decays(400)
  const random = randomNumbers(17)
  const lengths = Array.from({ length: 400 }, () => 6 + Math.floor(45 * random()))
  const offsets = new Int32Array(401)
  lengths.forEach((length, k) => {
    offsets[k + 1] = offsets[k]! + length
  })
  const flat = { t: new Float64Array(offsets[400]!), y: new Float64Array(offsets[400]!) }
  lengths.forEach((length, k) => {
    flat.t.set(t.subarray(0, length), offsets[k])
    flat.y.set(row(y, k).subarray(0, length), offsets[k])
  })
  const options = { start, offsets, gradientTolerance: 1e-9 }
  const all = curveFitManySync(decay, flat, options)
  for (let k = 0; k < 400; k += 3) {
    const [first, end] = [offsets[k]!, offsets[k + 1]!]
    const own = { a: start.a[k]!, b: start.b, c: start.c[k]! }
    const data = { t: flat.t.slice(first, end), y: new Matrix(flat.y.slice(first, end), 1, end - first) }
    const one = curveFitManySync(decay, data, { start: own, gradientTolerance: 1e-9 })
    if (one.statusOf(0) !== 'gradient-tolerance') continue
    expect(one.residualSumOfSquares[0]! / all.residualSumOfSquares[k]!).toBeCloseTo(1, 10)
  }
})

test('a predictor of their own, weights, and a start for each', () => {
  const { t, y, start } = decays(40)
  const own = new Matrix(new Float64Array(40 * 50), 40, 50)
  for (let k = 0; k < 40; k++) doubles(own).set(t, k * 50)
  const shared = curveFitManySync(decay, { t, y }, { start })
  expect(bitsOf(curveFitManySync(decay, { t: own, y }, { start }))).toBe(bitsOf(shared))
  const ones = curveFitManySync(decay, { t, y }, { start, weights: new Float64Array(50).fill(1) })
  expectClose(ones.parameters.b!, shared.parameters.b!, 1e-9)
  // Points of weight 0 are as if they were not there; doubled weights are as doubled points.
  const weights = Float64Array.from({ length: 50 }, (_, i) => (i % 3 === 0 ? 0 : i % 3))
  const weighted = curveFitManySync(decay, { t, y }, { start, weights, gradientTolerance: 1e-8 })
  const counts = Array.from(weights, (weight, i) => new Array<number>(weight).fill(i)).flat()
  const repeated = new Float64Array(40 * counts.length)
  for (let k = 0; k < 40; k++)
    repeated.set(
      counts.map((i) => row(y, k)[i]!),
      k * counts.length,
    )
  const data = { t: Float64Array.from(counts, (i) => t[i]!), y: new Matrix(repeated, 40, counts.length) }
  const plain = curveFitManySync(decay, data, { start, gradientTolerance: 1e-8 })
  expectClose(weighted.parameters.b!, plain.parameters.b!, 1e-9)
  expectClose(weighted.residualSumOfSquares, plain.residualSumOfSquares, 1e-10)
  const degrees = Math.sqrt((counts.length - 3) / (33 - 3))
  expectClose(
    weighted.standardErrors.b!,
    plain.standardErrors.b!.map((each) => each * degrees),
    1e-6,
  )
})

test('bounds hold, and are left where the minimum is inside', () => {
  const { t, y, start } = decays(200)
  const free = curveFitManySync(decay, { t, y }, { start, gradientTolerance: 1e-8 })
  const upper = { b: 1.5 }
  const start2 = { ...start, b: 1 }
  const held = curveFitManySync(decay, { t, y }, { start: start2, bounds: { upper }, gradientTolerance: 1e-8 })
  let touched = 0
  for (let k = 0; k < 200; k++) {
    const b = held.parameters.b![k]!
    expect(b).toBeLessThanOrEqual(1.5)
    if (free.parameters.b![k]! < 1.5) {
      expect(b / free.parameters.b![k]!).toBeCloseTo(1, 8)
      continue
    }
    touched++
    expect(b).toBe(1.5)
    expect(held.standardErrors.b![k]).toBeNaN()
    // With b at its bound the rest is a linear fit.
    const fixed = curveFitManySync(
      decay,
      { t, y: new Matrix(row(y, k).slice(), 1, 50) },
      { start: { a: 1, c: 0 }, fixed: { b: 1.5 } },
    )
    expect(held.residualSumOfSquares[k]! / fixed.residualSumOfSquares[0]!).toBeCloseTo(1, 9)
    expect(held.parameters.a![k]! / fixed.parameters.a![0]!).toBeCloseTo(1, 7)
    expect(held.standardErrors.c![k]!).toBeGreaterThan(0)
  }
  expect(touched).toBeGreaterThan(50)
})

test('fixed and tied parameters come back with the others', () => {
  const { t, y, start } = decays(30)
  const free = curveFitManySync(decay, { t, y }, { start })
  const tied = curveFitManySync(
    decay,
    { t, y },
    { start: { a: start.a, halfLife: 0.7, c: start.c }, tied: { b: 'log(2)/halfLife' } },
  )
  expectClose(tied.parameters.b!, free.parameters.b!, 1e-5)
  expectClose(tied.standardErrors.b!, free.standardErrors.b!, 1e-4)
  expectClose(
    tied.standardErrors.halfLife!,
    free.standardErrors.b!.map((error, k) => (Math.LN2 * error) / free.parameters.b![k]! ** 2),
    1e-4,
  )
  const fixed = curveFitManySync(decay, { t, y }, { start: { a: 1, b: 1 }, fixed: { c: 0.25 } })
  expect(fixed.parameters.c).toEqual(new Float64Array(30).fill(0.25))
  expect(fixed.standardErrors.c).toEqual(new Float64Array(30))
})

test('a rule finds starts, fit by fit', () => {
  const { t, y, start } = decays(30)
  const given = curveFitManySync(decay, { t, y }, { start })
  const found = curveFitManySync(curves.exponentialDecay, { t, y })
  expectClose(found.residualSumOfSquares, given.residualSumOfSquares, 1e-9)
})

describe('what lanes are not for comes to what curveFit finds', () => {
  const { t, y, start } = decays(24)
  // A fifth of the points are far off.
  for (let i = 0; i < y.data.length; i += 5) y.data[i]! += i % 2 === 0 ? 3 : -1

  test.each([
    { loss: 'huber', lossScale: 0.1 },
    { loss: 'cauchy', lossScale: 0.2 },
    { method: 'gauss-newton' },
    { derivative: 'differences' },
    { weights: t.map((each) => (each > 3 ? 0 : 1 + each)), loss: 'soft-l1' },
  ] as const)('%o', async (options) => {
    const many = await curveFitMany(decay, { t, y }, { start: { a: start.a, b: 1, c: 0.2 }, ...options })
    for (let k = 0; k < 24; k++) {
      const own = { start: { a: start.a[k]!, b: 1, c: 0.2 }, ...options }
      const one = curveFitSync(decay, { t, y: row(y, k) }, own)
      if (!one.converged) continue
      expect(many.residualSumOfSquares[k]! / one.residualSumOfSquares).toBeCloseTo(1, 5)
      for (const name of ['a', 'b', 'c'] as const) {
        expect(Math.abs(many.parameters[name]![k]! - one.parameters[name]!)).toBeLessThan(
          1e-4 * one.standardErrors[name]!,
        )
        expect(many.standardErrors[name]![k]! / one.standardErrors[name]!).toBeCloseTo(1, 3)
      }
    }
  })

  test('a least-squares fit, one by one', () => {
    const clean = decays(40)
    const many = curveFitManySync(decay, { t: clean.t, y: clean.y }, { start: clean.start })
    for (let k = 0; k < 40; k++) {
      const own = { a: clean.start.a[k]!, b: 1, c: clean.start.c[k]! }
      const one = curveFitSync(decay, { t: clean.t, y: row(clean.y, k) }, { start: own })
      expect(many.residualSumOfSquares[k]! / one.residualSumOfSquares).toBeCloseTo(1, 9)
      expect(many.standardErrors.b![k]! / one.standardErrors.b!).toBeCloseTo(1, 4)
    }
  })
})
