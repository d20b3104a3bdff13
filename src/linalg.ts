import {
  type Cholesky,
  cholesky,
  type Ldl,
  type Lu,
  ldl,
  lu,
  type Qr,
  qr,
  type Solution,
  type Solve,
} from './linalg/factorizations.ts'
import type { MatrixInput, VectorInput } from './linalg/operands.ts'
import type {
  GramOptions,
  MultiplyOptions,
  NormOptions,
  QrOptions,
  SolveOptions,
  ToleranceOptions,
} from './linalg/options.ts'
import { runLater, runNow } from './linalg/plan.ts'
import { gram, multiply } from './linalg/products.ts'
import { conditionNumber, eigenSymmetric, norm, rank, type Svd, type SymmetricEigen, svd } from './linalg/spectra.ts'
import { determinant, type Inverse, inverse, leastSquares, solve } from './linalg/systems.ts'
import type { Matrix } from './matrix.ts'

export type {
  Cholesky,
  GramOptions,
  Inverse,
  Ldl,
  Lu,
  MatrixInput,
  MultiplyOptions,
  NormOptions,
  Qr,
  QrOptions,
  Solution,
  Solve,
  SolveOptions,
  Svd,
  SymmetricEigen,
  ToleranceOptions,
  VectorInput,
}

type Answer<When extends 'now' | 'later', Result> = When extends 'later' ? Promise<Result> : Result

/**
 * Dense linear algebra, in double precision or, for operands that hold `Float32Array`, in single. How a computation
 * ended is its `status`; only misuse throws (`ERR_SHAPE`, `ERR_OPTION`), and a lack of memory (`ERR_OUT_OF_MEMORY`).
 */
export interface LinearAlgebra<When extends 'now' | 'later'> {
  /** The product A B. */
  multiply(A: MatrixInput, B: MatrixInput, options?: MultiplyOptions): Answer<When, Matrix>
  /** The Gram matrix A'A, or A' diag(weights) A. */
  gram(A: MatrixInput, options?: GramOptions): Answer<When, Matrix>
  /** A = U'U of a symmetric positive definite matrix, of which the upper triangle is read. */
  cholesky(A: MatrixInput): Answer<When, Cholesky>
  /** P A P' = L D L' of a symmetric matrix, of which the upper triangle is read; D has blocks of order 1 and 2. */
  ldl(A: MatrixInput): Answer<When, Ldl>
  /** P A = L U with partial pivoting. */
  lu(A: MatrixInput): Answer<When, Lu>
  /** A = Q R, or A P = Q R with pivoting. */
  qr(A: MatrixInput, options?: QrOptions): Answer<When, Qr>
  /** A = U diag(singularValues) V'. */
  svd(A: MatrixInput): Answer<When, Svd>
  /** A = V diag(values) V' of a symmetric matrix, of which the upper triangle is read. */
  eigenSymmetric(A: MatrixInput): Answer<When, SymmetricEigen>
  /** x with A x = b; of a matrix b, for each column. */
  solve<B extends VectorInput | MatrixInput>(A: MatrixInput, b: B, options?: SolveOptions): Answer<When, Solution<B>>
  /** x that minimizes |A x - b|, and the shortest such x where there are several (`'rank-deficient'`). */
  leastSquares<B extends VectorInput | MatrixInput>(
    A: MatrixInput,
    b: B,
    options?: ToleranceOptions,
  ): Answer<When, Solution<B>>
  inverse(A: MatrixInput): Answer<When, Inverse>
  determinant(A: MatrixInput): Answer<When, number>
  /** How many singular values are not negligible. */
  rank(A: MatrixInput, options?: ToleranceOptions): Answer<When, number>
  /** The largest singular value over the smallest. */
  conditionNumber(A: MatrixInput): Answer<When, number>
  /** A norm of a matrix, or of a vector. */
  norm(A: MatrixInput | VectorInput, options?: NormOptions): Answer<When, number>
}

/** Dense linear algebra, at once. */
export const linalg: LinearAlgebra<'now'> = {
  multiply: runNow(multiply),
  gram: runNow(gram),
  cholesky: runNow(cholesky),
  ldl: runNow(ldl),
  lu: runNow(lu),
  qr: runNow(qr),
  svd: runNow(svd),
  eigenSymmetric: runNow(eigenSymmetric),
  solve: (A, b, options) => runNow(solve<typeof b>)(A, b, options),
  leastSquares: (A, b, options) => runNow(leastSquares<typeof b>)(A, b, options),
  inverse: runNow(inverse),
  determinant: runNow(determinant),
  rank: runNow(rank),
  conditionNumber: runNow(conditionNumber),
  norm: runNow(norm),
}

/**
 * The same without holding up this thread: the operands are copied, and the work is done on another thread (with
 * WebAssembly, on this one in a later turn). The `solve` of a factorization answers at once.
 */
export const linalgAsync: LinearAlgebra<'later'> = {
  multiply: runLater(multiply),
  gram: runLater(gram),
  cholesky: runLater(cholesky),
  ldl: runLater(ldl),
  lu: runLater(lu),
  qr: runLater(qr),
  svd: runLater(svd),
  eigenSymmetric: runLater(eigenSymmetric),
  solve: (A, b, options) => runLater(solve<typeof b>)(A, b, options),
  leastSquares: (A, b, options) => runLater(leastSquares<typeof b>)(A, b, options),
  inverse: runLater(inverse),
  determinant: runLater(determinant),
  rank: runLater(rank),
  conditionNumber: runLater(conditionNumber),
  norm: runLater(norm),
}
