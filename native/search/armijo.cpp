// Backtracking by interpolation: from the first trial down to the minimizer of the parabola through φ(0), φ′(0) and the
// last value, later of the cubic through the last two values, each between a tenth and a half of the step before.
// Dennis & Schnabel, Numerical Methods for Unconstrained Optimization (1983), algorithm A6.3.1; the condition is
// Armijo's, Pacific J. Math. 16 (1966).
//
// Departure: a value that is not finite takes no part in the interpolation and divides the step by ten.
#include "search/armijo.hpp"

#include <cfloat>

#include "search/interpolate.hpp"

namespace steepest {

Task<SearchResult> armijo(Line& line, SearchStart start) {
    const Trial origin = start.origin;
    double a = std::fmin(start.step, start.max_step);
    double longer = 0, value_longer = NAN;  // the trial before
    for (int trial = 0; trial < start.max_trials; ++trial) {
        const Trial t = co_await line.value_at(a);
        if (t.value == -INFINITY) co_return SearchResult{a, t, SearchEnd::unbounded};
        if (t.value <= origin.value + start.decrease * a * origin.slope) co_return SearchResult{a, t, SearchEnd::found};
        // Shorter steps could only decrease φ by less than a rounding.
        if (a * -origin.slope <= DBL_EPSILON / 2 * std::fabs(origin.value)) break;
        double next = a / 10;
        if (std::isfinite(t.value)) {
            next = std::isfinite(value_longer) ? cubic_minimizer(origin, a, t.value, longer, value_longer)
                                               : quadratic_minimizer(0, origin, a, t.value);
            if (!std::isfinite(next)) next = a / 2;
            next = std::fmin(std::fmax(next, a / 10), a / 2);
        }
        longer = a;
        value_longer = t.value;
        a = next;
    }
    co_return SearchResult{};
}

}  // namespace steepest
