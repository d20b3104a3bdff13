import { type MinimizeOptions, minimize } from 'steepest'
import { describe, expect, test } from 'vitest'
import { methodNames } from '../src/backend/operations.ts'
import { has } from '../src/methods.ts'

const bowl = (x: Float64Array) => x.reduce((sum, v, i) => sum + (i + 1) * (v - 1) ** 2, 0)
const bounds = { lower: [-3, -2], upper: [4, 7] }
const code = (name: string) => expect.objectContaining({ code: name })

// A method that needs no start is missing until there is one.
const startless = methodNames.filter((name) => has(name, 'startless'))
const random = methodNames.filter((name) => has(name, 'random'))
const others = methodNames.filter((name) => !has(name, 'startless'))

describe.each(startless)('%s without a start', (method) => {
  test('finds the minimum within finite bounds', () => {
    const { x } = minimize(bowl, undefined, { method, bounds, seed: 5, maxEvaluations: 5000 })
    expect(Math.hypot(x[0]! - 1, x[1]! - 1)).toBeLessThan(0.05)
  })

  test('refuses bounds that are not finite, or do not tell the number of variables', () => {
    expect(() => minimize(bowl, undefined, { method })).toThrow(code('ERR_SHAPE'))
    expect(() => minimize(bowl, undefined, { method, bounds: { lower: -1, upper: 1 } })).toThrow(code('ERR_SHAPE'))
    const open = { lower: [0, 0], upper: [1, Infinity] }
    expect(() => minimize(bowl, undefined, { method, bounds: open })).toThrow(code('ERR_OPTION'))
  })
})

test.each(others)('%s without a start is refused, before the objective is called', (method) => {
  const never = () => {
    throw new Error('called')
  }
  expect(() => minimize(never, undefined, { method, bounds })).toThrow(code('ERR_OPTION'))
})

describe.each(random)('%s', (method) => {
  const options: MinimizeOptions = { method, bounds, maxEvaluations: 600 }

  test('repeats its run from the seed it reports', () => {
    const first = minimize(bowl, [3, 6], options)
    expect(Number.isSafeInteger(first.seed)).toBe(true)
    expect(minimize(bowl, [3, 6], { ...options, seed: first.seed! })).toEqual(first)
  })

  test('takes another way from another seed', () => {
    const ways = [1, 2].map((seed) => {
      const asked: string[] = []
      const watched = (x: Float64Array) => {
        asked.push(x.join())
        return bowl(x)
      }
      minimize(watched, [3, 6], { ...options, seed })
      return asked.join(' ')
    })
    expect(ways[0]).not.toBe(ways[1])
  })

  test.each([-1, 0.5, 2 ** 53, Number.NaN])('refuses the seed %d', (seed) => {
    expect(() => minimize(bowl, [3, 6], { ...options, seed })).toThrow(code('ERR_OPTION'))
  })
})

test('a method that draws nothing reports no seed', () => {
  expect(minimize(bowl, [3, 6], { method: 'bfgs', seed: 3 })).not.toHaveProperty('seed')
})
