// A = U'U by halves: of [A11 A12; . A22], factor A11 = U11'U11, solve U11'U12 = A12, subtract U12'U12 from A22, and
// factor that (Gustavson, IBM J. Res. Dev. 41, 1997, p. 737), so that nearly all the work is in products, without a
// block size to choose. Blocks that fit a near cache are factored in strips of a tile's height: what the rows above
// contribute, the small triangle, the rest of the strip.
#include "linalg/cholesky.hpp"

#include <cmath>
#include <limits>

#include "kernels/table.hpp"
#include "linalg/gemm.hpp"
#include "linalg/triangular.hpp"

namespace steepest {
namespace {

constexpr Index base_rows = 96;
constexpr Index split_multiple = 48;  // a multiple of a tile's rows and columns
constexpr Index tallest_tile = 8;

template <class T>
Status status_of_pivot(T pivot) {
    const bool finite = std::abs(pivot) <= std::numeric_limits<T>::max();
    return !finite ? Status::not_finite : pivot > 0 ? Status::solved : Status::not_positive_definite;
}

// A matrix of fewer columns than a register has lanes, by single elements.
template <class T>
CholeskyOutcome factor_tiny(Matrix<T> a) {
    for (Index k = 0; k < a.rows; ++k) {
        T* row = a.row(k);
        const Status status = status_of_pivot(row[k]);
        if (status != Status::solved) return {status, k};
        row[k] = std::sqrt(row[k]);
        for (Index j = k + 1; j < a.rows; ++j) row[j] /= row[k];
        for (Index i = k + 1; i < a.rows; ++i) {
            for (Index j = i; j < a.rows; ++j) a(i, j) -= row[i] * row[j];
        }
    }
    return {};
}

template <class T>
CholeskyOutcome factor_strips(Matrix<T> a) {
    const Gemm<T>& kernel = gemm_kernels<T>();
    const Substitution<T>& small = substitution_kernels<T>();
    const Index n = a.rows;
    if (n < kernel.lanes) return factor_tiny(a);
    T triangle[tallest_tile * tallest_tile];
    for (Index i = 0; i < n; i += kernel.height) {
        const Index height = i + kernel.height < n ? kernel.height : n - i;
        // Near the end the strip begins below the diagonal, for want of a whole register.
        const Index begin = i < n - kernel.lanes ? i : n - kernel.lanes;
        if (i > 0) {
            kernel.multiply({.rows = height,
                             .columns = n - begin,
                             .depth = i,
                             .alpha = -1,
                             .left = {a.data + i, 1, a.stride, 1},
                             .right = {a.data + begin, a.stride, 1, false},
                             .beta = 1,
                             .target = a.row(i) + begin,
                             .stride = a.stride,
                             .below = height,
                             .far = false});
        }
        const Index solved = small.factor(height, &a(i, i), a.stride, triangle), right = i + height;
        if (right < n) small.solve(solved, n - right, triangle, a.row(i) + right, a.stride);
        if (solved < height) return {status_of_pivot(a(i + solved, i + solved)), i + solved};
    }
    return {};
}

}  // namespace

template <class T>
CholeskyOutcome cholesky(Matrix<T> a, Workspace& workspace) {
    const Index n = a.rows;
    if (n <= base_rows) return factor_strips(a);
    const Index half = (n / 2 + split_multiple - 1) / split_multiple * split_multiple, rest = n - half;
    const CholeskyOutcome first = cholesky(a.block(0, 0, half, half), workspace);
    const Index rows = first.status == Status::solved ? half : first.pivot > 0 ? first.pivot : 0;
    const Matrix<T> right = a.block(0, half, rows, rest), below = a.block(half, half, rest, rest);
    Status status = solve_triangular<T>(Side::left, a.block(0, 0, rows, rows), Triangle::upper, Transpose::yes,
                                        Diagonal::general, right, workspace);
    if (first.status != Status::solved) return first;
    if (status == Status::solved) {
        status = gemm_upper<T>(-1, right, Transpose::yes, right, Transpose::no, 1, below, workspace);
    }
    if (status != Status::solved) return {status, half};
    const CholeskyOutcome second = cholesky(below, workspace);
    return {second.status, second.status == Status::solved ? -1 : half + second.pivot};
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
