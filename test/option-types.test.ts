// Options are typed by method: what a method does not use is an error of type, checked where this file is compiled.
import { type MinimizeOptions, minimize } from 'steepest'
import { expect, test } from 'vitest'
import { methodNames } from '../src/backend/operations.ts'

const bowl = (x: Float64Array) => x.reduce((sum, v) => sum + v * v, 0)

const proper: MinimizeOptions[] = [
  {},
  { memory: 5 },
  { method: 'auto', gradientTolerance: 1e-6, lineSearch: 'hager-zhang' },
  { method: 'lbfgs', memory: 5, maxIterations: 20 },
  { method: 'adam', learningRate: 0.1, beta1: 0.8, schedule: { type: 'cosine', steps: 50 } },
  { method: 'cma-es', populationSize: 8, seed: 1, maxEvaluations: 400 },
  { method: 'nelder-mead', adaptive: false, bounds: { lower: -5 } },
  { method: 'multi-start', starts: 3, local: { method: 'lbfgsb' }, bounds: { lower: [-5, -5], upper: [5, 5] } },
]

const improper: MinimizeOptions[] = [
  // @ts-expect-error: BFGS has no population
  { method: 'bfgs', populationSize: 8 },
  // @ts-expect-error: nor has what 'auto' takes
  { populationSize: 8 },
  // @ts-expect-error: lines are searched by others
  { method: 'cma-es', lineSearch: 'armijo', maxEvaluations: 400 },
  // @ts-expect-error: AdaGrad keeps no averages
  { method: 'adagrad', beta1: 0.9 },
]

// At run time they are ignored.
test.each([...proper, ...improper])('%o', (options) => {
  expect(minimize(bowl, [1, 2], options).value).toBeLessThan(5)
})

test('a method that is only known at run time takes what all share', () => {
  for (const method of methodNames) {
    const options: MinimizeOptions = { method, maxEvaluations: 100, seed: 1 }
    expect(minimize(bowl, [1, 2], options).value).toBeLessThanOrEqual(5)
  }
})
