// partialFit: a stream in pieces is the stream, whatever happens between them.
import {
  Dataset,
  LinearRegression,
  LogisticRegression,
  Matrix,
  PoissonRegression,
  Ridge,
  type StochasticSolver,
  schedules,
} from 'steepest'
import { describe, expect, test } from 'vitest'

const [rows, columns] = [120, 5]
const data = Float64Array.from({ length: rows * columns }, (_, k) => Math.sin(k * k + 1))
const X = new Matrix(data, rows, columns)
const part = (first: number, last: number) =>
  new Matrix(data.subarray(first * columns, last * columns), last - first, columns)
const signal = Array.from({ length: rows }, (_, i) => data[i * columns]! - data[i * columns + 2]! + Math.sin(5 * i) / 2)
const weights = Float64Array.from({ length: rows }, (_, i) => i % 4)

const kinds = [
  { name: 'ridge', y: signal, make: (options: object) => new Ridge({ alpha: 0.5, ...options }) },
  { name: 'least squares', y: signal, make: (options: object) => new LinearRegression(options) },
  {
    name: 'logistic',
    y: signal.map((value) => (value > 0 ? 'up' : 'down')),
    make: (options: object) => new LogisticRegression(options),
  },
  {
    name: 'three classes',
    y: signal.map((value) => Math.round(Math.max(-1, Math.min(1, value)))),
    make: (options: object) => new LogisticRegression(options),
  },
  {
    name: 'poisson',
    y: signal.map((value) => Math.floor(Math.exp(value))),
    make: (options: object) => new PoissonRegression({ alpha: 0.1, ...options }),
  },
] as const
type Model = ReturnType<(typeof kinds)[number]['make']>

const classesOf = (model: Model, y: readonly unknown[]) =>
  model instanceof LogisticRegression ? { classes: [...new Set(y)] as string[] } : {}
/** Everything but the account of the latest rows. */
const essence = (model: Model) => {
  const { coefficients, intercept, training } = model.toJSON()
  return { coefficients, intercept, training }
}
const caught = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

const ways = [
  { solver: 'sgd', batchSize: 1 },
  { solver: 'sgd', batchSize: 10, average: 30 },
  { solver: 'momentum', batchSize: 10, learningRate: 0.01, schedule: schedules.inverseTime({ steps: 5 }) },
  { solver: 'adam', batchSize: 1, schedule: schedules.cosine({ steps: 100, warmup: 7 }), average: true },
  { solver: 'nadam', batchSize: 10 },
] as const

describe.each(kinds)('$name', ({ y, make }) => {
  describe.each(ways)('$solver, batches of $batchSize', (options) => {
    const whole = make(options)
    whole.partialFitSync(X, y as never, { ...classesOf(whole, y), sampleWeight: weights })

    test('pieces give the bits of the whole', () => {
      const model = make(options)
      for (let first = 0; first < rows; first += 30) {
        const sampleWeight = weights.subarray(first, first + 30)
        model.partialFitSync(part(first, first + 30), y.slice(first, first + 30) as never, {
          ...(first === 0 ? classesOf(model, y) : {}),
          sampleWeight,
        })
      }
      expect(essence(model)).toEqual(essence(whole))
    })

    test('so do pieces that are saved and read between, and come as data sets, later', async () => {
      let model: Model = make(options)
      for (const [first, last] of [
        [0, 40],
        [40, 50],
        [50, 120],
      ] as const) {
        using set = new Dataset(part(first, last), y.slice(first, last) as never, {
          sampleWeight: weights.subarray(first, last),
        })
        await model.partialFit(set, first === 0 ? (classesOf(model, y) as never) : undefined)
        const kind = model.constructor as typeof LogisticRegression
        model = kind.fromJSON(JSON.parse(JSON.stringify(model.toJSON())))
      }
      expect(essence(model)).toEqual(essence(whole))
    })
  })

  test('what fit has learned goes on', () => {
    const options = { solver: 'adam', learningRate: 0.01, schedule: schedules.exponential({ factor: 0.9 }) }
    const model = make({ ...options, epochs: 5 }).fitSync(X, y as never)
    const before = Float64Array.from(coefficientsOf(model))
    model.partialFitSync(part(0, 32), y.slice(0, 32) as never)
    // 20 steps were taken: a schedule that began anew would take a step of 0.01, not of 0.01 · 0.9²⁰.
    const moved = Math.max(...coefficientsOf(model).map((value, j) => Math.abs(value - before[j]!)))
    expect(moved).toBeGreaterThan(0)
    expect(moved).toBeLessThan(0.01 * 0.9 ** 20 * 3)
  })

  test('the penalty is that of all rows so far', () => {
    const options = { solver: 'sgd', learningRate: 0.1, batchSize: 1 } as const
    const model = make(options).partialFitSync(X, y as never)
    // The same rows again, without slope: only the penalty moves the coefficients.
    const before = coefficientsOf(model)
    const nothing = new Float64Array(rows)
    nothing[0] = 1e-300
    model.partialFitSync(X, y as never, { sampleWeight: nothing })
    const share = (t: number) =>
      model instanceof Ridge
        ? 0.5 / t
        : model instanceof LogisticRegression
          ? 1 / t
          : model instanceof PoissonRegression
            ? (0.1 * rows) / t
            : 0
    let factor = 1
    for (let t = rows + 1; t <= 2 * rows; t++) factor *= 1 - 0.1 * share(t)
    coefficientsOf(model).forEach((value, j) => {
      expect(Math.abs(value - factor * before[j]!)).toBeLessThanOrEqual(1e-13 * Math.abs(before[j]!))
    })
  })
})

const coefficientsOf = ({ coefficients }: Model) => [
  ...(coefficients instanceof Matrix ? coefficients.data : coefficients),
]

describe('what is refused, and changes nothing', () => {
  const make = () => new LogisticRegression({ solver: 'sgd' }).partialFitSync(part(0, 60), kinds[2].y.slice(0, 60))
  const y = kinds[2].y
  const bad = (x: Matrix, targets: unknown, options?: object) => {
    const model = make()
    const before = essence(model)
    const error = caught(() => model.partialFitSync(x, targets as never, options))
    expect(essence(model)).toEqual(before)
    return expect(error)
  }

  test('a number that is not finite, in a later part', () => {
    const rowsOf = part(60, 120).toArray()
    rowsOf[7]![3] = Number.NaN
    bad(Matrix.from(rowsOf), y.slice(60)).toMatchObject({
      code: 'ERR_NOT_FINITE',
      message: 'X must hold finite numbers, got NaN in row 7, column 3',
    })
  })
  test('other columns', () => {
    bad(new Matrix(data.subarray(0, 120), 30, 4), y.slice(0, 30)).toMatchObject({
      code: 'ERR_SHAPE',
      message: 'X must have 5 columns, as the rows of the fit had, got 4',
    })
  })
  test('a class that nobody has told of', () => {
    bad(part(60, 120), [...y.slice(60, 119), 'sideways']).toMatchObject({
      code: 'ERR_SHAPE',
      message: expect.stringMatching(/y\[59\] is 'sideways', but the classes are 'down', 'up'/),
    })
  })
  test('other classes than at first', () => {
    bad(part(60, 120), y.slice(60), { classes: ['down', 'sideways', 'up'] }).toMatchObject({ code: 'ERR_SHAPE' })
  })
  test('a number of targets that is not the rows’', () => {
    bad(part(60, 120), y.slice(61)).toMatchObject({ code: 'ERR_SHAPE' })
  })

  test('one class alone, unless the others are named', () => {
    const same = part(0, 4)
    const model = new LogisticRegression({ solver: 'sgd' })
    expect(caught(() => model.partialFitSync(same, ['up', 'up', 'up', 'up']))).toMatchObject({ code: 'ERR_SHAPE' })
    model.partialFitSync(same, ['up', 'up', 'up', 'up'], { classes: ['up', 'down'] })
    expect(model.classes).toEqual(['down', 'up'])
  })

  test('solvers that have no steps to go on from, and early stopping', async () => {
    for (const options of [{}, { solver: 'saga' }, { solver: 'sgd', earlyStopping: true }] as const) {
      await expect(new LogisticRegression(options).partialFit(X, y)).rejects.toMatchObject({ code: 'ERR_OPTION' })
    }
  })

  test('a call before the call before has ended', async () => {
    const model = new Ridge({ solver: 'sgd' })
    const first = model.partialFit(X, signal)
    await expect(model.partialFit(X, signal)).rejects.toMatchObject({ code: 'ERR_STATE' })
    await first
    await model.partialFit(X, signal)
  })

  test('a state of another solver, or of other columns', () => {
    const saved = new Ridge({ solver: 'adam' }).partialFitSync(X, signal).toJSON()
    const other = Ridge.fromJSON({ ...saved, options: { solver: 'sgd' } })
    expect(caught(() => other.partialFitSync(X, signal))).toMatchObject({ code: 'ERR_STATE' })
    expect(caught(() => Ridge.fromJSON({ ...saved, training: 'nonsense!' }))).toMatchObject({ code: 'ERR_STATE' })
  })

  test('options without sense', () => {
    const refused = [
      { batchSize: 0 },
      { batchSize: 1.5 },
      { learningRate: 0 },
      { learningRate: Number.NaN },
      { epochs: -1 },
      { average: -1 },
      { average: 'yes' },
      { validationFraction: 1 },
      { patience: 0 },
      { schedule: { type: 'cosinus', steps: 3 } },
      { rule: { momentun: 0.9 } },
      { rule: { weightDecay: 0.1 } },
      { solver: 'saga', batchSize: 32 },
      { solver: 'saga', average: true },
      { solver: 'sgdd' },
    ]
    for (const options of refused) {
      const error = caught(() => new Ridge({ solver: 'sgd', ...options } as never))
      expect(error, JSON.stringify(options)).toMatchObject({ code: 'ERR_OPTION' })
    }
  })
})

test('steps that overshoot end the call, and leave the model as it was', () => {
  const model = new Ridge({ solver: 'sgd', learningRate: 1e200, batchSize: 1 }).partialFitSync(part(0, 1), [1])
  const before = essence(model)
  model.partialFitSync(X, signal)
  expect(model).toMatchObject({ status: 'not-finite', converged: false })
  expect(essence(model)).toEqual(before)
})

test('the objective is of the latest rows, each before it was learned from', () => {
  const model = new LinearRegression({ solver: 'sgd', batchSize: 1, learningRate: 0.1 })
  model.partialFitSync(part(0, 60), signal.slice(0, 60))
  const before = model.predict(part(60, 61))[0]!
  model.partialFitSync(part(60, 61), [signal[60]!])
  expect(Math.abs(model.objective - (signal[60]! - before) ** 2)).toBeLessThan(1e-14)
})

test.each(['sgd', 'adam'] as StochasticSolver[])('%s: an abort is heard, and a stream is as before', async (solver) => {
  const [n, d] = [4000, 100]
  const big = { data: Float64Array.from({ length: n * d }, (_, k) => Math.sin(k * k)), rows: n, columns: d }
  const y = Array.from({ length: n }, (_, i) => (big.data[d * i]! + Math.sin(i) > 0 ? 1 : 0))
  const controller = new AbortController()
  const model = new LogisticRegression({ solver, batchSize: 1, epochs: 1e6, tolerance: 0 })
  const fit = model.fit(big, y, { signal: controller.signal })
  setTimeout(() => controller.abort(), 60)
  await fit
  expect(model.status).toBe('aborted')
  expect(coefficientsOf(model).every(Number.isFinite)).toBe(true)
  const before = essence(model)
  await model.partialFit(big, y, { signal: AbortSignal.abort() })
  expect(model.status).toBe('aborted')
  expect(essence(model)).toEqual(before)
})

test.each(['saga', 'sgd', 'adam'] as StochasticSolver[])('%s leaves this thread free', async (solver) => {
  const [n, d] = [4000, 100]
  const big = { data: Float64Array.from({ length: n * d }, (_, k) => Math.sin(k * k)), rows: n, columns: d }
  const y = Array.from({ length: n }, (_, i) => (big.data[d * i]! + Math.sin(i) > 0 ? 1 : 0))
  let turns = 0
  const timer = setInterval(() => turns++, 1)
  await new LogisticRegression({ solver, epochs: 100, tolerance: 0 }).fit(big, y)
  clearInterval(timer)
  expect(turns).toBeGreaterThan(5)
})
