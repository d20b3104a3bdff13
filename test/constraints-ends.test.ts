// Constraints that contradict each other, depend on each other, or keep no minimum; answers that are wrong.
import { type Constraints, type MinimizeOptions, minimize, minimizer } from 'steepest'
import { describe, expect, test } from 'vitest'

const code = (name: string) => expect.objectContaining({ code: name })

const sphere = {
  value: (x: Float64Array) => x.reduce((sum, v) => sum + v * v, 0),
  gradient: (x: Float64Array) => x.map((v) => 2 * v),
}
const first = { value: (x: Float64Array) => x[0]!, gradient: (x: Float64Array) => x.map((_, i) => (i === 0 ? 1 : 0)) }
const parabola: Constraints = {
  equality: { count: 1, values: ([x]) => [x! ** 2 + 1], jacobian: ([x]) => [[2 * x!]] },
}

describe.each(['sqp', 'augmented-lagrangian'] as const)('%s', (method) => {
  test.each([2, 0, -5, 100, 1e-3])('x² + 1 = 0, from %d, has no solution: the least violation is at 0', (start) => {
    const result = minimize(first, [start], { method, constraints: parabola })
    expect(result.status).toBe('infeasible')
    expect(result.converged).toBe(false)
    expect(result.constraintViolation).toBeCloseTo(1, 6)
    expect(result.x[0]).toBeCloseTo(0, 4)
    expect(result.message).toMatch(/least violation found is 1/)
  })

  test.each<[string, MinimizeOptions]>([
    [
      'half-spaces',
      {
        constraints: {
          linear: {
            matrix: [
              [1, 1],
              [1, 1],
            ],
            lower: [1, -Infinity],
            upper: [Infinity, 0],
          },
        },
      },
    ],
    ['a row and bounds', { bounds: { lower: 0, upper: 1 }, constraints: { linear: { matrix: [[1, 1]], lower: 3 } } }],
    [
      'equal rows with different sides',
      {
        constraints: {
          linear: {
            matrix: [
              [1, 2],
              [2, 4],
            ],
            lower: [1, 3],
            upper: [1, 3],
          },
        },
      },
    ],
    [
      'two places for a variable',
      {
        constraints: {
          equality: {
            count: 2,
            values: ([a]) => [a! - 1, a! - 2],
            jacobian: () => [
              [1, 0],
              [1, 0],
            ],
          },
        },
      },
    ],
    [
      'two places for a variable, without derivatives,',
      { constraints: { equality: { count: 2, values: ([a]) => [a! - 1, a! - 2] } } },
    ],
    [
      'a disk and a half-plane beyond it, without derivatives,',
      { constraints: { inequality: { count: 2, values: ([a, b]) => [1 - a! ** 2 - b! ** 2, a! - 2] } } },
    ],
    [
      'a disk and a line',
      {
        constraints: {
          inequality: {
            count: 2,
            values: ([a, b]) => [1 - a! ** 2 - b! ** 2, a! + b! - 4],
            jacobian: ([a, b]) => [
              [-2 * a!, -2 * b!],
              [1, 1],
            ],
          },
        },
      },
    ],
  ])('%s that contradict each other end as infeasible', (_, options) => {
    for (const start of [
      [3, 5],
      [1, 1],
      [0, 0],
    ]) {
      const result = minimize(sphere, start, { ...options, method })
      expect(result.status).toBe('infeasible')
      expect(result.constraintViolation).toBeGreaterThan(1e-3)
      expect(result.x.every(Number.isFinite)).toBe(true)
    }
  })

  test('constraints that depend on each other', () => {
    const constraints: Constraints = {
      equality: {
        count: 3,
        values: ([a, b]) => [a! + b! - 1, 2 * a! + 2 * b! - 2, a! ** 2 + b! - 0.75],
        jacobian: ([a]) => [
          [1, 1],
          [2, 2],
          [2 * a!, 1],
        ],
      },
    }
    const result = minimize(sphere, [3, 3], { method, constraints })
    expect(result.constraintViolation).toBeLessThanOrEqual(1e-8)
    expect(result.value).toBeCloseTo(0.5, 6)
  })

  test('rows that say the same twice', () => {
    const linear = {
      matrix: [
        [1, 1, 1],
        [1, 1, 1],
        [2, 2, 2],
        [0, 0, 0],
      ],
      lower: [3, 3, 6, 0],
      upper: [3, 9, 6, 0],
    }
    const result = minimize(sphere, [5, 0, -2], { method, constraints: { linear } })
    expect(result.status).toBe('gradient-tolerance')
    for (const v of result.x) expect(v).toBeCloseTo(1, 7)
  })

  test('a minimum without multipliers (Hock and Schittkowski 13) is approached, and the end says how near', () => {
    const objective = {
      value: ([a, b]: Float64Array) => (a! - 2) ** 2 + b! ** 2,
      gradient: ([a, b]: Float64Array) => [2 * (a! - 2), 2 * b!],
    }
    const cubic: Constraints = {
      inequality: { count: 1, values: ([a, b]) => [(1 - a!) ** 3 - b!], jacobian: ([a]) => [[-3 * (1 - a!) ** 2, -1]] },
    }
    const result = minimize(objective, [-2, -2], { method, bounds: { lower: 0 }, constraints: cubic })
    expect(result.constraintViolation).toBeLessThanOrEqual(1e-8)
    expect(Math.abs(result.value - 1)).toBeLessThan(0.01)
  })

  test('a value without a lower bound', () => {
    const sum = { value: ([a, b]: Float64Array) => a! + b!, gradient: () => [1, 1] }
    const linear = { matrix: [[1, -1]], lower: 0, upper: 0 }
    const result = minimize(sum, [3, 3], { method, constraints: { linear } })
    expect(result.converged).toBe(false)
    expect(['unbounded', 'max-iterations', 'no-further-progress']).toContain(result.status)
  })

  test.each([
    ['a value', { values: () => [1, Number.NaN] }, 'Equality constraint 1 at the start is not finite'],
    ['a value that is never written', { values: () => {} }, 'Equality constraint 0 at the start is not finite'],
    [
      'a slope',
      {
        jacobian: () => [
          [1, 1],
          [1, Number.NaN],
        ],
      },
      'The gradient of equality constraint 1 at the start',
    ],
    ['a slope that is never written', { jacobian: () => {} }, 'The gradient of equality constraint 0 at the start'],
  ])('%s that is not finite at the start is named', (_, wrong, message) => {
    const right = {
      count: 2,
      values: ([a, b]: Float64Array) => [a! - 1, b! - 1],
      jacobian: () => [
        [1, 0],
        [0, 1],
      ],
    }
    const result = minimize(sphere, [2, 3], { method, constraints: { equality: { ...right, ...wrong } } })
    expect(result.status).toBe('not-finite')
    expect(result.message).toContain(message)
  })

  test('trials where a constraint is not finite shorten the step', () => {
    // log(x) = 0.5, and steps from 20 lead beyond 0.
    const constraints: Constraints = {
      equality: { count: 1, values: ([a]) => [Math.log(a!) - 0.5], jacobian: ([a]) => [[1 / a!]] },
    }
    const result = minimize(sphere, [20], { method, constraints })
    expect(result.status).toBe('gradient-tolerance')
    expect(result.x[0]).toBeCloseTo(Math.exp(0.5), 8)
  })

  test('what a constraint throws reaches the caller', () => {
    const thrown = new Error('mine')
    for (const member of ['values', 'jacobian'] as const) {
      const equality = {
        ...parabola.equality!,
        [member]: () => {
          throw thrown
        },
      }
      expect(() => minimize(first, [2], { method, constraints: { equality } })).toThrow(thrown)
    }
  })
})

describe('misuse', () => {
  const right = { count: 1, values: ([a]: Float64Array) => [a! - 1], jacobian: () => [[1, 0]] }

  test.each<[string, unknown, string]>([
    ['no object', 3, 'ERR_OPTION'],
    ['an unknown kind', { equalities: right }, 'ERR_OPTION'],
    ['no count', { equality: { values: right.values } }, 'ERR_OPTION'],
    ['a negative count', { equality: { ...right, count: -1 } }, 'ERR_OPTION'],
    ['half a count', { inequality: { ...right, count: 0.5 } }, 'ERR_OPTION'],
    ['no values', { inequality: { count: 1 } }, 'ERR_OPTION'],
    ['a Jacobian that is none', { inequality: { ...right, jacobian: [[1, 0]] } }, 'ERR_OPTION'],
    ['a matrix of other width', { linear: { matrix: [[1, 2, 3]] } }, 'ERR_SHAPE'],
    ['a matrix with NaN', { linear: { matrix: [[1, Number.NaN]] } }, 'ERR_NOT_FINITE'],
    ['limits of other length', { linear: { matrix: [[1, 2]], lower: [0, 0] } }, 'ERR_SHAPE'],
    ['limits that cross', { linear: { matrix: [[1, 2]], lower: 1, upper: 0 } }, 'ERR_OPTION'],
    ['a limit that is NaN', { linear: { matrix: [[1, 2]], lower: [Number.NaN] } }, 'ERR_NOT_FINITE'],
  ])('%s is refused before anything is called', (_, constraints, expected) => {
    const objective = () => {
      throw new Error('called')
    }
    expect(() => minimize(objective, [1, 2], { constraints: constraints as Constraints })).toThrow(code(expected))
  })

  test.each<[string, object]>([
    ['too many values', { values: () => [1, 2] }],
    ['values that are no array', { values: () => 1 }],
    ['a Jacobian of too few columns', { jacobian: () => [[1]] }],
    [
      'a Jacobian of too many rows',
      {
        jacobian: () => [
          [1, 0],
          [0, 1],
        ],
      },
    ],
  ])('%s', (_, wrong) => {
    const constraints = { equality: { ...right, ...wrong } } as unknown as Constraints
    expect(() => minimize(sphere, [1, 2], { constraints })).toThrow(code('ERR_SHAPE'))
  })

  test('methods that take no constraints refuse, naming those that do', () => {
    expect(() => minimize(sphere, [1, 2], { method: 'lbfgsb', constraints: { equality: right } })).toThrow(
      /'lbfgsb' does not take constraints; these do: .*'sqp'/,
    )
  })

  test('no constraints are none', () => {
    const constraints: Constraints = { equality: { ...right, count: 0 }, linear: { matrix: [] } }
    expect(minimize(sphere, [1, 2], { constraints })).toEqual(minimize(sphere, [1, 2]))
  })
})

describe('asked and told', () => {
  const start = [4, 1]
  const constraints: Constraints = { equality: { count: 1 }, inequality: { count: 2 } }
  const answer = ([a, b]: Float64Array) => ({
    value: a! ** 2 + b! ** 2,
    gradient: [2 * a!, 2 * b!],
    constraints: { equality: [a! * b! - 2], inequality: [a!, b! - 1.5] },
    jacobian: {
      equality: [[b!, a!]],
      inequality: [
        [1, 0],
        [0, 1],
      ],
    },
  })
  const groups: Constraints = {
    equality: { count: 1, values: (x) => answer(x).constraints.equality, jacobian: (x) => answer(x).jacobian.equality },
    inequality: {
      count: 2,
      values: (x) => answer(x).constraints.inequality,
      jacobian: (x) => answer(x).jacobian.inequality,
    },
  }
  const objective = { value: (x: Float64Array) => answer(x).value, gradient: (x: Float64Array) => answer(x).gradient }

  test('it goes the way of minimize', () => {
    const run = minimizer(start, { constraints })
    expect(run.ask().needs).toEqual({
      value: true,
      gradient: true,
      hessian: false,
      constraints: true,
      jacobian: { equality: true, inequality: true },
    })
    while (!run.done) run.tell(answer(run.ask().points[0]!))
    expect(run.result).toEqual(minimize(objective, start, { constraints: groups }))
    expect(run.result.status).toBe('gradient-tolerance')
  })

  test('told without derivatives, it approximates them', () => {
    for (const left of [['gradient'], ['jacobian'], ['gradient', 'jacobian']] as const) {
      const run = minimizer(start, { constraints, gradientTolerance: 1e-5 })
      const told = (x: Float64Array) => {
        const whole: Partial<ReturnType<typeof answer>> = answer(x)
        for (const name of left) delete whole[name]
        return whole
      }
      while (!run.done) {
        const { points } = run.ask()
        run.tell(points.length > 1 ? points.map(told) : told(points[0]!))
      }
      expect(run.result.status).toBe('gradient-tolerance')
      expect(run.result.x[0]).toBeCloseTo(4 / 3, 6)
    }
  })

  test('saved after any number of answers and resumed, it asks the same points to the bit', () => {
    const options = {
      method: 'sqp' as const,
      constraints: { ...constraints, linear: { matrix: [[1, 1]], upper: 9 } },
      bounds: { upper: 50 },
    }
    const whole = minimizer([30, -4], options)
    const points: Float64Array[] = []
    const states: string[] = []
    while (!whole.done) {
      states.push(JSON.stringify(whole.state()))
      points.push(whole.ask().points[0]!)
      whole.tell(answer(points.at(-1)!))
    }
    for (const [cut, state] of states.entries()) {
      const resumed = minimizer.resume(JSON.parse(state))
      for (const point of points.slice(cut)) {
        expect(resumed.ask().points).toEqual([point])
        resumed.tell(answer(point))
      }
      expect(resumed.result).toEqual(whole.result)
    }
    const stepped = minimizer.resume(states[2]!, { objective, constraints: groups })
    for (const _ of stepped);
    expect(stepped.result).toEqual(whole.result)
    expect(() => [...minimizer.resume(states[2]!, { objective })]).toThrow(code('ERR_STATE'))
  })

  test.each<[string, object]>([
    ['no values', { constraints: undefined }],
    ['too few values', { constraints: { equality: [], inequality: [1, 2] } }],
    [
      'a Jacobian of wrong shape',
      {
        jacobian: {
          equality: [[1]],
          inequality: [
            [1, 0],
            [0, 1],
          ],
        },
      },
    ],
  ])('an answer with %s is refused, and the question stays', (_, wrong) => {
    const run = minimizer(start, { constraints })
    const { points } = run.ask()
    expect(() => run.tell({ ...answer(points[0]!), ...wrong })).toThrow(code('ERR_SHAPE'))
    expect(run.ask().points).toEqual(points)
  })
})
