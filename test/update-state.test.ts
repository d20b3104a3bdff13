// States of the update loops, and what they refuse.
import { Adadelta, Adagrad, Adam, AdamW, AmsGrad, Nadam, RmsProp, type SavedUpdate, Sgd, schedules } from 'steepest'
import { describe, expect, test } from 'vitest'

const schedule = schedules.cosine({ steps: 40, warmup: 5 })
const makers = {
  Sgd: () => new Sgd({ momentum: 0.9, schedule }),
  plain: () => new Sgd(),
  Adagrad: () => new Adagrad({ learningRateDecay: 0.1 }),
  Adadelta: () => new Adadelta(),
  RmsProp: () => new RmsProp({ centered: true, momentum: 0.9, clipNorm: 1 }),
  Adam: () => new Adam({ schedule }),
  AmsGrad: () => new AmsGrad(),
  Nadam: () => new Nadam(),
  AdamW: () => new AdamW({ schedule, clipNorm: 0.5 }),
}
const gradient = (t: number, size: number) => Float64Array.from({ length: size }, (_, i) => Math.sin(3 * t + i * i))

describe.each(Object.entries(makers))('%s', (_, make) => {
  test.each([
    ['double', Float64Array],
    ['single', Float32Array],
  ] as const)('goes on from its state with the same bits, %s', (_, Numbers) => {
    const size = 1000
    const g = (t: number) => Numbers.from(gradient(t, size))
    const x = new Numbers(size)
    const one = make()
    for (let t = 0; t < 7; t++) one.step(x, g(t))
    one.learningRate = 0.5
    const text = JSON.stringify(one.state())
    const y = x.slice()
    const two = make().load(JSON.parse(text))
    expect(two.steps).toBe(7)
    expect(two.learningRate).toBe(0.5)
    for (let t = 7; t < 20; t++) {
      one.step(x, g(t))
      two.step(y, g(t))
    }
    expect(y).toEqual(x)
    expect(two.state()).toEqual(one.state())
  })
})

test('numbers are little-endian doubles and floats in base64', () => {
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'base64')).buffer
  const adam = new Adam({ beta1: 0.5, beta2: 0.75 })
  adam.step(Float64Array.of(0, 0), [2, 4])
  const { memory, progress } = adam.state()
  expect(memory.map((text) => Array.from(new Float64Array(bytes(text))))).toEqual([
    [1, 2],
    [1, 4],
  ])
  expect(Array.from(new Float64Array(bytes(progress)))).toEqual([1, 0.5, 0.25, 1])
  const single = new Adam({ beta1: 0.5, beta2: 0.75 })
  single.step(Float32Array.of(0), [2])
  expect(single.state().memory.map((text) => Array.from(new Float32Array(bytes(text))))).toEqual([[1], [1]])
})

test('a state from before the first step fits any parameters', () => {
  const fresh = new Adam().state()
  const adam = new Adam()
  adam.step(Float64Array.of(1), [1])
  adam.load(fresh)
  expect(adam.steps).toBe(0)
  adam.step(Float32Array.of(1, 2, 3), [1, 2, 3])
  expect(adam.steps).toBe(1)
})

describe('a state that cannot be gone on from is refused, and nothing changes', () => {
  const adam = new Adam()
  adam.step(Float64Array.of(1, 2), [1, 1])
  const good = adam.state()
  test.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /not the saved state/],
    ['another format', { ...good, format: 'steepest-run' }, /not the saved state/],
    ['a later version', { ...good, version: 2 }, /version 2/],
    ['another rule', { ...good, rule: 'adamw' }, /of 'adamw', not of 'adam'/],
    ['no rate', { ...good, learningRate: null }, /learning rate/],
    ['no precision', { ...good, precision: 'half' }, /precision/],
    ['another length', { ...good, length: 3 }, /array 0 of the state's memory/],
    ['a length that is none', { ...good, length: -1 }, /length/],
    ['a length that no memory bears out', { ...good, length: 1e12 }, /array 0/],
    ['an array less', { ...good, memory: good.memory.slice(1) }, /remembers 2 arrays, and the state has 1/],
    ['no base64', { ...good, memory: ['!', '!'] }, /base64/],
    ['little progress', { ...good, progress: '' }, /progress/],
  ])('%s', (_, state, message) => {
    expect(() => adam.load(state as SavedUpdate)).toThrow(message)
    expect(() => adam.load(state as SavedUpdate)).toThrow(expect.objectContaining({ code: 'ERR_STATE' }))
    expect(adam.state()).toEqual(good)
  })
})

describe('a step is refused, and nothing changes,', () => {
  const x = Float64Array.of(1, 2)
  const make = () => {
    const adam = new Adam()
    adam.step(Float64Array.of(1, 2), [1, 1])
    return adam
  }
  test.each<[string, unknown, unknown, RegExp]>([
    ['over numbers', [1, 2], [1, 2], /parameters must be a Float64Array or a Float32Array, got an array/],
    ['with a gradient of the other precision', x, Float32Array.of(1, 2), /gradient must be a Float64Array/],
    ['with a gradient of another length', x, [1, 2, 3], /2 elements, as the parameters have, got 3/],
    ['with something else in the gradient', x, [1, '2'], /gradient\[1\] must be a number/],
    ['over parameters that are their own gradient', x, x, /must not overlap/],
    [
      'over other parameters than before',
      Float64Array.of(1),
      [1],
      /over a Float64Array of 2 elements, got .* 1 element$/,
    ],
    ['in another precision than before', Float32Array.of(1, 2), [1, 2], /got a Float32Array of 2/],
  ])('%s', (_, parameters, gradient, message) => {
    const adam = make()
    const before = adam.state()
    expect(() => adam.step(parameters as Float64Array, gradient as Float64Array)).toThrow(message)
    expect(() => adam.step(parameters as Float64Array, gradient as Float64Array)).toThrow(
      expect.objectContaining({ code: 'ERR_SHAPE' }),
    )
    expect(adam.state()).toEqual(before)
    expect(x).toEqual(Float64Array.of(1, 2))
  })

  test('over arrays that were transferred away', () => {
    const gone = Float64Array.of(1, 2)
    structuredClone(gone, { transfer: [gone.buffer] })
    expect(() => new Adam().step(gone, [])).toThrow('parameters was detached')
  })

  test('after dispose', () => {
    const adam = make()
    adam.dispose()
    adam.dispose()
    expect(() => adam.step(x, [1, 1])).toThrow(expect.objectContaining({ code: 'ERR_DISPOSED' }))
    expect(() => adam.state()).toThrow(expect.objectContaining({ code: 'ERR_DISPOSED' }))
  })
})

test('options are checked', () => {
  expect(() => new Adam({ beta1: 1 })).toThrow('Adam: option beta1 must be a number at least 0 and below 1, got 1')
  expect(() => new Adam({ learningrate: 1 } as object)).toThrow("did you mean 'learningRate'?")
  expect(() => new Sgd({ nesterov: true })).toThrow('nesterov needs a momentum, and no dampening')
  const adam = new Adam()
  expect(() => {
    adam.learningRate = -1
  }).toThrow('Adam: option learningRate must be a number at least 0')
  expect(adam.learningRate).toBe(1e-3)
})

test('no parameters are parameters too', () => {
  const adam = new Adam({ clipNorm: 1 })
  adam.step(new Float64Array(0), [])
  expect(adam.steps).toBe(1)
})
