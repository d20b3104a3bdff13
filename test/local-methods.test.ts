// Methods that another one lets descend.
import { type MinimizeOptions, minimize, schedules } from 'steepest'
import { describe, expect, test } from 'vitest'

const rules = [
  ...(['sgd', 'momentum', 'nesterov', 'adagrad', 'adadelta'] as const),
  ...(['rmsprop', 'adam', 'amsgrad', 'nadam', 'adamw'] as const),
]
const searches = ['powell', 'cyclic-coordinate', 'hooke-jeeves', 'nelder-mead'] as const

// Hock and Schittkowski 71, and the point of the unit disk that is nearest to (2, 1), √5 - 1 away.
const hock = ([a, b, c, d]: Float64Array) => a! * d! * (a! + b! + c!) + c!
const hockOptions: MinimizeOptions = {
  method: 'augmented-lagrangian',
  bounds: { lower: 1, upper: 5 },
  constraints: {
    inequality: { count: 1, values: ([a, b, c, d]) => [a! * b! * c! * d! - 25] },
    equality: { count: 1, values: ([a, b, c, d]) => [a! ** 2 + b! ** 2 + c! ** 2 + d! ** 2 - 40] },
  },
}
const near = ([a, b]: Float64Array) => (a! - 2) ** 2 + (b! - 1) ** 2
const disk: MinimizeOptions = {
  method: 'augmented-lagrangian',
  constraints: { inequality: { count: 1, values: ([a, b]) => [1 - a! ** 2 - b! ** 2] } },
}

describe('within an augmented Lagrangian', () => {
  test.each(rules)('%s', (method) => {
    const nearest = minimize(near, [0, 0], { ...disk, local: { method }, maxEvaluations: 1e5 })
    expect(nearest.converged).toBe(true)
    expect(nearest.value).toBeCloseTo((Math.sqrt(5) - 1) ** 2, 6)
    const hocks = minimize(hock, [1, 5, 5, 1], { ...hockOptions, local: { method }, maxEvaluations: 3e5 })
    expect(hocks.converged).toBe(true)
    expect(hocks.value).toBeCloseTo(17.0140173, 5)
  })

  test.each(searches)('%s does not call infeasible what has a solution', (method) => {
    const nearest = minimize(near, [0, 0], { ...disk, local: { method } })
    expect(nearest.status).not.toBe('infeasible')
    expect(nearest.value).toBeCloseTo((Math.sqrt(5) - 1) ** 2, 6)
    const hocks = minimize(hock, [1, 5, 5, 1], { ...hockOptions, local: { method } })
    expect(hocks.status).not.toBe('infeasible')
    expect(hocks.value).toBeCloseTo(17.014, 3)
  })
})

describe.each(['multi-start', 'basin-hopping'] as const)('within %s', (method) => {
  test.each(rules)('%s asks about finite points alone, and converges', (rule) => {
    let wrong = 0
    const sphere = (x: Float64Array) => {
      if (!x.every(Number.isFinite)) wrong += 1
      return x.reduce((sum, v) => sum + v * v, 0)
    }
    const result = minimize(sphere, [1, 2], { method, local: { method: rule }, seed: 1, maxEvaluations: 1e6 })
    expect(wrong).toBe(0)
    expect(result.converged).toBe(true)
    expect(result.value).toBeLessThan(1e-8)
  })
})

test('settings of the rule reach the local run', () => {
  // From 1, steps x ← x - α 2x with α = 1/4 halve x.
  const halved = (local: object) => {
    const points: number[] = []
    const square = {
      value: ([x]: Float64Array) => {
        points.push(x!)
        return x! ** 2
      },
      gradient: ([x]: Float64Array) => [2 * x!],
    }
    minimize(square, [1], { method: 'basin-hopping', hops: 0, seed: 1, local: { method: 'sgd', ...local } })
    return points
  }
  const halves = [1, 0.5, 0.25, 0.125, 0.0625]
  expect(halved({ learningRate: 0.25 })).toEqual(expect.arrayContaining(halves))
  expect(halved({ learningRate: 0.25, schedule: schedules.constant() })).toEqual(expect.arrayContaining(halves))
  expect(() => halved({ batchSize: 3 })).toThrow(/no option 'batchSize'/)
})

test('a rate that is chosen gives up where no step helps, however long', () => {
  // Nothing but the start has a finite value.
  let asked = 0
  const island = {
    value: ([x]: Float64Array) => {
      asked += 1
      return x === 0 ? 0 : Number.NaN
    },
    gradient: () => [1],
  }
  expect(minimize(island, [0], { method: 'sgd' }).status).toBe('no-further-progress')
  expect(asked).toBeLessThan(300)
})
