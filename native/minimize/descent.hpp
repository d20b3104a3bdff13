// Descent: a direction, a search along it, the next iterate.
//
//     p = direction(x, g),   α = search(φ),   x⁺ = x + α p
//
// Any direction goes with any search. A direction that is not one of descent, or along which no trial decreases, is
// replaced once by -g (and the direction forgets what it learned) before the run ends.
#pragma once

#include <utility>

#include "minimize/ray.hpp"
#include "minimize/searches.hpp"
#include "minimize/stopping.hpp"

namespace steepest {

// Direction is trivially destructible and has
//     bool allocate(Run&);
//     void compute(Run&, const double* x, const double* g, double* p);   // p of descent
//     void update(Run&, double step, const double* p, const double* g, const double* g_next);
//     void reset();
//     double first_step(Run&, const double* g, double slope, double last_decrease);
template <class Direction>
Task<Verdict> descend(Run& run, Direction direction) {
    const Index n = run.dimension;
    const Level1<double>& level1 = kernels().level1;
    double* x = run.memory.array<double>(n);
    double* g = run.memory.array<double>(n);
    double* x_next = run.memory.array<double>(n);
    double* g_next = run.memory.array<double>(n);
    double* const p = run.memory.array<double>(n);
    const bool ready = direction.allocate(run);
    if (!ready || run.memory.failed()) co_return Verdict{};

    for (Index i = 0; i < n; ++i) x[i] = run.start[i];
    double f = co_await run.evaluate(x, g);
    Verdict verdict;
    if (not_finite(run, f, g, verdict)) co_return verdict;
    double before = f;
    bool moved = false;
    for (;;) {
        const double norm = scaled_gradient(run, x, f, g);
        run.accept(x, f, g, norm);
        // x_next still holds the iterate before; p, scaled by the step, is the difference.
        if (stops(run, x, f, norm, before, moved ? p : nullptr, verdict)) co_return verdict;

        direction.compute(run, x, g, p);
        double slope = level1.dot(n, g, p);
        SearchResult found;
        bool steepest = false;
        for (;;) {
            if (!(slope < 0) || steepest) {
                direction.reset();
                for (Index i = 0; i < n; ++i) p[i] = -g[i];
                slope = -level1.dot(n, g, g);
                steepest = true;
            }
            run.promised_decrease = -slope / 2;
            Ray ray(run, x, p, x_next, g_next);
            const SearchStart start{.origin = {f, slope},
                                    .step = direction.first_step(run, g, slope, before - f),
                                    .max_step = longest_step(run, x, p),
                                    .decrease = run.options.sufficient_decrease,
                                    .curvature = run.options.curvature,
                                    .max_trials = 60};
            found = co_await search(run, ray, start);
            const bool better = found.step != 0 && found.trial.value <= f;
            if (better || steepest) break;
            steepest = true;
        }
        if (found.end == SearchEnd::unbounded) co_return Verdict{Status::unbounded, found.trial.value, found.step};
        if (found.step == 0 || !(found.trial.value <= f)) {
            co_return Verdict{Status::no_further_progress, norm, run.promised_decrease};
        }
        run.count_iteration(found.step);
        direction.update(run, found.step, p, g, g_next);
        before = f;
        f = found.trial.value;
        moved = true;
        level1.scale(n, found.step, p);
        std::swap(x, x_next);
        std::swap(g, g_next);
    }
}

}  // namespace steepest
