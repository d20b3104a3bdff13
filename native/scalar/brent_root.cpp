// Brent's root finder: inverse quadratic interpolation through three points, or a secant through two, where the step
// lies well inside the bracket and steps shrink; else bisection.
//
//     x⁺ = x + p / q,   secant: p = 2 m s, q = 1 - s,   s = f(x) / f(w),   m = (c - x) / 2
//     inverse quadratic: p = s [2 m t (t - r) - (x - w) (r - 1)],   q = (t - 1) (r - 1) (s - 1),
//     t = f(w) / f(c),   r = f(x) / f(c)
//
// x is the best point, w the one before, c the other end of the bracket. Brent, Algorithms for Minimization without
// Derivatives (1973), section 4.2.
#include "scalar/root.hpp"
#include "scalar/sign_change.hpp"

namespace steepest {
namespace {

struct Point {
    double x;
    double y;
};

// The interpolated step from x; NaN where it is not to be trusted, `before` being the step before last.
double interpolated_step(Point x, Point w, Point c, double before, double least) {
    if (!(std::fabs(before) >= least && std::fabs(w.y) > std::fabs(x.y))) return NAN;
    const double m = c.x / 2 - x.x / 2, s = x.y / w.y;
    double p = 2 * m * s, q = 1 - s;
    if (w.x != c.x) {
        const double t = w.y / c.y, r = x.y / c.y;
        p = s * (2 * m * t * (t - r) - (x.x - w.x) * (r - 1));
        q = (t - 1) * (r - 1) * (s - 1);
    }
    if (p > 0) {
        q = -q;
    } else {
        p = -p;
    }
    const bool well_inside = 2 * p < 3 * m * q - std::fabs(least * q) && p < std::fabs(before * q / 2);
    return well_inside ? p / q : NAN;
}

}  // namespace

Task<ScalarEnd> brent_root(ScalarFunction& f, Bracket bracket, ScalarLimits limits) {
    Point w{bracket.low, co_await f.value_at(bracket.low)};
    Point x{bracket.high, co_await f.value_at(bracket.high)};
    Point c = w;
    SignChange change(bracket, w.y, x.y);
    double last = x.x - w.x, before = last;
    ScalarEnd end;
    for (double k = 0; !change.over(limits, k, end); ++k) {
        if (std::signbit(x.y) == std::signbit(c.y)) {
            c = w;
            last = before = x.x - w.x;
        }
        if (std::fabs(c.y) < std::fabs(x.y)) {
            w = x;
            x = c;
            c = w;
        }
        const double least = limits.resolution(x.x) / 2, m = c.x / 2 - x.x / 2;
        const double step = interpolated_step(x, w, c, before, least);
        const bool interpolates = std::isfinite(step);
        before = interpolates ? last : m;
        last = interpolates ? step : m;
        w = x;
        x.x += std::fabs(last) > least ? last : std::copysign(least, m);
        if (!change.contains(x.x)) x.x = std::nextafter(w.x, c.x);
        x.y = co_await f.value_at(x.x);
        change.take(x.x, x.y);
        f.report(change.bracket(), change.best(), change.value());
    }
    co_return end;
}

}  // namespace steepest
