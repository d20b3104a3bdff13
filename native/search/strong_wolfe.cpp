// Nocedal & Wright, Numerical Optimization (2006), algorithms 3.5 (bracketing) and 3.6 (zoom).
//
// Departures: a trial that is not finite shrinks the step tenfold toward the last finite one instead of entering the
// interpolation; interpolated steps are kept a tenth of the interval away from its ends; the cubic falls back on the
// parabola, the parabola on the midpoint; and near the minimum, where φ differs from φ(0) by rounding only, sufficient
// decrease is read from the slopes (Hager & Zhang, SIAM J. Optim. 16 (2005), (27): the approximate Wolfe condition).
#include "search/strong_wolfe.hpp"

#include <cfloat>

#include "search/interpolate.hpp"

namespace steepest {
namespace {

struct End {
    double a;
    Trial trial;
};

double between(const End& low, const End& high) {
    const double width = high.a - low.a;
    double a = cubic_minimizer(low.a, low.trial, high.a, high.trial);
    if (!std::isfinite(a)) a = quadratic_minimizer(low.a, low.trial, high.a, high.trial.value);
    if (!std::isfinite(a)) a = low.a + width / 2;
    const double first = std::fmin(low.a + 0.1 * width, high.a - 0.1 * width);
    const double last = std::fmax(low.a + 0.1 * width, high.a - 0.1 * width);
    return std::fmin(std::fmax(a, first), last);
}

bool finite(Trial t) {
    return std::isfinite(t.value) && std::isfinite(t.slope);
}

}  // namespace

Task<SearchResult> strong_wolfe(Line& line, SearchStart start) {
    const Trial origin = start.origin;
    const double noise = 10 * DBL_EPSILON * std::fabs(origin.value);
    const auto decreases = [&](double a, Trial t) {
        if (t.value <= origin.value + start.decrease * a * origin.slope) return true;
        return t.value <= origin.value + noise && t.slope <= (2 * start.decrease - 1) * origin.slope &&
               t.slope >= start.curvature * origin.slope;
    };
    const auto flat = [&](Trial t) { return std::fabs(t.slope) <= -start.curvature * origin.slope; };

    End low{0, origin}, high{};
    bool bracketed = false;
    double a = std::fmin(start.step, start.max_step);
    for (int trial = 0; trial < start.max_trials; ++trial) {
        const Trial t = co_await line.at(a);
        if (t.value == -INFINITY) co_return SearchResult{a, t, SearchEnd::unbounded};
        if (!finite(t)) {
            // Beyond a the function is not defined: the interval cannot reach past it.
            start.max_step = std::fmin(start.max_step, a);
            a = low.a + (a - low.a) / 10;
            if (a == low.a) break;
            continue;
        }
        if (!decreases(a, t) || t.value >= low.trial.value + noise) {
            high = {a, t};
            bracketed = true;
        } else {
            if (flat(t)) co_return SearchResult{a, t, SearchEnd::found};
            const bool rising = bracketed ? t.slope * (high.a - low.a) >= 0 : t.slope >= 0;
            if (rising) {
                high = low;
                bracketed = true;
            }
            low = {a, t};
        }
        if (bracketed) {
            if (std::fabs(high.a - low.a) <= DBL_EPSILON * std::fmax(std::fabs(low.a), std::fabs(high.a))) break;
            a = between(low, high);
        } else {
            if (a >= start.max_step) co_return SearchResult{a, t, SearchEnd::unbounded};
            a = std::fmin(4 * a, start.max_step);
        }
    }
    // Not both conditions, but a decrease: good enough to go on from, if the caller evaluates there again.
    if (low.a != 0) {
        const Trial t = co_await line.at(low.a);
        co_return SearchResult{low.a, t, SearchEnd::no_decrease};
    }
    co_return SearchResult{};
}

}  // namespace steepest
