// When the distribution that points are drawn from is too small to lead any further, or too large to mean anything.
#pragma once

#include <cfloat>

#include "minimize/run.hpp"

namespace steepest {

// A deviation as a part of its variable, or where that is small of the first deviation.
inline double relative_deviation(double deviation, double middle, double first) {
    return deviation / std::fmax(std::fabs(middle), first);
}

// Without a tolerance rounding is one.
inline bool is_small(const Run& run, double relative_size, Verdict& verdict) {
    const double tolerance = std::fmax(run.options.step_tolerance, DBL_EPSILON);
    if (!(relative_size <= tolerance)) return false;
    verdict = {Status::step_tolerance, relative_size, tolerance, Measure::distribution};
    return true;
}

// `growth` is of a deviation since it was the first; `best` the least value there was, infinite for none.
inline bool is_boundless(double growth, double best, Verdict& verdict) {
    constexpr double most = 1e150;
    if (growth <= most) return false;
    verdict = {best < INFINITY ? Status::unbounded : Status::not_finite, best};
    return true;
}

inline bool has_lasted(const Run& run, Verdict& verdict) {
    if (static_cast<double>(run.iterations) < run.options.max_iterations) return false;
    verdict = {Status::max_iterations, static_cast<double>(run.iterations), run.options.max_iterations};
    return true;
}

}  // namespace steepest
