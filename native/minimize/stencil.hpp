// Where values are taken for the slope along one coordinate, and the slope they tell; and the way to ask for them.
#pragma once

#include <cmath>

#include "minimize/run.hpp"

namespace steepest {

// Asks exactly this, of the objective itself.
struct Directly {
    Run& run;
    Query query;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> waiting) const { run.ask_directly(query, waiting); }
    double await_resume() const { return run.query().value; }
};

// Where along coordinate i, at x, values are taken; `second` is x itself where one is enough.
struct Stencil {
    double first;
    double second;
};

// On both sides of x, or, where a bound is in the way of either, on the side with more room. Coordinates are compared
// with the bounds as they are evaluated, so that none is off by a rounding.
inline Stencil stencil(const Bounds& bounds, double x, Index i, double h, bool central) {
    if (central && x + h <= bounds.high(i) && x - h >= bounds.low(i)) return {x - h, x + h};
    const double reach = central ? 2 * h : h;
    const double above = bounds.high(i) - x, below = x - bounds.low(i);
    const bool up = above >= reach || above >= below;
    const double far = up ? std::fmin(x + reach, bounds.high(i)) : std::fmax(x - reach, bounds.low(i));
    return {far, central ? x + (far - x) / 2 : x};
}

// The slope at x of the parabola through the value there and the two of a stencil; of the line, where one of these is
// missing or not finite; zero where the bounds leave no room at all.
inline double slope_of(const Stencil& at, double x, double f, double f_first, double f_second) {
    const double a = at.first - x, b = at.second - x;
    if (b == 0 || !std::isfinite(f_second)) return a == 0 ? 0 : (f_first - f) / a;
    if (a == 0 || a == b || !std::isfinite(f_first)) return (f_second - f) / b;
    return (b / a * (f_first - f) - a / b * (f_second - f)) / (b - a);
}

}  // namespace steepest
