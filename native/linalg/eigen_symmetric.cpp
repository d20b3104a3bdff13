// Tridiagonal form, then the implicit QL iteration with Wilkinson's shift (Parlett, The Symmetric Eigenvalue Problem,
// 1980, chapter 8; Dubrulle, Martin & Wilkinson, Numer. Math. 12, 1968, p. 377). A block graded the other way, with its
// larger elements first, is better served by QR: the same iteration, its indices run backwards.
#include "linalg/eigen_symmetric.hpp"

#include "linalg/norms.hpp"
#include "linalg/qr.hpp"
#include "linalg/rotations.hpp"
#include "linalg/sort.hpp"
#include "linalg/tridiagonal.hpp"
#include "linalg/vectors.hpp"

namespace steepest {
namespace {

constexpr Index sweeps_per_value = 30;  // LAPACK's; two on average

// A block of the tridiagonal matrix seen from either end: position 0 is where the eigenvalue is sought.
template <class T>
struct Oriented {
    const Tridiagonal<T>& whole;
    Index origin;
    Index direction;  // 1, or -1 for a block seen from its lower end

    T& diagonal(Index i) const { return whole.diagonal[origin + direction * i]; }
    // Between positions i and i + 1.
    T& off_diagonal(Index i) const { return whole.off_diagonal[direction > 0 ? origin + i : origin - i - 1]; }

    // The rotation of positions i and i + 1 of which position i gets c x_i + s x_i+1.
    void rotate(Rotations<T>& vectors, Index i, T c, T s) const {
        if (direction > 0) {
            vectors.add(origin + i, c, s);
        } else {
            vectors.add(origin - i - 1, c, -s);
        }
    }
};

template <class T>
bool negligible(T off_diagonal, T before, T after) {
    // Geometric mean, so that small diagonal elements of a graded matrix keep their digits.
    const T size = std::sqrt(std::abs(before)) * std::sqrt(std::abs(after));
    return std::abs(off_diagonal) <= std::numeric_limits<T>::epsilon() / 2 * size ||
           std::abs(off_diagonal) < std::numeric_limits<T>::min();
}

// One sweep over positions last … 0 of a block, with the eigenvalue of its first 2 x 2 corner that is nearer to its
// first element for a shift.
template <class T>
void sweep(const Oriented<T>& t, Index last, Rotations<T>& vectors) {
    T g = (t.diagonal(1) - t.diagonal(0)) / (2 * t.off_diagonal(0));
    T r = std::hypot(g, T(1));
    g = t.diagonal(last) - t.diagonal(0) + t.off_diagonal(0) / (g + std::copysign(r, g));
    T s = 1, c = 1, p = 0;
    for (Index i = last - 1; i >= 0; --i) {
        const T f = s * t.off_diagonal(i), b = c * t.off_diagonal(i);
        r = std::hypot(f, g);
        if (i + 1 < last) t.off_diagonal(i + 1) = r;
        if (r == 0) {
            // Underflow has split the block: what is left is a smaller one.
            t.diagonal(i + 1) -= p;
            return;
        }
        s = f / r;
        c = g / r;
        g = t.diagonal(i + 1) - p;
        r = (t.diagonal(i) - g) * s + 2 * c * b;
        p = s * r;
        t.diagonal(i + 1) = g + p;
        g = c * r - b;
        t.rotate(vectors, i, c, -s);
    }
    t.diagonal(0) -= p;
    t.off_diagonal(0) = g;
}

// The end of the block that begins at `begin` and is not split by a negligible element; those are set to zero.
template <class T>
Index end_of_block(const Tridiagonal<T>& t, Index begin) {
    Index end = begin;
    while (end + 1 < t.diagonal.size && !negligible(t.off_diagonal[end], t.diagonal[end], t.diagonal[end + 1])) ++end;
    t.off_diagonal[end] = 0;
    return end;
}

// Makes T diagonal. False if that takes too long.
template <class T>
bool diagonalize(const Tridiagonal<T>& t, Rotations<T>& vectors) {
    Index left = sweeps_per_value * t.diagonal.size;
    for (Index begin = 0; begin < t.diagonal.size;) {
        const Index end = end_of_block(t, begin);
        if (end == begin) {
            ++begin;
            continue;
        }
        if (left-- == 0) return false;
        if (std::abs(t.diagonal[end]) < std::abs(t.diagonal[begin])) {
            sweep(Oriented<T>{t, end, -1}, end - begin, vectors);
        } else {
            sweep(Oriented<T>{t, begin, 1}, end - begin, vectors);
        }
    }
    return true;
}

}  // namespace

template <class T>
Status eigen_symmetric(Matrix<T> a, Vector<T> values, Matrix<T> vectors, Workspace& workspace) {
    const Index n = a.rows;
    const Scope scope(workspace);
    for (Index i = 0; i < n; ++i) {
        for (Index j = 0; j < i; ++j) a(i, j) = 0;
    }
    if (!all_finite<T>(a)) return Status::not_finite;
    const Tridiagonal<T> t{workspace.vector<T>(n), workspace.vector<T>(n)};
    const Vector<T> tau = workspace.vector<T>(n);
    const Vector<int32_t> order = workspace.vector<int32_t>(n);
    const Matrix<T> rows = workspace.matrix<T>(n, n);  // the eigenvectors, one a row
    Rotations<T> rotations(rows, workspace);
    if (workspace.failed()) return Status::out_of_memory;
    const int exponent = largest_exponent(a);
    scale_by_power_of_two(a, -exponent);
    Status status = reduce_to_tridiagonal(a, tau, t, workspace);
    if (status != Status::solved) return status;
    set_identity(rows);
    if (n > 1) {
        const Qr<T> q{a.block(0, 1, n - 1, n - 1), {tau.data, n - 1}, {}};
        status = form_q(q, rows.block(1, 1, n - 1, n - 1), workspace);
        if (status != Status::solved) return status;
    }
    const bool converged = diagonalize(t, rotations);
    rotations.apply();
    sort_indices<T>(t.diagonal, order);
    for (Index j = 0; j < n; ++j) {
        values[j] = std::ldexp(t.diagonal[order[j]], exponent);
        const Vector<T> vector = row_of(rows, order[j]);
        for (Index i = 0; i < n; ++i) vectors(i, j) = vector[i];
    }
    return converged ? Status::solved : Status::no_further_progress;
}

template Status eigen_symmetric(Matrix<double>, Vector<double>, Matrix<double>, Workspace&);
template Status eigen_symmetric(Matrix<float>, Vector<float>, Matrix<float>, Workspace&);

}  // namespace steepest
