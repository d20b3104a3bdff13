// Penalties next to nothing, columns in odd units, columns far from zero: every solver ends at the same minimum, and with
// a penalty the bound is certified. The oracle is the same problem in other units, or from another place.
import { LogisticRegression, type Matrix, PoissonRegression, Ridge } from 'steepest'
import { describe, expect, test } from 'vitest'

let state = 1
const uniform = () => {
  state = (state * 16807) % 2147483647
  return state / 2147483647
}
// Multiples of 2^-8, so that adding 10^12 is exact.
const X = Array.from({ length: 300 }, () => [0, 1, 2].map(() => Math.round(256 * uniform()) / 256))
const labels = X.map(([a, b, c]) => (a! + b! - c! + 2 * (uniform() - 0.5) > 0.5 ? 'yes' : 'no'))
const classes = X.map(([a, b], i) => (labels[i] === 'yes' ? 'a' : a! + b! * uniform() > 0.7 ? 'b' : 'c'))
const counts = X.map(([a]) => Math.floor(3 * a! + 2 * uniform()))
const solvers = ['auto', 'newton', 'newton-cg', 'lbfgs'] as const

interface Fitted {
  converged: boolean
  status: string
  message: string
  objective: number
  dualityGap: number | undefined
  coefficients: Float64Array | Matrix
}

const numbersOf = ({ coefficients }: Fitted) => ('data' in coefficients ? coefficients.data : coefficients)

function expectCertified(model: Fitted) {
  expect(model.converged, model.message).toBe(true)
  expect(model.dualityGap! / model.objective).toBeLessThanOrEqual(1e-8)
}

function expectSame(model: Fitted, expected: Fitted, tolerance: number) {
  expect(Math.abs(model.objective / expected.objective - 1)).toBeLessThan(1e-11)
  const largest = Math.max(...numbersOf(expected).map(Math.abs))
  numbersOf(model).forEach((value, j) => {
    expect(Math.abs(value - numbersOf(expected)[j]!) / largest).toBeLessThan(tolerance)
  })
}

describe.each(solvers)('%s', (solver) => {
  test.each([1e4, 1e8, 1e12])('C = %d', (C) => {
    const model = new LogisticRegression({ C, solver }).fitSync(X, labels)
    expectCertified(model)
    const unpenalized = new LogisticRegression({ penalty: 'none' }).fitSync(X, labels)
    expect(Math.abs(model.objective / C / unpenalized.objective - 1)).toBeLessThan(10 / C)
  })

  test.each([1e-6, 1e-10, 1e-14])('alpha = %d', (alpha) => {
    expectCertified(new PoissonRegression({ alpha, solver }).fitSync(X, counts))
  })

  // Columns c times as large with C are those themselves with C c².
  test.each([1e4, 1e8])('columns %d times as large', (unit) => {
    const scaled = X.map((row) => row.map((value) => value * unit))
    const model = new LogisticRegression({ solver }).fitSync(scaled, labels)
    expectCertified(model)
    const same = new LogisticRegression({ C: unit * unit }).fitSync(X, labels)
    expect(Math.abs((model.objective * unit * unit) / same.objective - 1)).toBeLessThan(1e-11)
  })

  test.each([1e6, 1e9, 1e12])('columns around %d', (place) => {
    const moved = X.map((row) => row.map((value) => value + place))
    for (const make of [
      () => new LogisticRegression({ solver, tolerance: 1e-10 }),
      () => new LogisticRegression({ solver, tolerance: 1e-10, penalty: 'none' }),
    ]) {
      expectSame(make().fitSync(moved, labels), make().fitSync(X, labels), 1e-5)
      expectSame(make().fitSync(moved, classes), make().fitSync(X, classes), 1e-5)
    }
    const poisson = () => new PoissonRegression({ solver, alpha: 1e-3, tolerance: 1e-10 })
    expectSame(poisson().fitSync(moved, counts), poisson().fitSync(X, counts), 1e-5)
  })
})

test.each([1e6, 1e9, 1e12])('ridge with columns around %d', (place) => {
  const moved = X.map((row) => row.map((value) => value + place))
  const [far, near] = [moved, X].map((rows) => new Ridge({ alpha: 1e-6 }).fitSync(rows, counts)) as [Ridge, Ridge]
  expect(far.status).toBe('solved')
  expectSame(far, near, 1e-9)
  // The intercept, a sum of terms as large as place, has its rounding.
  const means = far.coefficients.reduce((sum, w) => sum + w * place, far.intercept)
  expect(Math.abs(means - near.intercept)).toBeLessThan(1e-15 * place * 10 + 1e-9)
})

describe('a fit that is cut short', () => {
  test('with a penalty has a certified gap', () => {
    const best = new LogisticRegression({ tolerance: 1e-12 }).fitSync(X, labels)
    for (const solver of solvers) {
      const model = new LogisticRegression({ solver, maxIterations: 1 }).fitSync(X, labels)
      expect(model.status).toBe('max-iterations')
      expect(model.gapEstimate).toBeUndefined()
      expect(model.dualityGap).toBeGreaterThanOrEqual(model.objective - best.objective)
      expect(model.message).toMatch(/The relative gap is certified to be at most [\d.e-]+\.$/)
    }
  })

  test('without one has an estimate', () => {
    const model = new LogisticRegression({ penalty: 'none', maxIterations: 1 }).fitSync(X, labels)
    expect(model.dualityGap).toBeUndefined()
    expect(model.gapEstimate).toBeGreaterThan(0)
    expect(model.message).toMatch(/The relative gap is estimated at [\d.e-]+\.$/)
  })
})

test('the sentence says what the end rests on', () => {
  expect(new LogisticRegression().fitSync(X, labels).message).toMatch(
    /^The duality gap certifies that .* ≤ 1\.00e-8\.$/,
  )
  const estimated = new LogisticRegression({ penalty: 'none' }).fitSync(X, labels).message
  expect(estimated).toMatch(/^Half the Newton decrement, an estimate of the relative gap, .* ≤ 1\.00e-8\.$/)
})

test('a penalty that is small beside the rounding of the Hessian chooses the minimum all the same', () => {
  const rows = [
    [1, 2, 1],
    [2, 1, 2],
    [3, 5, 3],
    [4, 3, 4],
  ]
  for (const alpha of [1e-4, 1e-8, 1e-10, 1e-12, 1e-14, 1e-18]) {
    // The response is the first column, and the third: the minimum shares the coefficient between them.
    const model = new Ridge({ alpha, fitIntercept: false }).fitSync(rows, [1, 2, 3, 4])
    expect(model.status).toBe('solved')
    expect(Math.abs(model.objective / (0.5 * alpha) - 1)).toBeLessThan(1e-3)
    expect(model.coefficients[0]).toBeCloseTo(0.5, 3)
  }
})
