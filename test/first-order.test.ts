// First-order methods of minimize: the rules of the update loops to the bit, published numbers, theory's rates, bounds.
import {
  Adadelta,
  Adagrad,
  Adam,
  AdamW,
  AmsGrad,
  type MinimizeOptions,
  minimize,
  minimizer,
  Nadam,
  RmsProp,
  type Schedule,
  Sgd,
  schedules,
  type UpdateRule,
} from 'steepest'
import { describe, expect, test } from 'vitest'
import type { MethodName } from '../src/methods.ts'
import { exact } from './robustness/exact.ts'
import { rosenbrock } from './rosenbrock.ts'

const start = [-1.2, 1]
const code = (name: string) => expect.objectContaining({ code: name })
const forever = { gradientTolerance: 0, maxEvaluations: 1e6 }

/** Every point that is evaluated. */
function pointsOf(options: MinimizeOptions): Float64Array[] {
  const points: Float64Array[] = []
  const watched = {
    valueAndGradient(x: Float64Array, out: Float64Array) {
      points.push(x.slice())
      rosenbrock.gradient(x, out)
      return rosenbrock.value(x)
    },
  }
  minimize(watched, start, { ...forever, ...options })
  return points
}

describe('goes the way of its update loop, to the bit:', () => {
  const clipNorm = 20
  const schedule = schedules.cosine({ steps: 50, warmup: 5, minimum: 1e-5 })
  const rate = { learningRate: 1e-3, schedule }
  const ways: [MethodName, object, UpdateRule][] = [
    ['sgd', rate, new Sgd(rate)],
    ['sgd', { ...rate, momentum: 0.5, dampening: 0.5 }, new Sgd({ ...rate, momentum: 0.5, dampening: 0.5 })],
    ['momentum', rate, new Sgd({ ...rate, momentum: 0.9 })],
    ['momentum', { ...rate, clipNorm }, new Sgd({ ...rate, clipNorm, momentum: 0.9 })],
    ['nesterov', rate, new Sgd({ ...rate, momentum: 0.9, nesterov: true })],
    ['adagrad', rate, new Adagrad(rate)],
    ['adagrad', { schedule, initialAccumulator: 1 }, new Adagrad({ schedule, initialAccumulator: 1 })],
    ['adadelta', { schedule }, new Adadelta({ schedule })],
    ['rmsprop', { ...rate, momentum: 0.5, centered: true }, new RmsProp({ ...rate, momentum: 0.5, centered: true })],
    ['rmsprop', { schedule, epsInsideSqrt: true }, new RmsProp({ schedule, epsInsideSqrt: true })],
    ['adam', { ...rate, weightDecay: 0.1, clipNorm }, new Adam({ ...rate, weightDecay: 0.1, clipNorm })],
    ['amsgrad', { schedule, beta2: 0.9 }, new AmsGrad({ schedule, beta2: 0.9 })],
    ['nadam', { schedule, momentumDecay: 0.1 }, new Nadam({ schedule, momentumDecay: 0.1 })],
    ['adamw', { schedule }, new AdamW({ schedule })],
  ]
  test.each(ways)('%s %o', (method, options, rule) => {
    const points = pointsOf({ method, ...options, maxIterations: 60 })
    const x = Float64Array.from(start)
    const g = new Float64Array(2)
    expect(points).toHaveLength(61)
    for (const point of points) {
      expect(point).toEqual(x)
      rosenbrock.gradient(x, g)
      rule.step(x, g)
    }
  })
})

// Those of scikit-learn's SGDOptimizer and AdamOptimizer, and of PyTorch's forms (see update.test.ts).
describe('from (-1.2, 1) on the Rosenbrock function', () => {
  test.each<[MinimizeOptions, number[]]>([
    [{ method: 'sgd', learningRate: 1e-3, maxIterations: 1000 }, [0.32726277, 0.1040128]],
    [{ method: 'gradient-descent', stepSize: 1e-3 }, [0.32726277, 0.1040128]],
    [{ method: 'momentum', learningRate: 1e-3, maxIterations: 100 }, [0.62230143, 0.38523154]],
    [{ method: 'nesterov', learningRate: 1e-3, maxIterations: 100 }, [0.45708693, 0.20592697]],
    [{ method: 'adagrad', learningRate: 0.1, maxIterations: 100 }, [-0.99894036, 1.00409851]],
    [{ method: 'rmsprop', learningRate: 0.01, maxIterations: 100 }, [-0.97886314, 0.96436789]],
    [{ method: 'adam', learningRate: 0.01, maxIterations: 100 }, [-1.0435756, 1.09388266]],
  ])('%o', (options, [a, b]) => {
    const last = pointsOf({ maxIterations: 1000, ...options }).at(-1)!
    expect(last[0]).toBeCloseTo(a!, 7)
    expect(last[1]).toBeCloseTo(b!, 7)
    if (options.method === 'sgd') expect(rosenbrock.value(last)).toBeCloseTo(0.45352902482768304, 12)
    if (options.method === 'adam') expect(rosenbrock.value(last)).toBeCloseTo(4.178536669, 9)
  })
})

describe('on a quadratic ½ Σ dᵢ xᵢ²', () => {
  const d = [1, 3, 10]
  const quadratic = {
    value: (x: Float64Array) => x.reduce((sum, v, i) => sum + (d[i]! * v * v) / 2, 0),
    gradient: (x: Float64Array) => x.map((v, i) => d[i]! * v),
  }
  const ends = (options: MinimizeOptions) => minimize(quadratic, [1, 1, 1], { ...forever, ...options }).x

  test('gradient descent with α = 2/(L + μ) shrinks by (κ - 1)/(κ + 1) a step', () => {
    for (const maxIterations of [1, 10, 50]) {
      const x = ends({ method: 'sgd', learningRate: 2 / 11, maxIterations })
      const shrunk = (9 / 11) ** maxIterations
      expect(x[0]! / shrunk).toBeCloseTo(1, 12)
      expect(Math.abs(x[2]!) / shrunk).toBeCloseTo(1, 12)
    }
  })

  test('with α > 2/L it diverges, the start is the answer, and nothing is called converged', () => {
    const result = minimize(quadratic, [0, 0, 1], { method: 'sgd', learningRate: 0.21, maxIterations: 200 })
    expect(result).toMatchObject({ status: 'max-iterations', converged: false, value: 5 })
    expect([...result.x]).toEqual([0, 0, 1])
  })

  test("Polyak's step comes nearer to the minimizer each time, by his bound", () => {
    const schedule = schedules.polyak()
    let distance = Math.sqrt(3)
    for (let maxIterations = 1; maxIterations < 40; maxIterations++) {
      const points: Float64Array[] = []
      const watched = {
        ...quadratic,
        value(x: Float64Array) {
          points.push(x.slice())
          return quadratic.value(x)
        },
      }
      minimize(watched, [1, 1, 1], { ...forever, method: 'sgd', schedule, maxIterations })
      const now = Math.hypot(...points.at(-1)!)
      // ‖x⁺ - x*‖² ≤ ‖x - x*‖² - (f - f*)²/‖g‖², where ‖g‖² ≤ 2L (f - f*) and f - f* ≥ μ/2 ‖x - x*‖².
      expect(now).toBeLessThanOrEqual(distance * Math.sqrt(1 - 1 / 40))
      distance = now
    }
    // On a sphere it halves x exactly.
    const sphere = { value: ([v]: Float64Array) => (v! * v!) / 2, gradient: ([v]: Float64Array) => [v!] }
    const { x } = minimize(sphere, [3], { ...forever, method: 'sgd', schedule, maxIterations: 10 })
    expect(x[0]).toBe(3 / 1024)
  })

  test('the size of a step is the rate it amounts to: the schedule of plain steps', () => {
    const schedule: Schedule = { type: 'inverse-time', steps: 5, warmup: 3 }
    const { trace } = minimize(quadratic, [1, 1, 1], {
      ...forever,
      method: 'sgd',
      learningRate: 0.1,
      schedule,
      maxIterations: 30,
      trace: true,
    })
    const rates = trace!.map((_, t) => (t < 3 ? (0.1 * (t + 1)) / 3 : 0.1 / (1 + (t - 3) / 5)))
    trace!.forEach(({ stepSize }, t) => {
      expect(stepSize).toBeCloseTo(rates[t]!, 12)
    })
  })

  test("and AdaGrad's, which falls towards 0", () => {
    const slope = { value: ([v]: Float64Array) => 4 * v!, gradient: () => [4] }
    const { trace } = minimize(slope, [0], {
      method: 'adagrad',
      learningRate: 0.5,
      maxIterations: 10_000,
      trace: true,
    })
    for (const t of [1, 4, 100, 10_000]) expect(trace![t - 1]!.stepSize).toBeCloseTo(0.5 / (4 * Math.sqrt(t)), 11)
  })
})

// Reddi, Kale and Kumar, ICLR 2018. The best x in [-1, 1] is -1 in both.
describe('where Adam goes the wrong way, AMSGrad does not', () => {
  const clamp = (x: Float64Array) => {
    for (let i = 0; i < x.length; i++) x[i] = Math.min(1, Math.max(-1, x[i]!))
  }

  test('Cx every third time and -x else, of theorem 1', () => {
    const C = 3
    const options = { learningRate: 0.5, beta1: 0, beta2: 1 / (1 + C * C), schedule: schedules.inverseSqrt() }
    const [adam, amsgrad] = [new Adam(options), new AmsGrad(options)].map((rule) => {
      const x = Float64Array.of(0)
      for (let t = 0; t < 9000; t++) {
        rule.step(x, [t % 3 === 0 ? C : -1])
        clamp(x)
      }
      return x[0]!
    })
    expect(adam).toBeGreaterThan(0.99)
    expect(amsgrad).toBeLessThan(-0.99)
  })

  test('1010x once in a hundred times and -10x else, by the mean of 32 runs', () => {
    const runs = 32
    const options = { learningRate: 1, beta2: 0.99, schedule: schedules.inverseSqrt() }
    const [adam, amsgrad] = [new Adam(options), new AmsGrad(options)].map((rule) => {
      const x = new Float64Array(runs)
      const g = new Float64Array(runs)
      let state = 1
      let sum = 0
      for (let t = 0; t < 60_000; t++) {
        for (let i = 0; i < runs; i++) {
          state = (Math.imul(state, 1664525) + 1013904223) >>> 0
          g[i] = state < 0.01 * 2 ** 32 ? 1010 : -10
        }
        rule.step(x, g)
        clamp(x)
        if (t >= 50_000) for (const v of x) sum += v
      }
      return sum / runs / 10_000
    })
    expect(adam).toBeGreaterThan(0.9)
    expect(amsgrad).toBeLessThan(-0.2)
  })
})

const methods = [
  'sgd',
  'momentum',
  'nesterov',
  'adagrad',
  'adadelta',
  'rmsprop',
  'adam',
  'amsgrad',
  'nadam',
  'adamw',
] as const

describe.each(methods)('%s without a learning rate', (method) => {
  test('never takes a step that raises the value, and converges on a narrow valley', () => {
    const narrow = {
      value: ([a, b]: Float64Array) => (a! - 1) ** 2 + 30 * (b! - a!) ** 2,
      gradient: ([a, b]: Float64Array) => [2 * (a! - 1) - 60 * (b! - a!), 60 * (b! - a!)],
    }
    // AdamW's decay would pull the minimum towards zero.
    const options = { method, weightDecay: 0, maxIterations: 20_000, trace: true }
    const { trace, converged, x } = minimize(narrow, [40, -3], options)
    for (const [i, { value }] of trace!.entries()) {
      if (i > 0) expect(value).toBeLessThanOrEqual(trace![i - 1]!.value)
    }
    expect(converged).toBe(true)
    expect(x[0]).toBeCloseTo(1, 3)
    expect(x[1]).toBeCloseTo(1, 3)
  })

  test('finds the minimum at a bound', () => {
    const bounds = { lower: [-2, -1], upper: [0.3, 4] }
    const { x, value } = minimize(exact, start, { method, weightDecay: 0, bounds, maxIterations: 20_000 })
    expect(x[0]).toBeCloseTo(0.3, 5)
    expect(value).toBeCloseTo(0.49, 5)
  })
})

test('a run with a schedule, saved at any iteration, goes on with the same bits', () => {
  const options: MinimizeOptions = {
    method: 'adam',
    learningRate: 0.3,
    schedule: schedules.step({ steps: 7, factor: 0.5 }),
    maxIterations: 30,
  }
  const run = minimizer(start, { ...options, objective: exact })
  const states: string[] = []
  for (const _ of run) states.push(JSON.stringify(run.state()))
  for (const state of states) {
    const resumed = minimizer.resume(JSON.parse(state), { objective: exact })
    for (const _ of resumed);
    expect(resumed.result).toEqual(run.result)
  }
})

test('values that stop being finite end a run of given rates with the best point before', () => {
  const wall = {
    value: ([v]: Float64Array) => (v! < 0 ? Number.NaN : v!),
    gradient: () => [1],
  }
  const result = minimize(wall, [1], { method: 'sgd', learningRate: 0.3 })
  expect(result).toMatchObject({ status: 'not-finite', converged: false })
  expect(result.x[0]).toBeCloseTo(0.1, 12)
})

test.each<[object, RegExp]>([
  [{ method: 'adam', beta1: 1 }, /beta1 must be a number at least 0 and below 1/],
  [{ method: 'nesterov', dampening: 0.1 }, /'nesterov' needs a momentum, and no dampening/],
  [{ method: 'sgd', schedule: { type: 'cosine' } }, /method 'sgd': option schedule 'cosine' needs steps/],
  [{ method: 'sgd', learningrate: 1 }, /did you mean 'learningRate'/],
])('%o is refused', (options, message) => {
  expect(() => minimize(rosenbrock, start, options as MinimizeOptions)).toThrow(message)
  expect(() => minimize(rosenbrock, start, options as MinimizeOptions)).toThrow(code('ERR_OPTION'))
})

test("Polyak's step is refused by update loops, which know no values", () => {
  expect(() => new Sgd({ schedule: schedules.polyak() as unknown as Schedule })).toThrow(/for minimize/)
})
