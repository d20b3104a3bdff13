#include "residuals/covariance.hpp"

#include <cmath>

#include "linalg/qr.hpp"

namespace steepest {

Index covariance_of(const RowFactor& factor, double rank_tolerance, Matrix<double> out, Workspace& scratch,
                    Vector<double> roots) {
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
            if (i == j && roots.size > 0) roots[i] = std::sqrt(sum) / norms[i];
        }
    }
    return rank;
}

bool leave_out(const RowFactor& factor, const bool* held, Index left, RowFactor& out, Workspace& memory) {
    const Index n = factor.size();
    const Matrix<double> columns = memory.matrix(left + 1, n);
    if (!out.allocate(memory, left) || memory.failed()) return false;
    Index next = 0;
    for (Index j = 0; j < n; ++j) {
        if (held[j]) continue;
        for (Index i = 0; i < n; ++i) columns(next, i) = i <= j ? factor.matrix()(i, j) : 0;
        ++next;
    }
    for (Index i = 0; i < n; ++i) columns(left, i) = 0;
    out.clear();
    out.fold(columns, n);
    return true;
}

Index covariance_beside(const RowFactor& factor, const bool* known, double rank_tolerance, Matrix<double> out,
                        Workspace& scratch) {
    const Index n = factor.size();
    Index left = 0;
    for (Index j = 0; j < n; ++j) left += known[j] ? 0 : 1;
    if (left == n) return covariance_of(factor, rank_tolerance, out, scratch);
    const Scope scope(scratch);
    const Matrix<double> inverse = scratch.matrix(left, left);
    RowFactor rest;
    if (scratch.failed() || !leave_out(factor, known, left, rest, scratch)) return -1;
    const Index rank = left > 0 ? covariance_of(rest, rank_tolerance, inverse, scratch) : 0;
    if (rank < 0) return -1;
    for (Index i = 0, row = 0; i < out.rows; row += known[i++] ? 0 : 1) {
        for (Index j = 0, column = 0; j < out.columns; column += known[j++] ? 0 : 1) {
            out(i, j) = known[i] || known[j] ? 0 : inverse(row, column);
        }
    }
    return rank + n - left;
}

}  // namespace steepest
