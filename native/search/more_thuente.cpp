// Moré & Thuente, Line search algorithms with guaranteed sufficient decrease, ACM Trans. Math. Softw. 20 (1994).
//
// The search keeps α_l, the best step so far, and α_u, the other end of an interval that holds an acceptable step once
// one is known. Until a step with ψ(α) ≤ 0 and φ′(α) ≥ 0 is met (the first stage), the auxiliary function
//     ψ(α) = φ(α) - φ(0) - c₁ α φ′(0)
// takes the place of φ where a trial is lower in φ but not yet low enough (section 3 of the paper).
//
// Departures: a trial that is not finite is a wall; the next is a tenth of the way from α_l to it, and extrapolation
// goes half the way at most. Near the minimum sufficient decrease is read from slopes (conditions.hpp).
#include "search/more_thuente.hpp"

#include "search/conditions.hpp"
#include "search/interpolate.hpp"

namespace steepest {
namespace {

struct Interval {
    End low;   // α_l
    End high;  // α_u, meaningful once bracketed
    bool bracketed = false;
};

// Of two steps the one nearer to `a`.
double nearer(double a, double first, double second) {
    return std::fabs(first - a) < std::fabs(second - a) ? first : second;
}

// Section 4: the next step, from both ends of the interval and the trial t. `least` and `most` bound extrapolation.
double select(const Interval& interval, const End& t, double least, double most) {
    const End& l = interval.low;
    const bool opposite = t.trial.slope * std::copysign(1.0, l.trial.slope) < 0;
    const double cubic = cubic_minimizer(l.a, l.trial, t.a, t.trial);
    if (t.trial.value > l.trial.value) {  // case 1: a minimum lies between
        const double quadratic = quadratic_minimizer(l.a, l.trial, t.a, t.trial.value);
        if (!std::isfinite(cubic)) return quadratic;
        return std::fabs(cubic - l.a) < std::fabs(quadratic - l.a) ? cubic : (cubic + quadratic) / 2;
    }
    const double by_slopes = secant(l.a, l.trial.slope, t.a, t.trial.slope);
    if (opposite) {  // case 2: likewise
        return std::isfinite(cubic) && nearer(t.a, cubic, by_slopes) == by_slopes ? cubic : by_slopes;
    }
    if (std::fabs(t.trial.slope) <= std::fabs(l.trial.slope)) {  // case 3: the slope flattens, a minimum lies beyond
        const double limit = t.a > l.a ? most : least;
        const bool beyond = std::isfinite(cubic) && (cubic - t.a) * (t.a - l.a) > 0;
        const double minimum = beyond ? cubic : limit;
        if (!interval.bracketed) {
            const double farther = nearer(t.a, minimum, by_slopes) == by_slopes ? minimum : by_slopes;
            return std::fmax(least, std::fmin(farther, most));
        }
        const double next = nearer(t.a, minimum, by_slopes);
        const double guard = t.a + 0.66 * (interval.high.a - t.a);
        return t.a > l.a ? std::fmin(next, guard) : std::fmax(next, guard);
    }
    // Case 4: the slope steepens.
    if (interval.bracketed) return cubic_minimizer(interval.high.a, interval.high.trial, t.a, t.trial);
    return t.a > l.a ? most : least;
}

// Section 2: the interval after the trial t.
void shrink(Interval& interval, const End& t) {
    if (t.trial.value > interval.low.trial.value) {
        interval.high = t;
        interval.bracketed = true;
        return;
    }
    if (t.trial.slope * std::copysign(1.0, interval.low.trial.slope) < 0) {
        interval.high = interval.low;
        interval.bracketed = true;
    }
    interval.low = t;
}

}  // namespace

Task<SearchResult> more_thuente(Line& line, SearchStart start) {
    const Trial origin = start.origin;
    const double required = start.decrease * origin.slope;  // the slope that sufficient decrease asks for
    const auto auxiliary = [&](const End& e) {
        return End{e.a, {e.trial.value - origin.value - required * e.a, e.trial.slope - required}};
    };
    Interval interval{{0, origin}, {0, origin}};
    bool first_stage = true;
    double width = INFINITY, width_before = INFINITY;
    double wall = INFINITY;  // φ is not finite there
    double a = std::fmin(start.step, start.max_step);
    for (int trial = 0; trial < start.max_trials; ++trial) {
        const End t{a, co_await line.at(a)};
        const End& low = interval.low;
        if (t.trial.value == -INFINITY) co_return SearchResult{a, t.trial, SearchEnd::unbounded};
        if (!finite(t.trial)) {
            wall = a;
            interval.bracketed = false;
            if (exhausted(start, low, wall)) break;
            a = low.a + (wall - low.a) / 10;
            continue;
        }
        const bool decreased = sufficient_decrease(start, a, t.trial);
        if (decreased && strong_curvature(start, t.trial)) co_return SearchResult{a, t.trial, SearchEnd::found};
        if (decreased && a >= start.max_step && t.trial.slope <= required) {
            co_return SearchResult{a, t.trial, SearchEnd::unbounded};
        }
        if (first_stage && decreased && t.trial.slope >= 0) first_stage = false;

        const double reach = t.a - low.a;
        const double room = wall < INFINITY ? a + (wall - a) / 2 : start.max_step;
        const double least = interval.bracketed ? 0 : a + 1.1 * reach;
        const double most = std::fmin(interval.bracketed ? start.max_step : a + 4 * reach, room);
        const bool by_auxiliary = first_stage && t.trial.value <= low.trial.value && !decreased;
        double next;
        if (by_auxiliary) {
            Interval shifted{auxiliary(low), auxiliary(interval.high), interval.bracketed};
            next = select(shifted, auxiliary(t), std::fmin(least, most), most);
            shrink(shifted, auxiliary(t));
            const End high = shifted.high.a == t.a ? t : shifted.high.a == low.a ? low : interval.high;
            interval = {shifted.low.a == t.a ? t : low, high, shifted.bracketed};
        } else {
            next = select(interval, t, std::fmin(least, most), most);
            shrink(interval, t);
        }
        if (interval.low.a == t.a) line.keep();

        if (interval.bracketed) {
            const double span = std::fabs(interval.high.a - interval.low.a);
            if (exhausted(start, interval.low, interval.high.a)) break;
            if (span >= 0.66 * width_before || !std::isfinite(next)) {
                next = interval.low.a + (interval.high.a - interval.low.a) / 2;
            }
            width_before = width;
            width = span;
            const double first = std::fmin(interval.low.a, interval.high.a);
            const double last = std::fmax(interval.low.a, interval.high.a);
            next = std::fmax(first, std::fmin(next, last));
            // A step on an end of the interval would be a trial wasted.
            if (next == first || next == last) next = first + (last - first) / 2;
        }
        a = std::fmin(next, start.max_step);
    }
    const End& best = interval.low;
    const bool better = best.a > 0 && best.trial.value < origin.value;
    co_return better ? SearchResult{best.a, best.trial, SearchEnd::decreased} : SearchResult{};
}

}  // namespace steepest
