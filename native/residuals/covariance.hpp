// The covariance of the parameters of a fit, but for the variance of a residual: (JᵀJ)⁻¹ = R⁻¹ R⁻ᵀ.
//
// From the triangular factor and not from JᵀJ, whose condition is the square: Golub & Van Loan, Matrix Computations
// (2013), section 5.3.
#pragma once

#include "residuals/row_factor.hpp"

namespace steepest {

// Fills `out`, n x n, unless that has no rows; NaN where J does not have full rank. Returns the rank, which does not
// depend on the units of the parameters; -1 without memory.
Index covariance_of(const RowFactor& factor, double rank_tolerance, Matrix<double> out, Workspace& scratch);

}  // namespace steepest
