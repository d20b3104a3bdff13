// Where a population begins, and how its first points are spread over it.
#pragma once

#include <cfloat>

#include "minimize/run.hpp"
#include "restarts/latin_hypercube.hpp"

namespace steepest {

// One variable's share of the region: between its bounds or, where either is infinite, as far around the start as the
// start is from zero, and 1 at least.
struct Side {
    double low, high;

    Side(const Run& run, Index i) : low(run.bounds().low(i)), high(run.bounds().high(i)) {
        if (low > -INFINITY && high < INFINITY) return;
        const double start = run.bounds().clamp(i, run.start[i]), radius = std::fmax(1.0, std::fabs(start));
        low = std::fmax(low, start - radius);
        high = std::fmin(high, start + radius);
    }
    // Finite: that of the widest bounds overflows.
    double width() const { return std::fmin(high - low, DBL_MAX); }
    // The point that divides it as `share`, of 0 … 1, says. A mean of bounds may round to outside them.
    double at(double share) const { return std::fmin(std::fmax(low * (1 - share) + high * share, low), high); }
};

// A Latin hypercube over the region. Its first point is the start, where one was given.
inline void spread_first_points(const Run& run, Random& random, Matrix<double> points) {
    latin_hypercube(random, points);
    for (Index j = 0; j < points.columns; ++j) {
        const Side side(run, j);
        for (Index i = 0; i < points.rows; ++i) points(i, j) = side.at(points(i, j));
        if (run.options.random_start != 1) points(0, j) = run.bounds().clamp(j, run.start[j]);
    }
}

}  // namespace steepest
