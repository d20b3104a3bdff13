// A = U'U by rows: u_kk = √a_kk, u_kj = a_kj / u_kk, then a_ij -= u_ki u_kj for the rows i > k (Golub & Van Loan,
// Matrix Computations, 4th edition, section 4.2.5, for the upper factor).
#include "linalg/cholesky.hpp"

#include <cmath>
#include <limits>

#include "linalg/triangular.hpp"

namespace steepest {

template <class T>
CholeskyOutcome cholesky(Matrix<T> a, Workspace&) {
    const Index n = a.rows;
    for (Index k = 0; k < n; ++k) {
        T* row = a.row(k);
        const T pivot = row[k];
        if (!(std::abs(pivot) <= std::numeric_limits<T>::max())) return {Status::not_finite, k};
        if (!(pivot > 0)) return {Status::not_positive_definite, k};
        const T root = std::sqrt(pivot);
        row[k] = root;
        for (Index j = k + 1; j < n; ++j) row[j] /= root;
        for (Index i = k + 1; i < n; ++i) {
            const T scale = row[i];
            for (Index j = i; j < n; ++j) a(i, j) -= scale * row[j];
        }
    }
    return {};
}

template <class T>
void solve_cholesky(MatrixIn<T> upper, Vector<T> b) {
    solve_triangular(upper, Triangle::upper, Transpose::yes, Diagonal::general, b);
    solve_triangular(upper, Triangle::upper, Transpose::no, Diagonal::general, b);
}

template <class T>
Status solve_cholesky(MatrixIn<T> upper, Matrix<T> b, Workspace& workspace) {
    const Status first =
        solve_triangular(Side::left, upper, Triangle::upper, Transpose::yes, Diagonal::general, b, workspace);
    if (first != Status::solved) return first;
    return solve_triangular(Side::left, upper, Triangle::upper, Transpose::no, Diagonal::general, b, workspace);
}

template CholeskyOutcome cholesky(Matrix<double>, Workspace&);
template CholeskyOutcome cholesky(Matrix<float>, Workspace&);
template void solve_cholesky(Matrix<const double>, Vector<double>);
template void solve_cholesky(Matrix<const float>, Vector<float>);
template Status solve_cholesky(Matrix<const double>, Matrix<double>, Workspace&);
template Status solve_cholesky(Matrix<const float>, Matrix<float>, Workspace&);

}  // namespace steepest
