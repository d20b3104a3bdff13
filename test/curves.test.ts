import { curveFitSync, curves } from 'steepest'
import { describe, expect, test } from 'vitest'
import { type CurveName, Draw, functions } from './curve-draws.ts'

const names = Object.keys(curves) as CurveName[]
const ones = (x: Float64Array) => x.map(() => 1)

function start(name: CurveName, x: Float64Array, y: Float64Array, weights = ones(x)): number[] {
  const { start, parameters } = curves[name]
  const found: Record<string, number> = start(x, y, weights)
  return parameters.map((parameter) => found[parameter]!)
}

const squares = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0)

/** The part of the variance of y that the curve with these parameters explains. */
function explained(name: CurveName, parameters: number[], x: Float64Array, y: Float64Array): number {
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length
  const left = y.map((value, i) => value - functions[name](x[i]!, ...parameters))
  return 1 - squares(left) / squares(y.map((value) => value - mean))
}

describe.each(names)('%s', (name) => {
  test('its rule explains most of what the curve itself explains', () => {
    const draw = new Draw(1)
    const poor = Array.from({ length: 100 }, (_, k) => {
      const { parameters, x, y } = draw.points(name, [20, 50, 200][k % 3]!, 0.05)
      const found = start(name, x, y)
      return { parameters, found, parts: [found, parameters].map((values) => explained(name, values, x, y)) }
    }).filter(({ parts: [found = 0, best = 0] }) => !(found > 0.5 * best))
    // One of them may be.
    expect(poor.slice(1)).toEqual([])
  })

  test('from its own start a fit finds the least squares that one from the truth finds', () => {
    const draw = new Draw(4)
    const missed = Array.from({ length: 200 }, (_, k) => {
      const { parameters, x, y } = draw.points(name, [20, 50, 200][k % 3]!, 0.05)
      const found = curveFitSync(curves[name], { x, y })
      const best = curveFitSync(curves[name], { x, y }, { start: parameters })
      return { parameters, found, best }
    }).filter(
      ({ found, best }) => !found.converged || found.residualSumOfSquares > best.residualSumOfSquares * (1 + 1e-6),
    )
    // One in a hundred may be.
    expect(missed.slice(2)).toEqual([])
  })

  test('the order of the points does not matter, nor what has no weight', () => {
    const draw = new Draw(2)
    const { x, y } = draw.points(name, 40, 0.02)
    const backwards = start(name, x.slice().reverse(), y.slice().reverse())
    expect(backwards).toEqual(start(name, x, y))
    const more = start(name, Float64Array.of(1e6, ...x), Float64Array.of(1e9, ...y), Float64Array.of(0, ...ones(x)))
    expect(more).toEqual(backwards)
  })

  test('another unit gives the same curve', () => {
    const { x, y } = new Draw(3).points(name, 40, 0.02)
    const parameters = start(name, x, y)
    const scaled = start(
      name,
      x.map((at) => 1024 * at),
      y.map((value) => 8 * value),
    )
    const [one, other] = [x[3]!, x[7]!].map((at) => [
      8 * functions[name](at, ...parameters),
      functions[name](1024 * at, ...scaled),
    ])
    for (const [expected = 0, got = 0] of [one!, other!]) expect(got / expected).toBeCloseTo(1, 8)
  })

  test('points that tell nothing give finite values', () => {
    const cases: [number[], number[]][] = [
      [[], []],
      [[2], [3]],
      [
        [2, 2, 2],
        [1, 2, 3],
      ],
      [
        [0, 0],
        [0, 0],
      ],
      [
        [-1, -2, -3],
        [1, 1, 1],
      ],
      [
        [1, 2, 3],
        [0, 0, 0],
      ],
      [
        [-1e300, 1e300, 0],
        [1e300, -1e300, 1],
      ],
      [
        [1e-300, 2e-300],
        [1e-300, 0],
      ],
    ]
    for (const [x, y] of cases) {
      const found = start(name, Float64Array.from(x), Float64Array.from(y))
      expect({ x, y, finite: found.every(Number.isFinite) }).toEqual({ x, y, finite: true })
    }
  })
})

test('a frequency among many points that are equally far apart', () => {
  const x = Float64Array.from({ length: 20_000 }, (_, i) => 5 + i / 1000)
  const y = x.map((at, i) => Math.sin(2 * Math.PI * 31.7 * at + 1) + Math.sin(i ** 2))
  expect(curves.sine.start(x, y, ones(x)).frequency).toBeCloseTo(31.7, 1)
})
