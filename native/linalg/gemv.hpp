// The product of a matrix and a vector.
#pragma once

#include "linalg/operands.hpp"

namespace steepest {

// y = alpha op(A) x + beta y. With beta = 0, y is not read. y shares no memory with A or x.
template <class T>
void gemv(Scalar<T> alpha, MatrixIn<T> a, Transpose transpose, VectorIn<T> x, Scalar<T> beta, Vector<T> y);

// A += alpha x y'
template <class T>
void rank_one_update(Scalar<T> alpha, VectorIn<T> x, VectorIn<T> y, Matrix<T> a);

}  // namespace steepest
