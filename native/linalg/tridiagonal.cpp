// Golub & Van Loan, 4th edition, algorithm 8.3.1: with p = tau S v and w = p - (tau/2)(p'v) v, the remaining block S
// becomes S - v w' - w v'. Only its upper triangle is kept, so that either pass over it reads half of the matrix.
#include "linalg/tridiagonal.hpp"

#include "linalg/reflector.hpp"
#include "linalg/vectors.hpp"

namespace steepest {
namespace {

// y = S x from the upper triangle of S: each row meets x once as a row and once as a column.
template <class T>
void multiply_symmetric(Matrix<T> s, Vector<T> x, Vector<T> y) {
    for (T& value : y) value = 0;
    for (Index i = 0; i < s.rows; ++i) {
        const Vector<T> right{s.row(i) + i + 1, s.columns - i - 1};
        y[i] += s(i, i) * x[i] + dot<T>(right, Vector<T>{x.data + i + 1, right.size});
        add_multiple(x[i], right, Vector<T>{y.data + i + 1, right.size});
    }
}

template <class T>
void subtract_rank_two(Vector<T> v, Vector<T> w, Matrix<T> s) {
    for (Index i = 0; i < s.rows; ++i) {
        const Vector<T> row{s.row(i) + i, s.columns - i};
        add_multiple(-v[i], {w.data + i, row.size}, row);
        add_multiple(-w[i], {v.data + i, row.size}, row);
    }
}

}  // namespace

template <class T>
Status reduce_to_tridiagonal(Matrix<T> a, Vector<T> tau, const Tridiagonal<T>& result, Workspace& workspace) {
    const Index n = a.rows;
    const Scope scope(workspace);
    const Vector<T> work = workspace.vector<T>(n);
    if (workspace.failed()) return Status::out_of_memory;
    for (Index k = 0; k + 1 < n; ++k) {
        const Vector<T> v{a.row(k) + k + 1, n - k - 1}, w{work.data, v.size};
        const Matrix<T> rest = a.block(k + 1, k + 1, v.size, v.size);
        tau[k] = make_reflector(v);
        const T off_diagonal = v[0];
        if (tau[k] != 0) {
            v[0] = 1;
            multiply_symmetric(rest, v, w);
            scale(tau[k], w);
            add_multiple(-tau[k] / 2 * dot<T>(v, w), v, w);
            subtract_rank_two(v, w, rest);
            v[0] = off_diagonal;
        }
        result.diagonal[k] = a(k, k);
        result.off_diagonal[k] = off_diagonal;
    }
    if (n > 0) {
        result.diagonal[n - 1] = a(n - 1, n - 1);
        result.off_diagonal[n - 1] = 0;
    }
    return Status::solved;
}

template Status reduce_to_tridiagonal(Matrix<double>, Vector<double>, const Tridiagonal<double>&, Workspace&);
template Status reduce_to_tridiagonal(Matrix<float>, Vector<float>, const Tridiagonal<float>&, Workspace&);

}  // namespace steepest
