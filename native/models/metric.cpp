#include "models/metric.hpp"

#include <cmath>

#include "linalg/cholesky.hpp"
#include "linalg/triangular.hpp"

namespace steepest {
namespace {

// Columns are standardized, so a pivot relative to its diagonal is 1 - R² of the column on those before it.
constexpr double least_pivot = 1e-12;
constexpr double least_single_pivot = 1e-4;
// Stands for an infinite pivot: what is divided by it is gone, and no NaN arises.
constexpr double barred = 1e200;

// A = U'U by rows, for matrices near singular.
Index factor_guarded(Matrix<double> a, const double* diagonal, double least) {
    const Index n = a.rows;
    Index dependent = 0;
    for (Index k = 0; k < n; ++k) {
        double* const row = a.row(k);
        if (!(row[k] > least * diagonal[k])) {
            ++dependent;
            row[k] = barred;
            for (Index j = k + 1; j < n; ++j) row[j] = 0;
            continue;
        }
        const double root = std::sqrt(row[k]);
        row[k] = root;
        for (Index j = k + 1; j < n; ++j) row[j] /= root;
        for (Index i = k + 1; i < n; ++i) {
            for (Index j = i; j < n; ++j) a(i, j) -= row[i] * row[j];
        }
    }
    return dependent;
}

}  // namespace

void Metric::to_dual(const double* g, double* dual) const {
    for (Index i = 0; i < n; ++i) dual[i] = full ? g[i] : g[i] / diagonal[i];
    if (full) solve_triangular(upper, Triangle::upper, Transpose::yes, Diagonal::general, Vector<double>{dual, n});
}

void Metric::to_step(const double* q, double* p) const {
    for (Index i = 0; i < n; ++i) p[i] = full ? q[i] : q[i] / diagonal[i];
    if (full) solve_triangular(upper, Triangle::upper, Transpose::no, Diagonal::general, Vector<double>{p, n});
}

Index Metric::factor(Workspace& memory, bool single) {
    const double least = single ? least_single_pivot : least_pivot;
    const Scope scope(memory);
    const Matrix<double> kept = memory.matrix(n, n);
    if (!kept.data) return -1;
    for (Index i = 0; i < n; ++i) {
        for (Index j = i; j < n; ++j) {
            kept(i, j) = upper(i, j);
            if (!std::isfinite(kept(i, j))) return -1;
        }
        diagonal[i] = upper(i, i);
    }
    full = true;
    const CholeskyOutcome outcome = cholesky(upper, memory);
    if (outcome.status == Status::out_of_memory) return -1;
    least_share = outcome.status == Status::solved ? 1 : 0;
    for (Index i = 0; least_share > 0 && i < n; ++i) {
        least_share = std::fmin(least_share, upper(i, i) * upper(i, i) / diagonal[i]);
    }
    if (least_share > least) return 0;
    for (Index i = 0; i < n; ++i) {
        for (Index j = i; j < n; ++j) upper(i, j) = kept(i, j);
    }
    return factor_guarded(upper, diagonal, least);
}

}  // namespace steepest
