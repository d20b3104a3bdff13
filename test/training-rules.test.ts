// Training by first-order rules, against loops in plain arithmetic: the gradient of a batch, its share of the penalty, the
// rule's update class, the order of rows.
import {
  Adam,
  AdamW,
  Dataset,
  LinearRegression,
  LogisticRegression,
  Matrix,
  type MatrixInput,
  PoissonRegression,
  Ridge,
  RmsProp,
  Sgd,
  schedules,
} from 'steepest'
import { describe, expect, test } from 'vitest'

const [rows, columns] = [50, 11]
const data = Float64Array.from({ length: rows * columns }, (_, k) => Math.sin(k * k + 1))
const X = new Matrix(data, rows, columns)
const at = (i: number, j: number) => data[i * columns + j]!
const signal = Array.from({ length: rows }, (_, i) => at(i, 0) - 2 * at(i, 3) + 0.3 * Math.sin(5 * i))
const weights = Float64Array.from({ length: rows }, (_, i) => (i % 7 === 0 ? 0 : 0.5 + (i % 3)))

const sigmoid = (eta: number) => 1 / (1 + Math.exp(-eta))
interface Kind {
  name: string
  y: number[]
  /** ∂ℓ/∂η */
  slope: (eta: number, y: number) => number
  /** λ of f = 1/n Σ c ℓ + λ/2 ‖w‖², of so many rows with this weight together. */
  penalty: (rows: number, weight: number) => number
  start: (mean: number) => number
  make: (options: object) => LinearRegression | Ridge | LogisticRegression | PoissonRegression
}
const kinds: Kind[] = [
  {
    name: 'least squares',
    y: signal,
    slope: (eta, y) => eta - y,
    penalty: () => 0,
    start: (mean) => mean,
    make: (options) => new LinearRegression(options),
  },
  {
    name: 'ridge',
    y: signal,
    slope: (eta, y) => eta - y,
    penalty: (n) => 3 / n,
    start: (mean) => mean,
    make: (options) => new Ridge({ alpha: 3, ...options }),
  },
  {
    name: 'logistic',
    y: signal.map((value) => (value > 0.2 ? 1 : 0)),
    slope: (eta, y) => sigmoid(eta) - y,
    penalty: (n) => 1 / (0.7 * n),
    start: (mean) => Math.log(mean / (1 - mean)),
    make: (options) => new LogisticRegression({ C: 0.7, ...options }),
  },
  {
    name: 'poisson',
    y: signal.map((value) => Math.floor(Math.exp(value / 2) + 0.5)),
    slope: (eta, y) => Math.exp(eta) - y,
    penalty: (n, weight) => (0.2 * weight) / n,
    start: (mean) => Math.log(mean),
    make: (options) => new PoissonRegression({ alpha: 0.2, ...options }),
  },
]

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0)

/** Epochs over the rows in their order, in plain arithmetic; the parameters before each step, and the last. */
function loop(
  kind: Kind,
  epochs: number,
  batch: number,
  c: ArrayLike<number>,
  step: (w: Float64Array, g: Float64Array) => void,
) {
  const w = new Float64Array(columns + 1)
  const mean = sum(kind.y.map((y, i) => c[i]! * y)) / sum(c)
  w[columns] = kind.start(mean)
  const lambda = kind.penalty(rows, sum(c))
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let first = 0; first < rows; first += batch) {
      const g = new Float64Array(columns + 1)
      for (let i = first; i < Math.min(rows, first + batch); i++) {
        const eta = w[columns]! + sum(Array.from({ length: columns }, (_, j) => at(i, j) * w[j]!))
        const r = c[i]! * kind.slope(eta, kind.y[i]!)
        for (let j = 0; j < columns; j++) g[j]! += (r * at(i, j) + lambda * w[j]!) / batch
        g[columns]! += r / batch
      }
      step(w, g)
    }
  }
  return w
}

const parametersOf = ({
  coefficients,
  intercept,
}: {
  coefficients: Float64Array | Matrix
  intercept: number | Float64Array
}) => [
  ...(coefficients instanceof Matrix ? coefficients.data : coefficients),
  ...(typeof intercept === 'number' ? [intercept] : intercept),
]

function expectNear(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-12): void {
  expect(actual.length).toBe(expected.length)
  const largest = Math.max(...Array.from(expected, Math.abs))
  for (let i = 0; i < expected.length; i++) {
    expect(Math.abs(actual[i]! - expected[i]!)).toBeLessThanOrEqual(tolerance * largest)
  }
}

const ones = new Float64Array(rows).fill(1)
const inOrder = { shuffle: false, tolerance: 0, epochs: 4 }
// The intercept starts at its best, where the gradient of all rows is nothing but rounding: divided by its own size, that
// would be a step.
const epsilon = 1e-3
const rules = [
  { solver: 'sgd', rate: 0.05, detail: {}, make: (learningRate: number) => new Sgd({ learningRate }) },
  {
    solver: 'momentum',
    rate: 0.01,
    detail: {},
    make: (learningRate: number) => new Sgd({ learningRate, momentum: 0.9 }),
  },
  {
    solver: 'nesterov',
    rate: 0.01,
    detail: {},
    make: (learningRate: number) => new Sgd({ learningRate, momentum: 0.9, nesterov: true }),
  },
  {
    solver: 'rmsprop',
    rate: 0.01,
    detail: { epsilon },
    make: (learningRate: number) => new RmsProp({ learningRate, epsilon }),
  },
  {
    solver: 'adam',
    rate: 0.02,
    detail: { epsilon },
    make: (learningRate: number) => new Adam({ learningRate, epsilon }),
  },
] as const

describe.each(kinds)('$name', (kind) => {
  describe.each([1, 8, 50, 1000])('batches of %d', (batchSize) => {
    test.each(rules)('$solver is the loop of its update class', ({ solver, rate, detail, make }) => {
      const rule = make(rate)
      const expected = loop(kind, 4, Math.min(batchSize, rows), ones, (w, g) => rule.step(w, g))
      const model = kind.make({ ...inOrder, solver, learningRate: rate, batchSize, rule: detail }).fitSync(X, kind.y)
      expectNear(parametersOf(model), expected)
      expect(model).toMatchObject({ status: 'max-iterations', iterations: 4, converged: false })
    })

    test('weights multiply losses', () => {
      const rule = new Sgd({ learningRate: 0.02 })
      const expected = loop(kind, 4, Math.min(batchSize, rows), weights, (w, g) => rule.step(w, g))
      const options = { ...inOrder, solver: 'sgd', learningRate: 0.02, batchSize }
      expectNear(parametersOf(kind.make(options).fitSync(X, kind.y, { sampleWeight: weights })), expected)
    })
  })

  test('a schedule counts steps, and details reach the rule', () => {
    const schedule = schedules.cosine({ steps: 30, warmup: 3 })
    const detail = { beta2: 0.9, clipNorm: 0.5 }
    const rule = new Adam({ learningRate: 0.1, schedule, ...detail })
    const expected = loop(kind, 4, 8, ones, (w, g) => rule.step(w, g))
    const options = { ...inOrder, solver: 'adam', learningRate: 0.1, batchSize: 8, schedule, rule: detail }
    expectNear(parametersOf(kind.make(options).fitSync(X, kind.y)), expected)
  })

  test('AdamW decays the coefficients by the penalty, and the intercept not at all', () => {
    const rule = new AdamW({ learningRate: 0.02, weightDecay: 0 })
    const lambda = kind.penalty(rows, rows)
    const expected = loop({ ...kind, penalty: () => 0 }, 4, 10, ones, (w, g) => {
      for (let j = 0; j < columns; j++) w[j]! *= 1 - 0.02 * lambda
      rule.step(w, g)
    })
    const options = { ...inOrder, solver: 'adamw', learningRate: 0.02, batchSize: 10 }
    expectNear(parametersOf(kind.make(options).fitSync(X, kind.y)), expected)
  })

  test('the average is of all iterates, or of those after so many rows', () => {
    for (const [average, skipped] of [
      [true, 0],
      [100, 100],
    ] as const) {
      const rule = new Sgd({ learningRate: 0.05 })
      const total = new Float64Array(columns + 1)
      let [seen, count] = [0, 0]
      loop(kind, 4, 10, ones, (w, g) => {
        rule.step(w, g)
        seen += 10
        if (seen <= skipped) return
        count++
        w.forEach((value, j) => {
          total[j]! += value
        })
      })
      const options = { ...inOrder, solver: 'sgd', learningRate: 0.05, batchSize: 10, average }
      expectNear(
        parametersOf(kind.make(options).fitSync(X, kind.y)),
        total.map((value) => value / count),
      )
    }
  })

  test('rows in single precision and in a data set', () => {
    const single = { data: Float32Array.from(data), rows, columns }
    const widened = { data: Float64Array.from(single.data), rows, columns }
    for (const batchSize of [1, 16]) {
      const options = { ...inOrder, shuffle: true, solver: 'sgd', batchSize }
      const [a, b] = [single, widened].map((x) => parametersOf(kind.make(options).fitSync(x, kind.y)))
      expectNear(a!, b!, 1e-13)
      using set = new Dataset(widened, kind.y)
      expect(parametersOf(kind.make(options).fitSync(set))).toEqual(b)
    }
  })
})

test('three classes: the gradient is that of the softmax', () => {
  const y = signal.map((value) => (value > 0.5 ? 'c' : value > -0.5 ? 'b' : 'a'))
  const names = ['a', 'b', 'c']
  const [rate, C] = [0.05, 2]
  const W = new Float64Array(3 * columns)
  const b = Float64Array.from(names, (name) => Math.log(y.filter((each) => each === name).length / rows))
  const mean = sum(b) / 3
  b.forEach((value, k) => {
    b[k] = value - mean
  })
  for (let i = 0; i < rows; i++) {
    const eta = names.map(
      (_, k) => b[k]! + sum(Array.from({ length: columns }, (_, j) => at(i, j) * W[k * columns + j]!)),
    )
    const total = sum(eta.map(Math.exp))
    const slope = eta.map((value, k) => Math.exp(value) / total - (y[i] === names[k] ? 1 : 0))
    slope.forEach((r, k) => {
      for (let j = 0; j < columns; j++) W[k * columns + j]! -= rate * (r * at(i, j) + W[k * columns + j]! / (C * rows))
      b[k]! -= rate * r
    })
  }
  const options = { solver: 'sgd', learningRate: rate, batchSize: 1, C, shuffle: false, epochs: 1 } as const
  expectNear(parametersOf(new LogisticRegression(options).fitSync(X, y)), [...W, ...b])
})

test('the default rate is the reciprocal of the expected smoothness', () => {
  const L = Array.from({ length: rows }, (_, i) => sum(Array.from({ length: columns }, (_, j) => at(i, j) ** 2)) + 1)
  for (const batch of [1, 8, 50]) {
    const expected =
      ((rows * (batch - 1)) / (batch * (rows - 1))) * (sum(L) / rows) +
      ((rows - batch) / (batch * (rows - 1))) * Math.max(...L)
    for (const [solver, share] of [
      ['sgd', 1],
      ['momentum', 0.1],
    ] as const) {
      const options = { ...inOrder, solver, batchSize: batch }
      const given = new LinearRegression({ ...options, learningRate: share / expected }).fitSync(X, signal)
      expectNear(parametersOf(new LinearRegression(options).fitSync(X, signal)), parametersOf(given), 1e-13)
    }
  }
})

test('noise-free data: every epoch comes nearer to the solution by a constant factor', () => {
  const truth = Array.from({ length: columns }, (_, j) => Math.cos(3 * j))
  const y = Array.from({ length: rows }, (_, i) => 1.5 + sum(truth.map((w, j) => w * at(i, j))))
  const errors = [20, 40, 60, 80].map((epochs) => {
    const model = new LinearRegression({ solver: 'sgd', batchSize: 1, epochs }).fitSync(X, y)
    return Math.hypot(...parametersOf(model).map((value, j) => value - (truth[j] ?? 1.5)))
  })
  const factors = errors.slice(1).map((error, k) => error / errors[k]!)
  for (const factor of factors) expect(factor).toBeLessThan(0.8)
  expect(Math.max(...factors) / Math.min(...factors)).toBeLessThan(3)
  const model = new LinearRegression({ solver: 'sgd', batchSize: 1, epochs: 3000 }).fitSync(X, y)
  expectNear(parametersOf(model), [...truth, 1.5])
})

test('seeds repeat, whoever fits; another seed is another order', async () => {
  const y = kinds[2]!.y
  const fit = (seed: number, x: MatrixInput = X) =>
    parametersOf(new LogisticRegression({ solver: 'adam', epochs: 3, seed }).fitSync(x, y))
  expect(fit(5)).toEqual(fit(5))
  expect(fit(5)).not.toEqual(fit(6))
  const later = await new LogisticRegression({ solver: 'adam', epochs: 3, seed: 5 }).fit(X, y)
  expect(parametersOf(later)).toEqual(fit(5))
})

test('with a penalty the bound is certified, and ends training when it is small enough', () => {
  const best = new Ridge({ alpha: 3 }).fitSync(X, signal).objective
  const model = new Ridge({ alpha: 3, solver: 'sgd', batchSize: rows, epochs: 2000, tolerance: 1e-6 }).fitSync(
    X,
    signal,
  )
  expect(model.status).toBe('gap-tolerance')
  expect(model.dualityGap! / model.objective).toBeLessThanOrEqual(1e-6)
  expect(model.objective - best).toBeLessThanOrEqual(model.dualityGap!)
  expect(model.objective - best).toBeGreaterThan(-1e-12 * best)
})
