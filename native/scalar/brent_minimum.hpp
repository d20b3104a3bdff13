// Brent's minimizer, from a bracket alone or from three points that are known already, as a line search's are.
#pragma once

#include "scalar/function.hpp"

namespace steepest {

struct BrentPoints {
    double x, f_x;  // the best
    double w, f_w;  // the second best
    double v, f_v;  // the one that was second before
};

// Goes on from three points in a bracket, which it keeps up to date. `last` is the step that led to the best one, or
// whatever bounds the first parabolic step by its half. Ends with `function_tolerance`, too, where the parabola
// promises a decrease of no more than limits.value_tolerance.
Task<ScalarEnd> brent_from(ScalarFunction& f, Bracket& bracket, ScalarLimits limits, BrentPoints& at, double last);

}  // namespace steepest
