// LU, QR with and without pivoting, solve and least squares over LAPACK's kinds of general matrices.
#include "linalg/condition.hpp"
#include "linalg/least_squares.hpp"
#include "linalg/lu.hpp"
#include "linalg/norms.hpp"
#include "linalg/qr.hpp"
#include "linalg/solve.hpp"
#include "linalg_matrices.hpp"

using namespace steepest;
using namespace linalg_test;

namespace {

Random source(3);

template <class T>
void test_lu(Kind kind, Index m, Index n) {
    name_case<T>("lu", kind, m, n);
    Workspace workspace;
    const Dense<T> a = general_matrix<T>(kind, m, n, source);
    Dense<T> lu = a;
    const Index steps = m < n ? m : n;
    const Vector<int32_t> pivots = workspace.vector<int32_t>(steps), permutation = workspace.vector<int32_t>(m);
    const Status status = factor_lu(lu.view(), pivots, workspace);
    const bool zero_pivot = singular(kind, n) && (m >= n || kind != Kind::last_column_zero);
    if (!zero_pivot) tally.expect(status == Status::solved, "status", double(status));
    if (zero_pivot && steps == n) tally.expect(status == Status::singular, "status", double(status));
    permutation_of(pivots, permutation);
    Dense<double> lower(m, steps), upper(steps, n), rebuilt(m, n);
    for (Index i = 0; i < m; ++i) {
        for (Index j = 0; j < n; ++j) {
            if (i > j) lower(i, j) = double(lu(i, j));
            if (i <= j) upper(i, j) = double(lu(i, j));
            if (i > j) tally.expect(std::abs(lower(i, j)) <= 1, "multiplier at most 1", lower(i, j));
        }
        if (i < steps) lower(i, i) = 1;
    }
    const Dense<double> permuted = product(lower, upper);
    for (Index i = 0; i < m; ++i)
        for (Index j = 0; j < n; ++j) rebuilt(permutation[i], j) = permuted(i, j);
    tally.ratio(factor_ratio<T>(widen(a), rebuilt), "P'LU");
    if (m != n || status != Status::solved) return;
    for (const Transpose transpose : {Transpose::no, Transpose::yes}) {
        const Dense<T> op = transpose == Transpose::yes ? a.transposed() : a;
        const Dense<T> b = right_hand_side(op, 3, source);
        Dense<T> x = b;
        solve_lu<T>(lu.view(), transpose, pivots, x.view(), workspace);
        tally.ratio(solve_ratio<T>(widen(op), widen(x), widen(b)), "solve");
    }
}

template <class T>
void test_qr(Kind kind, Index m, Index n, bool pivoting) {
    name_case<T>(pivoting ? "pivoted qr" : "qr", kind, m, n);
    Workspace workspace;
    const Dense<T> a = general_matrix<T>(kind, m, n, source);
    const Qr<T> qr = Qr<T>::allocate(workspace, m, n);
    for (Index i = 0; i < m; ++i)
        for (Index j = 0; j < n; ++j) qr.columns(j, i) = a(i, j);
    const Status status = pivoting ? factor_qr_pivoted(qr, workspace) : factor_qr(qr, workspace);
    tally.expect(status == Status::solved, "status", double(status));
    const Index k = m < n ? m : n;
    Dense<T> rows(m, m);
    form_q<T>(qr, rows.view(), workspace);
    const Dense<double> q = widen(rows).transposed();
    tally.ratio(orthogonality_ratio<T>(q), "Q'Q");
    Dense<double> r(m, n), rebuilt(m, n);
    for (Index j = 0; j < n; ++j)
        for (Index i = 0; i <= j && i < m; ++i) r(i, j) = double(qr.columns(j, i));
    const Dense<double> permuted = product(q, r);
    for (Index i = 0; i < m; ++i)
        for (Index j = 0; j < n; ++j) rebuilt(i, qr.permutation[j]) = permuted(i, j);
    tally.ratio(factor_ratio<T>(widen(a), rebuilt), "QRP'");
    // A carried norm loses up to the square root of eps by cancellation before it is computed anew.
    const double slack = 1 + 4 * std::sqrt(double(std::numeric_limits<T>::epsilon()));
    for (Index i = 0; pivoting && i + 1 < k; ++i) {
        tally.expect(std::abs(r(i + 1, i + 1)) <= slack * std::abs(r(i, i)), "diagonal falls", double(i));
    }
    if (pivoting && kind == Kind::half_zero) {
        tally.expect(rank_of(qr, default_rank_tolerance<T>(m, n)) == (n / 2 < k ? n / 2 : k), "rank", double(n / 2));
    }
    // Q'(Q b) = b for a few b.
    Dense<T> b(2, m);
    for (T& value : b.data) value = static_cast<T>(source.symmetric());
    Dense<T> there = b;
    apply_q<T>(qr, Transpose::no, there.view(), workspace);
    tally.ratio(factor_ratio<T>(product(widen(b), q.transposed()), widen(there)), "Q b");
    apply_q<T>(qr, Transpose::yes, there.view(), workspace);
    tally.ratio(factor_ratio<T>(widen(b), widen(there)), "Q'Q b");
}

template <class T>
void test_solve(Kind kind, Index n) {
    for (const Assume assume : {Assume::general, Assume::symmetric, Assume::positive_definite, Assume::upper_triangular,
                                Assume::lower_triangular}) {
        name_case<T>("solve", kind, n, n);
        Workspace workspace;
        const bool symmetric = assume == Assume::symmetric || assume == Assume::positive_definite;
        Dense<T> meant = symmetric ? symmetric_matrix<T>(kind, n, assume == Assume::symmetric, source)
                                   : general_matrix<T>(kind, n, n, source);
        Dense<T> given = meant;
        for (Index i = 0; i < n; ++i) {
            for (Index j = 0; j < n; ++j) {
                const bool unread = (symmetric && j < i) || (assume == Assume::upper_triangular && j < i) ||
                                    (assume == Assume::lower_triangular && j > i);
                if (unread) given(i, j) = std::numeric_limits<T>::quiet_NaN();
                if (unread && !symmetric) meant(i, j) = 0;
            }
        }
        const Dense<T> b = right_hand_side(meant, 2, source);
        Dense<T> x(n, 2);
        const SolveOutcome outcome = solve(assume, given.view(), b.view(), x.view(), workspace);
        const bool conditioned = kind != Kind::condition_large && kind != Kind::condition_root && kind != Kind::graded;
        if (singular(kind, n)) {
            const Status expected =
                assume == Assume::positive_definite ? Status::not_positive_definite : Status::singular;
            tally.expect(outcome.status == expected, "status", double(outcome.status));
            tally.expect(outcome.rank < n, "rank", double(outcome.rank));
        } else if (conditioned && (symmetric || assume == Assume::general)) {
            tally.expect(outcome.status == Status::solved && outcome.rank == n, "status", double(outcome.status));
        }
        for (const T value : x.data) tally.expect(std::isfinite(value), "x is finite", double(value));
        if (outcome.status == Status::solved) {
            tally.ratio(solve_ratio<T>(widen(meant), widen(x), widen(b)), "solve");
        }
    }
}

// |A'(b - A x)| / (|A|² |x| max(m, n) eps): x solves the normal equations as well as can be asked. Computed on a scaled
// copy, where products cannot overflow.
template <class T>
void test_least_squares(Kind kind, Index m, Index n) {
    name_case<T>("least squares", kind, m, n);
    Workspace workspace;
    const Dense<T> a = general_matrix<T>(kind, m, n, source);
    Dense<T> b = right_hand_side(a, 2, source), x(n, 2);
    for (T& value : b.data) value += static_cast<T>(scale_of<T>(kind) * source.symmetric());
    const double tolerance = default_rank_tolerance<T>(m, n);
    const LeastSquaresOutcome outcome = least_squares(a.view(), b.view(), tolerance, x.view(), workspace);
    const bool deficient = m < n || (singular(kind, n) && m > 0);
    if (kind != Kind::condition_large && kind != Kind::graded && n > 0) {
        tally.expect(outcome.status == (deficient ? Status::rank_deficient : Status::solved), "status",
                     double(outcome.status));
    }
    if (m == 0 || n == 0) return;
    Dense<double> scaled = widen(a), side = widen(b);
    for (double& value : scaled.data) value /= scale_of<T>(kind);
    for (double& value : side.data) value /= scale_of<T>(kind);
    const Dense<double> ax = product(scaled, widen(x));
    Dense<double> residual(m, 2);
    for (std::size_t i = 0; i < residual.data.size(); ++i) residual.data[i] = side.data[i] - ax.data[i];
    const double size = norm1(scaled), largest = double(m > n ? m : n);
    // With a truncated rank the part of A below the tolerance counts as error too.
    const double slope = norm1(product(scaled.transposed(), residual));
    const double eps = double(std::numeric_limits<T>::epsilon());
    if (size > 0) tally.ratio(slope / (size * (size * norm1(widen(x)) + norm1(side)) * largest * eps), "A'r");
    if (!deficient) return;
    // The shortest solution lies in the row space: x = A'z has a solution z.
    Dense<T> transposed = a.transposed(), z(m, 2), again(n, 2);
    if (outcome.rank == 0) return;
    least_squares(transposed.view(), x.view(), tolerance, z.view(), workspace);
    const Dense<double> rebuilt = product(widen(transposed), widen(z));
    tally.ratio(norm1_difference(widen(x), rebuilt) / (norm1(widen(transposed)) * norm1(widen(z)) * largest * eps),
                "x in the row space");
}

template <class T>
void test_norms() {
    name_case<T>("norms", Kind::diagonal, 2, 3);
    const T big = std::numeric_limits<T>::max() / 8, tiny = std::numeric_limits<T>::denorm_min();
    const auto near = [](double got, double expected) {
        return std::abs(got - expected) <= 4 * double(std::numeric_limits<T>::epsilon()) * expected;
    };
    for (const T unit : {T(1), big, T(4) * tiny}) {
        Dense<T> a(2, 3);
        const T elements[] = {1, -2, 2, 0, 4, 0};
        for (std::size_t i = 0; i < 6; ++i) a.data[i] = elements[i] * unit;
        tally.expect(near(norm<T>(Norm::one, a.view()), 6 * double(unit)), "1", norm<T>(Norm::one, a.view()));
        tally.expect(near(norm<T>(Norm::infinity, a.view()), 5 * double(unit)), "infinity", double(unit));
        tally.expect(near(norm<T>(Norm::frobenius, a.view()), 5 * double(unit)), "frobenius",
                     norm<T>(Norm::frobenius, a.view()));
        tally.expect(near(norm<T>(Norm::max, a.view()), 4 * double(unit)), "max", double(unit));
        tally.expect(norm2<T>(Vector<const T>{a.data.data(), 3}) == 3 * unit, "vector", double(unit));
    }
    for (const Norm kind : {Norm::one, Norm::infinity, Norm::frobenius, Norm::max}) {
        Dense<T> a(2, 2), empty(0, 0);
        tally.expect(norm<T>(kind, empty.view()) == 0 && norm<T>(kind, a.view()) == 0, "zero", 0);
        for (std::size_t i = 0; i < 4; ++i) {
            Dense<T> bad(2, 2);
            bad.data[i] = std::numeric_limits<T>::quiet_NaN();
            tally.expect(std::isnan(norm<T>(kind, bad.view())), "NaN", double(kind));
            bad.data[i] = -std::numeric_limits<T>::infinity();
            tally.expect(std::isinf(norm<T>(kind, bad.view())), "infinity", double(kind));
        }
    }
}

// The estimate is a lower bound of |A⁻¹|, and within a factor of ten of it for these (LAPACK's experience).
template <class T>
void test_condition(Kind kind, Index n) {
    name_case<T>("condition", kind, n, n);
    if (n == 0 || n > 129 || kind == Kind::near_overflow || kind == Kind::near_underflow) return;
    Workspace workspace;
    const Dense<T> a = general_matrix<T>(kind, n, n, source);
    Dense<T> lu = a, inverse(n, n);
    const Vector<int32_t> pivots = workspace.vector<int32_t>(n);
    const Status status = factor_lu(lu.view(), pivots, workspace);
    const double estimate = reciprocal_condition_lu<T>(lu.view(), pivots, norm1(a), workspace);
    if (status == Status::singular) {
        tally.expect(estimate == 0, "singular", estimate);
        return;
    }
    for (Index i = 0; i < n; ++i) inverse(i, i) = 1;
    solve_lu<T>(lu.view(), Transpose::no, pivots, inverse.view(), workspace);
    const double truth = 1 / norm1(a) / norm1(inverse);
    tally.expect(estimate >= truth * 0.99 && estimate <= 10 * truth, "estimate", estimate / truth);
}

template <class T>
void test_determinant() {
    name_case<T>("determinant", Kind::diagonal, 0, 0);
    Workspace workspace;
    const Vector<int32_t> pivots = workspace.vector<int32_t>(4);
    Dense<T> permutation(4, 4);
    const T elements[] = {2, 3, 5, 7};
    const Index places[] = {1, 2, 0, 3};  // an even permutation
    for (Index i = 0; i < 4; ++i) permutation(i, places[i]) = elements[i];
    factor_lu(permutation.view(), pivots, workspace);
    tally.expect(determinant_lu<T>(permutation.view(), pivots) == 210, "even", 210);
    Dense<T> swapped(2, 2);
    swapped(0, 1) = swapped(1, 0) = 3;
    factor_lu(swapped.view(), {pivots.data, 2}, workspace);
    tally.expect(determinant_lu<T>(swapped.view(), {pivots.data, 2}) == -9, "odd", -9);
    Dense<T> wide(4, 4);  // partial products leave the range, the whole does not
    const T big = std::numeric_limits<T>::max() / 4, small = 1 / big;
    const T extremes[] = {big, big, small, small};
    for (Index i = 0; i < 4; ++i) wide(i, i) = extremes[i];
    factor_lu(wide.view(), pivots, workspace);
    const double determinant = determinant_lu<T>(wide.view(), pivots);
    tally.expect(std::abs(determinant - 1) < 1e-5, "no overflow on the way", determinant);
    Dense<T> empty(0, 0);
    tally.expect(determinant_lu<T>(empty.view(), {}) == 1, "of nothing", 1);
}

template <class T>
void test_not_finite() {
    name_case<T>("not finite", Kind::diagonal, 3, 3);
    for (const T bad : {std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::infinity()}) {
        for (std::size_t place = 0; place < 9; ++place) {
            Workspace workspace;
            Dense<T> a(3, 3), b(3, 1), x(3, 1);
            for (Index i = 0; i < 3; ++i) a(i, i) = T(i + 1);
            a.data[place] = bad;
            tally.expect(solve(Assume::general, a.view(), b.view(), x.view(), workspace).status == Status::not_finite,
                         "solve", double(place));
            tally.expect(least_squares(a.view(), b.view(), 1e-6, x.view(), workspace).status == Status::not_finite,
                         "least squares", double(place));
            const Vector<int32_t> pivots = workspace.vector<int32_t>(3);
            tally.expect(factor_lu(a.view(), pivots, workspace) == Status::not_finite, "lu", double(place));
        }
    }
}

template <class T>
void test_all() {
    for_each_case([](Kind kind, Index n) {
        test_lu<T>(kind, n, n);
        test_qr<T>(kind, n, n, false);
        test_qr<T>(kind, n, n, true);
        test_solve<T>(kind, n);
        test_condition<T>(kind, n);
        test_least_squares<T>(kind, n, n);
        if (n > 129) return;
        for (const Index m : {n / 2, n + 1, 2 * n + 3}) {
            test_lu<T>(kind, m, n);
            test_qr<T>(kind, m, n, false);
            test_qr<T>(kind, m, n, true);
            test_least_squares<T>(kind, m, n);
        }
    });
    test_norms<T>();
    test_determinant<T>();
    test_not_finite<T>();
}

}  // namespace

int main() {
    test_all<double>();
    test_all<float>();
    return tally.finish();
}
