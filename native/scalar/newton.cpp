// Newton's method and the secant method, inside a bracket:
//
//     x⁺ = x - f(x) / s,   s = f'(x),   or   s = (f(x) - f(x⁻)) / (x - x⁻)
//
// Of order 2 and 1.618 at a simple root; Nocedal & Wright, Numerical Optimization (2nd ed. 2006), section 11.1;
// Kochenderfer & Wheeler, Algorithms for Optimization (2019), section 6.2. A step that would leave the bracket, or that
// follows one which did not halve |f|, is to the middle of the bracket instead. The end is a step within the tolerance,
// whose f is still evaluated. Newton's method starts from the middle.
#include "scalar/root.hpp"
#include "scalar/sign_change.hpp"

namespace steepest {
namespace {

Task<ScalarEnd> follow(ScalarFunction& f, Bracket bracket, ScalarLimits limits, bool tangent) {
    const double y_low = co_await f.value_at(bracket.low);
    const double y_high = co_await f.value_at(bracket.high);
    SignChange change(bracket, y_low, y_high);
    ScalarEnd end;
    if (change.over(limits, 0, end)) co_return end;

    double x = bracket.high, y = y_high, slope = (y_high - y_low) / (bracket.high - bracket.low);
    if (tangent) slope = NAN;  // to the middle
    double y_before = INFINITY;
    for (double k = 1;; ++k) {
        double next = x - y / slope;
        const bool halved = std::fabs(y) <= y_before / 2;
        const bool trusted = change.contains(next) && halved;
        if (!trusted) next = change.middle();
        const double step = std::fabs(next - x), enough = limits.resolution(next);

        const Reading reading = co_await ScalarFunction::Awaiter{f, next, true, tangent};
        change.take(next, reading.value);
        f.report(change.bracket(), change.best(), change.value());
        if (change.over(limits, k, end)) co_return end;
        if (trusted && step <= enough) co_return ScalarEnd{Status::step_tolerance, change.best(), step, enough};
        slope = tangent ? reading.slope : (reading.value - y) / (next - x);
        y_before = std::fabs(y);
        x = next;
        y = reading.value;
    }
}

}  // namespace

Task<ScalarEnd> secant(ScalarFunction& f, Bracket bracket, ScalarLimits limits) {
    co_return co_await follow(f, bracket, limits, false);
}

Task<ScalarEnd> newton(ScalarFunction& f, Bracket bracket, ScalarLimits limits) {
    co_return co_await follow(f, bracket, limits, true);
}

}  // namespace steepest
