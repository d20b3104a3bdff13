// Linear least squares: x that minimizes |A x - b|, the shortest such x where A does not determine it.
#pragma once

#include "linalg/operands.hpp"

namespace steepest {

struct LeastSquaresOutcome {
    Status status = Status::solved;  // else rank_deficient (x is the shortest solution), not_finite, out_of_memory
    Index rank = 0;
};

// Column j of X solves for column j of B. The default tolerance for the rank is max(rows, columns) epsilon.
template <class T>
LeastSquaresOutcome least_squares(MatrixIn<T> a, MatrixIn<T> b, double tolerance, Matrix<T> x, Workspace& workspace);

template <class T>
double default_rank_tolerance(Index rows, Index columns);

}  // namespace steepest
