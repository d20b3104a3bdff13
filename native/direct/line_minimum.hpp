// The minimum along a line, from values alone: three points that enclose it, then Brent's parabolas.
#pragma once

#include "minimize/best_point.hpp"
#include "minimize/run.hpp"
#include "scalar/function.hpp"

namespace steepest {

// φ(α) = f(x + α d), within the bounds.
struct AxisLine {
    const double* x;
    double value;  // φ(0)
    const double* d;
    double step;               // the first trial, of either sign
    double curvature = NAN;    // φ″, as far as it is known
    double first_value = NAN;  // φ(step), where it is known
};

struct LineMinimum {
    double step = 0;  // 0: no trial is lower
    double value;
    double curvature = NAN;
    bool defined = true;     // no value met was infinite or NaN
    bool unbounded = false;  // still falling farther than anything goes
    double unsearched = 0;   // relative change of a variable within which a lower value may have been missed
};

// How well a line is searched: until a parabola through the last points promises no more than this part of the decrease
// so far.
inline constexpr double line_precision = 0.01;

// Where no trial is lower, the parabola's word that none is near counts for first steps no longer than this part of a
// variable: from farther off three values tell little of the function between them.
inline constexpr double near_step = 1e-3;

// Moves x by the step; `from` has room for a point.
inline void move_along(const Run& run, double* x, double step, const double* d, double* from) {
    if (step == 0) return;
    for (Index i = 0; i < run.dimension; ++i) from[i] = x[i];
    run.point_along(from, step, d, x);
}

// `trial` has room for a point.
Task<LineMinimum> line_minimum(Run& run, BestPoint& best, AxisLine line, double* trial);

}  // namespace steepest
