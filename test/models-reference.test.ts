import {
  Dataset,
  LinearRegression,
  LogisticRegression,
  Matrix,
  type MatrixInput,
  PoissonRegression,
  Ridge,
} from 'steepest'
import { describe, expect, test } from 'vitest'
import { design, type Fit, type Reference, reference } from './reference.ts'

function estimator(
  { model, objective }: Reference,
  { C, alpha }: Fit,
  solver: 'auto' | 'newton' | 'newton-cg' | 'lbfgs',
) {
  const fitIntercept = !objective.includes('NO intercept')
  switch (model) {
    case 'ols':
      return new LinearRegression({ fitIntercept })
    case 'ridge':
      return new Ridge({ alpha: alpha!, fitIntercept })
    case 'poisson':
      return new PoissonRegression({ alpha: alpha!, solver })
    default:
      return new LogisticRegression({ C: C ?? Infinity, fitIntercept, solver })
  }
}

/** The objective in plain arithmetic. */
function objectiveOf({ model }: Reference, { C, alpha }: Fit, { X, y }: { X: Matrix; y: Float64Array }, fitted: Model) {
  const W = fitted.coefficients instanceof Matrix ? fitted.coefficients.toArray() : [Array.from(fitted.coefficients)]
  const b = typeof fitted.intercept === 'number' ? [fitted.intercept] : Array.from(fitted.intercept)
  let loss = 0
  for (let i = 0; i < X.rows; i++) {
    const row = Array.from(X.data.subarray(i * X.columns, (i + 1) * X.columns))
    const eta = W.map((w, k) => row.reduce((sum, value, j) => sum + value * w[j]!, b[k]!))
    const [first = 0] = eta
    if (model === 'ols' || model === 'ridge') loss += (y[i]! - first) ** 2
    else if (model === 'poisson') loss += (Math.exp(first) - y[i]! * first) / X.rows
    else if (model === 'logistic') loss += Math.log1p(Math.exp(-Math.abs(first))) + Math.max(y[i] ? -first : first, 0)
    else {
      const most = Math.max(...eta)
      loss += most + Math.log(eta.reduce((sum, value) => sum + Math.exp(value - most), 0)) - eta[y[i]!]!
    }
  }
  const size = W.flat().reduce((sum, value) => sum + value * value, 0)
  if (model === 'ols') return loss
  if (model === 'ridge') return loss + alpha! * size
  if (model === 'poisson') return loss + (alpha! / 2) * size
  return C === null ? loss : size / 2 + C! * loss
}

interface Model {
  coefficients: Float64Array | Matrix
  intercept: number | Float64Array
  objective: number
  converged: boolean
  status: string
  dualityGap?: number | undefined
}

function check(file: Reference, fit: Fit, fitted: Model, data: { X: Matrix; y: Float64Array }) {
  expect(fitted.converged, fitted.status).toBe(true)
  expect(Math.abs(fitted.objective / fit.objectiveValue - 1)).toBeLessThanOrEqual(1e-8)
  expect(Math.abs(objectiveOf(file, fit, data, fitted) / fit.objectiveValue - 1)).toBeLessThanOrEqual(1e-8)
  const penalized = file.model === 'ridge' || fit.C || fit.alpha
  if (penalized) expect(fitted.dualityGap! / Math.abs(fit.objectiveValue)).toBeLessThanOrEqual(1e-8)
  const coefficients =
    fitted.coefficients instanceof Matrix ? fitted.coefficients.toArray().flat() : Array.from(fitted.coefficients)
  const expected = fit.coef ?? fit.coefByClass?.flat()
  if (!expected) return
  const largest = Math.max(...expected.map(Math.abs))
  coefficients.forEach((value, k) => {
    expect(Math.abs(value - expected[k]!) / largest, `coefficient ${k}`).toBeLessThanOrEqual(1e-6)
  })
  const intercepts = typeof fitted.intercept === 'number' ? [fitted.intercept] : Array.from(fitted.intercept)
  const wanted = fit.intercept === null ? intercepts.map(() => 0) : [fit.intercept].flat()
  const most = Math.max(largest, ...wanted.map(Math.abs))
  intercepts.forEach((value, k) => {
    expect(Math.abs(value - wanted[k]!) / most, `intercept ${k}`).toBeLessThanOrEqual(1e-6)
  })
}

const ids = [
  'ols-airquality',
  'ols-diabetes',
  'ols-longley',
  'ols-mtcars',
  'ols-stackloss',
  'ridge-diabetes',
  'ridge-mtcars',
  'logistic-l2-breast_cancer',
  'logistic-l2-noint-breast_cancer',
  'logistic-ml-mtcars',
  'multinomial-iris',
  'multinomial-wine',
  'multinomial-digits',
  'multinomial-letter',
  'multinomial-mnist10k',
  'poisson-warpbreaks',
  'poisson-warpbreaks-interaction',
]
const large = new Set(['multinomial-digits', 'multinomial-letter', 'multinomial-mnist10k'])

describe.each(ids)('%s', (id) => {
  const file = reference(id)
  const data = design(file)
  const fits = file.solutions ?? [file as unknown as Fit]

  test.each(fits)('by default, with C $C, alpha $alpha', async (fit) => {
    const fitted = await estimator(file, fit, 'auto').fit(data.X, data.y)
    check(file, fit, fitted, data)
    if (fit.trainAccuracy !== undefined) expect(fitted.score(data.X, data.y)).toBeCloseTo(fit.trainAccuracy, 12)
    if (fit.rSquared !== undefined) expect(fitted.score(data.X, data.y)).toBeCloseTo(fit.rSquared, 12)
  })

  if (large.has(id)) return
  test.each(fits)('of a data set and of nested arrays, at once, with C $C, alpha $alpha', (fit) => {
    using dataset = new Dataset(data.X, data.y)
    check(file, fit, estimator(file, fit, 'auto').fitSync(dataset), data)
    const rows: MatrixInput = data.X.toArray()
    check(file, fit, estimator(file, fit, 'auto').fitSync(rows, Array.from(data.y)), data)
  })

  if (file.model === 'ols' || file.model === 'ridge') return
  test.each(fits.flatMap((fit) => (['newton', 'newton-cg', 'lbfgs'] as const).map((solver) => ({ ...fit, solver }))))(
    'by $solver, with C $C, alpha $alpha',
    ({ solver, ...fit }) => {
      check(file, fit, estimator(file, fit, solver).fitSync(data.X, data.y), data)
    },
  )
})
