// What the population methods share: members with their values, and a generation asked as one batch, so that whoever
// owns the objective may evaluate it in parallel.
#pragma once

#include "minimize/best_point.hpp"

namespace steepest {

// Members, a row each.
struct Population {
    Matrix<double> points;
    double* values = nullptr;

    bool allocate(Workspace& memory, Index members, Index n) {
        points = memory.matrix(members, n);
        values = memory.array<double>(members);
        if (memory.failed()) return false;
        for (Index i = 0; i < members; ++i) values[i] = INFINITY;
        for (Index i = 0; i < members * n; ++i) points.data[i] = 0;
        return true;
    }
    void add_to(Parts& parts) const { parts.add(points.data, points.rows * points.columns).add(values, points.rows); }
    void take(Index to, const Population& from, Index member) const {
        for (Index j = 0; j < points.columns; ++j) points(to, j) = from.points(member, j);
        values[to] = from.values[member];
    }
};

// Whether points from outside are finite and within the bounds.
inline bool within_bounds(const Run& run, Matrix<const double> points) {
    const Bounds bounds = run.bounds();
    for (Index i = 0; i < points.rows; ++i) {
        for (Index j = 0; j < points.columns; ++j) {
            const double x = points(i, j);
            if (!(std::isfinite(x) && x >= bounds.low(j) && x <= bounds.high(j))) return false;
        }
    }
    return true;
}

// Whether values from outside have an order, and none says that there is no lower bound.
inline bool ranked(const double* values, Index count) {
    for (Index i = 0; i < count; ++i) {
        if (!(values[i] > -INFINITY)) return false;
    }
    return true;
}

inline bool sound(const Run& run, const Population& population) {
    return within_bounds(run, population.points) && ranked(population.values, population.points.rows);
}

// The best point is nowhere before the first finite value.
inline bool sound(const Run& run, const BestPoint& best) {
    return ranked(&best.value, 1) &&
           (best.value == INFINITY || within_bounds(run, {best.x, 1, run.dimension, run.dimension}));
}

// How many members, as told: whatever a saved run says, a number that there can be.
inline Index population_size(const Options& options, Index least) {
    constexpr double most = 1e6;
    const double size = options.population_size;
    return size >= static_cast<double>(least) ? static_cast<Index>(std::fmin(size, most)) : least;
}

// Asks for the values of the first `count` members, or of as many as `limit` leaves of all evaluations; those of the
// others are +∞.
inline Query values_of(const Run& run, const Population& population, Index count, double limit) {
    const double left = limit - static_cast<double>(run.counts().value);
    if (!(left >= static_cast<double>(count))) {
        for (Index i = 0; i < count; ++i) population.values[i] = INFINITY;
        count = left >= 1 ? static_cast<Index>(left) : 1;
    }
    const Matrix<double> points = population.points;
    return {.needs = needs::batch,
            .points = {points.data, count, points.columns, points.stride},
            .values = population.values,
            .candidates = true};
}

// Ranks what was told of them, and offers it; false where a value says that the objective has no lower bound.
inline bool take_values(Run& run, BestPoint& best, const Population& population, Index count) {
    for (Index i = 0; i < count; ++i) {
        double& value = population.values[i] = rank(population.values[i]);
        if (value == -INFINITY) return false;
        best.offer(run, population.points.row(i), value);
    }
    return true;
}
inline constexpr Verdict no_lower_bound{Status::unbounded, -INFINITY, 0};

}  // namespace steepest
