#include "residuals/covariance.hpp"

#include <cmath>

#include "linalg/qr.hpp"

namespace steepest {

Index covariance_of(const RowFactor& factor, double rank_tolerance, Matrix<double> out, Workspace& scratch) {
    const Index n = factor.size();
    const Scope scope(scratch);
    const Qr<double> qr = Qr<double>::allocate(scratch, n, n);
    double* const norms = scratch.array<double>(n);
    if (scratch.failed()) return -1;
    const Matrix<const double> r = factor.matrix();
    for (Index j = 0; j < n; ++j) {
        const double norm = factor.column_norm(j);
        norms[j] = norm > 0 ? norm : 1;
        for (Index i = 0; i < n; ++i) qr.columns(j, i) = i <= j ? r(i, j) / norms[j] : 0;
    }
    if (factor_qr_pivoted(qr, scratch) != Status::solved) return -1;
    const Index rank = qr.columns(0, 0) == 0 ? 0 : rank_of(qr, rank_tolerance);
    if (out.rows == 0) return rank;

    // X = R⁻¹, a column after the other, in the place of the factorization.
    const Matrix<double> x = qr.columns;
    for (Index j = 0; j < n; ++j) {
        x(j, j) = norms[j] / r(j, j);
        for (Index i = j - 1; i >= 0; --i) {
            double sum = 0;
            for (Index k = i + 1; k <= j; ++k) sum -= r(i, k) / norms[k] * x(k, j);
            x(i, j) = sum / (r(i, i) / norms[i]);
        }
    }
    for (Index i = 0; i < n; ++i) {
        for (Index j = 0; j <= i; ++j) {
            double sum = 0;
            for (Index k = i; k < n; ++k) sum += x(i, k) * x(j, k);
            out(i, j) = out(j, i) = rank < n ? NAN : sum / norms[i] / norms[j];
        }
    }
    return rank;
}

}  // namespace steepest
