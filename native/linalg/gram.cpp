#include "linalg/gram.hpp"

namespace steepest {

template <class T>
Status add_gram(MatrixIn<T> x, VectorIn<T> weights, Matrix<T> c, Workspace&) {
    for (Index r = 0; r < x.rows; ++r) {
        const T* row = x.row(r);
        for (Index i = 0; i < x.columns; ++i) {
            const T scale = weights.size > 0 ? weights[r] * row[i] : row[i];
            for (Index j = i; j < x.columns; ++j) c(i, j) += scale * row[j];
        }
    }
    return Status::solved;
}

template <class T>
Status gram(MatrixIn<T> x, VectorIn<T> weights, Matrix<T> c, Workspace& workspace) {
    for (Index i = 0; i < c.rows; ++i) {
        for (Index j = i; j < c.columns; ++j) c(i, j) = 0;
    }
    const Status status = add_gram(x, weights, c, workspace);
    mirror_upper(c);
    return status;
}

template <class T>
void mirror_upper(Matrix<T> a) {
    for (Index i = 0; i < a.rows; ++i) {
        for (Index j = 0; j < i; ++j) a(i, j) = a(j, i);
    }
}

template Status add_gram(Matrix<const double>, Vector<const double>, Matrix<double>, Workspace&);
template Status add_gram(Matrix<const float>, Vector<const float>, Matrix<float>, Workspace&);
template Status gram(Matrix<const double>, Vector<const double>, Matrix<double>, Workspace&);
template Status gram(Matrix<const float>, Vector<const float>, Matrix<float>, Workspace&);
template void mirror_upper(Matrix<double>);
template void mirror_upper(Matrix<float>);

}  // namespace steepest
