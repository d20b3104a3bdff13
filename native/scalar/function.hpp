// What the methods of one variable see: f and f', as numbers, and the bracket in which they look.
//
// `co_await f.value_at(x)` and `co_await f.slope_at(x)` ask for one of the two, `co_await f.at(x)` for both. Where the
// numbers come from is the business of whoever made the function: a caller's objective, or a line through a space of
// many variables.
#pragma once

#include <cfloat>
#include <cmath>
#include <coroutine>

#include "base/rank.hpp"
#include "base/status.hpp"
#include "base/task.hpp"

namespace steepest {

struct Bracket {
    double low;
    double high;
    double width() const { return high - low; }
};

struct Reading {
    double value;
    double slope;
};

struct ScalarFunction {
    Execution& execution;
    void (*ask)(ScalarFunction&, double x, bool value, bool slope, std::coroutine_handle<> waiting);
    Reading (*answer)(ScalarFunction&);  // NaN for what was not asked
    void (*narrowed)(ScalarFunction&, Bracket, double x, double value);

    struct Awaiter {
        ScalarFunction& f;
        double x;
        bool value, slope;
        bool await_ready() const { return false; }
        void await_suspend(std::coroutine_handle<> waiting) const { f.ask(f, x, value, slope, waiting); }
        Reading await_resume() const { return f.answer(f); }
    };
    struct ValueAwaiter : Awaiter {
        double await_resume() const { return f.answer(f).value; }
    };
    struct SlopeAwaiter : Awaiter {
        double await_resume() const { return f.answer(f).slope; }
    };
    Awaiter at(double x) { return {*this, x, true, true}; }
    ValueAwaiter value_at(double x) { return {{*this, x, true, false}}; }
    SlopeAwaiter slope_at(double x) { return {{*this, x, false, true}}; }
    // Ends an iteration: the solution is in this bracket, and x is the best guess; its value is NaN if it was not
    // asked.
    void report(Bracket bracket, double x, double value) { narrowed(*this, bracket, x, value); }
};

// When a method of one variable ends.
struct ScalarLimits {
    double step_tolerance;   // of the bracket's width, or of a step
    double value_tolerance;  // of |f| at a root; of what a parabola promises at a minimum, 0 for none
    double max_iterations;
    double max_evaluations;  // Fibonacci search plans by them
    double scale;            // below it x is as good as 0; see limits_of

    double resolution(double x) const { return step_tolerance * std::fmax(std::fabs(x), scale); }
};

// Tolerances are relative to x. Where x is zero that would never be met: ε times the width of the bracket that was
// given is small enough.
inline double scale_of(Bracket given) {
    return DBL_EPSILON * (given.high / 2 - given.low / 2);
}

struct ScalarEnd {
    Status status = Status::out_of_memory;
    double x = NAN;         // the solution
    double measured = NAN;  // what the status compared
    double threshold = NAN;
};

// a + t (b - a), for 0 ≤ t ≤ 1, where b - a may overflow.
inline double between(double a, double b, double t) {
    const double width = b - a;
    return std::isfinite(width) ? a + t * width : (1 - t) * a + t * b;
}

}  // namespace steepest
