// Descent: a direction, a search along it, the next iterate.
//
//     p = direction(x, g),   α = search(φ),   x⁺ = x + α p
//
// Any direction goes with any search. A direction that is not one of descent, or along which no trial decreases, is
// replaced once by -g (and the direction forgets what it learned) before the run ends.
#pragma once

#include <utility>

#include "direction/step.hpp"
#include "minimize/ray.hpp"
#include "minimize/searches.hpp"
#include "minimize/stopping.hpp"

namespace steepest {

// Direction is trivially destructible and has
//     static constexpr bool has_model;   // x + p minimizes a model of the objective
//     bool allocate(Workspace&, Index dimension);
//     const double* compute(const double* x, const double* g);   // p, in memory of its own
//     void update(const Step&);          // learns from an accepted step
//     void reset();                      // forgets: the next direction is -g
//     double first_step(const double* x, const double* g, double slope, double last_decrease);
// Where its state is small, so that a run can be saved by it (snapshot.hpp), it has
//     void add_parts(Parts&);            // all that the next direction depends on
//     bool sound() const;                // whether parts from outside name places that exist, if they name any
// Where it knows g·p without a pass of its own, it has
//     double slope;                      // of the last computed
// Where it needs more than the gradient, there is a coroutine beside it that provides for that:
//     Task<Status> prepare(Run&, Direction&, const double* x, const double* g);
template <class Direction>
Task<Verdict> descend(Run& run, Direction direction) {
    const Index n = run.dimension;
    const Level1<double>& level1 = kernels().level1;
    Place current, trial, kept;
    current.allocate(run.memory, n);
    trial.allocate(run.memory, n);
    kept.allocate(run.memory, n);
    direction.allocate(run.memory, n);
    if (run.memory.failed()) co_return Verdict{};

    constexpr bool small_state = requires(Parts & parts) {
        direction.add_parts(parts);
    };
    double f = 0, before = 0, step = 0;
    const double* p = nullptr;
    Stagnation stagnation;
    const auto state = [&] {
        Parts parts;
        parts.add(current.x, n).add(current.gradient, n).add(f).add(before).add(stagnation);
        if constexpr (small_state) direction.add_parts(parts);
        return parts;
    };
    Verdict verdict;
    if (small_state && run.snapshot.resuming()) {
        Parts parts = state();
        bool restored = run.restore(parts);
        if constexpr (requires { direction.sound(); }) restored = restored && direction.sound();
        if (!restored) co_return Verdict{Status::stopped};
    } else {
        run.best_point(current.x);  // the start, within the bounds
        f = before = co_await run.evaluate(current.x, current.gradient);
        if (not_finite(run, f, current.gradient, verdict)) co_return verdict;
    }
    double norm = scaled_gradient(run, current.x, f, current.gradient);
    for (;;) {
        if (small_state && run.snapshot.recording()) {
            Parts parts = state();
            run.save(parts);
        }
        const double* const x = current.x;
        const double* const g = current.gradient;
        run.accept(x, f, g, norm);
        if (stops(run, x, f, norm, before, p, step, verdict)) co_return verdict;
        const bool stagnates = stagnation.after(f, norm, rounding_noise(f));

        if constexpr (requires { prepare(run, direction, x, g); }) {
            const Status prepared = co_await prepare(run, direction, x, g);
            if (prepared != Status::solved) co_return Verdict{prepared, not_finite_hessian, f};
        }
        double slope = 0;
        const auto take_direction = [&] {
            p = direction.compute(x, g);
            if constexpr (requires { direction.slope; }) {
                slope = direction.slope;
            } else {
                slope = level1.dot(n, g, p);
            }
        };
        take_direction();
        // Of a model with curvature, the decrease at its minimum.
        if (Direction::has_model && slope < 0) run.promised_decrease = -slope / 2;
        if (stagnates) co_return Verdict{Status::no_further_progress, norm, run.promised_decrease};
        SearchResult found;
        bool steepest = false;
        for (;;) {
            if (!(slope < 0) || steepest) {
                direction.reset();
                take_direction();
                steepest = true;
            }
            Ray ray(run, x, p, trial, kept);
            const double room = room_along(run.bounds(), x, {p, n});
            const double longest = longest_step(run, f, norm, slope);
            const bool given = run.iterations == 0 && run.options.step_size > 0;
            const SearchStart start{
                .origin = {f, slope},
                .step = given ? run.options.step_size : direction.first_step(x, g, slope, before - f),
                .max_step = std::fmin(room, longest),
                .decrease = run.options.sufficient_decrease,
                .curvature = run.options.curvature,
                .noise = rounding_noise(f),
                .max_trials = 60};
            found = co_await search(run, ray, start);
            // Descent that only a bound ends is a step like any other.
            if (found.end == SearchEnd::unbounded && room <= longest && found.trial.value > -INFINITY) {
                found.end = SearchEnd::found;
            }
            if (found.step > 0 && &ray.at(found.step) == &kept) std::swap(trial, kept);
            // Where the model itself promises less than rounding shows, another direction will not help; unless the
            // gradient is large, and the model wrong.
            const bool idle = run.promised_decrease < rounding_noise(f) && norm <= plain_gradient;
            if (found.end != SearchEnd::failed || steepest || idle) break;
            steepest = true;
        }
        if (found.end == SearchEnd::unbounded) co_return Verdict{Status::unbounded, found.trial.value, found.step};
        if (found.end == SearchEnd::failed) {
            co_return Verdict{Status::no_further_progress, norm, run.promised_decrease};
        }
        if (!trial.has_gradient) {
            const Query query{.needs = needs::gradient, .x = {trial.x, n}, .gradient = trial.gradient};
            co_await run.evaluate(query);
            if (not_finite(run, found.trial.value, trial.gradient, verdict)) co_return verdict;
            found.trial.slope = level1.dot(n, trial.gradient, p);
        }
        step = found.step;
        run.count_iteration(step);
        norm = scaled_gradient(run, trial.x, found.trial.value, trial.gradient);  // while both are in a cache
        direction.update({.size = step,
                          .slope = slope,
                          .slope_next = found.trial.slope,
                          .decrease = f - found.trial.value,
                          .noise = rounding_noise(f),
                          .g = g,
                          .g_next = trial.gradient});
        before = f;
        f = found.trial.value;
        std::swap(current, trial);
    }
}

}  // namespace steepest
