// The conditions on a step, and what rounding does to them.
//
//     φ(α) ≤ φ(0) + c₁ α φ′(0)      sufficient decrease (Armijo, Pacific J. Math. 16 (1966))
//     φ′(α) ≥ c₂ φ′(0)              curvature (Wolfe, SIAM Review 11 (1969))
//     |φ′(α)| ≤ c₂ |φ′(0)|          strong curvature
//
// Near a minimum the decrease drowns in the rounding of φ while slopes are still good. There it is read from them:
//     |φ(α) - φ(0)| ≤ noise  and  φ′(α) ≤ (2 c₁ - 1) φ′(0),
// which for a parabola is sufficient decrease itself: Hager & Zhang, SIAM J. Optim. 16 (2005), (23).
#pragma once

#include <cfloat>

#include "search/line.hpp"

namespace steepest {

inline bool sufficient_decrease(const SearchStart& start, double a, Trial t) {
    const Trial& origin = start.origin;
    if (t.value <= origin.value + start.decrease * a * origin.slope) return true;
    return std::fabs(t.value - origin.value) <= start.noise && t.slope <= (2 * start.decrease - 1) * origin.slope;
}

inline bool curvature(const SearchStart& start, Trial t) {
    return t.slope >= start.curvature * start.origin.slope;
}

inline bool strong_curvature(const SearchStart& start, Trial t) {
    return std::fabs(t.slope) <= -start.curvature * start.origin.slope;
}

// One end of an interval that holds an acceptable step.
struct End {
    double a;
    Trial trial;
};

// Nothing more can be told apart between two steps: they are neighbours, or φ changes by less than a rounding.
inline bool exhausted(const SearchStart& start, const End& best, double other) {
    const double width = std::fabs(other - best.a);
    if (width <= DBL_EPSILON * std::fmax(std::fabs(best.a), std::fabs(other))) return true;
    return width * std::fabs(best.trial.slope) <= DBL_EPSILON / 2 * std::fabs(start.origin.value);
}

}  // namespace steepest
