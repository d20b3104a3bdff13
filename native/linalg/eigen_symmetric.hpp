// Eigenvalues and eigenvectors of a symmetric matrix.
#pragma once

#include "linalg/operands.hpp"

namespace steepest {

// A = V diag(values) V', values ascending, the eigenvectors as columns of V. The upper triangle of A is read, and
// destroyed. not_finite when A is not; no_further_progress if the iteration does not converge, which has not been seen.
template <class T>
Status eigen_symmetric(Matrix<T> a, Vector<T> values, Matrix<T> vectors, Workspace& workspace);

}  // namespace steepest
