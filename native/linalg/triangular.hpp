// Triangular systems. A zero on the diagonal is not looked for: it gives infinities, so callers test it first.
#pragma once

#include "linalg/operands.hpp"

namespace steepest {

// x = op(A)⁻¹ x, A triangular; the other triangle is not read.
template <class T>
void solve_triangular(MatrixIn<T> a, Triangle triangle, Transpose transpose, Diagonal diagonal, Vector<T> x);

// B = op(A)⁻¹ B on the left, B = B op(A)⁻¹ on the right.
template <class T>
Status solve_triangular(Side side, MatrixIn<T> a, Triangle triangle, Transpose transpose, Diagonal diagonal,
                        Matrix<T> b, Workspace& workspace);

}  // namespace steepest
