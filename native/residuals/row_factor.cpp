#include "residuals/row_factor.hpp"

#include <cmath>

#include "kernels/table.hpp"

namespace steepest {
namespace {

// Squares of lengths between these have lost nothing to underflow or overflow.
constexpr double least_square = 1e-280, most_square = 1e280;

double largest_of(const double* x, Index count) {
    double largest = 0;
    for (Index i = 0; i < count; ++i) {
        if (!(std::fabs(x[i]) <= largest)) largest = std::fabs(x[i]);
    }
    return largest;
}

}  // namespace

bool RowFactor::allocate(Workspace& memory, Index n) {
    r_ = memory.matrix(n + 1, n + 1);
    return !memory.failed();
}

void RowFactor::clear() {
    for (Index i = 0; i < r_.rows * r_.columns; ++i) r_.data[i] = 0;
}

// With v = [a - β; x] and β² = a² + ‖x‖² the reflector I + v vᵀ / (β (a - β)) takes [a; x] to [β; 0].
void RowFactor::fold(Matrix<double> columns, Index count) {
    const Level1<double>& level1 = kernels().level1;
    for (Index j = 0; j < r_.columns; ++j) {
        double* const x = columns.row(j);
        double a = r_(j, j), unit = 1;
        double squares = level1.dot(count, x, x);
        const double sum = a * a + squares;
        if (!(sum > least_square && sum < most_square)) {
            const double largest = largest_of(x, count);
            if (!std::isfinite(largest)) {
                r_(j, j) = NAN;
                return;
            }
            unit = std::fmax(std::fabs(a), largest);
            if (unit == 0) continue;
            for (Index i = 0; i < count; ++i) x[i] /= unit;
            a /= unit;
            squares = level1.dot(count, x, x);
        }
        if (squares == 0) continue;
        const double length = std::sqrt(a * a + squares);
        const double beta = a > 0 ? -length : length;
        r_(j, j) = beta * unit;
        const double head = a - beta, inverse = 1 / (beta * head);
        for (Index k = j + 1; k < r_.columns; ++k) {
            double* const y = columns.row(k);
            const double w = (head * r_(j, k) + level1.dot(count, x, y)) * inverse;
            r_(j, k) += w * head;
            level1.axpy(count, w, x, y);
        }
    }
}

void RowFactor::fold(const RowFactor& other, Matrix<double> scratch) {
    for (Index j = 0; j < r_.columns; ++j) {
        for (Index i = 0; i < r_.columns; ++i) scratch(j, i) = other.r_(i, j);
    }
    fold(scratch, r_.columns);
}

bool RowFactor::is_finite() const {
    bool finite = true;
    for (Index i = 0; i < r_.rows * r_.columns; ++i) finite = finite && std::isfinite(r_.data[i]);
    return finite;
}

void RowFactor::gradient(double* g) const {
    for (Index j = 0; j < size(); ++j) {
        g[j] = 0;
        for (Index i = 0; i <= j; ++i) g[j] += r_(i, j) * right_side(i);
    }
}

void RowFactor::multiply(const double* p, double* out) const {
    for (Index i = 0; i < size(); ++i) {
        out[i] = 0;
        for (Index j = i; j < size(); ++j) out[i] += r_(i, j) * p[j];
    }
}

double RowFactor::column_norm(Index j) const {
    double norm = 0;
    for (Index i = 0; i <= j; ++i) norm = std::hypot(norm, r_(i, j));
    return norm;
}

}  // namespace steepest
