// The pivots are those of Ashcraft, Grimes & Lewis (SIAM J. Matrix Anal. Appl. 20, 1998, p. 513: "bounded
// Bunch-Kaufman", also called rook pivoting; Higham, Accuracy and Stability, 2nd edition, algorithm 11.5): Bunch and
// Kaufman's test, repeated until an element is found that is the largest of both its row and its column. It costs
// little more than the original and bounds the elements of U by 2.79, on which the modified factorization relies.
#include "linalg/ldl.hpp"

#include <utility>

#include "linalg/norms.hpp"
#include "linalg/symmetric2.hpp"
#include "linalg/triangular.hpp"

namespace steepest {
namespace {

// The element of largest modulus in column `column` of the symmetric block that starts at `first`, off the diagonal.
template <class T>
struct Largest {
    Index row;
    T modulus;
};
template <class T>
Largest<T> largest_off_diagonal(Matrix<T> a, Index first, Index column) {
    Largest<T> largest{column, 0};
    const auto consider = [&](Index row, T value) {
        if (std::abs(value) > largest.modulus) largest = {row, std::abs(value)};
    };
    for (Index i = first; i < column; ++i) consider(i, a(i, column));
    for (Index j = column + 1; j < a.columns; ++j) consider(j, a(column, j));
    return largest;
}

// Exchanges rows and columns p < q of the symmetric matrix, and columns p and q of the finished rows of U.
template <class T>
void exchange(const Ldl<T>& ldl, Index p, Index q) {
    if (p == q) return;
    if (p > q) std::swap(p, q);
    const Matrix<T> a = ldl.factor;
    for (Index i = 0; i < p; ++i) std::swap(a(i, p), a(i, q));
    std::swap(a(p, p), a(q, q));
    for (Index i = p + 1; i < q; ++i) std::swap(a(p, i), a(i, q));
    for (Index j = q + 1; j < a.columns; ++j) std::swap(a(p, j), a(q, j));
    std::swap(ldl.permutation[p], ldl.permutation[q]);
}

// Brings the pivot for step k to the front and returns its order, 1 or 2.
template <class T>
Index choose_pivot(const Ldl<T>& ldl, Index k) {
    const T alpha = (1 + std::sqrt(T(17))) / 8;
    const Matrix<T> a = ldl.factor;
    Index i = k;
    Largest<T> of_i = largest_off_diagonal(a, k, i);
    if (std::abs(a(k, k)) >= alpha * of_i.modulus) return 1;
    for (;;) {
        const Index r = of_i.row;
        const Largest<T> of_r = largest_off_diagonal(a, k, r);
        if (std::abs(a(r, r)) >= alpha * of_r.modulus) {
            exchange(ldl, k, r);
            return 1;
        }
        // The moduli grow strictly from turn to turn, so the search ends.
        if (!(of_r.modulus > of_i.modulus)) {
            exchange(ldl, k, i);
            exchange(ldl, k + 1, r == k ? i : r);
            return 2;
        }
        i = r;
        of_i = of_r;
    }
}

// a_ij -= a_ki a_kj / d for the rows after k.
template <class T>
void eliminate_one(Matrix<T> a, Index k) {
    T* row = a.row(k);
    const T pivot = row[k];
    if (pivot == 0) return;  // the whole row is zero, by the choice of pivots
    for (Index i = k + 1; i < a.rows; ++i) {
        const T multiplier = row[i] / pivot;
        if (multiplier != 0) {
            T* target = a.row(i);
            for (Index j = i; j < a.columns; ++j) target[j] -= multiplier * row[j];
        }
        row[i] = multiplier;
    }
}

// The same for a block of order 2. Its inverse is formed from quotients by the off-diagonal element, which is the
// largest of the three, so that no product overflows.
template <class T>
void eliminate_two(const Ldl<T>& ldl, Index k) {
    const Matrix<T> a = ldl.factor;
    T* first = a.row(k);
    T* second = a.row(k + 1);
    const T off = first[k + 1];
    const T d11 = first[k] / off, d22 = second[k + 1] / off;
    const T scale = 1 / (d11 * d22 - 1);
    for (Index i = k + 2; i < a.rows; ++i) {
        const T u1 = scale * (d22 * (first[i] / off) - second[i] / off);
        const T u2 = scale * (d11 * (second[i] / off) - first[i] / off);
        T* target = a.row(i);
        for (Index j = i; j < a.columns; ++j) target[j] -= u1 * first[j] + u2 * second[j];
        first[i] = u1;
        second[i] = u2;
    }
    ldl.off_diagonal[k] = off;
    first[k + 1] = 0;
}

}  // namespace

template <class T>
Status factor_ldl(const Ldl<T>& ldl) {
    const Index n = ldl.factor.rows;
    if (!upper_finite<T>(ldl.factor)) return Status::not_finite;
    for (Index i = 0; i < n; ++i) ldl.permutation[i] = static_cast<int32_t>(i);
    Status status = Status::solved;
    for (Index k = 0; k < n;) {
        const Index order = choose_pivot(ldl, k);
        ldl.off_diagonal[k] = 0;
        if (order == 1) {
            if (ldl.factor(k, k) == 0) status = Status::singular;
            eliminate_one(ldl.factor, k);
        } else {
            ldl.off_diagonal[k + 1] = 0;
            eliminate_two(ldl, k);
        }
        k += order;
    }
    return status;
}

template <class T>
Status solve_ldl(const Ldl<T>& ldl, Vector<Scalar<T>> b, Workspace& workspace) {
    const Index n = ldl.factor.rows;
    const Scope scope(workspace);
    const Vector<T> y = workspace.vector<T>(n);
    if (n > 0 && !y.data) return Status::out_of_memory;
    for (Index i = 0; i < n; ++i) y[i] = b[ldl.permutation[i]];
    solve_triangular(ldl.factor, Triangle::upper, Transpose::yes, Diagonal::unit, y);
    for (Index k = 0; k < n; ++k) {
        const T off = ldl.off_diagonal[k];
        if (off == 0) {
            y[k] /= ldl.factor(k, k);
        } else {
            const T d11 = ldl.factor(k, k) / off, d22 = ldl.factor(k + 1, k + 1) / off;
            const T scale = 1 / (d11 * d22 - 1);
            const T first = y[k] / off, second = y[k + 1] / off;
            y[k] = scale * (d22 * first - second);
            y[k + 1] = scale * (d11 * second - first);
            ++k;
        }
    }
    solve_triangular(ldl.factor, Triangle::upper, Transpose::no, Diagonal::unit, y);
    for (Index i = 0; i < n; ++i) b[ldl.permutation[i]] = y[i];
    return Status::solved;
}

template <class T>
Inertia inertia(const Ldl<T>& ldl) {
    Inertia counts;
    const auto count = [&counts](T eigenvalue) {
        ++(eigenvalue > 0 ? counts.positive : eigenvalue < 0 ? counts.negative : counts.zero);
    };
    for (Index k = 0; k < ldl.factor.rows; ++k) {
        if (ldl.off_diagonal[k] == 0) {
            count(ldl.factor(k, k));
        } else {
            const auto pair = symmetric_pair(ldl.factor(k, k), ldl.off_diagonal[k], ldl.factor(k + 1, k + 1));
            count(pair.larger);
            count(pair.smaller);
            ++k;
        }
    }
    return counts;
}

template Status factor_ldl(const Ldl<double>&);
template Status factor_ldl(const Ldl<float>&);
template Status solve_ldl(const Ldl<double>&, Vector<double>, Workspace&);
template Status solve_ldl(const Ldl<float>&, Vector<float>, Workspace&);
template Inertia inertia(const Ldl<double>&);
template Inertia inertia(const Ldl<float>&);

}  // namespace steepest
