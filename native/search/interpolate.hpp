// Minimizers of interpolating polynomials through two trials of a line search.
#pragma once

#include <cmath>

#include "search/line.hpp"

namespace steepest {

// Of the cubic through (a, φ(a), φ′(a)) and (b, φ(b), φ′(b)); NaN when it has none.
// Nocedal & Wright, Numerical Optimization (2006), (3.59), with the discriminant scaled against overflow.
inline double cubic_minimizer(double a, Trial at_a, double b, Trial at_b) {
    const double d1 = at_a.slope + at_b.slope - 3 * (at_a.value - at_b.value) / (a - b);
    const double scale = std::fmax(std::fabs(d1), std::fmax(std::fabs(at_a.slope), std::fabs(at_b.slope)));
    if (!(scale > 0)) return NAN;
    const double s = d1 / scale;
    const double discriminant = s * s - (at_a.slope / scale) * (at_b.slope / scale);
    if (!(discriminant >= 0)) return NAN;
    const double d2 = std::copysign(scale * std::sqrt(discriminant), b - a);
    return b - (b - a) * ((at_b.slope + d2 - d1) / (at_b.slope - at_a.slope + 2 * d2));
}

// Of the parabola through φ(a), φ′(a) and φ(b); NaN when it opens downward.
inline double quadratic_minimizer(double a, Trial at_a, double b, double value_b) {
    const double width = b - a;
    const double curvature = (value_b - at_a.value) / width - at_a.slope;
    if (!(curvature * width > 0)) return NAN;
    return a - at_a.slope * width / (2 * curvature);
}

}  // namespace steepest
