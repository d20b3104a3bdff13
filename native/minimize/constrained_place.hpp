// A point and what is known there of an objective and its constraints.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

struct ConstrainedPlace {
    double* x = nullptr;
    double f = NAN;
    double* gradient = nullptr;
    double* c = nullptr;  // as many as the run has constraints, rows included
    Matrix<double> jacobian = {};

    void allocate(Run& run) {
        const Index n = run.dimension, m = run.constraints.count();
        x = run.memory.array<double>(n);
        gradient = run.memory.array<double>(n);
        c = run.memory.array<double>(m);
        jacobian = run.memory.matrix(m, n);
        if (!run.memory.failed()) run.constraints.complete_jacobian(jacobian);
    }

    // Asks for these needs; those of the constraints where there are functions to ask. `complete` takes the answer.
    Query query(const Run& run, unsigned wanted) const {
        const Constraints& constraints = run.constraints;
        if (!constraints.functions()) wanted &= ~(needs::constraints | needs::jacobian);
        if (!constraints.equalities) wanted &= ~needs::equality_jacobian;
        if (!constraints.inequalities) wanted &= ~needs::inequality_jacobian;
        return {.needs = wanted,
                .x = {x, run.dimension},
                .value = f,
                .gradient = gradient,
                .constraints = c,
                .jacobian = jacobian.data,
                .values_known = !(wanted & needs::value)};
    }
    void complete(const Run& run) const { run.constraints.complete_values(x, c); }

    bool values_finite() const {
        for (Index i = 0; i < jacobian.rows; ++i) {
            if (!std::isfinite(c[i])) return false;
        }
        return std::isfinite(f);
    }
    // The first constraint whose value, or whose slope, is not finite; -1 for none.
    Index constraint_not_finite() const {
        for (Index i = 0; i < jacobian.rows; ++i) {
            if (!std::isfinite(c[i])) return i;
        }
        return -1;
    }
    Index slope_not_finite() const {
        for (Index i = 0; i < jacobian.rows * jacobian.columns; ++i) {
            if (!std::isfinite(jacobian.data[i])) return i / jacobian.columns;
        }
        return -1;
    }
    bool derivatives_finite() const {
        for (Index i = 0; i < jacobian.columns; ++i) {
            if (!std::isfinite(gradient[i])) return false;
        }
        return slope_not_finite() < 0;
    }
};

}  // namespace steepest
