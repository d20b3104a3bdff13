// Minima of one variable, by name.
//
// Each ends with the best point it knows and why: `step_tolerance` when the bracket is narrow enough,
// `no_further_progress` when rounding leaves nothing inside it, `unbounded` at -∞, or a limit.
#pragma once

#include "scalar/brent_minimum.hpp"
#include "scalar/function.hpp"

namespace steepest {

Task<ScalarEnd> golden_section(ScalarFunction& f, Bracket bracket, ScalarLimits limits);
Task<ScalarEnd> fibonacci(ScalarFunction& f, Bracket bracket, ScalarLimits limits);
Task<ScalarEnd> brent_minimum(ScalarFunction& f, Bracket bracket, ScalarLimits limits);
// Where f' changes from - to +: `no_bracket` where it does not between the ends, `not_finite` where it is NaN.
Task<ScalarEnd> bisection_of_slope(ScalarFunction& f, Bracket bracket, ScalarLimits limits);

}  // namespace steepest
