// A zero of the slope between a point where φ falls and one where it rises, by cubic steps through both (Nocedal &
// Wright (2006), (3.59)), or the middle where two such steps did not halve the interval. On a parabola the second trial
// is the minimizer, unless it is over ten times as far as the first. The first trials go outward, to where the slopes
// so far would vanish.
//
// Ends when |φ′(α)| ≤ 10⁻⁹ |φ′(0)|, or when what is left of the interval changes φ by less than a rounding; c₁ and c₂
// are not used.
#include "search/exact.hpp"

#include "search/conditions.hpp"
#include "search/interpolate.hpp"

namespace steepest {
namespace {

constexpr double tolerance = 1e-9;

double inside(const End& low, const End& high) {
    const double width = high.a - low.a;
    if (!finite(high.trial)) return low.a + 0.1 * width;
    double a = cubic_minimizer(low.a, low.trial, high.a, high.trial);
    if (!(a > low.a && a < high.a)) a = low.a + width / 2;
    return a;
}

double outside(const End& before, const End& low) {
    const double a = secant(before.a, before.trial.slope, low.a, low.trial.slope);
    const double reach = low.a - before.a;
    return a > low.a ? std::fmin(a, low.a + 10 * reach) : low.a + 10 * reach;
}

}  // namespace

Task<SearchResult> exact(Line& line, SearchStart start) {
    End low{0, start.origin}, before = low, high{INFINITY, {NAN, NAN}}, best = low;
    double width = INFINITY, width_before = INFINITY;
    double a = std::fmin(start.step, start.max_step);
    for (int trial = 0; trial < start.max_trials; ++trial) {
        const End t{a, co_await line.at(a)};
        if (t.trial.value == -INFINITY) co_return SearchResult{a, t.trial, SearchEnd::unbounded};
        if (finite(t.trial) && t.trial.value <= best.trial.value) {
            if (std::fabs(t.trial.slope) <= -tolerance * start.origin.slope) {
                co_return SearchResult{a, t.trial, SearchEnd::found};
            }
            best = t;
            line.keep();
        }
        if (finite(t.trial) && t.trial.slope < 0 && t.trial.value <= low.trial.value + start.noise) {
            before = low;
            low = t;
            if (a >= start.max_step) co_return SearchResult{a, t.trial, SearchEnd::unbounded};
        } else {
            high = t;
        }
        if (high.a == INFINITY) {
            a = std::fmin(outside(before, low), start.max_step);
            continue;
        }
        if (exhausted(start, low, high.a)) break;
        const bool slow = high.a - low.a > width_before / 2;
        width_before = width;
        width = high.a - low.a;
        a = slow ? low.a + width / 2 : inside(low, high);
    }
    if (best.a == 0) co_return SearchResult{};
    const bool at_minimum = best.trial.value <= start.origin.value && exhausted(start, best, high.a);
    co_return SearchResult{best.a, best.trial, at_minimum ? SearchEnd::found : SearchEnd::decreased};
}

}  // namespace steepest
