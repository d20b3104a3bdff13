// Nocedal & Wright, Numerical Optimization (2006), algorithms 3.5 (bracketing) and 3.6 (zoom).
//
// Departures: a trial that is not finite is the far end of the interval, from which the step shrinks tenfold toward the
// best one; interpolated steps are kept a tenth of the interval away from its ends; the cubic falls back on the
// parabola, the parabola on the midpoint; near the minimum sufficient decrease is read from slopes (conditions.hpp);
// and where the conditions cannot be met, the best step found so far is the result.
#include "search/strong_wolfe.hpp"

#include "search/conditions.hpp"
#include "search/interpolate.hpp"

namespace steepest {
namespace {

double between(const End& low, const End& high) {
    const double width = high.a - low.a;
    if (!finite(high.trial)) return low.a + 0.1 * width;
    double a = cubic_minimizer(low.a, low.trial, high.a, high.trial);
    if (!std::isfinite(a)) a = quadratic_minimizer(low.a, low.trial, high.a, high.trial.value);
    if (!std::isfinite(a)) a = low.a + width / 2;
    const double first = low.a + 0.1 * width;
    const double last = high.a - 0.1 * width;
    return std::fmin(std::fmax(a, std::fmin(first, last)), std::fmax(first, last));
}

}  // namespace

Task<SearchResult> strong_wolfe(Line& line, SearchStart start) {
    End low{0, start.origin}, high{};
    bool bracketed = false;
    double a = std::fmin(start.step, start.max_step);
    for (int trial = 0; trial < start.max_trials; ++trial) {
        const Trial t = co_await line.at(a);
        if (t.value == -INFINITY) co_return SearchResult{a, t, SearchEnd::unbounded};
        // Values that differ by rounding only are equal: then the slopes decide.
        const double tie = std::fmax(start.noise, 4 * DBL_EPSILON * std::fabs(low.trial.value));
        if (!finite(t) || !sufficient_decrease(start, a, t) || t.value > low.trial.value + tie) {
            high = {a, t};
            bracketed = true;
        } else {
            if (strong_curvature(start, t)) co_return SearchResult{a, t, SearchEnd::found};
            const bool rising = t.slope * (bracketed ? high.a - low.a : 1.0) >= 0;
            if (rising) {
                high = low;
                bracketed = true;
            }
            low = {a, t};
            line.keep();
        }
        if (bracketed) {
            if (exhausted(start, low, high.a)) break;
            a = between(low, high);
        } else {
            if (a >= start.max_step) co_return SearchResult{a, t, SearchEnd::unbounded};
            a = std::fmin(4 * a, start.max_step);
        }
    }
    co_return SearchResult{low.a, low.trial, low.a > 0 ? SearchEnd::decreased : SearchEnd::failed};
}

}  // namespace steepest
