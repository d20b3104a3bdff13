// The linear problems of NIST through linalg.leastSquares.
import { linalg, Matrix } from 'steepest'
import { expect, test } from 'vitest'
import { digits, load as loadRows } from './nist.ts'

function load(name: string) {
  const { rows, y, intercept, certified } = loadRows(name)
  return { A: Matrix.from(intercept ? rows.map((row) => [1, ...row]) : rows), y, certified }
}

test.each([
  ['Filip', 7],
  ['Longley', 10],
  ['Wampler5', 5.8],
  ['Norris', 12],
  ['Wampler1', 8],
  ['Wampler3', 8],
  ['NoInt1', 14],
] as const)('%s to %d digits', (name, least) => {
  const { A, y, certified } = load(name)
  const { x, status, rank } = linalg.leastSquares(A, y)
  expect(status).toBe('solved')
  expect(rank).toBe(certified.length)
  expect(digits(x, certified)).toBeGreaterThanOrEqual(least)
})

test('Filip has rank 10 at a larger tolerance, and says so', () => {
  const { A, y } = load('Filip')
  const { x, status, rank } = linalg.leastSquares(A, y, { tolerance: 1e-9 })
  expect(status).toBe('rank-deficient')
  expect(rank).toBeLessThan(11)
  for (const value of x) expect(value).not.toBeNaN()
})
