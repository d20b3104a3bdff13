// The best point of a method that keeps many points, or none: in a place of its own, where it is the run's incumbent
// until a better one takes the place.
#pragma once

#include "base/rank.hpp"
#include "minimize/run.hpp"

namespace steepest {

struct BestPoint {
    double* x = nullptr;
    double* gradient = nullptr;  // at x, when it was told
    double value = INFINITY;
    bool has_gradient = false;

    bool allocate(Run& run, bool with_gradient = false) {
        x = run.memory.array<double>(run.dimension);
        if (with_gradient) gradient = run.memory.array<double>(run.dimension);
        return !run.memory.failed();
    }

    // Keeps the point if it is better than the one kept, or as good with the gradient that the other lacks; whether it
    // does.
    bool offer(Run& run, const double* point, double point_value, const double* point_gradient = nullptr,
               double gradient_norm = NAN) {
        const bool tells_more = point_value == value && gradient && point_gradient && !has_gradient;
        if (!(point_value < value) && !tells_more) return false;
        for (Index i = 0; i < run.dimension; ++i) x[i] = point[i];
        value = point_value;
        has_gradient = gradient && point_gradient;
        for (Index i = 0; has_gradient && i < run.dimension; ++i) gradient[i] = point_gradient[i];
        show(run, gradient_norm);
        return true;
    }

    // Makes it the run's incumbent, once more after a snapshot was restored.
    void show(Run& run, double gradient_norm = NAN) const {
        if (value < INFINITY) run.accept(x, value, has_gradient ? gradient : nullptr, gradient_norm);
    }
};

}  // namespace steepest
