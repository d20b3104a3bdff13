import { linalg, Matrix } from 'steepest'
import { describe, expect, test } from 'vitest'
import { at } from './linalg-matrices.ts'

const single = (rows: readonly (readonly number[])[]) =>
  new Matrix(Float32Array.from(rows.flat()), rows.length, rows[0]?.length ?? 0)

describe('factorizations', () => {
  const A = [
    [4, 2, 0.6],
    [2, 2, 0.5],
    [0.6, 0.5, 3],
  ]

  test('cholesky returns an upper factor with zeros below, and solves', () => {
    const { upper, status, solve } = linalg.cholesky([
      [4, 2],
      [2, 5],
    ])
    expect(status).toBe('solved')
    expect(upper.toArray()).toEqual([
      [2, 1],
      [0, 2],
    ])
    expect(solve([8, 12])).toEqual({ x: Float64Array.of(1, 2), status: 'solved' })
  })

  test('cholesky says where a matrix is not positive definite', () => {
    const { upper, status, pivot } = linalg.cholesky([
      [1, 2],
      [2, 1],
    ])
    expect({ status, pivot }).toEqual({ status: 'not-positive-definite', pivot: 1 })
    expect(upper.data).not.toContain(Number.NaN)
  })

  test.each(['cholesky', 'ldl', 'lu', 'qr'] as const)('%s solves for vectors and matrices', (name) => {
    const { solve } = linalg[name](A)
    const b = linalg.multiply(A, [[1], [2], [3]])
    const vector = solve(b.data)
    expect(vector.status).toBe('solved')
    expect(vector.x).toBeInstanceOf(Float64Array)
    vector.x.forEach((value, i) => void expect(value).toBeCloseTo(i + 1, 13))
    const matrix = solve([
      [4, 8],
      [2, 4],
      [0.6, 1.2],
    ])
    const expected = [1, 2, 0, 0, 0, 0]
    matrix.x.data.forEach((value, i) => void expect(value).toBeCloseTo(expected[i]!, 14))
  })

  test.each(['cholesky', 'ldl', 'lu', 'qr'] as const)(
    'what is done to the results of %s does not reach solve',
    (name) => {
      const input = Matrix.from(A)
      const result = linalg[name](input)
      const before = result.solve([1, 2, 3]).x.slice()
      for (const field of Object.values(result)) {
        if (field instanceof Matrix) field.data.fill(Number.NaN)
        else if (ArrayBuffer.isView(field)) (field as Int32Array).fill(2 ** 30)
      }
      input.data.fill(Number.NaN)
      expect(result.solve([1, 2, 3]).x).toEqual(before)
    },
  )

  test('lu of a singular matrix has a status, and solve gives the shortest least-squares solution', () => {
    const { lower, upper, permutation, status, solve } = linalg.lu([
      [1, 2],
      [2, 4],
    ])
    expect(status).toBe('singular')
    expect(lower.toArray()).toEqual([
      [1, 0],
      [0.5, 1],
    ])
    expect(upper.toArray()).toEqual([
      [2, 4],
      [0, 0],
    ])
    expect([...permutation]).toEqual([1, 0])
    const { x, status: solved, rank } = solve([5, 10])
    expect({ solved, rank }).toEqual({ solved: 'singular', rank: 1 })
    expect(x[0]).toBeCloseTo(1, 14)
    expect(x[1]).toBeCloseTo(2, 14)
  })

  test('lu of a matrix that is not square, which cannot be solved with', () => {
    const { lower, upper, permutation, solve } = linalg.lu([
      [1, 2, 3],
      [4, 5, 6],
    ])
    const rebuilt = linalg.multiply(lower, upper).toArray()
    expect([...permutation].map((row) => rebuilt[[...permutation].indexOf(row)]![0])).toEqual([4, 1])
    expect(() => solve([1, 2])).toThrow('A must be square')
  })

  test('ldl has a block of order 2 where it must', () => {
    const { diagonal, offDiagonal, status } = linalg.ldl([
      [0, 3],
      [3, 0],
    ])
    expect(status).toBe('solved')
    expect(diagonal).toEqual(Float64Array.of(0, 0))
    expect(offDiagonal).toEqual(Float64Array.of(3))
  })

  test('qr with pivoting reveals the rank', () => {
    const A = [
      [1, 2, 3],
      [2, 4, 5],
      [3, 6, 8],
      [4, 8, 1],
    ]
    const { rank, r, permutation, solve } = linalg.qr(A, { pivoting: true })
    expect(rank).toBe(2)
    expect(Math.abs(r.at(0, 0))).toBeGreaterThanOrEqual(Math.abs(r.at(1, 1)))
    expect([...permutation!].sort()).toEqual([0, 1, 2])
    const { x, status } = solve([3, 5, 8, 1])
    expect(status).toBe('rank-deficient')
    expect(
      linalg.multiply(
        A,
        [...x].map((value) => [value]),
      ).data[3],
    ).toBeCloseTo(1, 13)
  })

  test('only the upper triangle of a symmetric matrix is read', () => {
    const upper = A.map((row, i) => row.map((value, j) => (j < i ? Number.NaN : value)))
    expect(linalg.cholesky(upper).upper).toEqual(linalg.cholesky(A).upper)
    expect(linalg.ldl(upper).lower).toEqual(linalg.ldl(A).lower)
    expect(linalg.eigenSymmetric(upper).vectors).toEqual(linalg.eigenSymmetric(A).vectors)
    expect(linalg.solve(upper, [1, 2, 3], { assume: 'positive-definite' }).status).toBe('solved')
    expect(linalg.solve(upper, [1, 2, 3], { assume: 'symmetric' }).status).toBe('solved')
  })
})

describe('svd and eigenSymmetric', () => {
  test('known values', () => {
    const { u, singularValues, vt } = linalg.svd([
      [3, 0],
      [4, 5],
    ])
    expect(singularValues[0]).toBeCloseTo(Math.sqrt(45), 14)
    expect(singularValues[1]).toBeCloseTo(Math.sqrt(5), 14)
    expect(Math.abs(at(u, 0, 0))).toBeCloseTo(1 / Math.sqrt(10), 14)
    expect(Math.abs(at(vt, 0, 0))).toBeCloseTo(1 / Math.sqrt(2), 14)
    const { values } = linalg.eigenSymmetric([
      [2, 1],
      [1, 2],
    ])
    expect(values[0]).toBeCloseTo(1, 14)
    expect(values[1]).toBeCloseTo(3, 14)
  })

  test('are single where the matrix is', () => {
    expect(linalg.svd(single([[3, 4]])).singularValues).toEqual(Float32Array.of(5))
    expect(linalg.eigenSymmetric(single([[2]])).values).toEqual(Float32Array.of(2))
  })
})
