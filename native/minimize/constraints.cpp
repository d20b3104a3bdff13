#include "minimize/constraints.hpp"

#include "kernels/table.hpp"

namespace steepest {
namespace {

constexpr double steep = 1e-5;

}  // namespace

void Constraints::complete_values(const double* x, double* c) const {
    for (Index i = 0; i < rows.rows; ++i) c[functions() + i] = kernels().level1.dot(rows.columns, rows.row(i), x);
}

void Constraints::complete_jacobian(Matrix<double> jacobian) const {
    for (Index i = 0; i < rows.rows; ++i) {
        for (Index j = 0; j < rows.columns; ++j) jacobian(functions() + i, j) = rows(i, j);
    }
}

void Constraints::measure_slopes(Matrix<const double> jacobian, const double* x, double* slopes) const {
    for (Index i = 0; i < jacobian.rows; ++i) {
        slopes[i] = std::fmax(1.0, kernels().level1.largest_scaled(jacobian.columns, jacobian.row(i), x));
    }
}

double Constraints::violation(const double* c, const double* slopes) const {
    double most = 0;
    for (Index i = 0; i < count(); ++i) {
        const double relative = outside(i, c[i]) / std::fmax(1.0, steep * slopes[i]);
        if (!(relative <= most)) most = relative;  // a NaN stays
        if (std::isnan(most)) return most;
    }
    return most;
}

}  // namespace steepest
