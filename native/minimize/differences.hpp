// Derivatives by finite differences, as a decorator of the run: a query for a derivative that the objective does not
// provide becomes queries that it does.
//
//   gradient   forward (f(x + h e_i) - f(x)) / h,  h = ε^(1/2) max(|x_i|, 1)
//              central (f(x + h e_i) - f(x - h e_i)) / 2h,  h = ε^(1/3) max(|x_i|, 1)
//   Hessian    central differences of gradients, made symmetric;
//              of values where gradients are themselves unknown, h = ε^(1/4) max(|x_i|, 1)
//   Jacobian   of the constraints, as the gradient, at the same points
//   product    (g(x + h v) - g(x - h v)) / 2h,  h = ε^(1/3) max(‖x‖, 1) / ‖v‖
//
// Differences are divided by the distance of the points as rounded. No point leaves the bounds: next to one, a central
// difference becomes the slope of the parabola through x and two points on the side with more room. A value that is not
// finite is left out where another will do. Values of a gradient are asked as batches, so that an owner may evaluate
// them in parallel.
// Nocedal & Wright, Numerical Optimization (2006), section 8.1, (8.3), (8.7), (8.9).
#pragma once

#include "minimize/run.hpp"

namespace steepest {

// Answers `query` in its places; returns the value at query.x (when asked for, or known).
Task<double> by_differences(Run& run, Query query);

}  // namespace steepest
