// When a population is at its end: all of it in one place, or of one value, or after as many generations as allowed.
#pragma once

#include "minimize/first_points.hpp"
#include "minimize/population.hpp"
#include "minimize/stopping.hpp"

namespace steepest {

// The largest distance between two of the first `count` points in one variable, in widths of the region where they
// began.
inline double extent(const Run& run, Matrix<const double> points, Index count) {
    double largest = 0;
    for (Index j = 0; j < points.columns; ++j) {
        double low = INFINITY, high = -INFINITY;
        for (Index i = 0; i < count; ++i) {
            low = std::fmin(low, points(i, j));
            high = std::fmax(high, points(i, j));
        }
        const double width = Side(run, j).width();
        if (width > 0) largest = std::fmax(largest, (high - low) / width);
    }
    return largest;
}

// The worst value's distance from the best.
inline double value_spread(const double* values, Index count, double best) {
    double worst = -INFINITY;
    for (Index i = 0; i < count; ++i) worst = std::fmax(worst, values[i]);
    return (worst - best) / std::fmax(std::fabs(best), 1.0);
}

// `size` is the extent of the members. Values that agree do not end a run by default: those of a plain agree too.
inline bool settled(const Run& run, const Population& population, Index count, double size, const BestPoint& best,
                    Verdict& verdict) {
    const Options& o = run.options;
    const bool some = best.value < INFINITY;
    if (some && size <= o.step_tolerance) {
        verdict = {Status::step_tolerance, size, o.step_tolerance, Measure::population};
        return true;
    }
    const double spread = some && o.function_tolerance > 0 ? value_spread(population.values, count, best.value) : 1;
    if (spread <= o.function_tolerance) {
        verdict = {Status::function_tolerance, spread, o.function_tolerance, Measure::population};
        return true;
    }
    if (static_cast<double>(run.iterations) >= o.max_iterations) {
        verdict = {Status::max_iterations, static_cast<double>(run.iterations), o.max_iterations};
        if (!some) verdict = {Status::not_finite, not_finite_value, NAN};
        return true;
    }
    return false;
}

}  // namespace steepest
