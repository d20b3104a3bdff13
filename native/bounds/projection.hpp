// Staying within bounds: lower ≤ x ≤ upper, either of them empty for none, infinite components for none of that
// variable.
#pragma once

#include <cfloat>
#include <cmath>

#include "base/view.hpp"

namespace steepest {

struct Bounds {
    Vector<const double> lower;
    Vector<const double> upper;

    bool any() const { return lower.size > 0 || upper.size > 0; }
    double low(Index i) const { return lower.size ? lower[i] : -INFINITY; }
    double high(Index i) const { return upper.size ? upper[i] : INFINITY; }
    double clamp(Index i, double value) const { return std::fmin(std::fmax(value, low(i)), high(i)); }
    // Whether variable i, moved from x by `step`, is at neither of its bounds.
    bool leaves_free(Index i, double x, double step) const { return x + step > low(i) && x + step < high(i); }
    // The step, cut at the bounds.
    double cut(Index i, double x, double step) const {
        if (x + step <= low(i)) return low(i) - x;
        if (x + step >= high(i)) return high(i) - x;
        return step;
    }
};

// Corrects x = from + step p, as computed, to lie within the bounds; a component that moved to within rounding of its
// bound is put on it, for there it counts as active and a hair off it does not.
inline void settle_within(const Bounds& bounds, const double* from, double step, const double* p, Vector<double> x) {
    for (Index i = 0; i < x.size; ++i) {
        const double moved = step * p[i];
        const double rounding = 4 * DBL_EPSILON * std::fmax(std::fabs(from[i]), std::fabs(moved));
        if (moved < 0 && x[i] <= bounds.low(i) + rounding) x[i] = bounds.low(i);
        if (moved > 0 && x[i] >= bounds.high(i) - rounding) x[i] = bounds.high(i);
    }
}

// The longest step along p that stays within the bounds.
inline double room_along(const Bounds& bounds, const double* x, Vector<const double> p) {
    double room = INFINITY;
    if (!bounds.any()) return room;
    for (Index i = 0; i < p.size; ++i) {
        if (p[i] < 0) room = std::fmin(room, (bounds.low(i) - x[i]) / p[i]);
        if (p[i] > 0) room = std::fmin(room, (bounds.high(i) - x[i]) / p[i]);
    }
    return room;
}

}  // namespace steepest
