import { type MinimizeOptions, minimize, problems } from 'steepest'
import { describe, expect, test } from 'vitest'
import { boundedProblems } from './hock-schittkowski.ts'

interface Smooth {
  value: (x: Float64Array) => number
  gradient: (x: Float64Array) => ArrayLike<number>
}
interface Box {
  lower: ArrayLike<number>
  upper: ArrayLike<number>
}

/** Minimizes, and sees that no point outside the bounds is ever evaluated, not by one ulp. */
function minimizeWithin(objective: Smooth, start: ArrayLike<number>, box: Box, options: MinimizeOptions = {}) {
  let outside = 0
  const look = (x: Float64Array) => {
    if (x.some((xi, i) => !(xi >= box.lower[i]! && xi <= box.upper[i]!))) outside++
  }
  const watched = {
    value(x: Float64Array) {
      look(x)
      return objective.value(x)
    },
    gradient(x: Float64Array) {
      look(x)
      return objective.gradient(x)
    },
  }
  const bounds = { lower: Array.from(box.lower), upper: Array.from(box.upper) }
  const result = minimize(watched, Array.from(start), { method: 'lbfgsb', bounds, ...options })
  look(result.x)
  expect(outside).toBe(0)
  return result
}

/** The scaled gradient in the directions that the bounds leave, from the conditions of Karush, Kuhn and Tucker. */
function projectedGradient(objective: Smooth, x: Float64Array, { lower, upper }: Box): number {
  const g = objective.gradient(x)
  const parts = Array.from(x, (xi, i) => {
    const held = (xi === lower[i] && g[i]! > 0) || (xi === upper[i] && g[i]! < 0)
    return held ? 0 : Math.abs(g[i]!) * Math.max(Math.abs(xi), 1)
  })
  return Math.max(...parts) / Math.max(Math.abs(objective.value(x)), 1)
}

const inPaper = problems.list().filter(({ number }) => number !== undefined)

describe.each(boundedProblems)('problem $number of Hock and Schittkowski', (problem) => {
  // At the book's start of problem 25 the gradient is 2e-8 already; that of problem 2 leads to its other minimum.
  const options = problem.number === 25 ? { gradientTolerance: 1e-10 } : {}
  const start = problem.number === 2 ? [2, 2] : problem.start

  test('is solved to its minimum', () => {
    const { x, value, converged, gradientNorm } = minimizeWithin(problem, start, problem, options)
    expect(converged).toBe(true)
    expect(Math.abs(value - problem.minimum)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(problem.minimum)))
    expect(projectedGradient(problem, x, problem)).toBeLessThanOrEqual(1e-8)
    expect(gradientNorm).toBeCloseTo(projectedGradient(problem, x, problem), 12)
  })

  test.each(['armijo', 'strong-wolfe', 'hager-zhang', 'exact'] as const)(
    'is solved with the search %s',
    (lineSearch) => {
      if (problem.number === 25 && lineSearch === 'armijo') return // steps too short to leave its plateau
      const { value, converged } = minimizeWithin(problem, start, problem, { ...options, lineSearch })
      expect(converged).toBe(true)
      expect(Math.abs(value - problem.minimum)).toBeLessThanOrEqual(1e-7 * Math.max(1, Math.abs(problem.minimum)))
    },
  )

  test.runIf(problem.number !== 25)('is solved by differences, within the bounds too', () => {
    let outside = 0
    const value = (x: Float64Array) => {
      if (x.some((xi, i) => !(xi >= problem.lower[i]! && xi <= problem.upper[i]!))) outside++
      return problem.value(x)
    }
    const { lower, upper } = problem
    const { value: least, converged } = minimize(value, start, { bounds: { lower, upper } })
    expect(converged).toBe(true)
    expect(outside).toBe(0)
    expect(Math.abs(least - problem.minimum)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(problem.minimum)))
  })
})

test("from the book's start, problem 2 ends at its other minimum", () => {
  const problem = boundedProblems.find(({ number }) => number === 2)!
  const { x, value, converged } = minimizeWithin(problem, problem.start, problem)
  expect(converged).toBe(true)
  expect(x[1]).toBe(1.5)
  expect(value).toBeCloseTo(4.941229317989, 10)
})

describe('the set of Moré, Garbow and Hillstrom', () => {
  test('is solved under bounds that never matter as without', () => {
    const unsolved: string[] = []
    for (const problem of inPaper) {
      const box = { lower: problem.start.map(() => -1e30), upper: problem.start.map(() => 1e30) }
      const { value, converged } = minimizeWithin(problem, problem.start, box)
      const atStart = problem.value(problem.start)
      const solved = problem.minima.some(
        ({ value: least }) => value - least <= Math.max(1e-5 * least, Math.min(1e-8 * (atStart - least), 1e-7)),
      )
      if (!converged || !solved) unsolved.push(problem.title)
    }
    expect(unsolved).toEqual([])
  })

  // Boxes around the start that cut off the minimum on one side or the other.
  test.each([
    ['below', 0.75, 0.1],
    ['above', 0.1, 0.75],
    ['on both sides', 0.3, 0.3],
  ])('in boxes that are narrow %s, ends where no bound lets the value fall further', (_, down, up) => {
    for (const problem of inPaper) {
      const size = problem.start.map((xi) => Math.max(Math.abs(xi), 1))
      const box = {
        lower: problem.start.map((xi, i) => xi - down * size[i]!),
        upper: problem.start.map((xi, i) => xi + up * size[i]!),
      }
      const { x, converged, status } = minimizeWithin(problem, problem.start, box)
      expect(converged, problem.title).toBe(true)
      const left = projectedGradient(problem, x, box)
      expect(left, `${problem.title}: ${status}`).toBeLessThanOrEqual(status === 'gradient-tolerance' ? 1e-8 : 1e-4)
    }
  })
})

const bowl: Smooth = {
  value: (x) => x.reduce((sum, xi, i) => sum + (i + 1) * (xi - 1) ** 2, 0),
  gradient: (x) => x.map((xi, i) => 2 * (i + 1) * (xi - 1)),
}

test('a variable whose bounds meet stays there', () => {
  const { x, converged } = minimizeWithin(bowl, [0, 0.3, 5], { lower: [-2, 0.3, 0], upper: [2, 0.3, 3] })
  expect(converged).toBe(true)
  expect(x[1]).toBe(0.3)
  expect(x[0]).toBeCloseTo(1, 7)
  expect(x[2]).toBeCloseTo(1, 7)
})

test('a start outside is moved to the bounds before anything is evaluated', () => {
  const seen: number[][] = []
  const objective: Smooth = {
    ...bowl,
    value(x) {
      seen.push(Array.from(x))
      return bowl.value(x)
    },
  }
  minimizeWithin(objective, [-7, 9, 0.5], { lower: [0, 0, 0], upper: [0.5, 3, 3] })
  expect(seen[0]).toEqual([0, 3, 0.5])
})

test('one evaluation is enough where the start is held by all bounds', () => {
  const { x, evaluations, status } = minimizeWithin(bowl, [0, 0], { lower: [-1, -1], upper: [0, 0] })
  expect(status).toBe('gradient-tolerance')
  expect(evaluations.value).toBe(1)
  expect(Array.from(x)).toEqual([0, 0])
})

test('a bound on one side, or on one variable, is a bound', () => {
  const { x } = minimize(bowl, [0, 0, 0], { bounds: { upper: [0.5, Infinity, Infinity] } })
  expect(x[0]).toBe(0.5)
  expect(x[1]).toBeCloseTo(1, 7)
  expect(minimize(bowl, [3, 3], { bounds: { lower: 2 } }).x).toEqual(new Float64Array([2, 2]))
})

test('without a lower bound on the value it says so; with a bound in the way it ends there', () => {
  const slope: Smooth = { value: ([x, y]) => -x! + y! ** 2, gradient: ([, y]) => [-1, 2 * y!] }
  const free = minimizeWithin(slope, [1, 1], { lower: [0, -Infinity], upper: [Infinity, Infinity] })
  expect(free.status).toBe('unbounded')
  expect(free.converged).toBe(false)
  const held = minimizeWithin(slope, [1, 1], { lower: [0, -Infinity], upper: [1e6, Infinity] })
  expect(held.converged).toBe(true)
  expect(held.x[0]).toBe(1e6)
})

test('many variables, half of them held, take few iterations', () => {
  // f = Σ (x_i - x_{i-1})² / 2 + (x_1² + x_n²) / 2 - Σ b_i x_i: a string pressed against a floor and a ceiling.
  const n = 2000
  const force = Float64Array.from({ length: n }, (_, i) => Math.sin((3 * Math.PI * (i + 1)) / (n + 1)) / 1e4)
  const chain: Smooth = {
    value(x) {
      let sum = (x[0]! ** 2 + x[n - 1]! ** 2) / 2
      for (let i = 1; i < n; i++) sum += (x[i]! - x[i - 1]!) ** 2 / 2
      return x.reduce((total, xi, i) => total - force[i]! * xi, sum)
    },
    gradient: (x) => x.map((xi, i) => 2 * xi - (x[i - 1] ?? 0) - (x[i + 1] ?? 0) - force[i]!),
  }
  const box = { lower: new Float64Array(n).fill(-0.5), upper: new Float64Array(n).fill(0.5) }
  const start = Float64Array.from(force, (fi) => 0.5 * Math.sign(fi))
  const { x, converged, iterations } = minimizeWithin(chain, start, box, {
    gradientTolerance: 1e-7,
    maxIterations: 3000,
  })
  expect(converged).toBe(true)
  expect(projectedGradient(chain, x, box)).toBeLessThanOrEqual(1e-7)
  expect(x.filter((xi) => Math.abs(xi) === 0.5).length).toBeGreaterThan(n / 4)
  expect(iterations).toBeLessThan(2000)
})

describe('values whose squares overflow', () => {
  const sum = (x: Float64Array, of: (v: number) => number) => x.reduce((all, v) => all + of(v), 0)
  const objectives: [string, Smooth][] = [
    ...[1e150, 1e200, 1e300].map((c): [string, Smooth] => [
      `${c} times a bowl`,
      { value: (x) => c * sum(x, (v) => v * v), gradient: (x) => x.map((v) => 2 * c * v) },
    ]),
    [
      'an exponential bowl',
      {
        value: (x) => Math.exp(1000 * sum(x, (v) => v * v)),
        gradient: (x) => x.map((v) => 2000 * v * Math.exp(1000 * sum(x, (u) => u * u))),
      },
    ],
  ]
  const box = { lower: [-2, -2, -2], upper: [2, 2, 2] }

  test.each(objectives)('of %s: every point is finite and within the bounds', (_, objective) => {
    const start = [0.5, -0.3, 0.2]
    // Points outside the bounds, which those that are NaN are, are counted by minimizeWithin.
    const { x } = minimizeWithin(objective, start, box)
    for (const v of x) expect(Math.abs(v)).toBeLessThan(0.5)
    let notFinite = 0
    const value = (point: Float64Array) => {
      if (!point.every(Number.isFinite)) notFinite++
      return objective.value(point)
    }
    minimize(value, start, { method: 'lbfgsb', bounds: box })
    expect(notFinite).toBe(0)
  })
})
