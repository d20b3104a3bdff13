// The covariance of the parameters of a fit, but for the variance of a residual: (JᵀJ)⁻¹ = R⁻¹ R⁻ᵀ.
//
// From the triangular factor and not from JᵀJ, whose condition is the square: Golub & Van Loan, Matrix Computations
// (2013), section 5.3.
#pragma once

#include "residuals/row_factor.hpp"

namespace steepest {

// Fills `out`, n x n, unless that has no rows, and `roots`, if there are any, with the roots of its diagonal, which are
// right even where that over- or underflows; NaN where J does not have full rank. Returns the rank, which does not
// depend on the units of the parameters; -1 without memory.
Index covariance_of(const RowFactor& factor, double rank_tolerance, Matrix<double> out, Workspace& scratch,
                    Vector<double> roots = {});

// The factor of the columns of the parameters that are not held, `left` of them. False without memory.
bool leave_out(const RowFactor& factor, const bool* held, Index left, RowFactor& out, Workspace& memory);
// Fills `out` with the covariance where some parameters are known, whose rows and columns are then zeros, and returns
// the rank, which counts those that are known; otherwise as covariance_of.
Index covariance_beside(const RowFactor& factor, const bool* known, double rank_tolerance, Matrix<double> out,
                        Workspace& scratch);

}  // namespace steepest
