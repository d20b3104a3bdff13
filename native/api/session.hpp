// A run as JavaScript holds it: the run, whoever answers it, and the box through which a JavaScript owner does.
//
// The box is an array of doubles that both sides see: the point to evaluate is copied out to it, the answers are
// copied in from it. It never reaches user code. Its layout is [x | gradient | Hessian | direction | product | points |
// values | constraints | Jacobian | constraints at the points], the parts that a run never needs left out; of a run of
// residuals [x | residuals | their Jacobian].
#pragma once

#include <atomic>

#include "base/query.hpp"
#include "minimize/run.hpp"

namespace steepest {

struct BoxLayout {
    int32_t gradient, hessian, direction, product, points, values, constraints, jacobian, point_constraints, residuals,
        residual_jacobian, size;
};

class Curve;

struct Session {
    Run run;
    Objective objective;     // answers in the core; `answer` is null when JavaScript does
    Curve* curve = nullptr;  // which that is, when the run fits one
    double* box = nullptr;
    void* box_reference = nullptr;  // the binding's hold on the box
    std::size_t counted_bytes = 0;  // told to the garbage collector
    bool busy = false;              // driven on another thread: hands off
    void* job = nullptr;            // the binding's, while busy
    BoxLayout layout{};
    Vector<double> outcome{};               // a model's own numbers, beside the run's
    const Vector<double>* state = nullptr;  // what a later run of this kind goes on from
    void* held = nullptr;                   // what the run works on, to be released with it
    void (*release)(void*) = nullptr;

    Session(Index n, const Options& options, std::size_t bytes) : run(n, options, bytes) {}
    ~Session() {
        if (release) release(held);
    }

    // What a driver sees after begin or tell: the needs of the next query, with `iterated` set when an iteration ended
    // on the way; or, where no needs are, the status above `status_shift`, with the same flag.
    static constexpr int32_t iterated = 1 << 15;
    static constexpr int status_shift = 16;
    int32_t code();
    int32_t begin();
    int32_t tell(double value);

    // The run's incumbent, or a better point of a population that JavaScript has answered in part.
    Incumbent best() const;

    // Answers from the core until the run ends: then its code; or `milliseconds` have passed, or `*stop` is set: then
    // `more`; or, if `each_iteration`, an iteration has ended: then `paused`.
    static constexpr int32_t more = -1;
    static constexpr int32_t paused = -2;
    int32_t drive(double milliseconds, const std::atomic<int32_t>* stop, bool each_iteration = false);
};

// Seconds on a clock that only goes forward.
double now();

}  // namespace steepest
