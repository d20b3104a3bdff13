// The linear problems of NIST's Statistical Reference Datasets. Digits are -log10 of the largest relative error of a
// parameter, against the certified values computed anew in exact arithmetic.
import { readFileSync } from 'node:fs'
import { linalg, Matrix } from 'steepest'
import { expect, test } from 'vitest'

interface Problem {
  intercept: boolean
  polynomialDegree: number | null
  data: Record<string, number[]>
  refined: { parameters: number[] }
}

function load(name: string) {
  const path = new URL(`data/nist-strd/${name}.json`, import.meta.url)
  const { intercept, polynomialDegree, data, refined } = JSON.parse(readFileSync(path, 'utf8')) as Problem
  const { y = [], ...predictors } = data
  const columns = Object.values(predictors)
  const rows = y.map((_, i) => {
    const first = columns.map((column) => column[i]!)
    // Powers as running products.
    for (let degree = 2; degree <= (polynomialDegree ?? 1); degree++) first.push(first.at(-1)! * first[0]!)
    return intercept ? [1, ...first] : first
  })
  return { A: Matrix.from(rows), y, certified: refined.parameters }
}

const digits = (x: ArrayLike<number>, certified: number[]) =>
  Math.min(...certified.map((value, i) => -Math.log10(Math.abs(x[i]! - value) / Math.abs(value))))

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
