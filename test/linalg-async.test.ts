// linalgAsync against linalg: the same bits, whatever happens to the operands meanwhile.
import { backend, linalg, linalgAsync, Matrix } from 'steepest'
import { describe, expect, test } from 'vitest'

function numbers(count: number, seed: number): Float64Array {
  let state = seed
  return Float64Array.from({ length: count }, () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32
    return state / 2 ** 31 - 1
  })
}

const single = (matrix: Matrix) => new Matrix(Float32Array.from(matrix.data), matrix.rows, matrix.columns)

/** Operands anew for every call, of order 4 (done at once) and 90 (done elsewhere). */
function operands(n: number, precision: 'double' | 'single') {
  const convert = precision === 'single' ? single : (matrix: Matrix) => matrix
  const A = new Matrix(numbers(n * n, 1), n, n)
  const positive = linalg.gram(A)
  for (let i = 0; i < n; i++) positive.data[i * (n + 1)]! += n
  return { A: convert(A), positive: convert(positive), B: convert(new Matrix(numbers(n * 3, 2), n, 3)) }
}
type Operands = ReturnType<typeof operands>
type Algebra = typeof linalg | typeof linalgAsync

const calls: Record<string, (algebra: Algebra, given: Operands) => unknown> = {
  multiply: (algebra, { A, B }) => algebra.multiply(A, B, { transposeA: true }),
  gram: (algebra, { A }) => algebra.gram(A),
  cholesky: (algebra, { positive }) => algebra.cholesky(positive),
  ldl: (algebra, { A }) => algebra.ldl(A),
  lu: (algebra, { A }) => algebra.lu(A),
  qr: (algebra, { A }) => algebra.qr(A, { pivoting: true }),
  svd: (algebra, { A }) => algebra.svd(A),
  eigenSymmetric: (algebra, { A }) => algebra.eigenSymmetric(A),
  solve: (algebra, { A, B }) => algebra.solve(A, B),
  leastSquares: (algebra, { A, B }) => algebra.leastSquares(A, B),
  inverse: (algebra, { A }) => algebra.inverse(A),
  determinant: (algebra, { A }) => algebra.determinant(A),
  rank: (algebra, { A }) => algebra.rank(A),
  conditionNumber: (algebra, { A }) => algebra.conditionNumber(A),
  norm: (algebra, { A }) => algebra.norm(A, { kind: 'two' }),
}

const plain = (answer: unknown) =>
  JSON.parse(
    JSON.stringify(answer, (_key, value) => (ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value)),
  )

describe.each([4, 90])('of order %i', (n) => {
  describe.each(['double', 'single'] as const)('in %s precision', (precision) => {
    test.each(Object.keys(calls))('%s', async (name) => {
      const given = operands(n, precision)
      const promise = calls[name]!(linalgAsync, given)
      for (const { data } of Object.values(given)) data.fill(Number.NaN)
      expect(promise).toBeInstanceOf(Promise)
      expect(plain(await promise)).toEqual(plain(calls[name]!(linalg, operands(n, precision))))
    })
  })
})

test('writes to out when it is done, and not before', async () => {
  const { A, positive } = operands(90, 'double')
  const out = new Matrix(new Float64Array(8100).fill(7), 90, 90)
  const promise = linalgAsync.multiply(A, positive, { out })
  expect(out.data.every((value) => value === 7)).toBe(true)
  expect(await promise).toBe(out)
  expect(out.data).toEqual(linalg.multiply(A, positive).data)
})

test('solves with a factorization that was made elsewhere', async () => {
  const { positive, B } = operands(90, 'double')
  const { solve } = await linalgAsync.cholesky(positive)
  expect(solve(B)).toEqual(linalg.cholesky(positive).solve(B))
})

test('a hundred at once', async () => {
  const { A } = operands(90, 'double')
  const all = await Promise.all(Array.from({ length: 100 }, () => linalgAsync.gram(A)))
  const expected = linalg.gram(A).data
  expect(all.every(({ data }) => data.every((value, i) => value === expected[i]))).toBe(true)
})

test('misuse rejects', async () => {
  await expect(linalgAsync.cholesky([[1, 2]])).rejects.toThrow(expect.objectContaining({ code: 'ERR_SHAPE' }))
  await expect(linalgAsync.solve([[1]], [1], { asume: 'symmetric' } as object)).rejects.toThrow(/did you mean 'assume'/)
})

test('a singular matrix is a status', async () => {
  expect(await linalgAsync.solve(new Matrix(new Float64Array(8100), 90, 90), new Float64Array(90))).toMatchObject({
    status: 'singular',
  })
})

test.runIf(backend().kind === 'native')('leaves this thread free', async () => {
  let ticks = 0
  const timer = setInterval(() => ticks++, 1)
  await linalgAsync.svd(new Matrix(numbers(90_000, 3), 300, 300))
  clearInterval(timer)
  expect(ticks).toBeGreaterThan(5)
})
