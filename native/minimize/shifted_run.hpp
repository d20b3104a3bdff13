// Lets a nested run minimize an augmented Lagrangian: its questions become those of f, c and their derivatives.
#pragma once

#include "constraints/shifted_penalty.hpp"
#include "minimize/constrained_best.hpp"

namespace steepest {

struct ShiftedRun {
    ShiftedPenalty penalty = {};
    ConstrainedPlace place;       // the last point that was asked about
    bool place_complete = false;  // with its derivatives
    int repeats = 0;              // questions in a row that were answered already
    ConstrainedBest best = {};
    double* slopes = nullptr;  // see constraints.hpp
    Matrix<double> point_constraints = {};

    bool allocate(Run& run);
    bool stuck() const { return repeats > 100; }
    // ∇L at `place`.
    void write_gradient(double* gradient) const;
};

// Runs it to its end, or the outer's.
Task<Verdict> follow_shifted(Run& run, Run& inner, ShiftedRun& shifted);
// Makes shifted.place all that is known at x.
Task<void> complete_at(Run& run, ShiftedRun& shifted, const double* x);

}  // namespace steepest
