// Hager's estimator of |A⁻¹| as Higham improved it (ACM Trans. Math. Softw. 14, 1988, p. 381; Accuracy and Stability,
// 2nd edition, algorithm 15.4): climb over the vertices of the unit ball, x -> sign(A⁻¹x) -> A⁻ᵀ sign, at most five
// times, and compare with one vector of alternating signs that defeats cancellation.
#include "linalg/condition.hpp"

#include "linalg/cholesky.hpp"
#include "linalg/lu.hpp"
#include "linalg/triangular.hpp"
#include "linalg/vectors.hpp"

namespace steepest {
namespace {

constexpr int most_steps = 5;

template <class T>
double sum_of_moduli(Vector<T> x) {
    double sum = 0;
    for (const T value : x) sum += std::abs(static_cast<double>(value));
    return sum;
}

template <class T>
Index largest_of(Vector<T> x) {
    Index best = 0;
    for (Index i = 1; i < x.size; ++i) {
        if (std::abs(x[i]) > std::abs(x[best])) best = i;
    }
    return best;
}

// `solve` and `solve_transposed` replace a vector by A⁻¹, or A⁻ᵀ, times it.
template <class T, class Solve, class SolveTransposed>
double inverse_norm(Index n, Workspace& workspace, Solve solve, SolveTransposed solve_transposed) {
    const Vector<T> x = workspace.vector<T>(n), sign = workspace.vector<T>(n);
    if (workspace.failed()) return 0;
    for (Index i = 0; i < n; ++i) {
        x[i] = T(1) / static_cast<T>(n);
        sign[i] = 0;
    }
    solve(x);
    double estimate = sum_of_moduli(x);
    Index vertex = -1;
    for (int step = 0; step < most_steps; ++step) {
        bool changed = false;
        for (Index i = 0; i < n; ++i) {
            const T s = x[i] < 0 ? -1 : 1;
            changed |= s != sign[i];
            x[i] = sign[i] = s;
        }
        if (!changed) break;
        solve_transposed(x);
        const Index next = largest_of(x);
        if (next == vertex) break;
        vertex = next;
        for (T& value : x) value = 0;
        x[vertex] = 1;
        solve(x);
        const double found = sum_of_moduli(x);
        if (!(found > estimate)) break;
        estimate = found;
    }
    for (Index i = 0; i < n; ++i) {
        const T size = n > 1 ? 1 + static_cast<T>(i) / static_cast<T>(n - 1) : T(1);
        x[i] = i % 2 == 0 ? size : -size;
    }
    solve(x);
    const double alternative = 2 * sum_of_moduli(x) / (3 * static_cast<double>(n));
    return alternative > estimate ? alternative : estimate;
}

// NaN, from an overflow in the solves, counts as singular.
double reciprocal(double norm, double inverse) {
    const double result = 1 / norm / inverse;
    return result >= 0 ? result : 0;
}

template <class T>
bool zero_on_diagonal(Matrix<const T> a) {
    for (Index i = 0; i < a.rows; ++i) {
        if (a(i, i) == 0) return true;
    }
    return false;
}

}  // namespace

template <class T>
double reciprocal_condition_lu(MatrixIn<T> lu, Vector<const int32_t> pivots, double norm, Workspace& workspace) {
    const Index n = lu.rows;
    if (n == 0) return 1;
    if (norm == 0 || zero_on_diagonal(lu)) return 0;
    const Scope scope(workspace);
    const auto solve = [&](Transpose transpose) {
        return [&, transpose](Vector<T> x) {
            const Matrix<T> column{x.data, n, 1, 1};
            solve_lu(lu, transpose, pivots, column, workspace);
        };
    };
    return reciprocal(norm, inverse_norm<T>(n, workspace, solve(Transpose::no), solve(Transpose::yes)));
}

template <class T>
double reciprocal_condition_cholesky(MatrixIn<T> upper, double norm, Workspace& workspace) {
    if (upper.rows == 0) return 1;
    const Scope scope(workspace);
    const auto solve = [&](Vector<T> x) { solve_cholesky(upper, x); };
    return reciprocal(norm, inverse_norm<T>(upper.rows, workspace, solve, solve));
}

template <class T>
double reciprocal_condition_ldl(const Ldl<T>& ldl, double norm, Workspace& workspace) {
    if (ldl.factor.rows == 0) return 1;
    const Scope scope(workspace);
    const auto solve = [&](Vector<T> x) { solve_ldl(ldl, x, workspace); };
    return reciprocal(norm, inverse_norm<T>(ldl.factor.rows, workspace, solve, solve));
}

template <class T>
double reciprocal_condition_triangular(MatrixIn<T> a, Triangle triangle, double norm, Workspace& workspace) {
    if (a.rows == 0) return 1;
    if (norm == 0 || zero_on_diagonal(a)) return 0;
    const Scope scope(workspace);
    const auto solve = [&](Transpose transpose) {
        return [=](Vector<T> x) { solve_triangular(a, triangle, transpose, Diagonal::general, x); };
    };
    return reciprocal(norm, inverse_norm<T>(a.rows, workspace, solve(Transpose::no), solve(Transpose::yes)));
}

template double reciprocal_condition_lu<double>(Matrix<const double>, Vector<const int32_t>, double, Workspace&);
template double reciprocal_condition_lu<float>(Matrix<const float>, Vector<const int32_t>, double, Workspace&);
template double reciprocal_condition_cholesky<double>(Matrix<const double>, double, Workspace&);
template double reciprocal_condition_cholesky<float>(Matrix<const float>, double, Workspace&);
template double reciprocal_condition_ldl(const Ldl<double>&, double, Workspace&);
template double reciprocal_condition_ldl(const Ldl<float>&, double, Workspace&);
template double reciprocal_condition_triangular<double>(Matrix<const double>, Triangle, double, Workspace&);
template double reciprocal_condition_triangular<float>(Matrix<const float>, Triangle, double, Workspace&);

}  // namespace steepest
