// Objectives that are sums over rows, by batches of them.
import {
  Adam,
  learningRateAt,
  type MinimizeOptions,
  minimize,
  minimizeAsync,
  minimizer,
  Sgd,
  schedules,
} from 'steepest'
import { describe, expect, test } from 'vitest'
import { table } from './reference.ts'

const code = (name: string) => expect.objectContaining({ code: name })

/** ½ Σ (yᵢ - wᵢ·x)², which notes the batches it is asked for, and where. */
function leastSquares(rows: readonly (readonly number[])[], y: ArrayLike<number>) {
  const asked: { x: Float64Array; batch: number[] }[] = []
  return {
    asked,
    rows: rows.length,
    valueAndGradient(x: Float64Array, out: Float64Array, batch: Uint32Array): number {
      asked.push({ x: x.slice(), batch: [...batch] })
      out.fill(0)
      let value = 0
      for (const i of batch) {
        const row = rows[i]!
        const residual = row.reduce((sum, w, j) => sum + w * x[j]!, -y[i]!)
        value += residual ** 2 / 2
        row.forEach((w, j) => {
          out[j]! += residual * w
        })
      }
      return value
    },
  }
}

const solution = [2, -1, 0.5]
const rows = Array.from({ length: 23 }, (_, i) => [1, Math.sin(i), Math.cos(2.3 * i)])
const exactY = rows.map((row) => row.reduce((sum, w, j) => sum + w * solution[j]!, 0))
const noisyY = exactY.map((v, i) => v + Math.sin(7 * i * i))
const all = rows.map((_, i) => i)
const start = [0, 0, 0]
// Philox's, by the shuffle of Fisher and Yates.
const firstBatchOfSeed1 = [7, 16, 0, 22, 11, 13, 5, 8]
const options = { learningRate: 1e-3, gradientTolerance: 0, seed: 11 } as const

describe('batches', () => {
  test.each([1, 4, 5, 22])('of %d: each row once an epoch, in orders that the seed tells', (batchSize) => {
    const orders = [11, 11, 12].map((seed) => {
      const objective = leastSquares(rows, noisyY)
      const result = minimize(objective, start, { ...options, method: 'sgd', batchSize, epochs: 3, seed })
      expect(result.seed).toBe(seed)
      const perEpoch = Math.ceil(23 / batchSize)
      // The whole at the start, and after each epoch.
      expect(objective.asked).toHaveLength(1 + 3 * (perEpoch + 1))
      expect(objective.asked[0]!.batch).toEqual(all)
      return [0, 1, 2].map((epoch) => {
        const first = 1 + epoch * (perEpoch + 1)
        const batches = objective.asked.slice(first, first + perEpoch).map(({ batch }) => batch)
        expect(objective.asked[first + perEpoch]!.batch).toEqual(all)
        expect(batches.slice(0, -1).every(({ length }) => length === batchSize)).toBe(true)
        const order = batches.flat()
        expect(order.toSorted((a, b) => a - b)).toEqual(all)
        return order
      })
    })
    expect(orders[1]).toEqual(orders[0])
    expect(orders[2]).not.toEqual(orders[0])
    expect(new Set(orders[0]!.map(String)).size).toBe(3)
  })

  test('the order is the same on every backend and level', () => {
    const objective = leastSquares(rows, noisyY)
    minimize(objective, start, { ...options, method: 'sgd', batchSize: 8, epochs: 1, seed: 1 })
    expect(objective.asked[1]!.batch).toEqual(firstBatchOfSeed1)
  })

  test.each([
    ['sgd', () => new Sgd({ learningRate: 1e-3 })],
    ['adam', () => new Adam({ learningRate: 1e-3 })],
  ] as const)('%s steps along m/b times their gradient, the last and shorter one too, to the bit', (method, make) => {
    for (const batchSize of [1, 5]) {
      const objective = leastSquares(rows, noisyY)
      minimize(objective, start, { ...options, method, batchSize, epochs: 4 })
      const { asked } = leastSquares(rows, noisyY)
      const again = leastSquares(rows, noisyY)
      const rule = make()
      const x = new Float64Array(3)
      const g = new Float64Array(3)
      for (const { x: at, batch } of objective.asked) {
        expect(at).toEqual(x)
        if (batch.length === 23) continue
        again.valueAndGradient(x, g, Uint32Array.from(batch))
        rule.step(
          x,
          g.map((v) => v * (23 / batchSize)),
        )
      }
      expect(asked).toEqual([])
    }
  })

  test('of all rows are batch gradient descent, to the bit', () => {
    for (const method of ['sgd', 'momentum', 'adam'] as const) {
      const [whole, batched] = [{}, { batchSize: 23 }].map((more) => {
        const objective = leastSquares(rows, noisyY)
        const { evaluations, seed, ...result } = minimize(objective, start, { ...options, method, epochs: 50, ...more })
        return { result, asked: objective.asked }
      })
      expect(batched).toEqual(whole)
    }
  })

  test('in their own order without shuffling, and no seed is reported', () => {
    const objective = leastSquares(rows, noisyY)
    const more = { method: 'sgd', batchSize: 10, epochs: 1, shuffle: false } as const
    expect(minimize(objective, start, { ...options, ...more })).not.toHaveProperty('seed')
    expect(objective.asked.map(({ batch }) => batch)).toEqual([
      all,
      all.slice(0, 10),
      all.slice(10, 20),
      all.slice(20),
      all,
    ])
  })

  test('the schedule counts steps, and an iteration is an epoch', () => {
    const schedule = schedules.inverseTime({ steps: 10 })
    const more: MinimizeOptions = { ...options, method: 'sgd', batchSize: 10, epochs: 4, schedule, trace: true }
    const objective = leastSquares(rows, noisyY)
    const { trace, iterations, evaluations } = minimize(objective, start, more)
    expect(iterations).toBe(4)
    expect(evaluations.gradient).toBe(1 + 4 * 4)
    // The rate of the step to come after 3, 6, 9 and 12.
    trace!.forEach(({ stepSize }, i) => {
      expect(stepSize).toBe(learningRateAt(schedule, 1e-3, 3 * (i + 1)))
    })
  })

  test('the mean over rows of the gradients of batches of one is the gradient', () => {
    const objective = leastSquares(rows, noisyY)
    const x = Float64Array.of(0.3, -2, 1)
    const g = new Float64Array(3)
    objective.valueAndGradient(x, g, Uint32Array.from(all))
    const mean = new Float64Array(3)
    const one = new Float64Array(3)
    for (const i of all) {
      objective.valueAndGradient(x, one, Uint32Array.of(i))
      one.forEach((v, j) => {
        mean[j]! += (23 * v) / 23
      })
    }
    for (let j = 0; j < 3; j++) expect(Math.abs(mean[j]! - g[j]!)).toBeLessThanOrEqual(1e-12 * Math.abs(g[j]!))
  })
})

describe('the answer', () => {
  test('where all rows agree, is reached linearly with a constant rate', () => {
    const objective = leastSquares(rows, exactY)
    const { trace, x, converged } = minimize(objective, start, {
      method: 'sgd',
      learningRate: 0.001,
      batchSize: 1,
      epochs: 400,
      seed: 3,
      trace: true,
    })
    expect(converged).toBe(true)
    for (let j = 0; j < 3; j++) expect(x[j]).toBeCloseTo(solution[j]!, 7)
    const logs = trace!.map(({ value }) => Math.log(value)).filter((v) => v > -60)
    const [early, late] = [logs[5]! - logs[15]!, logs[15]! - logs[25]!]
    expect(late / early).toBeGreaterThan(0.5)
    expect(late / early).toBeLessThan(2)
  })

  test('is the best epoch, and its value is of all rows', () => {
    const objective = leastSquares(rows, noisyY)
    const rough = { method: 'sgd', learningRate: 0.04, batchSize: 2, epochs: 30, seed: 3 } as const
    const { x, value } = minimize(objective, start, rough)
    const whole = objective.asked.filter(({ batch }) => batch.length === 23)
    const values = whole.map(({ x: at }) => objective.valueAndGradient(at, new Float64Array(3), Uint32Array.from(all)))
    expect(value).toBe(Math.min(...values))
    expect(value).toBe(objective.valueAndGradient(x, new Float64Array(3), Uint32Array.from(all)))
    expect(values.at(-1)).toBeGreaterThan(value)
  })

  test('stays within bounds', () => {
    const objective = leastSquares(rows, noisyY)
    const bounds = { lower: -1, upper: 0.25 }
    const { x } = minimize(objective, start, { ...options, learningRate: 0.01, method: 'adam', batchSize: 4, bounds })
    for (const { x: at } of objective.asked) expect(at.every((v) => v >= -1 && v <= 0.25)).toBe(true)
    expect(x[0]).toBe(0.25)
  })

  // Least squares of scikit-learn's, as everywhere in these tests; the residual sum of squares is its own.
  test('on the diabetes data with rates that fall like 1/t, averaged, has the least squares within 0.1 %', () => {
    const { columns, names, rows: count } = table('diabetes')
    const target = columns[names.at(-1)!]!
    const mean = (v: Float64Array) => v.reduce((sum, each) => sum + each, 0) / count
    const features = names.slice(0, -1).map((name) => {
      const v = columns[name]!
      const center = mean(v)
      const deviation = Math.sqrt(mean(v.map((each) => (each - center) ** 2)))
      return v.map((each) => (each - center) / deviation)
    })
    const design = Array.from({ length: count }, (_, i) => [1, ...features.map((v) => v[i]!)])
    const objective = leastSquares(design, target)
    const average = new Float64Array(11)
    let steps = 0
    minimize(objective, new Float64Array(11), {
      method: 'sgd',
      learningRate: 0.02 / count,
      schedule: schedules.inverseTime({ steps: 4000 }),
      batchSize: 1,
      epochs: 100,
      seed: 5,
    })
    // The mean of the iterates of the last half.
    for (const { x, batch } of objective.asked.slice(objective.asked.length / 2)) {
      if (batch.length > 1) continue
      steps++
      x.forEach((v, j) => {
        average[j]! += (v - average[j]!) / steps
      })
    }
    const everything = Uint32Array.from(design, (_, i) => i)
    const residualSumOfSquares = 2 * objective.valueAndGradient(average, new Float64Array(11), everything)
    expect(residualSumOfSquares).toBeGreaterThanOrEqual(1263985.7856)
    expect(residualSumOfSquares).toBeLessThanOrEqual(1.001 * 1263985.7856333437)
  })
})

test('a run saved in the middle of an epoch goes on with the same bits, asked or called', async () => {
  const more = { ...options, method: 'adam', batchSize: 5, epochs: 6 } as const
  const objective = leastSquares(rows, noisyY)
  const expected = minimize(objective, start, more)
  expect(await minimizeAsync(objective, start, more)).toEqual(expected)
  const run = minimizer(start, { ...more, objective })
  for (let k = 0; k < 19; k++) answer(run)
  const resumed = minimizer.resume(JSON.parse(JSON.stringify(run.state())), { objective })
  while (!resumed.done) answer(resumed)
  expect(resumed.result).toEqual(expected)

  function answer(each: typeof run) {
    const { points, rows: batch } = each.ask()
    const gradient = new Float64Array(3)
    const value = objective.valueAndGradient(points[0]!, gradient, batch ?? Uint32Array.from(all))
    each.tell({ value, gradient })
  }
})

test('any method minimizes such an objective, as a whole', () => {
  const objective = leastSquares(rows, noisyY)
  const { converged, x } = minimize(objective, start)
  expect(converged).toBe(true)
  expect(objective.asked.every(({ batch }) => batch.length === 23)).toBe(true)
  const { x: by } = minimize(objective, start, { method: 'momentum', maxIterations: 5000 })
  for (let j = 0; j < 3; j++) expect(by[j]).toBeCloseTo(x[j]!, 5)
})

describe('misuse', () => {
  const value = (x: Float64Array) => x[0]! ** 2
  const valueAndGradient = (x: Float64Array, out: Float64Array) => {
    out.fill(1)
    return value(x)
  }
  test.each<[object, object, RegExp]>([
    [{ value }, { batchSize: 2 }, /batchSize is for an objective with rows/],
    [{ value, rows: 3 }, {}, /an objective with rows needs a function valueAndGradient/],
    [{ valueAndGradient, rows: 0 }, {}, /rows must be a whole number/],
    [{ valueAndGradient, rows: 1.5 }, {}, /rows must be a whole number/],
    [{ valueAndGradient, rows: 3 }, { batchSize: 0 }, /batchSize must be a whole number at least 1/],
    [{ valueAndGradient, rows: 3 }, { batchSize: 1, schedule: { type: 'polyak' } }, /knows the value/],
  ])('%o with %o', (objective, more, message) => {
    const call = () => minimize(objective, [1], { method: 'sgd', ...more })
    expect(call).toThrow(message)
    expect(call).toThrow(code('ERR_OPTION'))
  })

  test('a batch whose value is not finite ends the run with the best epoch', () => {
    let calls = 0
    const objective = leastSquares(rows, noisyY)
    const bad = {
      ...objective,
      valueAndGradient: (x: Float64Array, out: Float64Array, batch: Uint32Array) =>
        ++calls === 40 ? Number.NaN : objective.valueAndGradient(x, out, batch),
    }
    const { status, x } = minimize(bad, start, { ...options, method: 'sgd', batchSize: 3 })
    expect(status).toBe('not-finite')
    expect(x.every(Number.isFinite)).toBe(true)
  })
})
