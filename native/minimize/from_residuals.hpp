// The value and the triangular factor that a method for sums of squares asks for, from the residuals and their Jacobian
// that the objective gives; and that Jacobian from residuals, where it gives none: a decorator of the run, as
// differences.hpp is.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

// Answers `query` in its places; returns the value, where it is asked for.
Task<double> from_residuals(Run& run, Query query);

// The factor of the Jacobian at the last iterate and the residuals there, its rows as `loss` weighs them.
void factor_of(const ResidualPlaces& places, Workspace& scratch, const ResidualLoss& loss, RowFactor& factor);

// By how much a parameter is moved for a difference: a part of itself, for parameters of a fit are of all sizes; where
// it is zero or has come to be small, a part of a hundredth of what it was at the start.
double difference_step(double x, double start, bool central);

// How well the derivatives of such differences are known, relative to themselves.
double difference_error(bool central);

}  // namespace steepest
