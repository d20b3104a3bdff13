// Vector operations of the factorizations, on the level of kernels in force.
#pragma once

#include <cmath>
#include <limits>
#include <utility>

#include "kernels/table.hpp"
#include "linalg/operands.hpp"

namespace steepest {

template <class T>
T dot(VectorIn<T> x, Vector<T> y) {
    return level1<T>().dot(y.size, x.data, y.data);
}
template <class T>
void add_multiple(Scalar<T> a, VectorIn<T> x, Vector<T> y) {
    level1<T>().axpy(y.size, a, x.data, y.data);
}
template <class T>
void scale(Scalar<T> a, Vector<T> x) {
    level1<T>().scale(x.size, a, x.data);
}
template <class T>
Vector<T> row_of(Matrix<T> a, Index i) {
    return {a.row(i), a.columns};
}

template <class T>
void swap_rows(Matrix<T> a, Index i, Index j) {
    if (i == j) return;
    T* first = a.row(i);
    T* second = a.row(j);
    for (Index k = 0; k < a.columns; ++k) std::swap(first[k], second[k]);
}
template <class T>
void swap_columns(Matrix<T> a, Index i, Index j) {
    if (i == j) return;
    for (Index k = 0; k < a.rows; ++k) std::swap(a(k, i), a(k, j));
}
template <class T>
void copy(MatrixIn<T> from, Matrix<T> to) {
    for (Index i = 0; i < to.rows; ++i) {
        const T* source = from.row(i);
        T* target = to.row(i);
        for (Index j = 0; j < to.columns; ++j) target[j] = source[j];
    }
}
template <class T>
void copy_transposed(MatrixIn<T> from, Matrix<T> to) {
    constexpr Index tile = 16;
    for (Index i0 = 0; i0 < to.rows; i0 += tile) {
        for (Index j0 = 0; j0 < to.columns; j0 += tile) {
            const Index i1 = i0 + tile < to.rows ? i0 + tile : to.rows;
            const Index j1 = j0 + tile < to.columns ? j0 + tile : to.columns;
            for (Index i = i0; i < i1; ++i) {
                for (Index j = j0; j < j1; ++j) to(i, j) = from(j, i);
            }
        }
    }
}
template <class T>
void fill(Matrix<T> a, Scalar<T> value) {
    for (Index i = 0; i < a.rows; ++i) {
        T* row = a.row(i);
        for (Index j = 0; j < a.columns; ++j) row[j] = value;
    }
}
template <class T>
void set_identity(Matrix<T> a) {
    fill(a, 0);
    for (Index i = 0; i < a.rows && i < a.columns; ++i) a(i, i) = 1;
}

}  // namespace steepest
