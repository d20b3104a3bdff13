#include "linalg/gemm.hpp"

namespace steepest {

template <class T>
Status gemm(Scalar<T> alpha, MatrixIn<T> a, Transpose transpose_a, MatrixIn<T> b, Transpose transpose_b, Scalar<T> beta,
            Matrix<T> c, Workspace&) {
    const Index depth = columns_of(a, transpose_a);
    for (Index i = 0; i < c.rows; ++i) {
        T* row = c.row(i);
        for (Index j = 0; j < c.columns; ++j) row[j] = beta == 0 ? T(0) : beta * row[j];
        if (alpha == 0) continue;
        for (Index k = 0; k < depth; ++k) {
            const T scale = alpha * (transpose_a == Transpose::yes ? a(k, i) : a(i, k));
            if (transpose_b == Transpose::yes) {
                for (Index j = 0; j < c.columns; ++j) row[j] += scale * b(j, k);
            } else {
                for (Index j = 0; j < c.columns; ++j) row[j] += scale * b(k, j);
            }
        }
    }
    return Status::solved;
}

template Status gemm(double, Matrix<const double>, Transpose, Matrix<const double>, Transpose, double, Matrix<double>,
                     Workspace&);
template Status gemm(float, Matrix<const float>, Transpose, Matrix<const float>, Transpose, float, Matrix<float>,
                     Workspace&);

}  // namespace steepest
