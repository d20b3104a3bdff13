import { expect, test } from 'vitest'
import { methodNames } from '../../src/backend/operations.ts'
import { byFamily, familyOf } from '../../src/cli/profiles/families.ts'
import { charge } from '../../src/cli/profiles/measure.ts'
import { meanOf, performanceProfiles, within } from '../../src/cli/profiles/performance-profile.ts'
import { median, medianHistory } from '../../src/cli/profiles/results.ts'
import type { MethodName } from '../../src/methods.ts'

// Three solvers on four problems, by hand:
//     costs       p1    p2    p3    p4          ratios      p1    p2    p3    p4
//     first       10    40     -     -                       1     4     -     -
//     second      20    10    30     -                       2     1     1     -
//     third       80    10     -     -                       8     1     -     -
// The fourth problem is solved by none: it counts all the same.
const none = undefined
const costs = [
  [10, 40, none, none],
  [20, 10, 30, none],
  [80, 10, none, none],
]

test('the profiles of an example computed by hand', () => {
  expect(performanceProfiles(costs)).toEqual([
    { tau: [1, 4], fraction: [0.25, 0.5] },
    { tau: [1, 2], fraction: [0.5, 0.75] },
    { tau: [1, 8], fraction: [0.25, 0.5] },
  ])
})

test('a solver that solves nothing, and one that is never the best', () => {
  expect(
    performanceProfiles([
      [none, none],
      [1, 2],
      [3, none],
    ]),
  ).toEqual([
    { tau: [1], fraction: [0] },
    { tau: [1], fraction: [1] },
    { tau: [1, 3], fraction: [0, 0.5] },
  ])
  expect(performanceProfiles([])).toEqual([])
})

test('values and means of a profile', () => {
  const [first] = performanceProfiles(costs)
  expect([1, 3.9, 4, 100].map((tau) => within(first!, tau))).toEqual([0.25, 0.25, 0.5, 0.5])
  // A quarter over log 4 of log 16, a half over the rest.
  expect(meanOf(first!, 16)).toBeCloseTo(0.375, 12)
  expect(meanOf(first!, 2)).toBeCloseTo(0.25, 12)
})

test('what evaluations count', () => {
  expect(charge({ value: 5, gradient: 4, hessian: 3, hessianProduct: 2 }, 10)).toBe(5 + 4 + 30 + 2)
})

test('medians of runs that end at different times', () => {
  const run = (...history: [number, number][]) => ({
    history: history.map(([evaluations, error]) => ({ evaluations, error })),
    solvedAfter: undefined,
    evaluations: 0,
    error: 0,
    status: '',
  })
  expect(median([3, 1, 2])).toBe(2)
  expect(median([1, Infinity])).toBe(Infinity)
  const { evaluations, error } = medianHistory([run([1, 8], [10, 4]), run([1, 9], [2, 1]), run([5, 2])])
  expect(evaluations[0]).toBe(1)
  expect(evaluations.at(-1)).toBe(10)
  const at = (when: number) => error[evaluations.findLastIndex((each) => each <= when)]
  // The third run has no value yet; then 8, 1, 2; then 4, 1, 2.
  expect([at(1), at(2.5), at(6), at(10)]).toEqual([9, 8, 2, 2])
})

test('every method is in one family; one that none names, among the others', () => {
  expect(familyOf('lbfgs')).toBe('Second order')
  expect(familyOf('mine' as MethodName)).toBe('Others')
  expect(
    byFamily()
      .flatMap(([, members]) => members)
      .sort(),
  ).toEqual([...methodNames].sort())
})
