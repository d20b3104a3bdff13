// Problems with constraints that have known minima: each end is confirmed by the first-order conditions, computed here.
import { checkGradient, minimize, minimizeAsync } from 'steepest'
import { describe, expect, test } from 'vitest'
import { type ConstrainedProblem, constrainedProblems } from '../bench/constrained-problems.mjs'
import { compare } from '../bench/constraints.mjs'
import { optimality } from './kkt.ts'

/** Minima that are not the least. */
const others: Record<number, number[]> = { 15: [360.37976742], 20: [40.19872981] }

const optionsOf = ({ constraints, bounds }: ConstrainedProblem) => ({ constraints, ...(bounds ? { bounds } : {}) })

const nameOf = ({ number }: ConstrainedProblem) => `Hock and Schittkowski ${number}`

test.each(constrainedProblems.map((problem) => [nameOf(problem), problem] as const))(
  '%s is as differences have it',
  (_, { start, objective, equality, inequality }) => {
    // Off the start, where many derivatives are zero.
    const x = start.map((v, i) => v + 0.1 * (i + 1))
    for (const f of [objective, ...equality, ...inequality]) {
      expect(
        checkGradient({ value: (at) => f.value!(at), gradient: (at) => f.gradient!(at, at) }, x).maxRelativeError,
      ).toBeLessThan(1e-6)
    }
  },
)

describe.each(['sqp', 'augmented-lagrangian'] as const)('%s', (method) => {
  test.each(constrainedProblems.map((problem) => [nameOf(problem), problem] as const))('%s', (_, problem) => {
    const result = minimize(problem.objective, problem.start, { ...optionsOf(problem), method })
    expect(result.converged).toBe(true)
    const near = (minimum: number) => Math.abs(result.value - minimum) <= 1e-6 * Math.max(1, Math.abs(minimum))
    expect([problem.minimum, ...(others[problem.number] ?? [])].some(near)).toBe(true)
    const { gradient, slackness, sign, violation } = optimality(problem, result)
    expect(violation).toBeLessThanOrEqual(1e-8)
    expect(result.constraintViolation).toBeLessThanOrEqual(1e-8)
    expect(sign).toBeLessThanOrEqual(0)
    // Rounding of a penalty may leave the gradient less sharp, which the status then says.
    const tolerance = result.status === 'gradient-tolerance' ? 1e-8 : 1e-5
    if (method === 'sqp') expect(result.status).toBe('gradient-tolerance')
    expect(gradient).toBeLessThanOrEqual(tolerance)
    expect(slackness).toBeLessThanOrEqual(tolerance)
    expect(result.gradientNorm).toBeLessThanOrEqual(tolerance)
  })
})

test('augmented-lagrangian meets its tolerance on nearly all', () => {
  const met = constrainedProblems.filter((problem) => {
    const options = { ...optionsOf(problem), method: 'augmented-lagrangian' as const }
    return minimize(problem.objective, problem.start, options).status === 'gradient-tolerance'
  })
  expect(met.length).toBeGreaterThanOrEqual(constrainedProblems.length - 3)
})

test('sqp takes no more calls than SLSQP to 1e-6 of the minima', () => {
  const rows = compare(minimize, { method: 'sqp' }).filter(({ ours, scipy }) => ours.solved && scipy.solved)
  expect(rows.length).toBeGreaterThan(50)
  const total = (of: (row: (typeof rows)[number]) => { value: number; gradient: number }) =>
    rows.reduce((sum, row) => sum + of(row).value + of(row).gradient, 0)
  expect(total(({ ours }) => ours.solved!)).toBeLessThanOrEqual(total(({ scipy }) => scipy.solved!))
})

describe('what a problem is made of', () => {
  const problem = constrainedProblems.find(({ number }) => number === 71)!
  const { objective, start, constraints } = problem
  const exact = minimize(objective, start, optionsOf(problem))

  test("'auto' takes sqp, and an augmented Lagrangian for many variables", () => {
    expect(exact.method).toBe('sqp')
    expect(exact.choice).toBe('sqp: 4 variables with constraints')
    // The nearest point to c on the plane Σ x = 0.
    const n = 400
    const c = Float64Array.from({ length: n }, (_, i) => Math.sin(i))
    const mean = c.reduce((sum, v) => sum + v, 0) / n
    const distance = {
      value: (x: Float64Array) => x.reduce((sum, v, i) => sum + (v - c[i]!) ** 2, 0),
      gradient: (x: Float64Array) => x.map((v, i) => 2 * (v - c[i]!)),
    }
    const linear = { matrix: [new Array<number>(n).fill(1)], lower: 0, upper: 0 }
    const many = minimize(distance, new Float64Array(n), { constraints: { linear } })
    expect(many.method).toBe('augmented-lagrangian')
    expect(many.status).toBe('gradient-tolerance')
    expect(Math.max(...many.x.map((v, i) => Math.abs(v - (c[i]! - mean))))).toBeLessThan(1e-7)
  })

  test('missing derivatives are approximated, within the bounds, and counted', () => {
    const { lower, upper } = problem.bounds!
    let calls = 0
    const within = (x: Float64Array) => {
      x.forEach((v, j) => {
        expect(v).toBeGreaterThanOrEqual(lower[j]!)
        expect(v).toBeLessThanOrEqual(upper[j]!)
      })
    }
    const values = (group: (typeof problem)['equality']) => ({
      count: group.length,
      values(x: Float64Array) {
        within(x)
        calls++
        return group.map((c) => c.value(x))
      },
    })
    const bounds = problem.bounds!
    for (const partly of [false, true]) {
      calls = 0
      const equality = partly ? constraints.equality! : values(problem.equality)
      const result = minimize((x) => objective.value!(x), start, {
        bounds,
        constraints: { equality, inequality: values(problem.inequality) },
      })
      expect(result.status).toBe('gradient-tolerance')
      expect(result.value).toBeCloseTo(17.0140173, 6)
      expect(result.constraintViolation).toBeLessThanOrEqual(1e-8)
      expect(result.evaluations.constraints).toBe(partly ? calls : calls / 2)
      expect(result.evaluations.jacobian).toBe(partly ? result.iterations + 1 : 0)
    }
  })

  test('linear constraints are rows of a matrix, with the multipliers of functions', () => {
    const hs76 = constrainedProblems.find(({ number }) => number === 76)!
    const functions = minimize(hs76.objective, hs76.start, optionsOf(hs76))
    const linear = {
      matrix: [
        [1, 2, 1, 1],
        [3, 1, 2, -1],
        [0, 1, 4, 0],
      ],
      lower: [-Infinity, -Infinity, 1.5],
      upper: [5, 4, Infinity],
    }
    const rows = minimize(hs76.objective, hs76.start, { bounds: { lower: 0 }, constraints: { linear } })
    expect(rows.value).toBeCloseTo(-103 / 22, 8)
    expect(rows.evaluations.constraints).toBe(0)
    const { linear: lambda } = rows.multipliers!
    functions.multipliers!.inequality.forEach((expected, i) => {
      expect(lambda[i]! * (i < 2 ? -1 : 1)).toBeCloseTo(expected, 6)
    })
  })

  test('a Hessian beside linear constraints is used as it is', () => {
    // HS 44's objective, which is not convex; its constraints as rows.
    const hs44 = constrainedProblems.find(({ number }) => number === 44)!
    const hessian = [
      [0, 0, -1, 1],
      [0, 0, 1, -1],
      [-1, 1, 0, 0],
      [1, -1, 0, 0],
    ]
    const matrix = hs44.inequality.map((c) => c.gradient(hs44.start))
    const lower = hs44.inequality.map((c) => -c.value([0, 0, 0, 0]))
    const result = minimize({ ...hs44.objective, hessian: () => hessian }, hs44.start, {
      bounds: { lower: 0 },
      constraints: { linear: { matrix, lower } },
    })
    expect(result.status).toBe('gradient-tolerance')
    expect(result.evaluations.hessian).toBeGreaterThan(0)
    expect([-15, -13]).toContain(Math.round(result.value * 1e8) / 1e8)
  })

  test('random convex quadratic programs, with their Hessian, take a step or two', () => {
    let state = 1
    const random = () => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0
      return state / 2 ** 31 - 1
    }
    const [n, m] = [30, 20]
    for (let trial = 0; trial < 20; trial++) {
      const root = Array.from({ length: n }, () => Array.from({ length: n }, random))
      const h = root.map((a, i) => root.map((b, j) => a.reduce((sum, v, k) => sum + v * b[k]!, i === j ? 0.1 : 0)))
      const g = Array.from({ length: n }, () => 10 * random())
      const times = (x: Float64Array) => h.map((row) => row.reduce((sum, v, j) => sum + v * x[j]!, 0))
      const matrix = Array.from({ length: m }, () => Array.from({ length: n }, random))
      // Around the origin: the first rows are equations, the others leave room on one side.
      const lower = matrix.map((_, i) => (i < 5 ? 0 : -Math.abs(random())))
      const upper = matrix.map((_, i) => (i < 5 ? 0 : Infinity))
      const quadratic = {
        value: (x: Float64Array) => times(x).reduce((sum, v, i) => sum + (v / 2 + g[i]!) * x[i]!, 0),
        gradient: (x: Float64Array) => times(x).map((v, i) => v + g[i]!),
        hessian: () => h,
      }
      const bounds = { lower: -1, upper: 1 }
      const start = Array.from({ length: n }, random)
      const result = minimize(quadratic, start, { bounds, constraints: { linear: { matrix, lower, upper } } })
      expect(result.status).toBe('gradient-tolerance')
      expect(result.iterations).toBeLessThanOrEqual(2)
      const { linear: lambda, bounds: zeta } = result.multipliers!
      quadratic.gradient(result.x).forEach((gj, j) => {
        const balance = matrix.reduce((sum, row, i) => sum + lambda[i]! * row[j]!, zeta![j]!)
        expect(Math.abs(gj - balance)).toBeLessThan(1e-7)
        expect(zeta![j]! * (zeta![j]! > 0 ? result.x[j]! + 1 : result.x[j]! - 1)).toBeCloseTo(0, 7)
      })
      matrix.forEach((row, i) => {
        const slack = row.reduce((sum, v, j) => sum + v * result.x[j]!, 0) - lower[i]!
        expect(Math.abs(i < 5 ? slack : Math.min(slack, 0))).toBeLessThan(1e-8)
        if (i >= 5) expect(lambda[i]).toBeGreaterThanOrEqual(0)
        if (i >= 5) expect(lambda[i]! * slack).toBeCloseTo(0, 7)
      })
    }
  })

  test('an augmented Lagrangian takes any method that takes the bounds', () => {
    const free = constrainedProblems.find(({ number }) => number === 43)!
    for (const local of ['lbfgs', 'bfgs', 'newton-cg', 'conjugate-gradient', 'trust-region'] as const) {
      const options = { ...optionsOf(free), method: 'augmented-lagrangian' as const, local: { method: local } }
      const result = minimize(free.objective, free.start, options)
      expect(result.converged).toBe(true)
      expect(result.value).toBeCloseTo(-44, 6)
    }
    const refused = {
      ...optionsOf(problem),
      method: 'augmented-lagrangian' as const,
      local: { method: 'bfgs' as const },
    }
    expect(() => minimize(objective, start, refused)).toThrow(/'bfgs' does not take bounds/)
  })

  test('fixed variables and constraints', () => {
    // HS 71 with x1 at its bound, where it is at the solution too.
    const result = minimize(objective, start, { ...optionsOf(problem), fixed: [0] })
    expect(result.value).toBeCloseTo(exact.value, 7)
    result.x.forEach((v, j) => {
      expect(v).toBeCloseTo(exact.x[j]!, 6)
    })
    expect(result.multipliers!.bounds![0]).toBe(0)
    expect(result.multipliers!.equality[0]).toBeCloseTo(exact.multipliers!.equality[0]!, 6)
    // Linear rows lose what the fixed ones contribute.
    const sum = { linear: { matrix: [[1, 1, 1]], lower: 6, upper: 6 } }
    const quadratic = { value: (x: Float64Array) => x[0]! ** 2 + x[1]! ** 2 + x[2]! ** 2 }
    const split = minimize(quadratic, [2, 9, 0], { fixed: [0], constraints: sum })
    expect([...split.x].map((v) => Math.round(v * 1e6) / 1e6)).toEqual([2, 2, 2])
  })

  test('asynchronous functions go the same way', async () => {
    const later = <T>(value: T) => new Promise<T>((resolve) => setTimeout(resolve, 0, value))
    const group = (formulas: (typeof problem)['equality']) =>
      ({
        count: formulas.length,
        values: (x: Float64Array) => later(formulas.map((c) => c.value(x))),
        jacobian: (x: Float64Array) => later(formulas.map((c) => c.gradient(x))),
      }) as unknown as NonNullable<(typeof constraints)['equality']>
    const result = await minimizeAsync(
      { value: (x) => later(objective.value!(x)), gradient: (x) => later(objective.gradient!(x, x) as Float64Array) },
      start,
      {
        bounds: problem.bounds!,
        constraints: { equality: group(problem.equality), inequality: group(problem.inequality) },
      },
    )
    expect(result).toEqual(exact)
  })
})
