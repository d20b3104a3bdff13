// Compiled expressions as objectives: each run in the core is the run that JavaScript would answer by the expression's
// own functions, to the bit; and what has names is told by name.
import { type CompiledExpression, compile, minimize, minimizeAsync, minimizer, type RowSum } from 'steepest'
import { describe, expect, test } from 'vitest'
import { methodNames } from '../src/backend/operations.ts'
import { has } from '../src/methods.ts'

const about = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) })

const rosenbrock = () => compile(({ x, y }) => (1 - x) ** 2 + 100 * (y - x * x) ** 2)
const start = { x: -1.2, y: 1 }

// Noise that is the same everywhere.
const t = Float64Array.from({ length: 300 }, (_, i) => i / 60)
const y = t.map((x, i) => 2.5 * Math.exp(-1.3 * x) + 0.5 + 0.05 * Math.sin(37 * i))
const decay = () => compile('(y - (a * exp(-b * t) + c)) ** 2').over({ t, y })
const decayStart = { a: 1, b: 1, c: 0 }

/** The same, for JavaScript to answer. */
function asked(f: CompiledExpression | RowSum) {
  return {
    value: (x: Float64Array) => f.value(x),
    gradient: (x: Float64Array, out: Float64Array) => f.gradient(x, out),
    valueAndGradient: (x: Float64Array, out: Float64Array, batch?: Uint32Array) =>
      'rows' in f ? f.valueAndGradient(x, out, batch) : f.valueAndGradient(x, out),
    hessian: (x: Float64Array) => f.hessian(x),
    hessianProduct: (x: Float64Array, v: Float64Array, out: Float64Array) => f.hessianProduct(x, v, out),
    ...('rows' in f ? { rows: f.rows } : {}),
  }
}

/** The same, with functions that fail: only the core can answer it. */
function inCoreOnly<F extends CompiledExpression | RowSum>(f: F): F {
  const fails = () => {
    throw new Error('asked in JavaScript')
  }
  for (const name of ['value', 'gradient', 'valueAndGradient', 'hessian', 'hessianProduct']) {
    Object.defineProperty(f, name, { value: fails })
  }
  return f
}

describe.each(methodNames)('%s', (method) => {
  const options = { method, seed: 1, maxIterations: 60 }
  const cases: [string, () => CompiledExpression | RowSum, Record<string, number>][] = [
    ['an expression', rosenbrock, start],
    ['a sum over rows', decay, decayStart],
  ]
  test.each(cases)('minimizes %s in the core, as JavaScript would', async (_, make, from) => {
    const f = make()
    const { parameters, ...result } = minimize(inCoreOnly(make()), from, options)
    expect(result).toEqual(minimize(asked(f), Object.values(from), options))
    expect(parameters).toEqual(Object.fromEntries(f.parameters.map((name, i) => [name, result.x[i]])))
    expect(await minimizeAsync(inCoreOnly(make()), from, options)).toEqual({ ...result, parameters })
    const run = minimizer(from, { ...options, objective: f })
    for (const _ of run);
    expect(run.result).toEqual({ ...result, parameters })
  })

  if (has(method, 'bounds')) {
    test('keeps within bounds by name', () => {
      const result = minimize(inCoreOnly(rosenbrock()), start, { ...options, bounds: { x: [-2, 0.5], y: [-1, 3] } })
      const { parameters: _, ...rest } = result
      const bounds = { lower: [-2, -1], upper: [0.5, 3] }
      expect(rest).toEqual(minimize(asked(rosenbrock()), [-1.2, 1], { ...options, bounds }))
      expect(result.parameters!.x).toBeLessThanOrEqual(0.5)
    })
  }
})

describe('second derivatives', () => {
  // Convex, not quadratic; its minimum is where all are ln 2.
  const smooth = () => compile('exp(x) - 2 * x + exp(y) - 2 * y + exp(z) - 2 * z + (x - y)**2')

  test.each(['newton', 'trust-region'] as const)('%s takes the exact Hessian', (method) => {
    const { x, evaluations, converged } = minimize(smooth(), [3, -1, 0], { method, gradientTolerance: 1e-14 })
    expect(converged).toBe(true)
    for (const value of x) expect(value).toBeCloseTo(Math.LN2, 13)
    expect(evaluations.hessian).toBeGreaterThan(0)
    expect(evaluations.hessianProduct).toBe(0)
  })

  test('newton-cg takes exact products', () => {
    const { evaluations, x } = minimize(smooth(), [3, -1, 0], { method: 'newton-cg' })
    expect(evaluations).toMatchObject({ hessian: 0, hessianProduct: expect.any(Number) })
    expect(evaluations.hessianProduct).toBeGreaterThan(0)
    expect(x[0]).toBeCloseTo(Math.LN2, 8)
  })

  // Its gradient is some thousand operations, its Hessian more than a program may have.
  const names = Array.from({ length: 90 }, (_, i) => `x${i}`)
  const product = (k: number) => names.map((x, i) => `(2 + sin(${k} * ${x} + ${x}**2 / ${i + 2}))`).join(' * ')
  const large = () => compile([1, 2, 3, 4, 5].map(product).join(' + '))
  const from = names.map((_, i) => 0.1 + i / 1000)

  test('are not made for methods that need none', () => {
    const f = large()
    expect(() => f.hessian(from)).toThrow(about('ERR_COMPILE', /too large/))
    const { evaluations, value } = minimize(inCoreOnly(large()), from, { method: 'lbfgs', maxIterations: 5 })
    expect(value).toBeLessThan(f.value(from))
    expect(evaluations).toMatchObject({ hessian: 0, hessianProduct: 0 })
  })

  test('are approximated where they are too large a formula', () => {
    const f = large()
    const { evaluations, value } = minimize(inCoreOnly(large()), from, { method: 'newton', maxIterations: 2 })
    expect(value).toBeLessThan(f.value(from))
    expect(evaluations.hessian).toBe(0)
    expect(evaluations.gradient).toBeGreaterThan(names.length)
  })
})

describe('names', () => {
  test('come back with the result, which can be cloned', () => {
    const result = minimize(rosenbrock(), start)
    expect(result.parameters).toEqual({ x: expect.closeTo(1, 7), y: expect.closeTo(1, 7) })
    expect(structuredClone(result)).toEqual(result)
    // Names that all objects have are own fields here.
    const odd = minimize(compile('(constructor - 1)**2 + (__proto__ - 2)**2'), [0, 0])
    expect(Object.entries(odd.parameters!)).toEqual([
      ['constructor', 1],
      ['__proto__', 2],
    ])
    expect(minimize((x) => x[0]! ** 2, [1])).not.toHaveProperty('parameters')
  })

  test('bound sides of their own', () => {
    const bounds = { lower: { y: 0.5 }, upper: { x: 0.25, y: Infinity } }
    const { parameters } = minimize(rosenbrock(), { x: 0, y: 1 }, { bounds })
    expect(parameters).toEqual({ x: expect.closeTo(0.25, 12), y: expect.closeTo(0.5, 12) })
    const wide = minimize(rosenbrock(), start, { bounds: { upper: 0.5 } })
    expect(wide.parameters).toEqual({ x: expect.closeTo(0.5, 12), y: expect.closeTo(0.25, 8) })
  })

  test('hold variables fixed, in the core', () => {
    for (const fixed of [['x'], [0]]) {
      const { parameters, evaluations } = minimize(inCoreOnly(rosenbrock()), start, { fixed, method: 'newton' })
      expect(parameters).toEqual({ x: -1.2, y: expect.closeTo(1.44, 12) })
      expect(evaluations.hessian).toBeGreaterThan(0)
    }
    const decayed = minimize(inCoreOnly(decay()), { a: 1, b: 1.3, c: 0.5 }, { fixed: ['b', 'c'] })
    // What is left is linear least squares: Σ e (y - c) / Σ e², e = exp(-b t).
    const e = t.map((x) => Math.exp(-1.3 * x))
    const dot = (u: Float64Array, v: Float64Array) => u.reduce((sum, value, i) => sum + value * v[i]!, 0)
    expect(decayed.parameters).toEqual({
      a: expect.closeTo(
        dot(
          e,
          y.map((value) => value - 0.5),
        ) / dot(e, e),
        12,
      ),
      b: 1.3,
      c: 0.5,
    })
  })

  test('stand without a start where the bounds are finite', () => {
    const { parameters } = minimize(rosenbrock(), undefined, {
      method: 'differential-evolution',
      bounds: { x: [-2, 2], y: [-2, 2] },
      seed: 1,
    })
    expect(parameters).toEqual({ x: expect.closeTo(1, 3), y: expect.closeTo(1, 3) })
  })

  test('are kept with the state of a run', () => {
    const run = minimizer(start, { objective: rosenbrock(), fixed: ['y'], method: 'bfgs' })
    run.tell(rosenbrock().value(run.ask().points[0]!))
    const resumed = minimizer.resume(JSON.parse(JSON.stringify(run.state())), { objective: rosenbrock() })
    for (const _ of resumed);
    expect(resumed.result.parameters).toEqual({ x: expect.any(Number), y: 1 })
    const saved = { ...run.state(), names: ['x'] }
    expect(() => minimizer.resume(saved)).toThrow(about('ERR_STATE', /names? 2 variables/))
  })

  test.each([
    [{ x: 1 }, {}, 'ERR_SHAPE', /start must hold a number for y/],
    [{ x: 1, y: 2, z: 3 }, {}, 'ERR_SHAPE', /start names 'z'/],
    [{ x: 1, y: Number.NaN }, {}, 'ERR_NOT_FINITE', /start\.y/],
    [[1, 2, 3], {}, 'ERR_SHAPE', /start must have 2 elements, got 3/],
    [start, { bounds: { x: [0, 1], z: [0, 1] } }, 'ERR_OPTION', /bounds names 'z'/],
    [start, { bounds: { x: [0] } }, 'ERR_OPTION', /bounds\.x must be \[lower, upper\]/],
    [start, { bounds: { x: [1, 0] } }, 'ERR_OPTION', /leave nothing for x: 1 to 0/],
    [start, { bounds: { lower: { Y: 0 } } }, 'ERR_OPTION', /names 'Y', which is no parameter; did you mean 'y'/],
    [start, { bounds: { lower: { x: '0' } } }, 'ERR_OPTION', /bounds\.lower\.x must be a number/],
    [start, { fixed: ['z'] }, 'ERR_OPTION', /fixed names 'z'/],
    [start, { fixed: ['x', 'y'] }, 'ERR_OPTION', /leaves no variable/],
  ])('refuses start %j with %j', (from, options, code, message) => {
    expect(() => minimize(rosenbrock(), from as never, options as never)).toThrow(about(code, message))
  })

  test('are not for objectives without any', () => {
    expect(() => minimize((x) => x[0]!, { x: 1 })).toThrow(about('ERR_SHAPE', /start/))
    expect(() => minimize((x) => x[0]!, [1], { fixed: ['x'] })).toThrow(about('ERR_OPTION', /indices/))
    expect(() => minimize((x) => x[0]!, [1], { bounds: { x: [0, 1] } })).toThrow(about('ERR_OPTION', /no 'x'/))
  })
})

describe('beside other things', () => {
  test('batches of rows', () => {
    const options = { method: 'adam', batchSize: 32, seed: 3, epochs: 40, learningRate: 0.02 } as const
    const { parameters: _, ...result } = minimize(inCoreOnly(decay()), decayStart, options)
    expect(result).toEqual(minimize(asked(decay()), [1, 1, 0], options))
    expect(result.value).toBeLessThan(decay().value(decayStart) / 10)
    expect(() => minimize(rosenbrock(), start, options)).toThrow(about('ERR_OPTION', /batchSize/))
  })

  test('constraints that are functions', () => {
    const { parameters } = minimize(rosenbrock(), start, {
      constraints: { equality: { count: 1, values: (x, out) => out.set([x[0]! + x[1]! - 1]) } },
    })
    expect(parameters!.x! + parameters!.y!).toBeCloseTo(1, 7)
  })

  test('runs at once, of one expression, which is disposed of meanwhile', async () => {
    const f = decay()
    const runs = Array.from({ length: 8 }, (_, i) =>
      minimizeAsync(f, { a: 1 + i / 10, b: 1, c: 0 }, { method: 'bfgs' }),
    )
    f.dispose()
    for (const { parameters } of await Promise.all(runs)) {
      expect(parameters).toEqual({ a: expect.closeTo(2.5, 1), b: expect.closeTo(1.3, 1), c: expect.closeTo(0.5, 1) })
    }
    await expect(minimizeAsync(f, decayStart)).rejects.toThrow(about('ERR_DISPOSED', /disposed/))
  })

  test('an abort', async () => {
    const control = new AbortController()
    const long = compile('(y - (a * exp(-b * t) + c)) ** 2').over({
      t: new Float64Array(1e6),
      y: new Float64Array(1e6),
    })
    const running = minimizeAsync(long, decayStart, { method: 'cma-es', seed: 1, signal: control.signal })
    control.abort()
    expect((await running).status).toBe('aborted')
  })
})
