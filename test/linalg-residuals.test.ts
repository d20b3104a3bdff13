// LAPACK's scaled residuals through the API, for each factorization, over its kinds of matrices: on every backend and
// level. The larger sizes and ragged shapes are tested in C++ (test/native/linalg_*.cpp).
import { linalg, type MatrixLike } from 'steepest'
import { describe, expect, test } from 'vitest'
import {
  at,
  column,
  dense,
  factorRatio,
  generalMatrix,
  isSingular,
  kinds,
  orthogonalityRatio,
  precisions,
  product,
  Random,
  rightHandSide,
  solveRatio,
  symmetricMatrix,
  threshold,
  transpose,
} from './linalg-matrices.ts'

const sizes = [0, 1, 2, 3, 5, 10, 50, 129]
const random = new Random(20)

const timesDiagonal = (a: MatrixLike, values: ArrayLike<number>) =>
  dense(a.rows, a.columns, (i, j) => at(a, i, j) * values[j]!)
const permuteRows = (a: MatrixLike, permutation: Int32Array) => {
  const rebuilt = dense(a.rows, a.columns)
  permutation.forEach((to, i) => {
    for (let j = 0; j < a.columns; j++) rebuilt.data[to * a.columns + j] = at(a, i, j)
  })
  return rebuilt
}

const cases = precisions.flatMap((precision) => kinds.map((kind) => ({ precision, kind })))

describe.each(cases)('$precision, $kind', ({ precision, kind }) => {
  const general = (rows: number, columns = rows) => generalMatrix(kind, rows, columns, precision, random)
  const ratio = (value: number) => expect(value).toBeLessThan(threshold)

  test.each(sizes)('cholesky, order %i', (n) => {
    const A = symmetricMatrix(kind, n, precision, false, random)
    const { upper, status, pivot, solve } = linalg.cholesky(A)
    if (isSingular(kind, n)) {
      expect(status).toBe('not-positive-definite')
      expect(pivot).toBe(kind === 'first column zero' ? 0 : kind === 'last column zero' ? n - 1 : Math.floor(n / 2))
      return
    }
    expect(status).toBe('solved')
    ratio(factorRatio(A, product(transpose(upper), upper), precision))
    const b = rightHandSide(A, precision, random)
    ratio(solveRatio(A, column(solve(b).x), column(b), precision))
  })

  test.each(sizes)('ldl, order %i', (n) => {
    const A = symmetricMatrix(kind, n, precision, true, random)
    const { lower, diagonal, offDiagonal, permutation, status, solve } = linalg.ldl(A)
    expect(status).toBe(isSingular(kind, n) ? 'singular' : 'solved')
    const d = dense(n, n, (i, j) => (i === j ? diagonal[i]! : Math.abs(i - j) === 1 ? offDiagonal[Math.min(i, j)]! : 0))
    const inner = product(product(lower, d), transpose(lower))
    ratio(factorRatio(A, transpose(permuteRows(transpose(permuteRows(inner, permutation)), permutation)), precision))
    if (status !== 'solved') return
    const b = rightHandSide(A, precision, random)
    ratio(solveRatio(A, column(solve(b).x), column(b), precision))
  })

  test.each(sizes)('lu, order %i', (n) => {
    const A = general(n)
    const { lower, upper, permutation, status, solve } = linalg.lu(A)
    expect(status).toBe(isSingular(kind, n) ? 'singular' : 'solved')
    ratio(factorRatio(A, permuteRows(product(lower, upper), permutation), precision))
    if (status !== 'solved') return
    const b = rightHandSide(A, precision, random)
    ratio(solveRatio(A, column(solve(b).x), column(b), precision))
  })

  test.each(sizes.flatMap((n) => [[n, n] as const, [n + 3, n] as const, [n, n + 3] as const]))(
    'qr, %i x %i',
    (m, n) => {
      const A = general(m, n)
      for (const pivoting of [false, true]) {
        const { q, r, permutation, status } = linalg.qr(A, { pivoting })
        expect(status).toBe('solved')
        ratio(orthogonalityRatio(q, precision))
        const rebuilt = transpose(product(q, r))
        const order = permutation ?? Int32Array.from({ length: n }, (_, j) => j)
        ratio(factorRatio(A, transpose(permuteRows(rebuilt, order)), precision))
      }
    },
  )

  test.each(sizes.filter((n) => n < 129).flatMap((n) => [[n, n] as const, [n + 3, n] as const, [n, n + 3] as const]))(
    'svd, %i x %i',
    (m, n) => {
      const A = general(m, n)
      const { u, singularValues, vt, status } = linalg.svd(A)
      expect(status).toBe('solved')
      expect([...singularValues]).toEqual([...singularValues].sort((a, b) => b - a))
      ratio(orthogonalityRatio(u, precision))
      ratio(orthogonalityRatio(transpose(vt), precision))
      ratio(factorRatio(A, product(timesDiagonal(u, singularValues), vt), precision))
    },
  )

  test.each(sizes)('eigenSymmetric, order %i', (n) => {
    const A = symmetricMatrix(kind, n, precision, true, random)
    const { values, vectors, status } = linalg.eigenSymmetric(A)
    expect(status).toBe('solved')
    expect([...values]).toEqual([...values].sort((a, b) => a - b))
    ratio(orthogonalityRatio(vectors, precision))
    ratio(factorRatio(A, product(timesDiagonal(vectors, values), transpose(vectors)), precision))
  })

  test.each(sizes)('solve and leastSquares, order %i', (n) => {
    const A = general(n)
    const b = rightHandSide(A, precision, random)
    const direct = linalg.solve(A, b)
    if (kind !== 'condition large') expect(direct.status).toBe(isSingular(kind, n) ? 'singular' : 'solved')
    if (direct.status === 'solved') ratio(solveRatio(A, column(direct.x), column(b), precision))
    const least = linalg.leastSquares(A, b)
    if (kind !== 'condition large') expect(least.status).toBe(isSingular(kind, n) ? 'rank-deficient' : 'solved')
    // b lies in the range of A, so that a residual is as small as for solve, but for what the rank cuts off.
    const cut = least.status === 'solved' ? 1 : Math.max(n, 1)
    ratio(solveRatio(A, column(least.x), column(b), precision) / cut)
  })
})
