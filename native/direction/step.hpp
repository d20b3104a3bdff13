// What a direction learns from: an accepted step, from x to x + size p.
#pragma once

#include <cmath>

#include "base/view.hpp"

namespace steepest {

struct Step {
    double size;      // α
    double slope;     // g·p, before the step
    double decrease;  // of the value
    const double* x_next;
    const double* g;
    const double* g_next;
};

// The step to try first along -g when nothing is known yet: one that changes x by about its own size at most.
inline double first_step_along_gradient(Index n, const double*, const double* g) {
    double largest = 0;
    for (Index i = 0; i < n; ++i) largest = std::fmax(largest, std::fabs(g[i]));
    return std::fmin(1.0, 1 / largest);
}

}  // namespace steepest
