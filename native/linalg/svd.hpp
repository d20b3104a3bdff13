// Singular value decomposition A = U diag(values) V'.
#pragma once

#include "linalg/operands.hpp"

namespace steepest {

// With k = min(rows, columns): u is rows x k, values has k in descending order, vt is k x columns; U and V have
// orthonormal columns, whatever the rank. not_finite when A is not; no_further_progress if the iteration does not
// converge, which has not been seen.
template <class T>
Status svd(MatrixIn<T> a, Matrix<T> u, Vector<T> values, Matrix<T> vt, Workspace& workspace);

// The values alone.
template <class T>
Status singular_values(MatrixIn<T> a, Vector<T> values, Workspace& workspace);

}  // namespace steepest
