// A look around the best point, before a sample that has become small is taken to have converged: it may have shrunk on
// a slope.
#pragma once

#include <cfloat>

#include "minimize/best_point.hpp"

namespace steepest {

// Evaluates the points that are a 1e-4th and a 1e-6th of `scales` from the best along each axis, until one is lower by
// more than `noise`; whether one is. x is scratch, of n numbers.
inline Task<bool> look_around(Run& run, BestPoint& best, const double* scales, double noise, double* x) {
    const double before = best.value;
    for (const double distance : {1e-4, -1e-4, 1e-6, -1e-6}) {
        for (Index i = 0; i < run.dimension; ++i) {
            for (Index j = 0; j < run.dimension; ++j) x[j] = best.x[j];
            x[i] = run.bounds().clamp(i, x[i] + distance * scales[i]);
            if (x[i] == best.x[i]) continue;
            const double value = co_await run.evaluate(x);
            best.offer(run, x, value);
            if (best.value < before - noise) co_return true;
        }
    }
    co_return false;
}

// How much lower a value is to be, that a difference is not rounding or within the tolerance.
inline double least_drop(const Run& run, double value) {
    return std::fmax(run.options.function_tolerance, DBL_EPSILON) * std::fmax(std::fabs(value), 1);
}

}  // namespace steepest
