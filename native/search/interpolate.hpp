// Minimizers of interpolating polynomials through two or three trials of a line search.
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

// Of the parabola with φ′(a) and φ′(b): the zero of the slope's secant.
inline double secant(double a, double slope_a, double b, double slope_b) {
    return b - (b - a) * (slope_b / (slope_b - slope_a));
}

// Of the cubic through φ(0), φ′(0), φ(a) and φ(b); NaN when it has none. Nocedal & Wright (2006), section 3.5.
inline double cubic_minimizer(Trial origin, double a, double value_a, double b, double value_b) {
    const double excess_a = (value_a - origin.value - origin.slope * a) / (a * a);
    const double excess_b = (value_b - origin.value - origin.slope * b) / (b * b);
    const double third = (excess_b - excess_a) / (b - a);  // φ ≈ third α³ + second α² + φ′(0) α + φ(0)
    const double second = excess_a - a * third;
    const double discriminant = second * second - 3 * third * origin.slope;
    if (!(discriminant >= 0)) return NAN;
    // The root of 3 third α² + 2 second α + φ′(0) at which the second derivative is positive.
    return second > 0 ? -origin.slope / (second + std::sqrt(discriminant))
                      : (std::sqrt(discriminant) - second) / (3 * third);
}

}  // namespace steepest
