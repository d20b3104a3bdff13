// The product of two matrices.
#pragma once

#include "linalg/operands.hpp"

namespace steepest {

// C = alpha op(A) op(B) + beta C, where op is the transpose or nothing. C shares no memory with A or B.
// With beta = 0, C is not read; with alpha = 0, neither are A and B.
template <class T>
Status gemm(Scalar<T> alpha, MatrixIn<T> a, Transpose transpose_a, MatrixIn<T> b, Transpose transpose_b, Scalar<T> beta,
            Matrix<T> c, Workspace& workspace);

// The same for a square C of which only the upper triangle is wanted; the other one is read, and may be overwritten
// with anything.
template <class T>
Status gemm_upper(Scalar<T> alpha, MatrixIn<T> a, Transpose transpose_a, MatrixIn<T> b, Transpose transpose_b,
                  Scalar<T> beta, Matrix<T> c, Workspace& workspace);

}  // namespace steepest
