// SAGA: it comes to the minima that others found, says truly how near it is, and repeats itself.
import { Dataset, LinearRegression, LogisticRegression, Matrix, PoissonRegression, Ridge } from 'steepest'
import { describe, expect, test } from 'vitest'
import { design, type Fit, reference } from './reference.ts'

const saga = { solver: 'saga', epochs: 4000 } as const

const cases = ['logistic-l2-breast_cancer', 'multinomial-wine', 'ridge-diabetes'].flatMap((id) => {
  const about = reference(id)
  // A penalty of 1/200 of a row's loss takes SAGA tens of thousands of epochs on so few rows.
  const fits = about.solutions!.filter(({ C }) => typeof C !== 'number' || C <= 1)
  return fits.map((solution) => ({ id, about, solution, strength: solution.C ?? solution.alpha! }))
})

const estimator = (id: string, { C, alpha }: Fit) =>
  id.startsWith('ridge') ? new Ridge({ ...saga, alpha: alpha! }) : new LogisticRegression({ ...saga, C: C! })

describe.each(cases)('$id, penalty $strength', ({ id, about, solution }) => {
  const { X, y } = design(about)
  const model = estimator(id, solution).fitSync(X, y)

  test('ends within its tolerance of the minimum, and knows it', () => {
    const excess = model.objective - solution.objectiveValue
    expect(model.status).toBe('gap-tolerance')
    expect(model.dualityGap! / model.objective).toBeLessThanOrEqual(1e-8)
    expect(excess).toBeLessThanOrEqual(model.dualityGap! + 1e-12 * model.objective)
    expect(excess).toBeGreaterThanOrEqual(-1e-9 * model.objective)
  })

  test('the bound holds long before the end', () => {
    for (const epochs of [0, 1, 3]) {
      const early = estimator(id, solution)
      const { objective, dualityGap, status, iterations, converged } = new (
        early.constructor as new (
          options: object,
        ) => typeof early
      )({ ...early.options, epochs }).fitSync(X, y)
      expect(objective - solution.objectiveValue).toBeLessThanOrEqual(dualityGap! * (1 + 1e-12))
      expect({ status, iterations, converged }).toEqual({
        status: 'max-iterations',
        iterations: epochs,
        converged: false,
      })
    }
  })
})

test('breast cancer, standardized: 37.75894596', () => {
  const about = reference('logistic-l2-breast_cancer')
  const { X, y } = design(about)
  const { objective } = new LogisticRegression({ ...saga }).fitSync(X, y)
  expect(Math.abs(objective / 37.75894596187597 - 1)).toBeLessThan(1e-8)
})

test('least squares without a penalty: half the Newton decrement is what is left', () => {
  const about = reference('ols-diabetes')
  const { X, y } = design(about)
  const { objective, gapEstimate, status } = new LinearRegression({ ...saga, tolerance: 1e-6 }).fitSync(X, y)
  expect(status).toBe('gap-tolerance')
  const excess = objective - 1263985.7856333437
  expect(excess / gapEstimate!).toBeCloseTo(1, 6)
})

// Deterministic, with means and deviations that differ by columns.
const rows = 300
const X = Matrix.from(
  Array.from({ length: rows }, (_, i) => [Math.sin(i * i), 50 + 3 * Math.cos(7 * i), 1e-3 * Math.sin(3 * i + 1)]),
)
const signal = X.toArray().map(([a, b, c]) => a! + (b! - 50) / 3 + 1e3 * c!)
const two = signal.map((value, i) => (value + 1.5 * Math.sin(11 * i) > 0 ? 'b' : 'a'))
const three = signal.map((value, i) => Math.floor(Math.min(2, Math.max(0, value + Math.sin(5 * i) + 1))))

describe.each([
  ['two classes', two],
  ['three classes', three],
] as const)('%s', (_, y) => {
  const make = (options?: object) => new LogisticRegression({ ...saga, ...options })

  test('without a penalty neither means nor scales of columns matter', () => {
    const plain = make({ penalty: 'none' }).fitSync(X, y)
    const scaled = Matrix.from(X.toArray().map(([a, b, c]) => [a!, (b! - 50) / 3, 1e3 * c!]))
    const other = make({ penalty: 'none' }).fitSync(scaled, y)
    expect(plain.status).toBe('gap-tolerance')
    expect(Math.abs(plain.objective / other.objective - 1)).toBeLessThan(2e-8)
    expect(Math.abs(plain.iterations - other.iterations)).toBeLessThanOrEqual(1)
  })

  test('a seed repeats a fit to the last bit, another gives another path', async () => {
    const fits = [1, 1, 2].map((seed) => make({ seed, epochs: 3 }).fitSync(X, y))
    const [first, second, other] = fits.map(({ toJSON }, i) => ({ ...toJSON.call(fits[i]!), options: {} }))
    expect(first).toEqual(second)
    expect(first!.coefficients).not.toEqual(other!.coefficients)
    const later = await make({ seed: 1, epochs: 3 }).fit(X, y)
    expect(later.coefficients).toEqual(fits[0]!.coefficients)
    using data = new Dataset(X, y)
    expect(make({ seed: 1, epochs: 3 }).fitSync(data).coefficients).toEqual(fits[0]!.coefficients)
  })

  test('weights are repeated rows', () => {
    const sampleWeight = Float64Array.from({ length: rows }, (_, i) => i % 3)
    const places = [...sampleWeight.keys()].flatMap((i) => Array.from({ length: sampleWeight[i]! }, () => i))
    const repeated = Matrix.from(places.map((i) => X.toArray()[i]!))
    const weighted = make().fitSync(X, y as never, { sampleWeight })
    const plain = make().fitSync(repeated, places.map((i) => y[i]!) as never)
    expect(Math.abs(weighted.objective / plain.objective - 1)).toBeLessThan(2e-8)
  })

  test('rows in single precision', () => {
    const single = { data: Float32Array.from(X.data), rows, columns: 3 }
    const widened = { data: Float64Array.from(single.data), rows, columns: 3 }
    const [a, b] = [single, widened].map((x) => make().fitSync(x, y).objective)
    expect(Math.abs(a! / b! - 1)).toBeLessThan(2e-8)
  })
})

test('a warm start goes on where the fit before ended', () => {
  const options = { ...saga, warmStart: true }
  const model = new LogisticRegression(options).fitSync(X, two)
  const { objective } = model
  expect(model.fitSync(X, two).iterations).toBe(0)
  expect(model.objective).toBeLessThanOrEqual(objective * (1 + 1e-14))
})

test('a rate that is too large ends with what was finite', () => {
  const model = new Ridge({ solver: 'saga', learningRate: 100 }).fitSync(X, signal)
  expect(model.status).toBe('not-finite')
  expect(model.coefficients.every(Number.isFinite)).toBe(true)
})

test('an abort is heard between steps, and progress told by epochs', async () => {
  const big = { data: Float64Array.from({ length: 4e5 }, (_, k) => Math.sin(k * k)), rows: 4000, columns: 100 }
  const y = Array.from({ length: 4000 }, (_, i) => Math.sign(big.data[100 * i]! + Math.sin(i)))
  const controller = new AbortController()
  const heard: number[] = []
  const model = new LogisticRegression({ ...saga, tolerance: 0, epochs: 1e6 })
  const fit = model.fit(big, y, {
    signal: controller.signal,
    onIteration: ({ iteration }) => {
      if (heard.push(iteration) > 2) controller.abort()
    },
  })
  await fit
  expect(model.status).toBe('aborted')
  expect(model.iterations).toBeGreaterThan(0)
  expect(model.objective).toBeGreaterThan(0)
})

test('is not for counts, whose curvature has no bound', () => {
  expect(() => new PoissonRegression({ solver: 'saga' } as never)).toThrow("solver must be one of 'auto'")
})
