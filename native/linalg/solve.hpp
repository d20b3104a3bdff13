// Systems of linear equations A X = B, by the factorization that what is assumed of A allows.
#pragma once

#include "linalg/operands.hpp"

namespace steepest {

// Of a symmetric matrix the upper triangle is read, of a triangular one its triangle.
enum class Assume : int32_t { general, symmetric, positive_definite, upper_triangular, lower_triangular };

struct SolveOutcome {
    Status status = Status::solved;  // else singular, not_positive_definite, not_finite, out_of_memory
    Index rank = 0;
};

// A matrix is singular when its rank to working precision, by a pivoted QR of its scaled columns, is less than its
// order. X is then the shortest least-squares solution; and so it is when A is not positive definite against the
// assumption.
template <class T>
SolveOutcome solve(Assume assume, MatrixIn<T> a, MatrixIn<T> b, Matrix<T> x, Workspace& workspace);

}  // namespace steepest
