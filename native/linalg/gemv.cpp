#include "linalg/gemv.hpp"

namespace steepest {

template <class T>
void gemv(Scalar<T> alpha, MatrixIn<T> a, Transpose transpose, VectorIn<T> x, Scalar<T> beta, Vector<T> y) {
    for (Index i = 0; i < y.size; ++i) y[i] = beta == 0 ? T(0) : beta * y[i];
    if (transpose == Transpose::no) {
        for (Index i = 0; i < a.rows; ++i) {
            const T* row = a.row(i);
            T sum = 0;
            for (Index j = 0; j < a.columns; ++j) sum += row[j] * x[j];
            y[i] += alpha * sum;
        }
    } else {
        for (Index i = 0; i < a.rows; ++i) {
            const T* row = a.row(i);
            const T scale = alpha * x[i];
            for (Index j = 0; j < a.columns; ++j) y[j] += scale * row[j];
        }
    }
}

template <class T>
void rank_one_update(Scalar<T> alpha, VectorIn<T> x, VectorIn<T> y, Matrix<T> a) {
    for (Index i = 0; i < a.rows; ++i) {
        T* row = a.row(i);
        const T scale = alpha * x[i];
        for (Index j = 0; j < a.columns; ++j) row[j] += scale * y[j];
    }
}

template void gemv(double, Matrix<const double>, Transpose, Vector<const double>, double, Vector<double>);
template void gemv(float, Matrix<const float>, Transpose, Vector<const float>, float, Vector<float>);
template void rank_one_update(double, Vector<const double>, Vector<const double>, Matrix<double>);
template void rank_one_update(float, Vector<const float>, Vector<const float>, Matrix<float>);

}  // namespace steepest
