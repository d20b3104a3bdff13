// Each schedule against its closed form, and against PyTorch's own lr_scheduler where it has one of the same name.
import { learningRateAt, type Schedule, Sgd, schedules } from 'steepest'
import { describe, expect, test } from 'vitest'

const alpha = 0.2
const T = 100

const forms: [string, Schedule, (t: number) => number][] = [
  ['constant', schedules.constant(), () => alpha],
  ['step', schedules.step({ steps: 30, factor: 0.5 }), (t) => alpha * 0.5 ** Math.floor(t / 30)],
  ['step, by a tenth', schedules.step({ steps: 50 }), (t) => alpha * 10 ** -Math.floor(t / 50)],
  ['exponential', schedules.exponential({ factor: 0.97 }), (t) => alpha * 0.97 ** t],
  ['cosine', schedules.cosine({ steps: T }), (t) => alpha * Math.cos((Math.PI * Math.min(t, T)) / T / 2) ** 2],
  [
    'cosine to a minimum',
    schedules.cosine({ steps: T, minimum: 0.05 }),
    (t) => 0.05 + 0.15 * Math.cos((Math.PI * Math.min(t, T)) / T / 2) ** 2,
  ],
  ['inverse time', schedules.inverseTime({ steps: 10 }), (t) => alpha / (1 + t / 10)],
  ['inverse root', schedules.inverseSqrt(), (t) => alpha / Math.sqrt(1 + t)],
  ['inverse root, slower', schedules.inverseSqrt({ steps: 25 }), (t) => (5 * alpha) / Math.sqrt(25 + t)],
]

describe.each(forms)('%s', (_, schedule, form) => {
  test('has its closed form at 0, 1, T/2, T and beyond', () => {
    for (const t of [0, 1, 2, 29, 30, T / 2, T - 1, T, 2 * T]) {
      expect(Math.abs(learningRateAt(schedule, alpha, t) - form(t))).toBeLessThanOrEqual(1e-15)
    }
  })

  test('is what the steps of a rule are taken with', () => {
    const x = Float64Array.of(0)
    const sgd = new Sgd({ learningRate: alpha, schedule })
    for (let t = 0; t < 2 * T; t++) {
      const before = x[0]!
      sgd.step(x, [-1])
      expect(Math.abs(x[0]! - before - form(t))).toBeLessThanOrEqual(1e-13)
    }
  })
})

test('one cycle rises to the rate, falls by d and e, and stays', () => {
  const schedule = schedules.oneCycle({ steps: T })
  // Of PyTorch's OneCycleLR(max_lr=0.2, total_steps=100).
  const reference = { 0: 0.008, 1: 0.008562756113181497, 14: 0.09880266477579992, 29: 0.2, 64: 0.1000004, 99: 8e-7 }
  for (const [t, rate] of Object.entries(reference)) {
    expect(learningRateAt(schedule, alpha, Number(t))).toBeCloseTo(rate, 15)
  }
  expect(learningRateAt(schedule, alpha, 5000)).toBe(0.2 / 25 / 1e4)
  const early = schedules.oneCycle({ steps: T, rise: 0, initialDivisor: 10 })
  expect(learningRateAt(early, alpha, 0)).toBeLessThan(alpha)
  const late = schedules.oneCycle({ steps: T, rise: 1, initialDivisor: 10, finalDivisor: 10 })
  expect(learningRateAt(late, alpha, T - 1)).toBe(alpha)
  expect(learningRateAt(late, alpha, T)).toBeCloseTo(alpha / 100, 15)
})

describe('a warm-up', () => {
  test.each([
    schedules.constant({ warmup: 10 }),
    schedules.cosine({ steps: T, warmup: 10 }),
    schedules.step({ steps: 30, warmup: 10 }),
    schedules.inverseSqrt({ warmup: 10 }),
  ])('of $type rises by equal steps to the rate, and the schedule begins after it', (schedule) => {
    for (let t = 0; t < 10; t++) {
      expect(learningRateAt(schedule, alpha, t)).toBeCloseTo((alpha * (t + 1)) / 10, 15)
    }
    expect(learningRateAt(schedule, alpha, 10)).toBe(alpha)
  })

  test('is among the steps of a cosine', () => {
    const schedule = schedules.cosine({ steps: T, warmup: 10 })
    expect(learningRateAt(schedule, alpha, 55)).toBeCloseTo(alpha / 2, 15)
    expect(learningRateAt(schedule, alpha, T)).toBe(0)
  })
})

describe('what is no schedule', () => {
  test.each<[unknown, RegExp]>([
    ['cosine', /schedule must be an object/],
    [{ type: 'cosin', steps: 3 }, /did you mean 'cosine'/],
    [{ type: 'oneCycle', steps: 3 }, /did you mean 'one-cycle'/],
    [{ type: 'cosine' }, /'cosine' needs steps/],
    [{ type: 'exponential' }, /needs factor/],
    [{ type: 'cosine', steps: 10, warmup: 10 }, /warmup must be below steps/],
    [{ type: 'step', steps: 0 }, /steps must be a whole number at least 1/],
    [{ type: 'step', stepz: 1 }, /did you mean 'steps'/],
    [null, /got null/],
  ])('%o is refused', (schedule, message) => {
    expect(() => new Sgd({ schedule: schedule as Schedule })).toThrow(message)
    expect(() => learningRateAt(schedule as Schedule, 1, 0)).toThrow(expect.objectContaining({ code: 'ERR_OPTION' }))
  })
})
