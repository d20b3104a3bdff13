// A box as the image of the whole space, for methods that draw points without regard to bounds: search y, evaluate
// x(y).
//
//     x = y                          for l + a ≤ y ≤ u - b
//     x = l + (y - (l - a))² / (4a)  for l - a ≤ y < l + a,   and likewise at u with b
//
// and beyond l - a and u + b mirrored there, again and again. The map is smooth, and the identity but for a margin: a
// minimizer on a bound is one inside for y, and what is far inside is not touched. It is pycma's BoundTransform, with
// its margins a = min((u - l)/2, (1 + |l|)/20), b = min((u - l)/2, (1 + |u|)/20).
#pragma once

#include "bounds/projection.hpp"

namespace steepest {

struct BoxMap {
    Bounds bounds;

    double to_box(Index i, double y) const {
        const double low = bounds.low(i), high = bounds.high(i);
        if (!(low < high)) return low;
        const double a = margin(low, high, low), b = margin(low, high, high);
        y = fold(y, low - a, high + b);
        if (y < low + a) y = low + (y - (low - a)) * (y - (low - a)) / (4 * a);
        if (y > high - b) y = high - (y - (high + b)) * (y - (high + b)) / (4 * b);
        return bounds.clamp(i, y);
    }

    // Some y that leads to x, which is within the bounds.
    double from_box(Index i, double x) const {
        const double low = bounds.low(i), high = bounds.high(i);
        if (!(low < high)) return low;
        const double a = margin(low, high, low), b = margin(low, high, high);
        if (x < low + a) return low - a + 2 * std::sqrt(a * (x - low));
        if (x > high - b) return high + b - 2 * std::sqrt(b * (high - x));
        return x;
    }

  private:
    static double margin(double low, double high, double bound) {
        return std::fmin((high - low) / 2, (1 + std::fabs(bound)) / 20);
    }

    // Mirrored at both ends until it lies between them.
    static double fold(double y, double from, double to) {
        if (y >= from && y <= to) return y;
        if (std::isinf(to)) return std::isinf(from) ? y : from + std::fabs(y - from);
        if (std::isinf(from)) return to - std::fabs(y - to);
        const double width = to - from;
        const double rest = std::fabs(std::fmod(y - from, 2 * width));
        return from + (rest <= width ? rest : 2 * width - rest);
    }
};

}  // namespace steepest
