// Operands that are not finite, empty, or wrong.
import { linalg, Matrix, type MatrixInput } from 'steepest'
import { describe, expect, test } from 'vitest'

const single = (rows: readonly (readonly number[])[]) =>
  new Matrix(Float32Array.from(rows.flat()), rows.length, rows[0]?.length ?? 0)
const code = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    const { code, message } = error as Error & { code: string }
    return `${code}: ${message}`
  }
  return 'nothing thrown'
}

describe('not finite', () => {
  test.each([Number.NaN, Infinity, -Infinity])('%d is a status, or NaN', (bad) => {
    const A = [
      [1, bad],
      [bad, 1],
    ]
    for (const name of ['cholesky', 'ldl', 'lu', 'qr', 'svd', 'eigenSymmetric', 'inverse'] as const) {
      expect(linalg[name](A).status, name).toBe('not-finite')
    }
    expect(linalg.solve(A, [1, 1]).status).toBe('not-finite')
    expect(linalg.leastSquares(A, [1, 1]).status).toBe('not-finite')
    expect(linalg.solve([[1]], [bad]).status).toBe('not-finite')
    for (const name of ['determinant', 'rank', 'conditionNumber'] as const) expect(linalg[name](A), name).toBeNaN()
  })
})

test('matrices without rows or columns', () => {
  expect(linalg.cholesky([]).status).toBe('solved')
  expect(linalg.svd([]).singularValues).toEqual(Float64Array.of())
  expect(linalg.solve([], []).x).toEqual(Float64Array.of())
  expect(linalg.leastSquares(Matrix.zeros(3, 0), [1, 2, 3]).x).toEqual(Float64Array.of())
  expect(linalg.leastSquares(Matrix.zeros(0, 2), []).x).toEqual(Float64Array.of(0, 0))
  expect(linalg.rank(Matrix.zeros(3, 3))).toBe(0)
  expect(linalg.norm([])).toBe(0)
})

describe('misuse is refused by name', () => {
  const square = Matrix.zeros(2, 2)
  test.each<[string, () => unknown, string]>([
    [
      'inner sizes',
      () => linalg.multiply(square, [[1]]),
      'ERR_SHAPE: A is 2 x 2 and B is 1 x 1: the inner sizes differ',
    ],
    [
      'precision',
      () =>
        linalg.multiply(
          square,
          single([
            [1, 2],
            [3, 4],
          ]),
        ),
      'ERR_SHAPE: A and B must have one precision',
    ],
    ['out', () => linalg.multiply(square, square, { out: Matrix.zeros(2, 3) }), 'ERR_SHAPE: out must be 2 x 2'],
    ['square', () => linalg.cholesky([[1, 2]]), 'ERR_SHAPE: A must be square, got 1 x 2'],
    ['b', () => linalg.solve(square, [1, 2, 3]), 'ERR_SHAPE: b must have 2 elements, as A has rows, got 3'],
    ['assume', () => linalg.solve(square, [1, 2], { assume: 'symetric' as 'symmetric' }), "did you mean 'symmetric'"],
    ['ragged', () => linalg.gram([[1, 2], [3]]), 'ERR_SHAPE: A[1] must be an array of 2 numbers'],
    ['weights', () => linalg.gram(square, { weights: [1] }), 'ERR_SHAPE: weights must have 2 elements'],
    ['option', () => linalg.norm(square, { kid: 'one' } as object), "ERR_OPTION: norm has no option 'kid'"],
    [
      'sparse',
      () => linalg.rank({ indptr: [], indices: [] } as unknown as MatrixInput),
      'sparse matrices are not taken',
    ],
    ['huge', () => linalg.gram({ data: new Float64Array(0), rows: 2 ** 53 - 1, columns: 0 }), 'ERR_SHAPE: A may have'],
    ['room', () => linalg.gram({ data: new Float64Array(0), rows: 0, columns: 2 ** 24 }), 'ERR_OUT_OF_MEMORY'],
  ])('%s', (_, run, expected) => {
    expect(code(run)).toContain(expected)
  })

  test('a detached operand', () => {
    const data = new Float64Array(4)
    structuredClone(data, { transfer: [data.buffer] })
    expect(code(() => linalg.gram({ data, rows: 2, columns: 2 }))).toContain('ERR_SHAPE')
    expect(
      code(() =>
        linalg.solve(
          [
            [1, 0],
            [0, 1],
          ],
          data,
        ),
      ),
    ).toContain('ERR_SHAPE: b was detached')
  })
})

test('operands are not written to', () => {
  const A = Matrix.from([
    [4, 1],
    [1, 3],
  ])
  const b = Float64Array.of(1, 2)
  for (const name of [
    'gram',
    'cholesky',
    'ldl',
    'lu',
    'qr',
    'svd',
    'eigenSymmetric',
    'inverse',
    'determinant',
  ] as const) {
    linalg[name](A)
  }
  for (const name of ['solve', 'leastSquares'] as const) linalg[name](A, b)
  expect(A.toArray()).toEqual([
    [4, 1],
    [1, 3],
  ])
  expect([...b]).toEqual([1, 2])
})
