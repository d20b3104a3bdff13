// A run: one method's coroutine, the question it is waiting on, and the record of how it goes.
//
// Inside, a method writes `const auto value = co_await run.evaluate(query)`. Outside there are two verbs: look at
// `query()`, then `tell` the answer; who owns the objective owns that loop. Derivatives that the objective does not
// provide are approximated on the way (differences.hpp), out of sight of the method.
//
// A run that is stopped from outside, by a limit or an abort, reports the best point it has seen: the incumbent.
#pragma once

#include "base/query.hpp"
#include "base/status.hpp"
#include "base/task.hpp"
#include "bounds/projection.hpp"
#include "minimize/constraints.hpp"
#include "minimize/options.hpp"
#include "minimize/residual_places.hpp"
#include "minimize/snapshot.hpp"

namespace steepest {

class Basins;

// By whose size a method without gradients found itself converged. The names are read by the facade's sentences.
enum class Measure : int32_t { none, simplex, mesh, step, distribution, population, temperature, validation };

inline constexpr const char* measure_names[] = {
    "none", "simplex", "mesh", "step", "distribution", "population", "temperature", "validation",
};

// Why a method ended, with the two numbers that its stopping rule compared. With a measure, step_tolerance and
// function_tolerance speak of it, and of its values.
struct Verdict {
    Status status = Status::out_of_memory;
    double measured = 0;
    double threshold = 0;
    Measure measure = Measure::none;
};

// The best point seen: x, or x + step * direction for a trial whose vector has been overwritten since.
struct Incumbent {
    const double* x = nullptr;
    const double* direction = nullptr;
    double step = 0;
    double value = 0;
    const double* gradient = nullptr;     // at x, when known
    double gradient_norm = 0;             // scaled, see stopping.hpp; NaN when unknown
    double violation = 0;                 // of the constraints, scaled, see constraints.hpp
    const double* multipliers = nullptr;  // of the constraints, then of the bounds; null when unknown
    const RowFactor* factor = nullptr;    // of a sum of squares, at x; null when unknown
};

class Run : public Execution {
  public:
    Run(Index dimension, const Options& options, std::size_t bytes);
    ~Run() { drop_nested(); }

    Index dimension;
    Options options;
    unsigned provides = needs::value;  // what the objective answers by itself
    Vector<double> start;
    Vector<double> lower, upper;  // bounds; empty for none
    Matrix<double> given = {};    // points to begin with, if the caller has any
    Bounds bounds() const { return {lower, upper}; }
    Constraints constraints;
    ResidualPlaces residuals;     // where the objective is a vector of them
    double derivative_error = 0;  // of those by differences, relative to themselves
    Task<Verdict> root;

    // The run that this one lets do part of its work: see nested.hpp.
    Run* nested = nullptr;
    void drop_nested();

    // --- for methods ---------------------------------------------------------------------------------------------
    struct Evaluation {
        Run& run;
        Query query;
        bool await_ready() const { return false; }
        void await_suspend(std::coroutine_handle<> waiting) const { run.pose(query, waiting); }
        double await_resume() const { return run.conclude(); }
    };
    // Asks for query.needs at query.x; the answer is the value, the rest is in its places.
    Evaluation evaluate(const Query& query) { return {*this, query}; }
    Evaluation evaluate(const double* x) { return {*this, {.needs = needs::value, .x = {x, dimension}}}; }
    Evaluation evaluate(const double* x, double* gradient) {
        return {*this, {.needs = needs::value_and_gradient, .x = {x, dimension}, .gradient = gradient}};
    }
    // Lets the driver look at the clock and the abort flag.
    Evaluation pause() { return {*this, {}}; }

    void accept(const double* x, double value, const double* gradient, double gradient_norm);
    // A point that may be better than the incumbent; x must stay as it is until the next accept.
    void consider(const double* x, const double* direction, double step, double value);
    // Where the run begins, before anything but the value is known there.
    void consider_start(const double* x, double value);
    // Ends an iteration: an accepted step.
    void count_iteration(double step_size);

    // The minima that a method of many local runs met.
    const Basins* basins = nullptr;

    // For methods with small state: see snapshot.hpp. The run's own part is added to the method's.
    Snapshot snapshot;
    void save(Parts& parts) { snapshot.save(memory, add_own(parts)); }
    bool restore(Parts& parts) { return snapshot.restore(add_own(parts)); }
    // out = from + step p, within the bounds, whichever way it is asked for.
    void point_along(const double* from, double step, const double* p, double* out) const;

    Incumbent incumbent;
    Index iterations = 0;
    double last_step_size = 0;
    // The decrease that the method's model still promises at the incumbent; NaN when it makes none.
    double promised_decrease;

    // The most points that one batch asks for, unless the method says otherwise.
    static Index batch_height(Index n) {
        const Index room = (Index(1) << 13) / (n > 0 ? n : 1) / 2 * 2;
        return room < 2 ? 2 : (room < 2 * n ? room : 2 * n);
    }

    // --- for drivers ---------------------------------------------------------------------------------------------
    void begin();
    bool begun() const { return static_cast<bool>(leaf) || done_; }
    const Query& query() const { return query_; }
    double* mutable_gradient() const { return query_.gradient; }
    Query& mutable_query() { return query_; }
    void tell(double value);
    void end(Verdict verdict);
    bool done() const { return done_; }
    const Verdict& verdict() const { return verdict_; }
    const Counts& counts() const { return counts_; }
    bool take_iterated() { return std::exchange(iterated_, false); }
    // Writes the incumbent, or another such.
    void best_point(double* x) const { point_of(incumbent, x); }
    void point_of(const Incumbent& best, double* x) const;

    // Called by awaiters.
    void pose(const Query& query, std::coroutine_handle<> waiting);
    double conclude();
    // Asks exactly this, of the objective itself.
    void ask_directly(const Query& query, std::coroutine_handle<> waiting);

  private:
    void settle();
    Parts& add_own(Parts& parts) { return parts.add(iterations).add(last_step_size).add(counts_); }

    Query query_;
    Task<double> substitute_;  // the difference approximation under way
    Counts counts_;
    Verdict verdict_;
    bool done_ = false;
    bool iterated_ = false;
};

}  // namespace steepest
