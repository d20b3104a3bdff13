// Bisection: of the two halves of the bracket the one over which the sign changes,
//
//     m = a + (b - a) / 2,   width after k steps: (b - a) / 2ᵏ
//
// Kochenderfer & Wheeler, Algorithms for Optimization (2019), section 3.6. For a minimum it is the sign of f', which
// has to be negative at a and positive at b.
#include "scalar/minimum.hpp"
#include "scalar/root.hpp"
#include "scalar/sign_change.hpp"

namespace steepest {
namespace {

Task<ScalarEnd> halve(ScalarFunction& f, Bracket bracket, ScalarLimits limits, bool of_slope) {
    const auto ask = [&f, of_slope](double x) { return ScalarFunction::Awaiter{f, x, !of_slope, of_slope}; };
    const Reading low = co_await ask(bracket.low);
    const Reading high = co_await ask(bracket.high);
    SignChange change(bracket, of_slope ? low.slope : low.value, of_slope ? high.slope : high.value);
    ScalarEnd end;
    for (double k = 0; !change.over(limits, k, end); ++k) {
        if (k == 0 && of_slope && !change.rises()) {
            co_return ScalarEnd{Status::no_bracket, bracket.low, low.slope, high.slope};
        }
        const double x = change.middle();
        const Reading reading = co_await ask(x);
        change.take(x, of_slope ? reading.slope : reading.value);
        f.report(change.bracket(), change.best(), of_slope ? NAN : change.value());
    }
    // Without a minimum between them, the end towards which f falls.
    if (of_slope && end.status == Status::no_bracket) end.x = low.slope > 0 ? bracket.low : bracket.high;
    co_return end;
}

}  // namespace

Task<ScalarEnd> bisection(ScalarFunction& f, Bracket bracket, ScalarLimits limits) {
    co_return co_await halve(f, bracket, limits, false);
}

Task<ScalarEnd> bisection_of_slope(ScalarFunction& f, Bracket bracket, ScalarLimits limits) {
    co_return co_await halve(f, bracket, limits, true);
}

}  // namespace steepest
