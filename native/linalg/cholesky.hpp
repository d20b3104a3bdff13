// Cholesky factorization A = U'U of a symmetric positive definite matrix.
#pragma once

#include "linalg/operands.hpp"

namespace steepest {

struct CholeskyOutcome {
    Status status = Status::solved;  // else not_positive_definite, not_finite, out_of_memory
    Index pivot = -1;                // the row at which it ended, when it did not succeed
};

// Reads the upper triangle of A and writes U over it. The strictly lower triangle may be overwritten with anything.
// After a failure at pivot p, the first p rows of U are right.
template <class T>
CholeskyOutcome cholesky(Matrix<T> a, Workspace& workspace);

// b = (U'U)⁻¹ b
template <class T>
void solve_cholesky(MatrixIn<T> upper, Vector<T> b);
template <class T>
Status solve_cholesky(MatrixIn<T> upper, Matrix<T> b, Workspace& workspace);

}  // namespace steepest
