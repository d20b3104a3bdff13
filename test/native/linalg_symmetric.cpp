// Cholesky, LDL' and modified Cholesky over LAPACK's kinds of symmetric matrices.
#include "kernels/table.hpp"
#include "linalg/cholesky.hpp"
#include "linalg/ldl.hpp"
#include "linalg/modified_cholesky.hpp"
#include "linalg_matrices.hpp"

using namespace steepest;
using namespace linalg_test;

namespace {

Random source(1);

template <class T>
void test_cholesky(Kind kind, Index n) {
    name_case<T>("cholesky", kind, n, n);
    Workspace workspace;
    const Dense<T> a = symmetric_matrix<T>(kind, n, false, source);
    // In a wider matrix whose margin must not change, with NaN below the diagonal, which must not be read.
    Dense<T> frame(n, n + 3);
    for (Index i = 0; i < n; ++i) {
        for (Index j = 0; j < n; ++j) frame(i, j) = j < i ? std::numeric_limits<T>::quiet_NaN() : a(i, j);
        for (Index j = n; j < n + 3; ++j) frame(i, j) = 7;
    }
    const Matrix<T> u{frame.data.data(), n, n, n + 3};
    const CholeskyOutcome outcome = cholesky(u, workspace);
    for (Index i = 0; i < n; ++i) tally.expect(frame(i, n) == 7 && frame(i, n + 2) == 7, "margin", double(i));
    if (singular(kind, n)) {
        const Index zero = kind == Kind::first_column_zero ? 0 : kind == Kind::last_column_zero ? n - 1 : n / 2;
        tally.expect(outcome.status == Status::not_positive_definite, "status", double(outcome.status));
        tally.expect(outcome.pivot == zero, "pivot", double(outcome.pivot));
        return;
    }
    tally.expect(outcome.status == Status::solved, "status", double(outcome.status));
    if (outcome.status != Status::solved) return;
    const Dense<double> factor = widen(Dense<T>::from(u).upper());
    tally.ratio(factor_ratio<T>(widen(a), product(factor.transposed(), factor)), "U'U");

    const Dense<T> b = right_hand_side(a, 5, source);
    Dense<T> x = b;
    solve_cholesky(u, x.view(), workspace);
    tally.ratio(solve_ratio<T>(widen(a), widen(x), widen(b)), "solve");
    Dense<T> one(n, 1), single(n, 1);
    for (Index i = 0; i < n; ++i) one(i, 0) = single(i, 0) = b(i, 0);
    solve_cholesky(u, Vector<T>{single.data.data(), n});
    tally.ratio(solve_ratio<T>(widen(a), widen(single), widen(one)), "solve a vector");
}

// P'(U'DU)P
template <class T>
Dense<double> rebuild(const Ldl<T>& ldl) {
    const Index n = ldl.factor.rows;
    Dense<double> unit = widen(Dense<T>::from(ldl.factor).upper()), d(n, n), permuted(n, n);
    for (Index i = 0; i < n; ++i) {
        d(i, i) = unit(i, i);
        unit(i, i) = 1;
        if (i + 1 < n) d(i, i + 1) = d(i + 1, i) = ldl.off_diagonal[i];
    }
    const Dense<double> inner = product(unit.transposed(), product(d, unit));
    for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j) permuted(ldl.permutation[i], ldl.permutation[j]) = inner(i, j);
    return permuted;
}

template <class T>
Ldl<T> copy_to_ldl(const Dense<T>& a, Workspace& workspace) {
    const Ldl<T> ldl = Ldl<T>::allocate(workspace, a.rows);
    for (Index i = 0; i < a.rows; ++i)
        for (Index j = 0; j < a.rows; ++j) ldl.factor(i, j) = j < i ? std::numeric_limits<T>::quiet_NaN() : a(i, j);
    return ldl;
}

template <class T>
void test_ldl(Kind kind, Index n) {
    name_case<T>("ldl", kind, n, n);
    Workspace workspace;
    const Dense<T> a = symmetric_matrix<T>(kind, n, true, source);
    const Ldl<T> ldl = copy_to_ldl(a, workspace);
    const Status status = factor_ldl(ldl);
    tally.expect(status == (singular(kind, n) ? Status::singular : Status::solved), "status", double(status));
    tally.ratio(factor_ratio<T>(widen(a), rebuild(ldl)), "P'U'DUP");
    double largest = 0;
    for (Index i = 0; i < n; ++i)
        for (Index j = i + 1; j < n; ++j) largest = std::max(largest, std::abs(double(ldl.factor(i, j))));
    tally.expect(largest < 2.79, "U is bounded", largest);
    const Inertia counts = inertia(ldl);
    if (!singular(kind, n) && kind != Kind::condition_large) {
        tally.expect(counts.negative == n / 2 && counts.zero == 0, "inertia", double(counts.negative));
    }
    if (status != Status::solved) return;
    const Dense<T> b = right_hand_side(a, 1, source);
    Dense<T> x = b;
    tally.expect(solve_ldl(ldl, Vector<T>{x.data.data(), n}, workspace) == Status::solved, "solve", 0);
    tally.ratio(solve_ratio<T>(widen(a), widen(x), widen(b)), "solve");
}

template <class T>
void test_modified(Kind kind, Index n, bool indefinite) {
    name_case<T>("modified cholesky", kind, n, n);
    Workspace workspace;
    const Dense<T> a = symmetric_matrix<T>(kind, n, indefinite, source);
    const Ldl<T> ldl = copy_to_ldl(a, workspace);
    const ModifiedCholesky outcome = modified_cholesky(ldl);
    tally.expect(outcome.status == Status::solved, "status", double(outcome.status));
    const Inertia counts = inertia(ldl);
    tally.expect(counts.positive == n, "positive definite", double(counts.positive));
    if (!singular(kind, n) && kind != Kind::condition_large && kind != Kind::graded) {
        tally.expect(outcome.corrected == (indefinite ? n / 2 : 0), "corrected", double(outcome.corrected));
    }
    const Dense<double> rebuilt = rebuild(ldl);
    if (outcome.corrected == 0) {
        tally.ratio(factor_ratio<T>(widen(a), rebuilt), "E = 0");
    } else {
        // E = P'U'FUP with a block diagonal F, |F|_1 <= sqrt(2) |F|_2, and |F|_2 the largest correction.
        Dense<double> unit = widen(Dense<T>::from(ldl.factor).upper());
        for (Index i = 0; i < n; ++i) unit(i, i) = 1;
        const double change = norm1_difference(widen(a), rebuilt);
        const double bound = norm1(unit) * norm1(unit.transposed()) * std::sqrt(2.0) * outcome.correction;
        tally.expect(change <= 1.001 * bound, "E is made of the corrections", change / bound);
        // The elements of U grow slowly with n, so E is of the size of A where A is small.
        if (n <= 129 && norm1(a) > 0) {
            tally.expect(change / norm1(a) < 4 * std::sqrt(double(n)) + 4, "E is of the size of A", change / norm1(a));
        }
    }
}

template <class T>
void test_not_finite() {
    name_case<T>("not finite", Kind::diagonal, 3, 3);
    for (T bad : {std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::infinity()}) {
        for (Index place : {Index{0}, Index{1}, Index{4}, Index{8}}) {
            Workspace workspace;
            Dense<T> a(3, 3);
            for (Index i = 0; i < 3; ++i) a(i, i) = T(i + 1);
            a.data[static_cast<std::size_t>(place)] = bad;
            const Ldl<T> ldl = copy_to_ldl(a, workspace);
            tally.expect(modified_cholesky(ldl).status == Status::not_finite, "modified", double(place));
            tally.expect(factor_ldl(copy_to_ldl(a, workspace)) == Status::not_finite, "ldl", double(place));
            tally.expect(cholesky(a.view(), workspace).status == Status::not_finite, "cholesky", double(place));
        }
    }
}

template <class T>
void test_all() {
    for_each_case([](Kind kind, Index n) {
        test_cholesky<T>(kind, n);
        test_ldl<T>(kind, n);
        test_modified<T>(kind, n, true);
        test_modified<T>(kind, n, false);
    });
    test_not_finite<T>();
}

}  // namespace

int main() {
    test_all<double>();
    test_all<float>();
    // What is blocked depends on the level.
    const int best = selected_level();
    for (int level = 0; level < level_count(); ++level) {
        if (level == best || !select_level(level)) continue;
        for_each_case([](Kind kind, Index n) {
            test_cholesky<double>(kind, n);
            test_cholesky<float>(kind, n);
        });
    }
    return tally.finish();
}
