// Hager & Zhang, A new conjugate gradient method with guaranteed descent and an efficient line search, SIAM J. Optim.
// 16 (2005), section 4; step numbers are theirs. The search keeps a bracket [a, b] with
//     φ(a) ≤ φ(0) + ε,  φ′(a) < 0,  φ′(b) ≥ 0                                                            (4.4)
// and ends at the first trial of whatever origin that meets the Wolfe conditions (T1) or the approximate ones (T2).
//
// Departures: ε is the rounding noise of φ(0) rather than 10⁻⁶ |φ(0)|. A trial that is not finite is treated as one
// above φ(0) + ε, but divides the interval by ten instead of two.
#include "search/hager_zhang.hpp"

#include "search/conditions.hpp"
#include "search/interpolate.hpp"

namespace steepest {
namespace {

constexpr double theta = 0.5;   // where U3 divides its interval
constexpr double gamma = 0.66;  // L2: the shrinking that two secant steps must reach
constexpr double rho = 5;       // B3: growth of a step that is too short

struct Bracketing {
    Execution& execution;
    Line& line;
    SearchStart start;
    End a, b;
    End last;  // the last trial
    End best;  // the trial with the lowest φ
    int trials = 0;
    bool done = false;
    SearchResult result = {};

    bool low(Trial t) const { return finite(t) && t.value <= start.origin.value + start.noise; }
    void end(const End& at, SearchEnd how) {
        result = {at.a, at.trial, how};
        done = true;
    }
    void give_up() { end(best, best.a > 0 ? SearchEnd::decreased : SearchEnd::failed); }
};

// Evaluates φ(c), and ends the search if it can end there.
Task<void> visit(Bracketing& s, double c) {
    if (s.trials++ >= s.start.max_trials) {
        s.give_up();
        co_return;
    }
    const Trial t = co_await s.line.at(c);
    s.last = {c, t};
    if (t.value == -INFINITY) {
        s.end(s.last, SearchEnd::unbounded);
    } else if (finite(t)) {
        if (t.value < s.best.trial.value) {
            s.best = s.last;
            s.line.keep();
        }
        if (sufficient_decrease(s.start, c, t) && curvature(s.start, t)) s.end(s.last, SearchEnd::found);
    }
}

// U3: divides [a, b], where φ(b) is too high, until the slope at its upper end is positive.
Task<void> divide(Bracketing& s) {
    for (;;) {
        if (exhausted(s.start, s.a, s.b.a)) s.give_up();
        if (s.done) co_return;
        const double part = finite(s.b.trial) ? theta : 0.1;
        co_await visit(s, s.a.a + part * (s.b.a - s.a.a));
        if (s.done) co_return;
        if (s.last.trial.slope >= 0 && finite(s.last.trial)) {
            s.b = s.last;
            co_return;
        }
        (s.low(s.last.trial) ? s.a : s.b) = s.last;
    }
}

// U0 … U3: shrinks the bracket by a trial at c.
Task<void> update(Bracketing& s, double c) {
    if (!(c > s.a.a && c < s.b.a)) co_return;
    co_await visit(s, c);
    if (s.done) co_return;
    if (s.low(s.last.trial) && s.last.trial.slope < 0) {
        s.a = s.last;
        co_return;
    }
    s.b = s.last;
    if (finite(s.last.trial) && s.last.trial.slope >= 0) co_return;
    co_await divide(s);
}

// B0 … B3: a first bracket, from the first trial on.
Task<void> bracket(Bracketing& s) {
    double c = std::fmin(s.start.step, s.start.max_step);
    for (;;) {
        co_await visit(s, c);
        if (s.done) co_return;
        s.b = s.last;
        if (finite(s.last.trial) && s.last.trial.slope >= 0) co_return;
        if (!s.low(s.last.trial)) break;
        s.a = s.last;
        if (c >= s.start.max_step) {
            s.end(s.last, SearchEnd::unbounded);
            co_return;
        }
        c = std::fmin(rho * c, s.start.max_step);
    }
    co_await divide(s);
}

double secant_of(const End& first, const End& second) {
    return secant(first.a, first.trial.slope, second.a, second.trial.slope);
}

}  // namespace

Task<SearchResult> hager_zhang(Line& line, SearchStart start) {
    const End origin{0, start.origin};
    Bracketing s{line.execution, line, start, origin, origin, origin, origin};
    co_await bracket(s);
    while (!s.done) {
        const End a = s.a, b = s.b;
        // S1 … S4, the double secant step.
        const double c = secant_of(a, b);
        co_await update(s, c);
        if (s.done) break;
        if (c == s.b.a)
            co_await update(s, secant_of(b, s.b));
        else if (c == s.a.a)
            co_await update(s, secant_of(a, s.a));
        if (s.done) break;
        if (s.b.a - s.a.a > gamma * (b.a - a.a)) co_await update(s, s.a.a + (s.b.a - s.a.a) / 2);  // L2
        if (!s.done && exhausted(start, s.a, s.b.a)) s.give_up();
    }
    co_return s.result;
}

}  // namespace steepest
