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
    double gradient_norm = NAN;
    double has_gradient = 0;  // 1 or 0: a snapshot may hold any number

    bool allocate(Run& run, bool with_gradient = false) {
        // Zeros, so that a snapshot holds nothing by chance.
        x = run.memory.zeros(run.dimension).data;
        if (with_gradient) gradient = run.memory.zeros(run.dimension).data;
        return !run.memory.failed();
    }

    // Keeps the point if it is better than the one kept, or as good with the gradient that the other lacks; whether it
    // does.
    bool offer(Run& run, const double* point, double point_value, const double* point_gradient = nullptr,
               double point_gradient_norm = NAN) {
        const bool tells_more = point_value == value && gradient && point_gradient && !has_gradient;
        if (!(point_value < value) && !tells_more) return false;
        take(run, point, point_value, point_gradient, point_gradient_norm);
        return true;
    }

    // Keeps the point in place of the one kept.
    void take(Run& run, const double* point, double point_value, const double* point_gradient,
              double point_gradient_norm) {
        for (Index i = 0; i < run.dimension; ++i) x[i] = point[i];
        value = point_value;
        has_gradient = gradient && point_gradient ? 1 : 0;
        for (Index i = 0; has_gradient && i < run.dimension; ++i) gradient[i] = point_gradient[i];
        gradient_norm = point_gradient_norm;
        show(run);
    }

    Parts& add_parts(Parts& parts, Index n) {
        parts.add(x, n).add(value).add(gradient_norm).add(has_gradient);
        return gradient ? parts.add(gradient, n) : parts;
    }

    // Makes it the run's incumbent, once more after a snapshot was restored.
    void show(Run& run) const {
        if (value < INFINITY) run.accept(x, value, has_gradient ? gradient : nullptr, gradient_norm);
    }
};

}  // namespace steepest
