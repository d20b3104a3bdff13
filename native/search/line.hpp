// What a line search sees: φ(α) = f(x + α p) and φ′(α), as numbers. Where they come from is the line's business.
//
// `co_await line.at(a)` evaluates one trial. It is an awaiter, not a coroutine: a trial costs no frame.
#pragma once

#include <coroutine>

#include "base/task.hpp"

namespace steepest {

struct Trial {
    double value;  // φ(α)
    double slope;  // φ′(α)
};

struct Line {
    Execution& execution;
    // Puts the question for step size a; `waiting` continues once it is answered.
    void (*ask)(Line&, double a, std::coroutine_handle<> waiting);
    Trial (*answer)(Line&);

    auto at(double a) {
        struct Awaiter {
            Line& line;
            double a;
            bool await_ready() const { return false; }
            void await_suspend(std::coroutine_handle<> waiting) const { line.ask(line, a, waiting); }
            Trial await_resume() const { return line.answer(line); }
        };
        return Awaiter{*this, a};
    }
};

// What a search starts from.
struct SearchStart {
    Trial origin;      // φ(0), φ′(0) < 0
    double step;       // the first trial
    double max_step;   // never exceeded
    double decrease;   // c₁ of the sufficient decrease condition
    double curvature;  // c₂ of the curvature condition
    int max_trials;
};

enum class SearchEnd {
    found,        // the conditions of the search hold
    no_decrease,  // no trial met them; `step` is 0 or the best with a decrease
    unbounded,    // still descending at max_step, or φ fell to -∞
};

struct SearchResult {
    double step = 0;  // the trial at this step was the last one evaluated, unless step is 0
    Trial trial{};
    SearchEnd end = SearchEnd::no_decrease;
};

}  // namespace steepest
