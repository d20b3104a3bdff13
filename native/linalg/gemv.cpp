// Rows or columns are shared out among threads in ranges whose sums depend on no other range.
#include "linalg/gemv.hpp"

#include "kernels/table.hpp"
#include "parallel/pool.hpp"

namespace steepest {
namespace {

// Elements of the matrix that a thread takes at once: about 10 microseconds.
constexpr Index range_elements = 1 << 17;
constexpr Index chunk = 256;  // entries of x or y that pass through a buffer on the stack

constexpr Index narrowest = 512;  // columns of a range: pieces of rows long enough to be fetched ahead

// How many of `count` rows or columns of `length` elements make a range, `least` or more.
Index range_of(Index count, Index length, Index least) {
    if (thread_count() == 1) return count > 0 ? count : 1;
    const Index size = range_elements / (length > 0 ? length : 1);
    return size < least ? least : size;
}

template <class T>
void rows_times(T alpha, Matrix<const T> a, const T* x, T beta, Vector<T> y) {
    T product[chunk];
    for (Index begin = 0; begin < a.rows; begin += chunk) {
        const Index count = a.rows - begin < chunk ? a.rows - begin : chunk;
        level2<T>().gemv(count, a.columns, a.row(begin), a.stride, x, product);
        for (Index i = 0; i < count; ++i) {
            T& target = y[begin + i];
            target = beta == 0 ? alpha * product[i] : alpha * product[i] + beta * target;
        }
    }
}

template <class T>
void columns_times(T alpha, Matrix<const T> a, const T* x, T beta, Vector<T> y) {
    for (Index j = 0; j < y.size; ++j) y[j] = beta == 0 ? T(0) : beta * y[j];
    T scaled[chunk];
    for (Index begin = 0; begin < a.rows; begin += chunk) {
        const Index count = a.rows - begin < chunk ? a.rows - begin : chunk;
        for (Index i = 0; i < count; ++i) scaled[i] = alpha * x[begin + i];
        level2<T>().gemv_transposed(count, a.columns, a.row(begin), a.stride, scaled, y.data);
    }
}

}  // namespace

template <class T>
void gemv(Scalar<T> alpha, MatrixIn<T> a, Transpose transpose, VectorIn<T> x, Scalar<T> beta, Vector<T> y) {
    if (transpose == Transpose::no) {
        for_each_range(a.rows, range_of(a.rows, a.columns, 4), [&](Index begin, Index end) {
            rows_times<T>(alpha, a.block(begin, 0, end - begin, a.columns), x.data, beta,
                          {y.data + begin, end - begin});
        });
    } else {
        for_each_range(a.columns, range_of(a.columns, a.rows, narrowest), [&](Index begin, Index end) {
            columns_times<T>(alpha, a.block(0, begin, a.rows, end - begin), x.data, beta,
                             {y.data + begin, end - begin});
        });
    }
}

template <class T>
void rank_one_update(Scalar<T> alpha, VectorIn<T> x, VectorIn<T> y, Matrix<T> a) {
    for (Index i = 0; i < a.rows; ++i) level1<T>().axpy(a.columns, alpha * x[i], y.data, a.row(i));
}

template void gemv(double, Matrix<const double>, Transpose, Vector<const double>, double, Vector<double>);
template void gemv(float, Matrix<const float>, Transpose, Vector<const float>, float, Vector<float>);
template void rank_one_update(double, Vector<const double>, Vector<const double>, Matrix<double>);
template void rank_one_update(float, Vector<const float>, Vector<const float>, Matrix<float>);

}  // namespace steepest
