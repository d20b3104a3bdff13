import { linalg, Matrix } from 'steepest'
import { describe, expect, test } from 'vitest'
import { dense, product, Random, transpose } from './linalg-matrices.ts'

const random = new Random(7)
const single = (rows: readonly (readonly number[])[]) =>
  new Matrix(Float32Array.from(rows.flat()), rows.length, rows[0]?.length ?? 0)
const inverseHilbert = [
  [9, -36, 30],
  [-36, 192, -180],
  [30, -180, 180],
]

describe('multiply', () => {
  test.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('transposeA %s, transposeB %s', (transposeA, transposeB) => {
    const [a, b] = [dense(7, 5, () => random.next()), dense(5, 9, () => random.next())]
    const C = linalg.multiply(transposeA ? transpose(a) : a, transposeB ? transpose(b) : b, { transposeA, transposeB })
    const expected = product(a, b)
    expect([C.rows, C.columns]).toEqual([7, 9])
    C.data.forEach((value, i) => void expect(value).toBeCloseTo(expected.data[i]!, 14))
  })

  test('writes to out and returns it', () => {
    const out = new Matrix(new Float64Array(4).fill(Number.NaN), 2, 2)
    expect(linalg.multiply([[1, 2]], [[3, 4]], { transposeA: true, out })).toBe(out)
    expect(out.toArray()).toEqual([
      [3, 4],
      [6, 8],
    ])
  })

  test('out may be an operand', () => {
    const A = Matrix.from([
      [1, 2],
      [3, 4],
    ])
    linalg.multiply(A, A, { out: A })
    expect(A.toArray()).toEqual([
      [7, 10],
      [15, 22],
    ])
  })

  test('is single where the operands are', () => {
    const C = linalg.multiply(single([[1, 2]]), single([[3], [4]]))
    expect(C.data).toEqual(Float32Array.of(11))
  })

  test('NaN and infinity go where they belong', () => {
    const C = linalg.multiply(
      [
        [1, Number.NaN],
        [1, Infinity],
        [1, 1],
      ],
      [
        [1, 1],
        [1, 0],
      ],
    )
    expect(C.toArray()).toEqual([
      [Number.NaN, Number.NaN],
      [Infinity, Number.NaN],
      [2, 1],
    ])
  })

  test('empty operands make zeros', () => {
    const C = linalg.multiply({ data: new Float64Array(0), rows: 2, columns: 0 }, Matrix.zeros(0, 3))
    expect(C.toArray()).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ])
  })
})

test('gram, plain and weighted', () => {
  const A = [
    [1, 2],
    [3, 4],
    [5, 6],
  ]
  expect(linalg.gram(A).toArray()).toEqual([
    [35, 44],
    [44, 56],
  ])
  expect(linalg.gram(A, { weights: [1, 0, 2] }).toArray()).toEqual([
    [51, 62],
    [62, 76],
  ])
})

describe('solve, leastSquares and inverse', () => {
  test.each([
    [
      'general',
      [
        [0, 2],
        [3, 1],
      ],
    ],
    [
      'symmetric',
      [
        [0, 2],
        [2, 1],
      ],
    ],
    [
      'positive-definite',
      [
        [2, 1],
        [1, 2],
      ],
    ],
    [
      'upper-triangular',
      [
        [2, 1],
        [0, 3],
      ],
    ],
    [
      'lower-triangular',
      [
        [2, 0],
        [1, 3],
      ],
    ],
  ] as const)('solve, assuming %s', (assume, A) => {
    const b = linalg.multiply(A, [[3], [-1]]).data
    const { x, status, rank } = linalg.solve(A, b, { assume })
    expect({ status, rank }).toEqual({ status: 'solved', rank: 2 })
    expect(x[0]).toBeCloseTo(3, 14)
    expect(x[1]).toBeCloseTo(-1, 14)
  })

  test('a matrix singular but for rounding is singular', () => {
    const A = [
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]
    const { x, status, rank } = linalg.solve(A, [6, 15, 24])
    expect({ status, rank }).toEqual({ status: 'singular', rank: 2 })
    x.forEach((value) => void expect(value).toBeCloseTo(1, 12))
    expect(linalg.inverse(A).status).toBe('singular')
  })

  test('a matrix that is badly scaled is not', () => {
    const { x, status } = linalg.solve(
      [
        [1e-200, 0],
        [0, 1e200],
      ],
      [1e-200, 2e200],
    )
    expect(status).toBe('solved')
    expect([...x]).toEqual([1, 2])
  })

  test('a matrix that is not positive definite against the assumption', () => {
    const A = [
      [1, 2],
      [2, 1],
    ]
    const { x, status } = linalg.solve(A, [3, 3], { assume: 'positive-definite' })
    expect(status).toBe('not-positive-definite')
    x.forEach((value) => void expect(value).toBeCloseTo(1, 14))
  })

  test('several right-hand sides', () => {
    const { x } = linalg.solve([[2]], [[4, 6]])
    expect(x.toArray()).toEqual([[2, 3]])
  })

  test('leastSquares, overdetermined and underdetermined', () => {
    const line = linalg.leastSquares(
      [
        [1, 0],
        [1, 1],
        [1, 2],
      ],
      [1, 3, 5],
    )
    expect(line.status).toBe('solved')
    expect(line.x[0]).toBeCloseTo(1, 14)
    expect(line.x[1]).toBeCloseTo(2, 14)
    const shortest = linalg.leastSquares([[3, 4]], [50])
    expect({ status: shortest.status, rank: shortest.rank }).toEqual({ status: 'rank-deficient', rank: 1 })
    expect(shortest.x[0]).toBeCloseTo(6, 13)
    expect(shortest.x[1]).toBeCloseTo(8, 13)
  })

  test('inverse of the Hilbert matrix of order 3', () => {
    const hilbert = dense(3, 3, (i, j) => 1 / (i + j + 1))
    const { inverse, status } = linalg.inverse(hilbert)
    expect(status).toBe('solved')
    inverse.toArray().forEach((row, i) => {
      row.forEach((value, j) => void expect(value).toBeCloseTo(inverseHilbert[i]![j]!, 10))
    })
  })
})

test('determinant, rank, conditionNumber and norms', () => {
  const A = [
    [1, -2],
    [3, 4],
  ]
  expect(linalg.determinant(A)).toBeCloseTo(10, 14)
  expect(
    linalg.determinant([
      [1, 2],
      [2, 4],
    ]),
  ).toBe(0)
  expect(linalg.determinant([])).toBe(1)
  expect(linalg.rank(A)).toBe(2)
  expect(
    linalg.rank([
      [1, 2],
      [2, 4.000001],
    ]),
  ).toBe(2)
  expect(
    linalg.rank(
      [
        [1, 2],
        [2, 4.000001],
      ],
      { tolerance: 1e-5 },
    ),
  ).toBe(1)
  expect(
    linalg.conditionNumber([
      [1, 0],
      [0, 4],
    ]),
  ).toBeCloseTo(4, 14)
  expect(
    linalg.conditionNumber([
      [0, 0],
      [0, 4],
    ]),
  ).toBe(Infinity)
  expect(linalg.norm(A, { kind: 'one' })).toBe(6)
  expect(linalg.norm(A, { kind: 'infinity' })).toBe(7)
  expect(linalg.norm(A, { kind: 'max' })).toBe(4)
  expect(linalg.norm(A)).toBeCloseTo(Math.sqrt(30), 14)
  expect(
    linalg.norm(
      [
        [3, 0],
        [4, 5],
      ],
      { kind: 'two' },
    ),
  ).toBeCloseTo(Math.sqrt(45), 14)
  expect(linalg.norm([3, -4])).toBe(5)
  expect(linalg.norm(Float32Array.of(3, -4), { kind: 'one' })).toBe(7)
})
