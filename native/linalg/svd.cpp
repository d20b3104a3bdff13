// One-sided Jacobi (Hestenes 1958) on the rows of R from a pivoted QR, as Drmač & Veselić (SIAM J. Matrix Anal. Appl.
// 29, 2008, p. 1322) put it: A P = Q R, plane rotations W make the rows of W R orthogonal, W R = diag(values) V', and
// A = (Q W') diag(values) (P V)'. The pivoting leaves R graded, so that few sweeps are needed, and small singular
// values of a matrix with badly scaled columns keep the relative accuracy that bidiagonalization would lose.
//
// Departures: W is accumulated rather than recovered from R, so that U is orthogonal for any rank; and V comes from a
// QR factorization of its own rows, which replaces those of the null space by an orthonormal completion.
#include "linalg/svd.hpp"

#include "linalg/norms.hpp"
#include "linalg/qr.hpp"
#include "linalg/sort.hpp"
#include "linalg/vectors.hpp"

namespace steepest {
namespace {

constexpr int most_sweeps = 40;  // five to eight are usual
constexpr Index rows_together = 16;

template <class T>
struct Jacobi {
    Matrix<T> g;        // R, whose rows become orthogonal
    Matrix<T> w;        // the rotations so far; no rows when they are not wanted
    Vector<T> squares;  // of the rows of g
    Vector<T> norms;    // of the rows of g, at the end

    // Makes rows p < q orthogonal, the longer one first. False if they were to working precision.
    bool rotate(Index p, Index q, T tolerance) const {
        const T product = dot<T>(row_of(g, p), row_of(g, q));
        const T scale = std::sqrt(squares[p]) * std::sqrt(squares[q]);
        if (!(std::abs(product) > tolerance * scale)) return false;
        const T zeta = (squares[q] - squares[p]) / (2 * product);
        // The tangent's smaller root leaves the longer row in place; its other root, -1 / small, exchanges the two.
        const T small = std::copysign(1 / (std::abs(zeta) + std::hypot(T(1), zeta)), zeta);
        const T length = std::hypot(T(1), small);
        const bool ordered = squares[p] >= squares[q];
        const T c = (ordered ? T(1) : std::abs(small)) / length;
        const T s = (ordered ? small : std::copysign(T(1), -small)) / length;
        level1<T>().rotate(g.columns, c, -s, g.row(p), g.row(q));
        if (w.rows > 0) level1<T>().rotate(w.columns, c, -s, w.row(p), w.row(q));
        squares[p] = dot<T>(row_of(g, p), row_of(g, p));
        squares[q] = dot<T>(row_of(g, q), row_of(g, q));
        return true;
    }

    // All pairs once, blocks of rows against blocks of rows, so that they meet in the cache.
    bool sweep(T tolerance) const {
        const Index n = g.rows;
        bool rotated = false;
        for (Index p0 = 0; p0 < n; p0 += rows_together) {
            for (Index q0 = p0; q0 < n; q0 += rows_together) {
                for (Index p = p0; p < p0 + rows_together && p < n; ++p) {
                    for (Index q = q0 > p ? q0 : p + 1; q < q0 + rows_together && q < n; ++q) {
                        rotated |= rotate(p, q, tolerance);
                    }
                }
            }
        }
        return rotated;
    }

    bool run() const {
        const T tolerance = std::sqrt(static_cast<T>(g.rows)) * std::numeric_limits<T>::epsilon();
        for (Index i = 0; i < g.rows; ++i) squares[i] = dot<T>(row_of(g, i), row_of(g, i));
        int sweeps = 0;
        while (sweeps < most_sweeps && sweep(tolerance)) ++sweeps;
        for (Index i = 0; i < g.rows; ++i) norms[i] = norm2<T>(row_of(g, i));
        return sweeps < most_sweeps;
    }
};

// Works on A or A', whichever is tall, in the layout of Qr: its columns as rows.
template <class T>
struct Decomposition {
    Qr<T> qr;
    Jacobi<T> jacobi;
    Vector<int32_t> order;  // of the values, ascending
    int exponent;           // A was scaled by 2^-exponent

    static Decomposition allocate(Index m, Index n, bool vectors, Workspace& workspace) {
        return {Qr<T>::allocate(workspace, m, n),
                {workspace.matrix<T>(n, n), workspace.matrix<T>(vectors ? n : 0, n), workspace.vector<T>(n),
                 workspace.vector<T>(n)},
                workspace.vector<int32_t>(n),
                0};
    }

    Status run(MatrixIn<T> a, Workspace& workspace) {
        if (a.rows >= a.columns) {
            copy_transposed(a, qr.columns);
        } else {
            copy(a, qr.columns);
        }
        exponent = largest_exponent(qr.columns);
        scale_by_power_of_two(qr.columns, -exponent);
        const Status status = factor_qr_pivoted(qr, workspace);
        if (status != Status::solved) return status;
        for (Index i = 0; i < jacobi.g.rows; ++i) {
            for (Index j = 0; j < jacobi.g.rows; ++j) jacobi.g(i, j) = i <= j ? qr.columns(j, i) : T(0);
        }
        set_identity(jacobi.w);
        const bool converged = jacobi.run();
        sort_indices<T>(jacobi.norms, order);
        return converged ? Status::solved : Status::no_further_progress;
    }

    Index position(Index rank) const { return order[order.size - 1 - rank]; }
    void values(Vector<T> out) const {
        for (Index k = 0; k < out.size; ++k) out[k] = std::ldexp(jacobi.norms[position(k)], exponent);
    }

    // Row k of `left` becomes Q W' e_k, row k of `right` P v_k, by descending value.
    Status vectors(Matrix<T> left, Matrix<T> right, Workspace& workspace) const {
        const Index n = jacobi.g.rows;
        fill(left, 0);
        for (Index k = 0; k < n; ++k) {
            const Vector<T> row = row_of(jacobi.w, position(k));
            for (Index j = 0; j < n; ++j) left(k, j) = row[j];
        }
        const Status first = apply_q(qr, Transpose::no, left, workspace);
        if (first != Status::solved) return first;

        const Qr<T> completion = Qr<T>::allocate(workspace, n, n);
        const Matrix<T> v = workspace.matrix<T>(n, n);
        if (workspace.failed()) return Status::out_of_memory;
        for (Index k = 0; k < n; ++k) {
            const Vector<T> row = row_of(jacobi.g, position(k));
            for (Index j = 0; j < n; ++j) completion.columns(k, j) = row[j];
        }
        const Status factored = factor_qr(completion, workspace);
        if (factored != Status::solved) return factored;
        const Status formed = form_q(completion, v, workspace);
        if (formed != Status::solved) return formed;
        for (Index k = 0; k < n; ++k) {
            const T sign = completion.columns(k, k) < 0 ? -1 : 1;
            for (Index j = 0; j < n; ++j) right(k, qr.permutation[j]) = sign * v(k, j);
        }
        return Status::solved;
    }
};

}  // namespace

template <class T>
Status singular_values(MatrixIn<T> a, Vector<T> values, Workspace& workspace) {
    const Scope scope(workspace);
    if (!all_finite<T>(a)) return Status::not_finite;
    const bool tall = a.rows >= a.columns;
    auto decomposition = Decomposition<T>::allocate(tall ? a.rows : a.columns, values.size, false, workspace);
    if (workspace.failed()) return Status::out_of_memory;
    const Status status = decomposition.run(a, workspace);
    if (status != Status::out_of_memory) decomposition.values(values);
    return status;
}

template <class T>
Status svd(MatrixIn<T> a, Matrix<T> u, Vector<T> values, Matrix<T> vt, Workspace& workspace) {
    const Scope scope(workspace);
    if (!all_finite<T>(a)) return Status::not_finite;
    const bool tall = a.rows >= a.columns;
    const Index n = values.size;
    auto decomposition = Decomposition<T>::allocate(tall ? a.rows : a.columns, n, true, workspace);
    const Matrix<T> side = workspace.matrix<T>(n, a.rows);  // the columns of U, as rows
    if (workspace.failed()) return Status::out_of_memory;
    const Status status = decomposition.run(a, workspace);
    if (status == Status::out_of_memory) return status;
    decomposition.values(values);
    const Status formed =
        tall ? decomposition.vectors(side, vt, workspace) : decomposition.vectors(vt, side, workspace);
    copy_transposed<T>(side, u);
    return formed != Status::solved ? formed : status;
}

template Status svd(Matrix<const double>, Matrix<double>, Vector<double>, Matrix<double>, Workspace&);
template Status svd(Matrix<const float>, Matrix<float>, Vector<float>, Matrix<float>, Workspace&);
template Status singular_values(Matrix<const double>, Vector<double>, Workspace&);
template Status singular_values(Matrix<const float>, Vector<float>, Workspace&);

}  // namespace steepest
