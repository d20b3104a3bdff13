// Roots of one variable, by name.
//
// All need a change of sign between the ends of the bracket, and keep it: `no_bracket` says that there is none. Each
// ends with the point of least |f|: `solved` at a zero, `function_tolerance` near one, `step_tolerance` when the
// bracket or the last step is narrow enough, `no_further_progress` when no number lies inside it, `unbounded` when the
// change of sign is a pole's, `not_finite` where f is NaN, or a limit.
#pragma once

#include "scalar/function.hpp"

namespace steepest {

Task<ScalarEnd> bisection(ScalarFunction& f, Bracket bracket, ScalarLimits limits);
Task<ScalarEnd> secant(ScalarFunction& f, Bracket bracket, ScalarLimits limits);
Task<ScalarEnd> newton(ScalarFunction& f, Bracket bracket, ScalarLimits limits);
Task<ScalarEnd> brent_root(ScalarFunction& f, Bracket bracket, ScalarLimits limits);

}  // namespace steepest
