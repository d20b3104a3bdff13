// Direct searches against what is published of them, and what SciPy's do.
import { type MinimizeOptions, minimize, minimizer, problems } from 'steepest'
import { describe, expect, test } from 'vitest'
import { rosenbrock } from './rosenbrock.ts'

const methods = ['cyclic-coordinate', 'powell', 'hooke-jeeves', 'nelder-mead'] as const
const start = [-1.2, 1]

/** Keeps what is evaluated. */
function watch(f: (x: Float64Array) => number) {
  const points: Float64Array[] = []
  const value = (x: Float64Array) => {
    points.push(x.slice())
    return f(x)
  }
  return { value, points }
}

/** (x - c)'A(x - c) / 2 with a matrix whose condition number is 100: an orthogonal reflection of a diagonal. */
function quadratic(n: number) {
  const v = Array.from({ length: n }, (_, i) => Math.sin(i + 1))
  const norm = v.reduce((sum, each) => sum + each * each, 0)
  return (x: Float64Array) => {
    const y = x.map((each, i) => each - (i + 1))
    const along = (2 * y.reduce((sum, each, i) => sum + each * v[i]!, 0)) / norm
    return y.reduce((sum, each, i) => sum + 100 ** (i / (n - 1)) * (each - along * v[i]!) ** 2, 0) / 2
  }
}

describe.each(methods)('%s', (method) => {
  test('ends by its own size, which its sentence names', () => {
    const { status, converged, message, x } = minimize(quadratic(3), [0, 0, 0], { method })
    expect({ status, converged }).toEqual({ status: 'step-tolerance', converged: true })
    const size = { 'nelder-mead': 'simplex', 'hooke-jeeves': 'mesh', powell: 'step', 'cyclic-coordinate': 'step' }[
      method
    ]
    expect(message).toMatch(new RegExp(`^The ${size} is within its tolerance: relative size \\S+ ≤ 1.00e-8: converged`))
    x.forEach((v, i) => {
      expect(Math.abs(v - (i + 1))).toBeLessThan(1e-6)
    })
  })

  test('minimizes within bounds that hold the minimizer off', () => {
    // Hock and Schittkowski's problem 1 with x₂ ≥ 1.5: 0.0504261879 at ((1 + 2a b...)) is problem 2, from (-2, 1).
    const bounds = { lower: [-Infinity, 1.5], upper: [Infinity, Infinity] }
    const { value, points } = watch(rosenbrock.value)
    const result = minimize(value, [-2, 1], { method, bounds, maxIterations: 10_000 })
    // It has two local minima: at x₁ = 1.2243707 and -1.2210275.
    const least = [0.0504261879, 4.9412293186]
    expect(Math.min(...least.map((each) => Math.abs(result.value - each)))).toBeLessThan(1e-7)
    expect(result.x[1]).toBe(1.5)
    for (const [, y] of points) expect(y).toBeGreaterThanOrEqual(1.5)
  })

  test('is resumed within a run to the same iterates', () => {
    const whole = minimize(rosenbrock.value, start, { method, maxIterations: 40, trace: true })
    expect(whole.trace).toHaveLength(whole.iterations)
    const again = minimize(rosenbrock.value, start, { method, maxIterations: 40, trace: true })
    expect(again).toEqual(whole)
  })

  test('claims nothing where the only values are around the start', () => {
    let calls = 0
    const { converged } = minimize((x) => (++calls > 20 ? Number.NaN : rosenbrock.value(x)), start, { method })
    expect(converged).toBe(false)
  })

  test('minimizes what has no derivative', () => {
    const { x, converged } = minimize(([a, b]) => Math.abs(a! - 1) + 3 * Math.abs(b! + 2), [4, 4], { method })
    expect(converged).toBe(true)
    expect(x[0]).toBeCloseTo(1, 6)
    expect(x[1]).toBeCloseTo(-2, 6)
  })
})

describe('cyclic coordinate search', () => {
  const method = 'cyclic-coordinate'

  test('is exact after one sweep where the variables do not interact', () => {
    const separable = (x: Float64Array) => x.reduce((sum, v, i) => sum + 10 ** i * (v - i - 0.3) ** 2, 0)
    const { trace = [] } = minimize(separable, [5, -3, 0, 7], { method, trace: true })
    expect(trace[0]!.value).toBeLessThan(1e-20)
  })

  test('minimizes Rosenbrock’s function, with acceleration sooner than without', () => {
    const count = (acceleration: boolean) => {
      const { value, evaluations } = minimize(rosenbrock.value, start, {
        method,
        acceleration,
        maxIterations: 1e5,
        target: 1e-8,
      })
      expect(value).toBeLessThanOrEqual(1e-8)
      return evaluations.value
    }
    expect(count(true)).toBeLessThan(count(false))
  })

  // Powell, Math. Program. 4 (1973): exact searches go around six corners of a cube, whose gradient is not zero.
  const cycling = (x: Float64Array) => {
    const [a = 0, b = 0, c = 0] = x
    return x.reduce((sum, v) => sum + Math.max(Math.abs(v) - 1, 0) ** 2, -a * b - b * c - c * a)
  }
  test('says of Powell’s example that it did not converge', () => {
    const epsilon = 0.01
    const from = [-1 - epsilon, 1 + epsilon / 2, -1 - epsilon / 4]
    const { converged, status } = minimize(cycling, from, { method, acceleration: false })
    expect(converged).toBe(false)
    expect(['no-further-progress', 'max-iterations']).toContain(status)
  })
})

describe('Powell’s method', () => {
  const method = 'powell'

  test.each([2, 4, 8])(
    'minimizes a quadratic of %d variables in as many sweeps, the oldest direction replaced',
    (n) => {
      const f = quadratic(n)
      const from = new Float64Array(n)
      const { trace = [] } = minimize(f, from, { method, trace: true, replace: 'oldest' })
      expect(trace[n - 1]!.value).toBeLessThan(1e-13 * f(from))
      expect(trace[n - 2]!.value).toBeGreaterThan(1e-13 * f(from))
    },
  )

  test('takes less than half of SciPy’s 607 evaluations on Rosenbrock’s function', () => {
    const { value, evaluations } = minimize(rosenbrock.value, start, { method })
    expect(value).toBeLessThan(1e-20)
    expect(evaluations.value).toBeLessThanOrEqual(300)
  })
})

describe('Hooke and Jeeves’s search', () => {
  const method = 'hooke-jeeves'

  test.each([problems.rosenbrock(2), problems.wood()])('minimizes $title', (problem) => {
    const { value } = minimize({ value: (x) => problem.value(x) }, problem.start, { method })
    expect(value).toBeLessThan(1e-6)
  })

  test('stays on the lattice x₀ + k Δ, with Δ halved from 0.5 and 1', () => {
    const { value, points } = watch(rosenbrock.value)
    const { iterations } = minimize(value, start, { method, stepTolerance: 2 ** -12 })
    expect(iterations).toBeGreaterThan(20)
    for (const x of points) {
      x.forEach((v, i) => {
        const steps = (v - start[i]!) * 2 ** 13
        expect(Math.abs(steps - Math.round(steps))).toBeLessThan(1e-11 * 2 ** 13)
      })
    }
  })
})

describe.each(['powell', 'cyclic-coordinate'] as const)('%s, its first steps far too long', (method) => {
  const functions = {
    'a bowl': ([a = 0, b = 0]: Float64Array) => a ** 2 + b ** 2,
    'an absolute value': ([a = 0, b = 0]: Float64Array) => Math.abs(a) + 3 * Math.abs(b),
    'a fourth power': ([a = 0, b = 0]: Float64Array) => a ** 4 + b ** 4,
  }
  const sizes = [1e3, 1e5, 1e9, 1e17, 1e30, 1e60]
  test.each(Object.entries(functions))('minimizes %s', (_, f) => {
    for (const initialStep of sizes) {
      for (const bounds of [undefined, { lower: [-Infinity, -1], upper: [1e300, 1e300] }]) {
        const { converged, value, x } = minimize(f, [1, 2], { method, initialStep, ...(bounds ? { bounds } : {}) })
        expect({ initialStep, converged, x, low: value < 1e-6 }).toEqual({ initialStep, converged: true, x, low: true })
      }
    }
  })

  test('does not call the top between two wells a minimum', () => {
    for (const initialStep of sizes) {
      const { converged, value } = minimize(([a = 0]) => (a * a - 1) ** 2, [0], { method, initialStep })
      expect({ initialStep, converged, low: value < 1e-12 }).toEqual({ initialStep, converged: true, low: true })
    }
  })

  test('leaves a bound that it starts at', () => {
    const bounds = { lower: [0], upper: [Infinity] }
    const { converged, x } = minimize(([a = 0]) => Math.abs(a - 1), [0], { method, initialStep: 1e5, bounds })
    expect(converged).toBe(true)
    expect(x[0]).toBeCloseTo(1, 6)
  })
})

describe('Nelder and Mead’s method', () => {
  const method = 'nelder-mead'
  const plain: MinimizeOptions = { method, adaptive: false, orientedRestart: false, initialStep: 0.05 }

  test('without its additions makes SciPy’s run on Rosenbrock’s function', () => {
    const options = { ...plain, stepTolerance: 1e-4, functionTolerance: 1e-4 }
    const { iterations, evaluations, value } = minimize(rosenbrock.value, start, options)
    // SciPy counts its iterations from 1: 85. f is its 8.177661197416674e-10.
    expect({ iterations, evaluations: evaluations.value }).toEqual({ iterations: 84, evaluations: 159 })
    expect(value / 8.177661197416674e-10).toBeCloseTo(1, 6)
  })

  // McKinnon, SIAM J. Optim. 9 (1998), with τ = 2, θ = 6, φ = 60: f = -1/4 at (0, -1/2), and a simplex that contracts to
  // the origin forever, where the gradient is (0, 1).
  const mcKinnon = ([x = 0, y = 0]: Float64Array) => (x <= 0 ? 360 : 6) * x ** 2 + y + y ** 2
  const root = Math.sqrt(33)
  const initialSimplex = [
    [0, 0],
    [1, 1],
    [(1 + root) / 8, (1 - root) / 8],
  ]

  test('without its restart stops where McKinnon says, and finds the minimum with it', () => {
    const misled = minimize(mcKinnon, [0, 0], { ...plain, initialSimplex })
    expect(Math.hypot(...misled.x)).toBeLessThan(1e-12)
    expect(misled.value).toBe(0)
    const found = minimize(mcKinnon, [0, 0], { method, initialSimplex })
    expect(found.converged).toBe(true)
    expect(found.value).toBeCloseTo(-0.25, 12)
    expect(found.x[0]).toBeCloseTo(0, 6)
    expect(found.x[1]).toBeCloseTo(-0.5, 6)
  })

  test('asks for points in one batch where they do not depend on each other', () => {
    const run = minimizer([1, 2, 3, 4], { method })
    const sizes: number[] = []
    while (!run.done) {
      const { points } = run.ask()
      sizes.push(points.length)
      run.tell(points.map((x) => x.reduce((sum, v) => sum + v * v, 0)))
    }
    // The start, the simplex around it; at the end both sides of its best vertex along every axis.
    expect(sizes.slice(0, 3)).toEqual([1, 4, 1])
    expect(sizes.at(-1)).toBe(8)
  })

  test('refuses a simplex that is none', () => {
    const shape = expect.objectContaining({ code: 'ERR_SHAPE' })
    for (const bad of [[[0, 0]], [[0, 0], [1, 0], [1]], 'simplex', [[0, 0], [1, 0], 3]]) {
      expect(() => minimize(mcKinnon, [0, 0], { method, initialSimplex: bad as never })).toThrow(shape)
    }
  })
})
