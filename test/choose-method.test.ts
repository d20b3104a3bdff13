import { minimize } from 'steepest'
import { expect, test } from 'vitest'

// A bowl in n variables, whose objective answers no more than it is told to.
function bowl(n: number, ...known: ('gradient' | 'hessian' | 'hessianProduct')[]) {
  const functions = {
    gradient: (x: Float64Array) => x.map((xi) => 2 * (xi - 1)),
    hessian: (x: Float64Array) => Array.from(x, (_, i) => Array.from(x, (_, j) => (i === j ? 2 : 0))),
    hessianProduct: (_: Float64Array, v: Float64Array) => v.map((vi) => 2 * vi),
  }
  const value = (x: Float64Array) => x.reduce((sum, xi) => sum + (xi - 1) ** 2, 0)
  const objective = { value, ...Object.fromEntries(known.map((name) => [name, functions[name]])) }
  return { objective, start: new Float64Array(n) }
}

test.each([
  ['trust-region', 2, 'Hessian', bowl(2, 'gradient', 'hessian')],
  ['trust-region', 500, 'Hessian', bowl(500, 'gradient', 'hessian')],
  ['lbfgs', 501, 'too many', bowl(501, 'gradient', 'hessian')],
  ['trust-region', 501, 'products', bowl(501, 'gradient', 'hessian', 'hessianProduct')],
  ['trust-region', 2, 'products', bowl(2, 'gradient', 'hessianProduct')],
  ['bfgs', 300, 'few enough', bowl(300, 'gradient')],
  ['lbfgs', 301, 'too many', bowl(301, 'gradient')],
  ['bfgs', 1, '1 variable,', bowl(1)],
] as const)('auto takes %s for %i variables, and says why: %s', (method, n, because, { objective, start }) => {
  const result = minimize(objective, start)
  expect(result.method).toBe(method)
  expect(result.choice).toContain(because)
  expect(result.choice).toContain(`${n} variable`)
  expect(result.converged).toBe(true)
  expect(Math.max(...result.x.map((xi) => Math.abs(xi - 1)))).toBeLessThan(1e-6)
})

test('auto counts the variables that are free', () => {
  const { objective, start } = bowl(302, 'gradient')
  expect(minimize(objective, start, { fixed: [0, 7] }).choice).toContain('300 variables')
})

test('auto takes lbfgsb under bounds', () => {
  const { objective, start } = bowl(2, 'gradient', 'hessian')
  const result = minimize(objective, start, { bounds: { upper: [0.5, Infinity] } })
  expect(result.method).toBe('lbfgsb')
  expect(result.choice).toContain('bounds')
  expect(Array.from(result.x)).toEqual([0.5, 1])
})

test('a method that is asked for is taken, and nothing is said', () => {
  const { objective, start } = bowl(2, 'gradient', 'hessian')
  const result = minimize(objective, start, { method: 'newton' })
  expect(result.method).toBe('newton')
  expect(result).not.toHaveProperty('choice')
})

test('methods that take no bounds name those that do', () => {
  const { objective, start } = bowl(2, 'gradient')
  for (const method of ['bfgs', 'trust-region', 'conjugate-gradient'] as const) {
    expect(() => minimize(objective, start, { method, bounds: { lower: 0 } })).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION', message: expect.stringMatching(`'${method}'.*'lbfgsb'`) }),
    )
    // Infinite bounds are none.
    expect(minimize(objective, start, { method, bounds: { lower: -Infinity } }).converged).toBe(true)
  }
})
