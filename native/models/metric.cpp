#include "models/metric.hpp"

#include <cmath>

#include "kernels/table.hpp"
#include "linalg/triangular.hpp"

namespace steepest {
namespace {

// Columns are standardized, so a pivot relative to its diagonal is 1 - R² of the column on those before it.
constexpr double least_pivot = 1e-12;
constexpr double least_single_pivot = 1e-4;
// Stands for an infinite pivot: what is divided by it is gone, and no NaN arises.
constexpr double barred = 1e200;

}  // namespace

void Metric::to_dual(const double* g, double* dual) const {
    for (Index i = 0; i < n; ++i) dual[i] = full ? g[i] : g[i] / diagonal[i];
    if (full) solve_triangular(upper, Triangle::upper, Transpose::yes, Diagonal::general, Vector<double>{dual, n});
}

void Metric::to_step(const double* q, double* p) const {
    for (Index i = 0; i < n; ++i) p[i] = full ? q[i] : q[i] / diagonal[i];
    if (full) solve_triangular(upper, Triangle::upper, Transpose::no, Diagonal::general, Vector<double>{p, n});
}

bool Metric::allocate(Workspace& memory) {
    upper = memory.matrix(n, n);
    kept = memory.matrix(n, n);
    return !memory.failed();
}

bool Metric::keep() {
    for (Index i = 0; i < n; ++i) {
        for (Index j = i; j < n; ++j) {
            kept(i, j) = upper(i, j);
            if (!std::isfinite(kept(i, j))) return false;
        }
        diagonal[i] = upper(i, i);
    }
    full = true;
    return true;
}

bool Metric::regular(bool single) {
    least_share = 1;
    for (Index i = 0; i < n; ++i) least_share = std::fmin(least_share, upper(i, i) * upper(i, i) / diagonal[i]);
    return least_share > (single ? least_single_pivot : least_pivot);
}

void Metric::restore() {
    least_share = 0;
    for (Index i = 0; i < n; ++i) {
        for (Index j = i; j < n; ++j) upper(i, j) = kept(i, j);
    }
}

bool Metric::eliminate(Index k, bool single) {
    double* const row = upper.row(k);
    if (!(row[k] > (single ? least_single_pivot : least_pivot) * diagonal[k])) {
        row[k] = barred;
        for (Index j = k + 1; j < n; ++j) row[j] = 0;
        return false;
    }
    const double root = std::sqrt(row[k]);
    row[k] = root;
    for (Index j = k + 1; j < n; ++j) row[j] /= root;
    for (Index i = k + 1; i < n; ++i) kernels().level1.axpy(n - i, -row[i], row + i, upper.row(i) + i);
    return true;
}

}  // namespace steepest
