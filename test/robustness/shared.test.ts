// Arrays that other threads write to while they are read, arrays that are transferred away, getters that meddle.
import { Worker } from 'node:worker_threads'
import {
  LinearRegression,
  LogisticRegression,
  linalg,
  Matrix,
  minimize,
  minimizeAsync,
  PoissonRegression,
} from 'steepest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { core } from '../../src/backend/current.ts'
import { rosenbrock } from '../rosenbrock.ts'

const rows = 3000
const columns = 8
const shared = (length: number) => new Float64Array(new SharedArrayBuffer(8 * length))
const X = new Matrix(shared(rows * columns), rows, columns)
const y = shared(rows)
const labels = shared(rows)
const weights = shared(rows)
const start = shared(2)
const stop = new Int32Array(new SharedArrayBuffer(4))

const writing = `
const { arrays, stop } = require('node:worker_threads').workerData
const odd = [NaN, Infinity, -Infinity, 1e308, -1e308, 5e-324, -1, 1e9]
for (let k = 1; Atomics.load(stop, 0) === 0; k = (Math.imul(k, 1664525) + 1013904223) >>> 0) {
  for (const { array, wild } of arrays) {
    array[k % array.length] = wild && k % 5003 === 0 ? odd[k % odd.length] : (k >>> 8) % 4
  }
}`

const workers: Worker[] = []
beforeAll(async () => {
  for (let k = 0; k < rows * columns; k++) X.data[k] = Math.sin(k)
  for (let i = 0; i < rows; i++) {
    y[i] = i % 5
    labels[i] = i % 3
    weights[i] = 1
  }
  const arrays = [X.data, y, labels, weights, start].map((array) => ({ array, wild: array !== weights }))
  for (let k = 0; k < 4; k++) workers.push(new Worker(writing, { eval: true, workerData: { arrays, stop } }))
  await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('online', resolve))))
})
afterAll(async () => {
  Atomics.store(stop, 0, 1)
  await Promise.all(workers.map((worker) => worker.terminate()))
})

const refusals = ['ERR_NOT_FINITE', 'ERR_OPTION', 'ERR_SHAPE']

/** The result may be wrong, and what is no number that will do be refused; nothing else may happen. */
async function survives(work: () => unknown): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!refusals.includes((error as { code: string }).code)) throw error
  }
}

const repetitions = 100
const few = { maxIterations: 20 }
const sampleWeight = weights
const works: [string, () => unknown][] = [
  ['LinearRegression', () => new LinearRegression().fitSync(X, y, { sampleWeight })],
  ['PoissonRegression', () => new PoissonRegression(few).fitSync(X, y, { sampleWeight })],
  ['LogisticRegression', () => new LogisticRegression(few).fitSync(X, labels, { sampleWeight })],
  ['LogisticRegression, later', () => new LogisticRegression(few).fit(X, labels, { sampleWeight })],
  ['minimize', () => minimize(rosenbrock, start)],
  ['minimizeAsync', () => minimizeAsync((x) => rosenbrock.value(x), start, few)],
  ['cholesky', () => linalg.cholesky(linalg.gram(X))],
  ['svd', () => linalg.svd(new Matrix(X.data.subarray(0, 400), 20, 20))],
  ['eigenSymmetric', () => linalg.eigenSymmetric(new Matrix(X.data.subarray(0, 400), 20, 20))],
  ['solve with pivoting', () => linalg.solve(new Matrix(X.data.subarray(0, 900), 30, 30), y.subarray(0, 30))],
  ['qr with pivoting', () => linalg.qr(new Matrix(X.data.subarray(0, 900), 30, 30), { pivoting: true })],
]

test.each(works)(`%s survives ${repetitions} runs on arrays that four threads write to`, async (_, work) => {
  for (let k = 0; k < repetitions; k++) await survives(work)
})

describe('arrays that are transferred away during a fit', () => {
  // Less and more work than is done at once.
  test.each([50, 20_000])('%d rows: the fit has its own', async (count) => {
    const make = () => ({
      x: new Matrix(
        Float64Array.from({ length: count * 4 }, (_, k) => Math.sin(k * k)),
        count,
        4,
      ),
      y: Float64Array.from({ length: count }, (_, i) => (Math.sin(16 * i * i) > 0.1 ? 1 : 0)),
      sampleWeight: Float64Array.from({ length: count }, (_, i) => 1 + (i % 3)),
    })
    const fit = ({ x, y, sampleWeight }: ReturnType<typeof make>) =>
      new LogisticRegression().fit(x, y, { sampleWeight })
    const expected = await fit(make())
    const given = make()
    const fitting = fit(given)
    const mine = [given.x.data, given.y, given.sampleWeight].map((array) => array.buffer as ArrayBuffer)
    structuredClone(mine, { transfer: mine })
    expect(given.x.data).toHaveLength(0)
    expect((await fitting).coefficients).toEqual(expected.coefficients)
  })
})

describe('getters', () => {
  const away = (array: Float64Array) => structuredClone(array, { transfer: [array.buffer as ArrayBuffer] })
  // WebAssembly copies operands by the engine's own means, whose error has no code.
  const gone = core().kind === 'wasm' ? TypeError : expect.objectContaining({ code: 'ERR_SHAPE' })

  test('of a matrix are read once', () => {
    const reads = { data: 0, rows: 0, columns: 0 }
    const matrix = {
      get data() {
        return reads.data++ === 0 ? Float64Array.of(4, 1, 1, 3) : new Float64Array(0)
      },
      get rows() {
        return reads.rows++ === 0 ? 2 : 1e6
      },
      get columns() {
        return reads.columns++ === 0 ? 2 : 1e6
      },
    }
    expect(linalg.solve(matrix, [6, 7]).x).toEqual(Float64Array.of(1, 2))
    expect(reads).toEqual({ data: 1, rows: 1, columns: 1 })
  })

  test('that transfer away an operand read before are survived', () => {
    const data = new Float64Array(10_000).fill(1)
    const meddling = {
      get data() {
        away(data)
        return new Float64Array(10_000)
      },
      rows: 100,
      columns: 100,
    }
    expect(() => linalg.multiply(new Matrix(data, 100, 100), meddling)).toThrow(gone)
  })

  test('of options that transfer away rows read before are survived', async () => {
    const fits = ['fitSync', 'fit'] as const
    for (const fit of fits) {
      const data = Float64Array.from({ length: 100 }, (_, k) => Math.sin(k))
      const options = {
        get sampleWeight() {
          away(data)
          return new Float64Array(20).fill(1)
        },
      }
      const work = async () => new LinearRegression()[fit](new Matrix(data, 20, 5), new Float64Array(20), options)
      await expect(work()).rejects.toThrow(gone)
    }
  })

  test('of labels that change between two reads are survived', () => {
    const x = Array.from({ length: 6 }, (_, i) => [i, i * i])
    let reads = 0
    const changing = Object.defineProperty(['a', 'b', 'c', 'a', 'b', 'c'], 3, { get: () => `label ${++reads}` })
    const model = new LogisticRegression(few).fitSync(x, changing)
    expect(reads).toBe(1)
    expect(model.classes).toEqual(['a', 'b', 'c', 'label 1'])
  })
})
