// What a line search sees: φ(α) = f(x + α p) and φ′(α), as numbers. Where they come from is the line's business.
//
// `co_await line.at(a)` evaluates one trial, `co_await line.value_at(a)` its value alone, for searches that need no
// slope. Both are awaiters, not coroutines: a trial costs no frame. The line remembers two trials: the last one, and
// the one that the search last told it to keep, so that a search may end at an earlier trial without evaluating it
// again.
#pragma once

#include <cmath>
#include <coroutine>

#include "base/task.hpp"

namespace steepest {

struct Trial {
    double value;  // φ(α)
    double slope;  // φ′(α); NaN when only the value was asked for
};

inline bool finite(Trial t) {
    return std::isfinite(t.value) && std::isfinite(t.slope);
}

struct Line {
    Execution& execution;
    // Puts the question for step size a; `waiting` continues once it is answered.
    void (*ask)(Line&, double a, bool with_slope, std::coroutine_handle<> waiting);
    Trial (*answer)(Line&);
    void (*keep_last)(Line&);

    struct Awaiter {
        Line& line;
        double a;
        bool with_slope;
        bool await_ready() const { return false; }
        void await_suspend(std::coroutine_handle<> waiting) const { line.ask(line, a, with_slope, waiting); }
        Trial await_resume() const { return line.answer(line); }
    };
    Awaiter at(double a) { return {*this, a, true}; }
    Awaiter value_at(double a) { return {*this, a, false}; }
    // Remembers the last trial in place of the one kept before.
    void keep() { keep_last(*this); }
};

// What a search starts from.
struct SearchStart {
    Trial origin;      // φ(0), φ′(0) < 0
    double step;       // the first trial
    double max_step;   // never exceeded
    double decrease;   // c₁ of the sufficient decrease condition
    double curvature;  // c₂ of the curvature condition
    double noise;      // φ is known no better than this
    int max_trials;
};

enum class SearchEnd {
    failed,     // no trial with a decrease; `step` is 0
    decreased,  // a decrease, but the conditions of the search do not hold
    found,      // the conditions of the search hold
    unbounded,  // still descending at max_step, or φ fell to -∞
};

struct SearchResult {
    double step = 0;  // the trial at this step is the line's last one or the one kept
    Trial trial{};
    SearchEnd end = SearchEnd::failed;
};

}  // namespace steepest
