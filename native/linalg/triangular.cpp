// op(A) is lower triangular for an upper A transposed or a lower A as it is: the substitution then runs forwards, else
// backwards. Without the transpose a row of A meets x in a dot product; with it, an entry of x meets a row of A in an
// update of the entries still to come. Either way A is read along its rows.
#include "linalg/triangular.hpp"

namespace steepest {

template <class T>
void solve_triangular(MatrixIn<T> a, Triangle triangle, Transpose transpose, Diagonal diagonal, Vector<T> x) {
    const Index n = a.rows;
    const bool forward = (triangle == Triangle::lower) != (transpose == Transpose::yes);
    for (Index step = 0; step < n; ++step) {
        const Index i = forward ? step : n - 1 - step;
        const T* row = a.row(i);
        const Index begin = triangle == Triangle::upper ? i + 1 : 0;
        const Index end = triangle == Triangle::upper ? n : i;
        if (transpose == Transpose::no) {
            T sum = x[i];
            for (Index j = begin; j < end; ++j) sum -= row[j] * x[j];
            x[i] = diagonal == Diagonal::unit ? sum : sum / row[i];
        } else {
            const T value = diagonal == Diagonal::unit ? x[i] : x[i] / row[i];
            x[i] = value;
            for (Index j = begin; j < end; ++j) x[j] -= row[j] * value;
        }
    }
}

template <class T>
Status solve_triangular(Side side, MatrixIn<T> a, Triangle triangle, Transpose transpose, Diagonal diagonal,
                        Matrix<T> b, Workspace&) {
    if (side == Side::right) {
        // B = X op(A) by rows: op(A)' x' = b'.
        const Transpose flipped = transpose == Transpose::yes ? Transpose::no : Transpose::yes;
        for (Index r = 0; r < b.rows; ++r) {
            solve_triangular(a, triangle, flipped, diagonal, Vector<T>{b.row(r), b.columns});
        }
        return Status::solved;
    }
    const Index n = a.rows;
    const bool forward = (triangle == Triangle::lower) != (transpose == Transpose::yes);
    for (Index step = 0; step < n; ++step) {
        const Index i = forward ? step : n - 1 - step;
        T* target = b.row(i);
        for (Index k = forward ? 0 : i + 1; k < (forward ? i : n); ++k) {
            const T scale = transpose == Transpose::yes ? a(k, i) : a(i, k);
            const T* known = b.row(k);
            for (Index j = 0; j < b.columns; ++j) target[j] -= scale * known[j];
        }
        if (diagonal == Diagonal::general) {
            for (Index j = 0; j < b.columns; ++j) target[j] /= a(i, i);
        }
    }
    return Status::solved;
}

template void solve_triangular(Matrix<const double>, Triangle, Transpose, Diagonal, Vector<double>);
template void solve_triangular(Matrix<const float>, Triangle, Transpose, Diagonal, Vector<float>);
template Status solve_triangular(Side, Matrix<const double>, Triangle, Transpose, Diagonal, Matrix<double>, Workspace&);
template Status solve_triangular(Side, Matrix<const float>, Triangle, Transpose, Diagonal, Matrix<float>, Workspace&);

}  // namespace steepest
