// LU factorization P A = L U with partial pivoting, of any shape.
#pragma once

#include "linalg/operands.hpp"

namespace steepest {

// Writes L (unit lower triangular, its ones not stored) and U over A. Row k was exchanged with row pivots[k] at step k,
// for the min(rows, columns) steps. `singular` when a pivot is zero (the factorization is complete all the same),
// not_finite when A is not or the elimination overflowed.
template <class T>
Status factor_lu(Matrix<T> a, Vector<int32_t> pivots, Workspace& workspace);

// B = A⁻¹ B, or A⁻ᵀ B, for a square factorization that is not singular.
template <class T>
Status solve_lu(MatrixIn<T> lu, Transpose transpose, Vector<const int32_t> pivots, Matrix<T> b, Workspace& workspace);

// The permutation that the exchanges amount to: row i of P A is row permutation[i] of A.
void permutation_of(Vector<const int32_t> pivots, Vector<int32_t> permutation);

// The determinant of a factored square matrix. Partial products are kept within range by a separate exponent.
template <class T>
double determinant_lu(MatrixIn<T> lu, Vector<const int32_t> pivots);

}  // namespace steepest
