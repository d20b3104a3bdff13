// The Gram matrix of a tall matrix: X'X, or X' diag(w) X.
#pragma once

#include "linalg/operands.hpp"

namespace steepest {

// C = X' diag(w) X, both triangles; an empty w stands for ones.
template <class T>
Status gram(MatrixIn<T> x, VectorIn<T> weights, Matrix<T> c, Workspace& workspace);

// Adds X' diag(w) X to the upper triangle of C. The strictly lower triangle may be overwritten with anything.
template <class T>
Status add_gram(MatrixIn<T> x, VectorIn<T> weights, Matrix<T> c, Workspace& workspace);

// Copies the upper triangle to the lower one.
template <class T>
void mirror_upper(Matrix<T> a);

}  // namespace steepest
