// The best point of a run with constraints, in a place of its own: the one with the lowest value of those that satisfy
// the constraints within the tolerance; until there is one, the one that violates them least. For that comparison each
// violation is divided by the slope its constraint had at the start, which stays.
#pragma once

#include "minimize/constrained_place.hpp"

namespace steepest {

struct ConstrainedBest {
    double* x = nullptr;
    double* gradient = nullptr;
    double* multipliers = nullptr;
    double* first_slopes = nullptr;
    double value = INFINITY;
    double violation = INFINITY;
    double distance = INFINITY;  // the violation by the first slopes

    bool allocate(Run& run) {
        x = run.memory.array<double>(run.dimension);
        gradient = run.memory.array<double>(run.dimension);
        multipliers = run.memory.array<double>(run.constraints.count() + run.dimension);
        first_slopes = run.memory.array<double>(run.constraints.count());
        return !run.memory.failed();
    }

    // A point that was evaluated, where constraints have these slopes.
    void offer(Run& run, const ConstrainedPlace& place, const double* slopes) {
        const double other = run.constraints.violation(place.c, slopes);
        const double other_distance = run.constraints.violation(place.c, first_slopes);
        if (better(run, place.f, other, other_distance)) keep(run, place, other, other_distance);
    }

    // One of which all is known; `anyway`: it is where the run ends.
    void offer(Run& run, const ConstrainedPlace& place, const double* slopes, double norm,
               const double* place_multipliers, bool anyway) {
        const double other = run.constraints.violation(place.c, slopes);
        const double other_distance = run.constraints.violation(place.c, first_slopes);
        const bool same = place.f == value && other_distance == distance;
        if (!anyway && !same && !better(run, place.f, other, other_distance)) return;
        keep(run, place, other, other_distance);
        for (Index i = 0; i < run.dimension; ++i) gradient[i] = place.gradient[i];
        for (Index i = 0; i < run.constraints.count() + run.dimension; ++i) multipliers[i] = place_multipliers[i];
        run.incumbent.gradient = gradient;
        run.incumbent.gradient_norm = norm;
        run.incumbent.multipliers = multipliers;
    }

  private:
    bool better(const Run& run, double other_value, double other_violation, double other_distance) const {
        if (std::isnan(other_value) || std::isnan(other_violation)) return false;
        const bool met = run.constraints.met_by(violation, run.options);
        if (run.constraints.met_by(other_violation, run.options)) return !met || other_value < value;
        return !met && other_distance < distance;
    }
    void keep(Run& run, const ConstrainedPlace& place, double place_violation, double place_distance) {
        for (Index i = 0; i < run.dimension; ++i) x[i] = place.x[i];
        value = place.f;
        violation = place_violation;
        distance = place_distance;
        run.accept(x, value, nullptr, NAN);
        run.incumbent.violation = violation;
    }
};

}  // namespace steepest
