#include "api/linalg_operations.hpp"

#include "linalg/cholesky.hpp"
#include "linalg/eigen_symmetric.hpp"
#include "linalg/gemm.hpp"
#include "linalg/gram.hpp"
#include "linalg/ldl.hpp"
#include "linalg/least_squares.hpp"
#include "linalg/lu.hpp"
#include "linalg/norms.hpp"
#include "linalg/qr.hpp"
#include "linalg/solve.hpp"
#include "linalg/svd.hpp"
#include "linalg/triangular.hpp"
#include "linalg/vectors.hpp"

namespace steepest {
namespace {

int32_t code(Status status) {
    return static_cast<int32_t>(status);
}
Transpose transpose(int32_t flag) {
    return flag ? Transpose::yes : Transpose::no;
}

template <class T>
void clear_below_diagonal(Matrix<T> a) {
    for (Index i = 0; i < a.rows; ++i) {
        for (Index j = 0; j < i && j < a.columns; ++j) a(i, j) = 0;
    }
}

// Views that only their owner's readers get: the core's structures have one element type for reading and writing.
template <class T>
Matrix<T> writable(Matrix<const T> a) {
    return {const_cast<T*>(a.data), a.rows, a.columns, a.stride};
}
template <class T>
Vector<T> writable(Vector<const T> x) {
    return {const_cast<T*>(x.data), x.size};
}

}  // namespace

template <class T>
int32_t linalg_multiply(int32_t transpose_a, int32_t transpose_b, Matrix<const T> a, Matrix<const T> b, Matrix<T> out) {
    Workspace workspace;
    return code(gemm<T>(1, a, transpose(transpose_a), b, transpose(transpose_b), 0, out, workspace));
}

template <class T>
int32_t linalg_gram(Matrix<const T> a, Vector<const T> weights, Matrix<T> out) {
    Workspace workspace;
    return code(gram<T>(a, weights, out, workspace));
}

template <class T>
int32_t linalg_cholesky(Matrix<const T> a, Matrix<T> upper, Vector<int32_t> pivot) {
    Workspace workspace;
    copy<T>(a, upper);
    const CholeskyOutcome outcome = cholesky(upper, workspace);
    clear_below_diagonal(upper);
    pivot[0] = static_cast<int32_t>(outcome.pivot);
    return code(outcome.status);
}

template <class T>
int32_t linalg_cholesky_solve(Matrix<const T> upper, Matrix<T> x) {
    Workspace workspace;
    return code(solve_cholesky<T>(upper, x, workspace));
}

template <class T>
int32_t linalg_ldl(Matrix<const T> a, Matrix<T> factor, Vector<T> off_diagonal, Vector<int32_t> permutation,
                   Matrix<T> lower, Vector<T> diagonal) {
    copy<T>(a, factor);
    const Status status = factor_ldl(Ldl<T>{factor, off_diagonal, permutation});
    fill(lower, 0);
    for (Index i = 0; i < factor.rows; ++i) {
        diagonal[i] = factor(i, i);
        lower(i, i) = 1;
        for (Index j = 0; j < i; ++j) lower(i, j) = factor(j, i);
    }
    return code(status);
}

template <class T>
int32_t linalg_ldl_solve(Matrix<const T> factor, Vector<const T> off_diagonal, Vector<const int32_t> permutation,
                         Matrix<T> x) {
    Workspace workspace;
    const Ldl<T> ldl{writable(factor), writable(off_diagonal), writable(permutation)};
    const Matrix<T> columns = workspace.matrix<T>(x.columns, x.rows);
    if (workspace.failed()) return code(Status::out_of_memory);
    copy_transposed<T>(x, columns);
    for (Index i = 0; i < columns.rows; ++i) solve_ldl(ldl, row_of(columns, i), workspace);
    copy_transposed<T>(columns, x);
    return code(workspace.failed() ? Status::out_of_memory : Status::solved);
}

template <class T>
int32_t linalg_lu(Matrix<const T> a, Matrix<T> factor, Vector<int32_t> pivots, Matrix<T> lower, Matrix<T> upper,
                  Vector<int32_t> permutation) {
    Workspace workspace;
    copy<T>(a, factor);
    const Status status = factor_lu(factor, pivots, workspace);
    set_identity(lower);
    for (Index i = 0; i < a.rows; ++i) {
        for (Index j = 0; j < i && j < lower.columns; ++j) lower(i, j) = factor(i, j);
    }
    copy<T>(factor, upper);
    clear_below_diagonal(upper);
    permutation_of(pivots, permutation);
    return code(status);
}

template <class T>
int32_t linalg_lu_solve(Matrix<const T> factor, Vector<const int32_t> pivots, Matrix<T> x) {
    Workspace workspace;
    return code(solve_lu<T>(factor, Transpose::no, pivots, x, workspace));
}

template <class T>
int32_t linalg_determinant(Matrix<const T> a, Vector<double> out) {
    Workspace workspace;
    const Matrix<T> factor = workspace.matrix<T>(a.rows, a.columns);
    const Vector<int32_t> pivots = workspace.vector<int32_t>(a.rows);
    if (workspace.failed()) return code(Status::out_of_memory);
    copy<T>(a, factor);
    const Status status = factor_lu(factor, pivots, workspace);
    out[0] = determinant_lu<T>(factor, pivots);
    return code(status);
}

template <class T>
int32_t linalg_qr(int32_t pivoting, Matrix<const T> a, Matrix<T> factor, Vector<T> tau, Vector<int32_t> permutation,
                  Matrix<T> q, Matrix<T> r, Vector<int32_t> rank) {
    Workspace workspace;
    const Qr<T> qr{factor, tau, permutation};
    if (!all_finite<T>(a)) return code(Status::not_finite);
    const Matrix<T> q_columns = workspace.matrix<T>(q.columns, q.rows);
    if (workspace.failed()) return code(Status::out_of_memory);
    copy_transposed<T>(a, factor);
    Status status = pivoting ? factor_qr_pivoted(qr, workspace) : factor_qr(qr, workspace);
    if (status == Status::solved) status = form_q<T>(qr, q_columns, workspace);
    if (status != Status::solved) return code(status);
    copy_transposed<T>(q_columns, q);
    for (Index i = 0; i < r.rows; ++i) {
        for (Index j = 0; j < r.columns; ++j) r(i, j) = i <= j ? factor(j, i) : T(0);
    }
    rank[0] = static_cast<int32_t>(rank_of(qr, default_rank_tolerance<T>(a.rows, a.columns)));
    return code(status);
}

template <class T>
int32_t linalg_qr_solve(Matrix<const T> factor, Vector<const T> tau, Vector<const int32_t> permutation, int32_t rank,
                        Matrix<const T> b, Matrix<T> x) {
    Workspace workspace;
    const Qr<T> qr{writable(factor), writable(tau), writable(permutation)};
    const Matrix<T> sides = workspace.matrix<T>(b.columns, b.rows);
    if (workspace.failed()) return code(Status::out_of_memory);
    copy_transposed<T>(b, sides);
    const Status status = apply_q<T>(qr, Transpose::yes, sides, workspace);
    if (status != Status::solved) return code(status);
    fill(x, 0);
    for (Index i = 0; i < sides.rows; ++i) {
        const Vector<T> y{sides.row(i), rank};
        solve_triangular<T>(factor.block(0, 0, rank, rank), Triangle::lower, Transpose::yes, Diagonal::general, y);
        for (Index j = 0; j < rank; ++j) x(permutation[j], i) = y[j];
    }
    return code(rank < x.rows ? Status::rank_deficient : Status::solved);
}

template <class T>
int32_t linalg_svd(Matrix<const T> a, Matrix<T> u, Vector<T> values, Matrix<T> vt) {
    Workspace workspace;
    return code(svd<T>(a, u, values, vt, workspace));
}

template <class T>
int32_t linalg_singular_values(Matrix<const T> a, Vector<T> values) {
    Workspace workspace;
    return code(singular_values<T>(a, values, workspace));
}

template <class T>
int32_t linalg_eigen_symmetric(Matrix<const T> a, Vector<T> values, Matrix<T> vectors) {
    Workspace workspace;
    const Matrix<T> work = workspace.matrix<T>(a.rows, a.columns);
    if (workspace.failed()) return code(Status::out_of_memory);
    copy<T>(a, work);
    return code(eigen_symmetric<T>(work, values, vectors, workspace));
}

template <class T>
int32_t linalg_solve(int32_t assume, Matrix<const T> a, Matrix<const T> b, Matrix<T> x, Vector<int32_t> rank) {
    Workspace workspace;
    const SolveOutcome outcome = solve<T>(static_cast<Assume>(assume), a, b, x, workspace);
    rank[0] = static_cast<int32_t>(outcome.rank);
    return code(outcome.status);
}

template <class T>
int32_t linalg_least_squares(double tolerance, Matrix<const T> a, Matrix<const T> b, Matrix<T> x,
                             Vector<int32_t> rank) {
    Workspace workspace;
    const double chosen = tolerance >= 0 ? tolerance : default_rank_tolerance<T>(a.rows, a.columns);
    const LeastSquaresOutcome outcome = least_squares<T>(a, b, chosen, x, workspace);
    rank[0] = static_cast<int32_t>(outcome.rank);
    return code(outcome.status);
}

template <class T>
double linalg_norm(int32_t kind, Matrix<const T> a) {
    return norm<T>(static_cast<Norm>(kind), a);
}

template decltype(linalg_multiply<double>) linalg_multiply<double>;
template decltype(linalg_multiply<float>) linalg_multiply<float>;
template decltype(linalg_gram<double>) linalg_gram<double>;
template decltype(linalg_gram<float>) linalg_gram<float>;
template decltype(linalg_cholesky<double>) linalg_cholesky<double>;
template decltype(linalg_cholesky<float>) linalg_cholesky<float>;
template decltype(linalg_cholesky_solve<double>) linalg_cholesky_solve<double>;
template decltype(linalg_cholesky_solve<float>) linalg_cholesky_solve<float>;
template decltype(linalg_ldl<double>) linalg_ldl<double>;
template decltype(linalg_ldl<float>) linalg_ldl<float>;
template decltype(linalg_ldl_solve<double>) linalg_ldl_solve<double>;
template decltype(linalg_ldl_solve<float>) linalg_ldl_solve<float>;
template decltype(linalg_lu<double>) linalg_lu<double>;
template decltype(linalg_lu<float>) linalg_lu<float>;
template decltype(linalg_lu_solve<double>) linalg_lu_solve<double>;
template decltype(linalg_lu_solve<float>) linalg_lu_solve<float>;
template decltype(linalg_determinant<double>) linalg_determinant<double>;
template decltype(linalg_determinant<float>) linalg_determinant<float>;
template decltype(linalg_qr<double>) linalg_qr<double>;
template decltype(linalg_qr<float>) linalg_qr<float>;
template decltype(linalg_qr_solve<double>) linalg_qr_solve<double>;
template decltype(linalg_qr_solve<float>) linalg_qr_solve<float>;
template decltype(linalg_svd<double>) linalg_svd<double>;
template decltype(linalg_svd<float>) linalg_svd<float>;
template decltype(linalg_singular_values<double>) linalg_singular_values<double>;
template decltype(linalg_singular_values<float>) linalg_singular_values<float>;
template decltype(linalg_eigen_symmetric<double>) linalg_eigen_symmetric<double>;
template decltype(linalg_eigen_symmetric<float>) linalg_eigen_symmetric<float>;
template decltype(linalg_solve<double>) linalg_solve<double>;
template decltype(linalg_solve<float>) linalg_solve<float>;
template decltype(linalg_least_squares<double>) linalg_least_squares<double>;
template decltype(linalg_least_squares<float>) linalg_least_squares<float>;
template decltype(linalg_norm<double>) linalg_norm<double>;
template decltype(linalg_norm<float>) linalg_norm<float>;

}  // namespace steepest
