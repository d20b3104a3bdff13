// The run that fits a curve, and what it reports at its end.
#pragma once

#include "fit/curve.hpp"
#include "minimize/sums_of_squares.hpp"

namespace steepest {

enum class ResidualMethod : int { levenberg_marquardt, gauss_newton };

// Makes the run's root; its start, bounds and options are set.
bool make_residual_root(Run& run, ResidualMethod method);

// Bytes that a run takes beside its data, about.
std::size_t bytes_of_residual_run(Index parameters);

struct FitReport {
    double residual_sum_of_squares = NAN;
    double rank = NAN;  // of J; NaN: not known
    double variance = NAN;
};

// At the run's best point, from the residuals there, of which `parameters` take up degrees of freedom: fills (JᵀWJ)⁻¹
// unless that has no rows, with zeros for what bounds leave no room. `plain` is the factor of the rows before any loss
// weighed them; null: not known.
FitReport report_fit(Run& run, const ResidualLoss& loss, Vector<const double> residuals, Index parameters,
                     const RowFactor* plain, Matrix<double> covariance);
// The same for a curve, whose residuals it fills.
FitReport report_curve(Run& run, Curve& curve, const double* x, Vector<double> residuals, Matrix<double> covariance);

}  // namespace steepest
