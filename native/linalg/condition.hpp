// Estimates of the condition number from a factorization.
#pragma once

#include "linalg/ldl.hpp"

namespace steepest {

// 1 / (|A| |A⁻¹|) in the 1-norm, from the norm of A and its factors: an upper bound that is rarely more
// than a factor of three too large. 0 for a singular matrix.
template <class T>
double reciprocal_condition_lu(MatrixIn<T> lu, Vector<const int32_t> pivots, double norm, Workspace& workspace);
template <class T>
double reciprocal_condition_cholesky(MatrixIn<T> upper, double norm, Workspace& workspace);
template <class T>
double reciprocal_condition_ldl(const Ldl<T>& ldl, double norm, Workspace& workspace);
template <class T>
double reciprocal_condition_triangular(MatrixIn<T> a, Triangle triangle, double norm, Workspace& workspace);

}  // namespace steepest
