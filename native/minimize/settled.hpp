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

inline double worst_value(const double* values, Index count) {
    double worst = -INFINITY;
    for (Index i = 0; i < count; ++i) worst = std::fmax(worst, values[i]);
    return worst;
}

// `size` is the extent of the members. Values that agree do not end a run by default, for those of a plain agree too;
// unless they agree to rounding, and the members are near each other: there is nothing more to tell them apart by.
inline bool settled(const Run& run, const Population& population, Index count, double size, const BestPoint& best,
                    Verdict& verdict) {
    const Options& o = run.options;
    const bool some = best.value < INFINITY;
    if (some && size <= o.step_tolerance) {
        verdict = {Status::step_tolerance, size, o.step_tolerance, Measure::population};
        return true;
    }
    constexpr double near = 1e-4, rounding = 10 * DBL_EPSILON;
    const double worst = worst_value(population.values, count), size_of_values = std::fabs(best.value);
    const double indistinct = rounding * std::fmin(size_of_values, 1.0);
    const double tolerance =
        o.step_tolerance > 0 && size <= near ? std::fmax(o.function_tolerance, indistinct) : o.function_tolerance;
    const double spread = (worst - best.value) / std::fmax(size_of_values, 1.0);
    if (some && tolerance > 0 && spread <= tolerance) {
        verdict = {Status::function_tolerance, spread, tolerance, Measure::population};
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
