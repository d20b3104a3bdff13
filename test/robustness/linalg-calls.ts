import * as steepest from 'steepest'
import type { Call } from './calls.ts'

const A = () => [
  [4, 1, 0],
  [1, 3, 1],
  [0, 1, 2],
]
const b = () => [1, 2, 3]

const calls: Record<string, { make: () => unknown[]; options?: readonly string[] }> = {
  multiply: { make: () => [A(), A(), {}], options: ['transposeA', 'transposeB', 'out'] },
  gram: { make: () => [A(), {}], options: ['weights'] },
  cholesky: { make: () => [A()] },
  ldl: { make: () => [A()] },
  lu: { make: () => [A()] },
  qr: { make: () => [A(), {}], options: ['pivoting'] },
  svd: { make: () => [A()] },
  eigenSymmetric: { make: () => [A()] },
  solve: { make: () => [A(), b(), {}], options: ['assume'] },
  leastSquares: { make: () => [A(), b(), {}], options: ['tolerance'] },
  inverse: { make: () => [A()] },
  determinant: { make: () => [A()] },
  rank: { make: () => [A(), {}], options: ['tolerance'] },
  conditionNumber: { make: () => [A()] },
  norm: { make: () => [A(), {}], options: ['kind'] },
}

type Functions = Record<string, (...given: unknown[]) => unknown>

/** Every function of linear algebra, the fields of its matrices, and the `solve` of factorizations. */
export const linalgCalls: readonly Call[] = [
  ...Object.entries({ linalg: steepest.linalg, linalgAsync: steepest.linalgAsync }).flatMap(([algebra, functions]) =>
    Object.entries(calls).map(([name, { make, options = [] }]) => ({
      name: `${algebra}.${name}`,
      make,
      call: (given: unknown[]) => (functions as unknown as Functions)[name]!(...given),
      options,
    })),
  ),
  ...['data', 'rows', 'columns'].map((field) => ({
    name: `linalg.cholesky: the matrix's ${field}`,
    make: () => [undefined],
    call: ([value]: unknown[]) =>
      steepest.linalg.cholesky({ data: new Float64Array(4), rows: 2, columns: 2, [field]: value }),
  })),
  ...(['cholesky', 'ldl', 'lu', 'qr'] as const).map((name) => ({
    name: `linalg.${name}: solve`,
    make: () => [b()],
    call: (given: unknown[]) => (steepest.linalg[name](A()).solve as (...given: unknown[]) => unknown)(...given),
  })),
]
