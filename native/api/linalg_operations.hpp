// The operations of dense linear algebra, in double and in single precision. Each returns the code of its status;
// arrays that are written have been given their shapes by the caller.
#pragma once

#include "base/view.hpp"

namespace steepest {

// out = op(A) op(B)
template <class T>
int32_t linalg_multiply(int32_t transpose_a, int32_t transpose_b, Matrix<const T> a, Matrix<const T> b, Matrix<T> out);

// out = A' diag(weights) A; no weights stand for ones
template <class T>
int32_t linalg_gram(Matrix<const T> a, Vector<const T> weights, Matrix<T> out);

// A = U'U. pivot[0] is the row at which a matrix was found not to be positive definite.
template <class T>
int32_t linalg_cholesky(Matrix<const T> a, Matrix<T> upper, Vector<int32_t> pivot);
// x = (U'U)⁻¹ x
template <class T>
int32_t linalg_cholesky_solve(Matrix<const T> upper, Matrix<T> x);

// P A P' = L D L'. `factor` holds both as the core does, for ldlSolve.
template <class T>
int32_t linalg_ldl(Matrix<const T> a, Matrix<T> factor, Vector<T> off_diagonal, Vector<int32_t> permutation,
                   Matrix<T> lower, Vector<T> diagonal);
template <class T>
int32_t linalg_ldl_solve(Matrix<const T> factor, Vector<const T> off_diagonal, Vector<const int32_t> permutation,
                         Matrix<T> x);

// P A = L U, of any shape; `factor` and `pivots` are for luSolve.
template <class T>
int32_t linalg_lu(Matrix<const T> a, Matrix<T> factor, Vector<int32_t> pivots, Matrix<T> lower, Matrix<T> upper,
                  Vector<int32_t> permutation);
template <class T>
int32_t linalg_lu_solve(Matrix<const T> factor, Vector<const int32_t> pivots, Matrix<T> x);
template <class T>
int32_t linalg_determinant(Matrix<const T> a, Vector<double> out);

// A P = Q R; `factor` (columns x rows) and `tau` are for qrSolve. rank[0] is the rank by R's diagonal.
template <class T>
int32_t linalg_qr(int32_t pivoting, Matrix<const T> a, Matrix<T> factor, Vector<T> tau, Vector<int32_t> permutation,
                  Matrix<T> q, Matrix<T> r, Vector<int32_t> rank);
// The least-squares solution in which the columns beyond the rank have no part.
template <class T>
int32_t linalg_qr_solve(Matrix<const T> factor, Vector<const T> tau, Vector<const int32_t> permutation, int32_t rank,
                        Matrix<const T> b, Matrix<T> x);

template <class T>
int32_t linalg_svd(Matrix<const T> a, Matrix<T> u, Vector<T> values, Matrix<T> vt);
template <class T>
int32_t linalg_singular_values(Matrix<const T> a, Vector<T> values);
template <class T>
int32_t linalg_eigen_symmetric(Matrix<const T> a, Vector<T> values, Matrix<T> vectors);

// `assume` is the index in enum Assume (linalg/solve.hpp).
template <class T>
int32_t linalg_solve(int32_t assume, Matrix<const T> a, Matrix<const T> b, Matrix<T> x, Vector<int32_t> rank);
// A negative tolerance stands for the default.
template <class T>
int32_t linalg_least_squares(double tolerance, Matrix<const T> a, Matrix<const T> b, Matrix<T> x, Vector<int32_t> rank);

// `kind` is the index in enum Norm (linalg/norms.hpp).
template <class T>
double linalg_norm(int32_t kind, Matrix<const T> a);

}  // namespace steepest
