// Brent's minimizer: the minimum of the parabola through the best three points, where that lies well inside the bracket
// and the steps to it shrink; else golden section of the longer side.
//
//     u = x + p / q,   p = (x-v)² (f_x-f_w) - (x-w)² (f_x-f_v),   q = -2 [(x-v) (f_x-f_w) - (x-w) (f_x-f_v)]
//
// Brent, Algorithms for Minimization without Derivatives (1973), section 5.8. No point is closer to x, or to an end,
// than the resolution δ, and the end is |x - m| + (b - a) / 2 ≤ 2 δ, m being the middle. Departures: what is not finite
// never enters a parabola; -∞ ends the search at once.
#include "scalar/minimum.hpp"

namespace steepest {
namespace {

constexpr double golden = 0.3819660112501051;  // (3 - √5) / 2

// The step to the minimum of the parabola through the points; NaN where that is no minimum, or not within half of
// `before`, the step before last.
double parabolic_step(const BrentPoints& at, double before) {
    double r = (at.x - at.w) * (at.f_x - at.f_v);
    double q = (at.x - at.v) * (at.f_x - at.f_w);
    const double p = (at.x - at.v) * q - (at.x - at.w) * r;
    q = 2 * (r - q);
    return std::fabs(p) < std::fabs(q * before / 2) ? p / q : NAN;
}

// The decrease that the parabola promises for its step.
double promise(const BrentPoints& at, double step) {
    const double half_curvature =
        ((at.f_w - at.f_x) / (at.w - at.x) - (at.f_v - at.f_x) / (at.v - at.x)) / (at.w - at.v);
    return half_curvature * step * step;
}

void insert(BrentPoints& at, double u, double f_u) {
    if (f_u <= at.f_x) {
        at.v = at.w, at.f_v = at.f_w;
        at.w = at.x, at.f_w = at.f_x;
        at.x = u, at.f_x = f_u;
    } else if (f_u <= at.f_w || at.w == at.x) {
        at.v = at.w, at.f_v = at.f_w;
        at.w = u, at.f_w = f_u;
    } else if (f_u <= at.f_v || at.v == at.x || at.v == at.w) {
        at.v = u, at.f_v = f_u;
    }
}

}  // namespace

Task<ScalarEnd> brent_from(ScalarFunction& f, Bracket& bracket, ScalarLimits limits, BrentPoints& at, double last) {
    auto& [a, b] = bracket;
    double before = last;  // the step before last
    for (double k = 0;; ++k) {
        const double least = limits.resolution(at.x);
        const double farther = std::fmax(at.x - a, b - at.x);
        if (farther <= 2 * least) co_return ScalarEnd{Status::step_tolerance, at.x, farther / 2, least};
        if (k >= limits.max_iterations) co_return ScalarEnd{Status::max_iterations, at.x, k, limits.max_iterations};

        const double end = at.x < between(a, b, 0.5) ? b : a;  // of the longer side
        const double step = std::fabs(before) > least ? parabolic_step(at, before) : NAN;
        const double promised = promise(at, step);
        if (limits.value_tolerance > 0 && promised <= limits.value_tolerance) {
            co_return ScalarEnd{Status::function_tolerance, at.x, promised, limits.value_tolerance};
        }
        double u = at.x + step;
        if (u > a && u < b) {
            before = last;
            // The signs of steps of the least size lead to the longer side.
            if (u - a < 2 * least || b - u < 2 * least) u = at.x + std::copysign(least, end - at.x);
        } else {
            before = end - at.x;
            u = between(at.x, end, golden);
        }
        if (std::fabs(u - at.x) < least) u = at.x + std::copysign(least, u - at.x);
        if (!(u > a && u < b) || u == at.x) {
            co_return ScalarEnd{Status::no_further_progress, at.x, farther / 2, least};
        }
        last = u - at.x;

        const double f_u = rank(co_await f.value_at(u));
        if (f_u == -INFINITY) co_return ScalarEnd{Status::unbounded, u, f_u, 0};
        const bool better = f_u <= at.f_x;
        // The best point divides the bracket from now on: x where it stays, u where it was beaten.
        const double worse = better ? at.x : u, kept = better ? u : at.x;
        (worse < kept ? a : b) = worse;
        insert(at, u, f_u);
        f.report({a, b}, at.x, at.f_x);
    }
}

Task<ScalarEnd> brent_minimum(ScalarFunction& f, Bracket bracket, ScalarLimits limits) {
    const double x = between(bracket.low, bracket.high, golden);
    const double value = rank(co_await f.value_at(x));
    BrentPoints known{x, value, x, value, x, value};
    co_return co_await brent_from(f, bracket, limits, known, 0);
}

}  // namespace steepest
