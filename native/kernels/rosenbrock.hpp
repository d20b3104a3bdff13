// Kernels of the Rosenbrock family: value and gradient in one pass over memory, for any number of variables.
#pragma once

#include "base/view.hpp"

namespace steepest {

// Both return the value and fill the gradient, unless it is null.
struct Rosenbrock {
    // The sum over i < n - 1 of 100 (x_{i+1} - x_i^2)^2 + (1 - x_i)^2, n >= 2.
    double (*chained)(Index n, const double* x, double* gradient);
    // The same over i = 0, 2, 4, …: pairs that do not touch, n even.
    double (*pairs)(Index n, const double* x, double* gradient);
};

}  // namespace steepest
