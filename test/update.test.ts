// The update loops: against the formulas written plainly, and against PyTorch's own numbers.
import { readFileSync } from 'node:fs'
import { Adadelta, Adagrad, Adam, AdamW, AmsGrad, Nadam, RmsProp, Sgd, schedules, type UpdateRule } from 'steepest'
import { afterEach, describe, expect, test } from 'vitest'
import { core } from '../src/backend/current.ts'
import { rosenbrock } from './rosenbrock.ts'
import { type Formula, follow } from './update-formulas.ts'

const classes = { Adadelta, Adagrad, Adam, AdamW, AmsGrad, Nadam, RmsProp, Sgd }
const make = (rule: string, options: object): UpdateRule => new classes[rule as keyof typeof classes](options)

interface Case {
  rule: string
  options: Partial<Formula> & { clipNorm?: number }
  parameters: number[]
}
const file = readFileSync(new URL('data/updates.json', import.meta.url), 'utf8')
const reference = JSON.parse(file) as { steps: number; size: number; cases: Case[] }
const { cases } = reference

function generator() {
  let state = 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 31 - 0.75
  }
}

/** A gradient a step, as scripts/make-update-reference.py makes them. */
function gradients(steps: number, size: number): Float64Array[] {
  const next = generator()
  return Array.from({ length: steps }, (_, step) =>
    Float64Array.from({ length: size }, (_, i) => (next() * 4 ** -(i % 5)) / 2 ** Math.floor(step / 250)),
  )
}
const start = (size: number) => Float64Array.from({ length: size }, (_, i) => 1 - 0.5 * (i % 5))

/** 1e-12 of the value, or of 1 where that is smaller. */
function expectClose(got: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-12): void {
  const wrong = Array.from(expected, (value, i) => ({ i, value, got: got[i]! })).filter(
    ({ value, got }) => !(Math.abs(got - value) <= tolerance * Math.max(1, Math.abs(value))),
  )
  expect(wrong).toEqual([])
}

const named = (rule: string, options: object) => `${rule} ${JSON.stringify(options)}`

describe("PyTorch's parameters after 1,000 steps", () => {
  test.each(cases.map((each) => [named(each.rule, each.options), each] as const))(
    '%s',
    (_, { rule, options, parameters }) => {
      const x = start(reference.size)
      const update = make(rule, options)
      for (const gradient of gradients(reference.steps, reference.size)) update.step(x, gradient)
      expect(update.steps).toBe(1000)
      expectClose(x, parameters)
    },
  )
})

describe('the formulas, over 1,000 steps of 37 parameters', () => {
  const size = 37
  const steps = 1000
  const all = gradients(steps, size)
  const of = (i: number) => all.map((gradient) => gradient[i]!)
  const more: Omit<Case, 'parameters'>[] = [
    { rule: 'RmsProp', options: { epsInsideSqrt: true, epsilon: 1e-3 } },
    { rule: 'RmsProp', options: { epsInsideSqrt: true, centered: true, momentum: 0.9 } },
    { rule: 'AmsGrad', options: { beta1: 0, beta2: 0.5, weightDecay: 0.01 } },
    { rule: 'Adadelta', options: { learningRate: 0.5, epsilon: 1e-3 } },
  ]
  const unclipped = [...cases, ...more].filter(({ options }) => options.clipNorm === undefined)
  test.each(unclipped.map((each) => [named(each.rule, each.options), each] as const))('%s', (_, { rule, options }) => {
    const x = start(size)
    const single = Float32Array.from(x)
    const update = make(rule, options)
    const updateSingle = make(rule, options)
    for (const gradient of all) {
      update.step(x, gradient)
      updateSingle.step(single, Float32Array.from(gradient))
    }
    const expected = start(size).map((value, i) => follow(rule, options, value, of(i)))
    expectClose(x, expected)
    // 1,000 roundings of single precision, each of at most 6e-8 of a parameter below 16.
    expectClose(single, expected, 1e-3)
  })

  test('with a schedule', () => {
    const x = start(size)
    const adam = new AdamW({ schedule: schedules.cosine({ steps: 900, warmup: 100, minimum: 1e-4 }) })
    for (const gradient of all) adam.step(x, gradient)
    const rateAt = (rate: number, t: number) => {
      if (t < 100) return (rate * (t + 1)) / 100
      return 1e-4 + ((rate - 1e-4) * (1 + Math.cos((Math.PI * Math.min(t - 100, 800)) / 800))) / 2
    }
    expectClose(
      x,
      start(size).map((value, i) => follow('AdamW', {}, value, of(i), rateAt)),
    )
  })
})

// CAPABILITIES of other systems' implementations: scikit-learn's SGDOptimizer and AdamOptimizer, PyTorch's forms.
describe('100 steps on the Rosenbrock function from (-1.2, 1)', () => {
  test.each<[UpdateRule, number[]]>([
    [new Sgd({ learningRate: 1e-3, momentum: 0.9 }), [0.62230143, 0.38523154]],
    [new Sgd({ learningRate: 1e-3, momentum: 0.9, nesterov: true }), [0.45708693, 0.20592697]],
    [new Adagrad({ learningRate: 0.1 }), [-0.99894036, 1.00409851]],
    [new RmsProp({ learningRate: 0.01 }), [-0.97886314, 0.96436789]],
    [new Adam({ learningRate: 0.01 }), [-1.0435756, 1.09388266]],
  ])('%o ends at %o', (update, [a, b]) => {
    const x = Float64Array.of(-1.2, 1)
    const g = new Float64Array(2)
    for (let t = 0; t < 100; t++) {
      rosenbrock.gradient(x, g)
      update.step(x, g)
    }
    expect(x[0]).toBeCloseTo(a!, 8)
    expect(x[1]).toBeCloseTo(b!, 8)
    if (update instanceof Adam) expect(Math.abs(rosenbrock.value(x) - 4.178536669)).toBeLessThan(1e-9)
  })
})

describe('centered RMSProp', () => {
  test('divides by no root of a negative number where all gradients are equal', () => {
    const x = Float64Array.of(1, 1, 1)
    const update = new RmsProp({ centered: true, rho: 0.9 })
    for (let t = 0; t < 2000; t++) update.step(x, [0.1, 1 / 3, 1e-5])
    expect(x.every(Number.isFinite)).toBe(true)
  })
})

describe('same bits', () => {
  const { operations } = core()
  const threads = operations.systemThreads()
  afterEach(() => operations.systemSetThreads(threads))
  const variants: [string, object][] = [
    ['Sgd', {}],
    ['Sgd', { momentum: 0.9, weightDecay: 0.01 }],
    ['Adagrad', {}],
    ['Adadelta', {}],
    ['RmsProp', { centered: true, momentum: 0.9 }],
    ['RmsProp', { centered: true }],
    ['RmsProp', { momentum: 0.9 }],
    ['Adam', {}],
    ['AmsGrad', {}],
    ['Nadam', {}],
    ['AdamW', {}],
  ]

  test.each([
    ['double', Float64Array],
    ['single', Float32Array],
  ] as const)('for an element at every place of arrays of every length, %s', (_, Numbers) => {
    for (const [rule, options] of variants) {
      const next = generator()
      const size = 67
      const steps = Array.from({ length: 3 }, () => Numbers.from(Array.from({ length: size }, next)))
      const after = (from: number, to: number) => {
        const x = Numbers.from(start(size)).slice(from, to)
        const update = make(rule, options)
        for (const g of steps) update.step(x, g.slice(from, to))
        return x
      }
      const whole = after(0, size)
      for (let length = 0; length <= size; length++) {
        const first = (length * 37) % (size - length + 1)
        expect(after(first, first + length)).toEqual(whole.slice(first, first + length))
      }
    }
  })

  test('on any number of threads, clipping too', () => {
    const size = 100_003
    const next = generator()
    const g = Float32Array.from({ length: size }, next)
    for (const [rule, options] of variants) {
      const results = [1, 2, 5].map((count) => {
        operations.systemSetThreads(count)
        const x = new Float32Array(size).fill(1)
        const update = make(rule, { ...options, clipNorm: 0.1 })
        for (let t = 0; t < 3; t++) update.step(x, g)
        return x
      })
      expect(Buffer.compare(Buffer.from(results[0]!.buffer), Buffer.from(results[1]!.buffer))).toBe(0)
      expect(Buffer.compare(Buffer.from(results[0]!.buffer), Buffer.from(results[2]!.buffer))).toBe(0)
    }
  })
})

describe('clipNorm', () => {
  /** What a plain step of rate 1 makes of a gradient. */
  function clipped<T extends Float64Array | Float32Array>(gradient: T, clipNorm: number): Float64Array {
    const x = gradient.slice().fill(0) as T
    new Sgd({ learningRate: 1, clipNorm }).step(x, gradient)
    return Float64Array.from(x, (value) => 0 - value)
  }
  const norm = (x: Iterable<number>) => Math.hypot(...x)

  test('shortens what is longer to no more than the norm, and keeps its direction', () => {
    const next = generator()
    for (const size of [1, 2, 7, 1000, 40_000]) {
      for (const scale of [1, 1e3, 1e6]) {
        const g = Float64Array.from({ length: size }, () => scale * next())
        const length = norm(g)
        const cut = clipped(g, length / 3)
        expect(norm(cut)).toBeLessThanOrEqual(length / 3)
        expectClose(
          cut,
          g.map((value) => value / 3),
          1e-5 * Math.max(1, 1 / length),
        )
      }
    }
  })

  test('leaves what is not longer as it is, to the bit', () => {
    const g = Float64Array.of(3, 4)
    expect(clipped(g, 5.1)).toEqual(g)
    expect(clipped(g, Infinity)).toEqual(g)
  })

  test('knows norms whose squares overflow', () => {
    expectClose(clipped(Float64Array.of(3e200, 4e200), 1), [0.6, 0.8])
    expectClose(clipped(Float32Array.of(3e30, 4e30), 1), [0.6, 0.8], 1e-6)
  })

  test('passes on a NaN', () => {
    expect(clipped(Float64Array.of(1, NaN), 1).every(Number.isNaN)).toBe(true)
  })
})
