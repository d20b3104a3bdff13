// Where a direct search begins: its start within the bounds, and steps along the axes.
#pragma once

#include "minimize/best_point.hpp"
#include "minimize/stopping.hpp"

namespace steepest {

// The first step along axis i from x: `initial_step` times x, or itself where x is 0.
inline double first_step(const Run& run, double x) {
    const double relative = run.options.initial_step;
    return x != 0 ? relative * std::fabs(x) : relative;
}

// x moved along axis i by the step, or against it where the bound is in the way and leaves more room there.
inline double moved_within(const Bounds& bounds, Index i, double x, double step) {
    const double there = bounds.clamp(i, x + step), back = bounds.clamp(i, x - step);
    return std::fabs(there - x) >= std::fabs(back - x) ? there : back;
}

inline void start_within_bounds(const Run& run, double* x) {
    for (Index i = 0; i < run.dimension; ++i) x[i] = run.bounds().clamp(i, run.start[i]);
}

// Puts the start into x; its value.
inline Task<double> evaluate_start(Run& run, BestPoint& best, double* x) {
    start_within_bounds(run, x);
    const double f = co_await run.evaluate(x);
    best.offer(run, x, f);
    co_return f;
}

inline Verdict undefined_start(double f) {
    return {Status::not_finite, not_finite_value, f};
}

}  // namespace steepest
