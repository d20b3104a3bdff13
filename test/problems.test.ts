import { readFileSync } from 'node:fs'
import { Matrix, type Minimizer, minimize, minimizeAsync, minimizer, type Problem, problems } from 'steepest'
import { describe, expect, test } from 'vitest'

// Moré, Garbow and Hillstrom's problems and functions for global optimization, with values in 50 digits: an oracle that
// shares no formula with the core.
interface Published {
  number: number
  name: string
  n: number
  start: number[]
  check: { fAtStart: number; gradientAtStart: number[] }
  minima: {
    published: string | number
    x?: number[]
    refined?: number
    value?: number
    valueAtX?: number
    local?: true
    atInfinity?: true
  }[]
}
interface PublishedGlobal {
  name: string
  n: number
  lower: number[]
  upper: number[]
  minimum: number
  minimisers: number[][]
  check: { x: number[]; f: number }[]
}
const read = (file: string) => JSON.parse(readFileSync(new URL(`data/${file}`, import.meta.url), 'utf8'))
const published: Published[] = read('mgh.json').problems
const publishedGlobal: PublishedGlobal[] = read('global.json').functions

const epsilon = 2 ** -52
const norm = (v: ArrayLike<number>) => Array.from(v).reduce((most, value) => Math.max(most, Math.abs(value)), 0)
const difference = (a: ArrayLike<number>, b: ArrayLike<number>) => norm(Array.from(a, (value, i) => value - b[i]!))
const times = (a: Matrix, v: ArrayLike<number>) => a.toArray().map((row) => row.reduce((s, h, j) => s + h * v[j]!, 0))

const list = problems.list()
const inPaper = list.filter(({ number }) => number !== undefined)
const inBox = list.filter(({ number }) => number === undefined)

test('the list has every published function for global optimization', () => {
  const named = inBox.map(({ title, dimension }) => `${title} (${dimension})`)
  expect(named.sort()).toEqual(publishedGlobal.map(({ name, n }) => `${name.split(' (')[0]} (${n})`).sort())
})

test('the list has the published set, and each problem once', () => {
  const names = (list: { number?: number | undefined; n: number }[]) => list.map(({ number, n }) => `${number} (${n})`)
  expect(names(inPaper.map(({ number, dimension: n }) => ({ number, n })))).toEqual(names(published))
  expect(new Set(list.map(({ name, dimension }) => `${name} (${dimension})`)).size).toBe(list.length)
})

describe.each(inPaper.map((problem, i) => ({ problem, paper: published[i]! })))('$paper.name', ({ problem, paper }) => {
  test('has the published title, start and number of variables', () => {
    expect(paper.name).toContain(problem.title)
    expect(problem.dimension).toBe(paper.n)
    expect(problem.bounds).toBeUndefined()
    expect(Array.from(problem.start)).toEqual(paper.start)
  })

  test('value and gradient at the start', () => {
    const { fAtStart, gradientAtStart } = paper.check
    const gradient = new Float64Array(paper.n)
    expect(Math.abs(problem.value(problem.start) - fAtStart)).toBeLessThanOrEqual(1e-13 * fAtStart)
    expect(problem.valueAndGradient(problem.start, gradient)).toBeCloseTo(problem.value(problem.start), 12)
    expect(difference(gradient, gradientAtStart)).toBeLessThanOrEqual(1e-13 * norm(gradientAtStart))
    expect(problem.gradient(paper.start)).toEqual(gradient)
  })

  test('the published minima are known', () => {
    for (const { x, published, refined, valueAtX, value, local, atInfinity } of paper.minima) {
      const exact = refined ?? valueAtX ?? value
      const known = problem.minima.find((minimum) => {
        // A minimum of zero is rounded to something below 1e-80 in the file; an infimum has the paper's six digits.
        const right = exact ?? Number(published)
        return Math.abs(minimum.value - right) <= (exact === undefined ? 1e-5 : 1e-15) * right + 1e-80
      })
      expect(known).toBeDefined()
      expect(!known?.local).toBe(!(local || atInfinity))
      expect(known?.atInfinity).toBe(atInfinity)
      if (x)
        expect(problem.minima.some((minimum) => minimum.x && difference(minimum.x, x) <= 1e-15 * norm(x))).toBe(true)
    }
  })
})

describe.each(inBox)('$title with $dimension variables', (problem) => {
  const paper = publishedGlobal.find(({ name, n }) => name.split(' (')[0] === problem.title && n === problem.dimension)!

  test('has the published box, and a start inside', () => {
    const { lower, upper } = problem.bounds!
    expect(Array.from(lower)).toEqual(paper.lower)
    expect(Array.from(upper)).toEqual(paper.upper)
    expect(
      difference(
        problem.start,
        lower.map((low, i) => low + 0.75 * (upper[i]! - low)),
      ),
    ).toBeLessThan(1e-12)
  })

  test('values at two points', () => {
    for (const { x, f } of paper.check) {
      expect(Math.abs(problem.value(x) - f)).toBeLessThanOrEqual(1e-13 * Math.abs(f))
    }
  })

  test('the published minima are known', () => {
    expect(Math.abs(problem.minimum! - paper.minimum)).toBeLessThanOrEqual(1e-15 * Math.abs(paper.minimum))
    for (const x of paper.minimisers) {
      expect(problem.minimizers.some((known) => difference(known, x) <= 1e-15 * norm(x))).toBe(true)
    }
  })
})

describe.each(list)('$name with $dimension variables', (problem) => {
  test('what is known of minima is so', () => {
    expect(problem.minimum).toBe(Math.min(...problem.minima.map(({ value }) => value)))
    isMinimum(problem)
  })

  test('Hessian and product agree with differences of gradients', () => {
    const { start, dimension: n } = problem
    const x = start.map((value, j) => value + 0.1 * Math.cos(2 * j))
    const hessian = problem.hessian(x)
    const v = x.map((_, j) => Math.sin(1 + 3 * j))
    const product = problem.hessianProduct(x, v)
    const scale = norm(hessian.data)
    expect(difference(product, times(hessian, v))).toBeLessThanOrEqual(1e-13 * n * scale)
    // Half a step leaves a quarter of the truncation: extrapolation takes out most of it, and their distance bounds the
    // rest. Beside it stands the rounding of the gradients that are subtracted.
    const quotient = (step: number) => {
      const [above, below] = [step, -step].map((h) => problem.gradient(x.map((value, j) => value + h * v[j]!)))
      return above!.map((value, i) => (value - below![i]!) / (2 * step))
    }
    const h = 1e-4
    const [wide, narrow] = [quotient(h), quotient(h / 2)]
    const extrapolated = narrow.map((value, i) => value + (value - wide[i]!) / 3)
    const rounding = (40 * epsilon * (norm(problem.gradient(x)) + scale * norm(x))) / h
    expect(difference(extrapolated, product)).toBeLessThanOrEqual(0.02 * difference(narrow, wide) + rounding)
  })
})

// The point is rounded, so that the gradient is what the Hessian makes of an error of epsilon in it; and where F is a sum
// of squares of differences of numbers near 1, so is each of them, and F by that times its square root.
function isMinimum(problem: Problem): void {
  for (const { x, value, local } of problem.minima) {
    if (!x) continue
    const error = Math.abs(problem.value(x) - value)
    expect(error).toBeLessThanOrEqual(1e-13 * Math.abs(value) + 16 * epsilon * Math.sqrt(Math.abs(value)) + 1e-28)
    const hessian = problem.hessian(x)
    const scale = norm(times(new Matrix(hessian.data.map(Math.abs), hessian.rows, hessian.columns), x.map(Math.abs)))
    expect(norm(problem.gradient(x))).toBeLessThanOrEqual(4 * epsilon * (scale + norm(hessian.data)))
    if (!local) expect(problem.minimizers).toContain(x)
  }
}

test.each([
  [problems.rosenbrock, [2, 3, 10, 1001]],
  [problems.extendedRosenbrock, [2, 4, 10, 1000]],
  [problems.penalty1, [1, 2, 4, 10, 50]],
  [problems.variablyDimensioned, [1, 2, 10, 100]],
  [problems.brownAlmostLinear, [1, 2, 3, 10, 100]],
  [problems.linearFullRank, [1, 2, 10, 100]],
  [problems.linearRank1, [1, 2, 10, 100]],
  [problems.linearRank1WithZeros, [3, 4, 10, 100]],
  [problems.ackley, [1, 2, 50]],
  [problems.rastrigin, [1, 2, 50]],
  [problems.griewank, [1, 2, 50]],
  [problems.levy, [1, 2, 50]],
  [problems.schwefel, [1, 2, 50]],
  [problems.styblinskiTang, [1, 2, 50]],
  [problems.michalewicz, [1, 2, 3, 7, 10]],
  [problems.alpine1, [1, 2, 50]],
  [problems.sphere, [1, 2, 50]],
  [problems.ellipsoid, [2, 3, 50]],
  [problems.zakharov, [1, 2, 50]],
  [problems.dixonPrice, [2, 3, 10]],
  [problems.trid, [2, 3, 20]],
  [problems.rosenbrockInBox, [2, 3, 50]],
])('minima that are known for any number of variables: %#', (make, dimensions) => {
  for (const n of dimensions) {
    const problem = make(n)
    expect(problem.dimension).toBe(n)
    expect(problem.minimizers.length).toBeGreaterThan(0)
    isMinimum(problem)
  }
})

test('what is not known is not claimed', () => {
  expect(problems.watson(12).minimum).toBeUndefined()
  expect(problems.watson(12).minimizers).toEqual([])
  expect(problems.broydenTridiagonal(7).minimum).toBe(0)
  expect(problems.broydenTridiagonal(7).minimizers).toEqual([])
  expect(problems.michalewicz(11).minimum).toBeUndefined()
})

test('the helical valley is smooth across the half-plane where the angle of atan2 jumps', () => {
  const problem = problems.helicalValley()
  const [above, on, below] = [1e-9, -0, -1e-9].map((y) => problem.gradient([-1, y, 0.3]))
  expect(difference(above!, on!)).toBeLessThan(1e-4)
  expect(difference(below!, on!)).toBeLessThan(1e-4)
  expect(problem.value([-1, -0, 0])).toBe(problem.value(problem.start))
  expect(Array.from(problem.gradient([0, 1, 0])).every(Number.isFinite)).toBe(true)
})

describe('a problem is an objective of the core', () => {
  const all = [problems.rosenbrock(10), problems.beale(), problems.broydenTridiagonal(50)]
  // The same function, answered from JavaScript.
  const outside = (problem: Problem) => ({
    valueAndGradient: (x: Float64Array, out: Float64Array) => problem.valueAndGradient(x, out),
  })

  test('minimized as if JavaScript answered, iteration by iteration', async () => {
    for (const problem of all) {
      const infos: number[] = []
      const onIteration = ({ value }: { value: number }) => void infos.push(value)
      const result = minimize(problem, problem.start, { onIteration, method: 'lbfgs' })
      expect(result).toEqual(minimize(outside(problem), problem.start, { method: 'lbfgs' }))
      expect(result.converged).toBe(true)
      expect(result.value).toBeLessThan(1e-14)
      expect(infos.length).toBe(result.iterations)
      expect(minimize(problem, problem.start, { method: 'lbfgs' })).toEqual(result)
      expect(await minimizeAsync(problem, problem.start, { method: 'lbfgs' })).toEqual(result)
    }
  })

  test('of its own number of variables', () => {
    expect(() => minimize(problems.rosenbrock(3), [0, 0])).toThrow(expect.objectContaining({ code: 'ERR_SHAPE' }))
  })
})

test('waves are smooth at their center, where the root of the squares is not', () => {
  const problem = problems.dropWave()
  // -(2 - 72 r² + 864 r⁴ …) / (2 + r²/2) by hand
  expect(Array.from(problem.hessian([0, 0]).data)).toEqual([72.5, 0, 0, 72.5])
  // On both sides of where the series gives way to the cosine.
  const [inner, outer] = [1 - 1e-9, 1 + 1e-9].map((part) => problem.gradient([(part * 0.1) / 12, 0])[0]!)
  expect(Math.abs(inner! - outer!)).toBeLessThan(72.5 * (2e-9 * 0.1) * 1.01)
})

describe('a shifted problem', () => {
  const problem = problems.hartmann3()
  const by = [0.1, -0.2, 0.05]
  const shifted = problem.shifted(by)

  test('is the function moved inside the same box', () => {
    const x = [0.3, 0.4, 0.5]
    const there = x.map((value, j) => value - by[j]!)
    expect(shifted.value(x)).toBe(problem.value(there))
    expect(shifted.gradient(x)).toEqual(problem.gradient(there))
    expect(shifted.hessian(x)).toEqual(problem.hessian(there))
    expect(shifted.hessianProduct(x, [1, 2, 3])).toEqual(problem.hessianProduct(there, [1, 2, 3]))
    expect(shifted.bounds).toEqual(problem.bounds)
    expect(shifted.minimum).toBe(problem.minimum)
    expect(shifted.minimizers).toEqual([problem.minimizers[0]!.map((value, j) => value + by[j]!)])
    expect(shifted.start).toEqual(problem.start.map((value, j) => value + by[j]!))
    expect(problem.shift).toBeUndefined()
    expect(shifted.shift).toEqual(Float64Array.from(by))
    expect(shifted.shifted([-0.1, 0.2, -0.05]).shift).toEqual(new Float64Array(3))
  })

  test('starts inside, and claims no minimum that has left', () => {
    const moved = problem.shifted([0.5, 0, 0])
    expect(moved.start).toEqual(Float64Array.of(1, 0.75, 0.75))
    expect(moved.minimum).toBe(problem.minimum)
    expect(problem.shifted([0, 0.5, 0])).toMatchObject({ minima: [], minimizers: [], minimum: undefined })
    // One of two stays.
    const camel = problems.sixHumpCamel()
    expect(camel.shifted([0, -1.5]).minimizers.length).toBe(1)
    expect(camel.shifted([0, -1.5]).minimum).toBe(camel.minimum)
    // Lower values outside its box have come in.
    expect(problems.schwefel(2).shifted([1, 1]).minimum).toBeUndefined()
  })

  test('is answered by the core, as JavaScript would', async () => {
    for (const each of [
      shifted,
      problems.beale().shifted([1, -2]),
      problems.rosenbrock(10).shifted(Array(10).fill(3)),
    ]) {
      const options = { method: 'lbfgs', gradientTolerance: 1e-6 } as const
      const outside = { valueAndGradient: (x: Float64Array, out: Float64Array) => each.valueAndGradient(x, out) }
      const result = minimize(each, each.start, options)
      expect(result).toEqual(minimize(outside, each.start, options))
      expect(await minimizeAsync(each, each.start, options)).toEqual(result)
      expect(result.converged).toBe(true)
      expect(Math.abs(result.value - each.minimum!)).toBeLessThan(1e-8)
    }
  })

  test('is saved and resumed', () => {
    const problem = problems.rosenbrock(4).shifted([1, -1, 2, 0.5])
    const step = (run: Minimizer, times: number) => {
      for (let i = 0; i < times && !run.done; i++) {
        const { points } = run.ask()
        run.tell(points.map((x) => ({ value: problem.value(x), gradient: problem.gradient(x) })))
      }
      return run
    }
    const options = { method: 'lbfgs' } as const
    const saved = JSON.parse(JSON.stringify(step(minimizer(problem.start, { ...options }), 12).state()))
    const resumed = step(minimizer.resume(saved), 1000)
    expect(resumed.result).toEqual(step(minimizer(problem.start, options), 1000).result)
    const stepped = minimizer.resume(saved, { objective: problem })
    for (const _ of stepped);
    expect(stepped.result).toEqual(minimize(problem, problem.start, options))
  })

  test('of the list: those centered have moved, inside their boxes, and know their minima', () => {
    const plain = problems.list()
    const moved = problems.list({ shifted: true })
    expect(moved.map(({ name, dimension }) => [name, dimension])).toEqual(plain.map((p) => [p.name, p.dimension]))
    moved.forEach((problem, i) => {
      const { bounds, minimizers, minimum } = plain[i]!
      const centered = minimizers.some((x) =>
        x.every((value, j) => value === 0 || value === (bounds ? (bounds.lower[j]! + bounds.upper[j]!) / 2 : 0)),
      )
      expect(problem.shift !== undefined).toBe(bounds !== undefined && centered)
      expect(problem.minimum).toBe(minimum)
      expect(problem.minimizers.length).toBe(minimizers.length)
      problem.shift?.forEach((by, j) => {
        const width = bounds!.upper[j]! - bounds!.lower[j]!
        expect(Math.abs(by)).toBeLessThanOrEqual(0.3 * width)
        expect(by).not.toBe(0)
      })
    })
  })

  test('refuses what is no shift', () => {
    expect(() => problem.shifted([1, 2])).toThrow(expect.objectContaining({ code: 'ERR_SHAPE' }))
    expect(() => problem.shifted([1, Number.NaN, 0])).toThrow(
      expect.objectContaining({ code: 'ERR_NOT_FINITE', message: expect.stringMatching(/by\[1\].*got NaN/) }),
    )
  })
})

test('answers go where they are wanted', () => {
  const problem = problems.rosenbrock(3)
  const x = new Float64Array([0.5, -1, 2])
  const gradient = problem.gradient(x)
  const hessian = problem.hessian(x)
  const product = problem.hessianProduct(x, [1, 2, 3])
  const out = new Float64Array(3)
  expect(problem.gradient(x, out)).toBe(out)
  expect(out).toEqual(gradient)
  expect(problem.hessianProduct(x, [1, 2, 3], out)).toBe(out)
  expect(out).toEqual(product)
  const matrix = Matrix.zeros(3, 3)
  expect(problem.hessian(x, matrix)).toBe(matrix)
  expect(matrix).toEqual(hessian)
  expect(Array.from(x)).toEqual([0.5, -1, 2])
  // Over the point, and over the direction.
  const both = Float64Array.of(1, 2, 3)
  expect(problem.hessianProduct(x, both, both)).toEqual(product)
  expect(problem.gradient(x, x)).toEqual(gradient)
})

test('NaN and infinity are answered, not refused', () => {
  for (const problem of problems.list()) {
    expect(problem.value(problem.start.map(() => Number.NaN))).toBeNaN()
  }
  expect(problems.rosenbrock(2).value([Infinity, 0])).toBe(Infinity)
})

test.each([
  [
    'a number that does not fit',
    () => problems.extendedRosenbrock(3),
    'ERR_OPTION',
    /an even number of at least 2, got 3/,
  ],
  ['a fraction', () => problems.rosenbrock(2.5), 'ERR_OPTION', /a whole number of at least 2, got 2.5/],
  ['a number too large', () => problems.watson(32), 'ERR_OPTION', /a whole number from 2 to 31, got 32/],
  ['no number', () => problems.rosenbrock('2' as unknown as number), 'ERR_OPTION', /got '2'/],
  ['a point too short', () => problems.beale().value([1]), 'ERR_SHAPE', /x must have 2 elements, got 1/],
  ['a direction too long', () => problems.beale().hessianProduct([1, 1], [1, 1, 1]), 'ERR_SHAPE', /v must have 2/],
  ['out too short', () => problems.beale().gradient([1, 1], new Float64Array(1)), 'ERR_SHAPE', /out must have 2/],
  ['out of another kind', () => problems.beale().hessian([1, 1], Matrix.zeros(2, 3)), 'ERR_SHAPE', /2 x 2 Matrix/],
])('refuses %s', (_, call, code, message) => {
  expect(call).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }))
})
