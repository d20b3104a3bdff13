// Descent within a trust region: a model of the objective, its minimizer within a ball, a trial there.
//
//     p = argmin { m(p) : ‖D p‖ ≤ Δ },   ρ = (f(x) - f(x + p)) / (m(0) - m(p)),   x⁺ = x + p where f falls
//
// Nocedal & Wright, Numerical Optimization (2006), algorithm 4.1, with the radius of region/radius.hpp. Departures: any
// decrease is accepted; a trial that is not finite, in its value or in what the model needs there, shrinks the region;
// and where the model promises less than rounding shows, a step must halve the gradient, or the run ends.
#pragma once

#include <utility>

#include "kernels/table.hpp"
#include "minimize/searches.hpp"
#include "minimize/stopping.hpp"
#include "minimize/vectors.hpp"
#include "region/radius.hpp"

namespace steepest {

// Model is trivially destructible and has
//     bool allocate(Run&);
//     Query query(const Run&, unsigned needs, const double* x, double* g);   // these needs and the model's own
//     bool finite();                     // whether the answer to its own needs is
//     void adopt();                      // takes that answer for the model at the next iterate
//     double first_radius(const Run&, const double* x, const double* g);
//     double longest_radius(const Run&);
//     bool reset(const Run&, const double* x, const double* g);   // begins afresh; false when it knew nothing yet
// and, if it learns from steps, which asks for the gradient at every trial,
//     void learn(const double* p, const double* g, const double* g_trial);
// Beside it there is a coroutine for its minimizer; `smaller`: at the same iterate as before, in a smaller ball.
//     Task<RegionStep> minimize_model(Run&, Model&, const double* x, const double* g, double radius, bool smaller,
//                                     double* p);
// A point this many times as far out as the start is on the way to no minimum.
inline constexpr double too_far = 1e20;

template <class Model>
Task<Verdict> within_region(Run& run, Model model) {
    constexpr bool learns = requires(const double* v) {
        model.learn(v, v, v);
    };
    const Index n = run.dimension;
    const Level1<double>& level1 = kernels().level1;
    double* x = run.memory.array<double>(n);
    double* g = run.memory.array<double>(n);
    double* x_trial = run.memory.array<double>(n);
    double* g_trial = run.memory.array<double>(n);
    double* const p = run.memory.array<double>(n);
    model.allocate(run);
    if (run.memory.failed()) co_return Verdict{};

    for (Index i = 0; i < n; ++i) x[i] = run.start[i];
    const Query at_start = model.query(run, needs::value_and_gradient, x, g);
    double f = co_await run.evaluate(at_start);
    Verdict verdict;
    if (not_finite(run, f, g, verdict)) co_return verdict;
    if (!model.finite()) co_return Verdict{Status::not_finite, not_finite_hessian, f};
    model.adopt();
    model.reset(run, x, g);
    double radius = model.first_radius(run, x, g);
    const double farthest = too_far * std::fmax(1.0, largest(x, n));
    double before = f;
    const double* moved = nullptr;  // p, once it led to x
    Stagnation stagnation;
    bool ends = false;  // at the next iterate, or this one if its trial is rejected
    for (;;) {
        const double norm = scaled_gradient(run, x, f, g);
        run.accept(x, f, g, norm);
        if (stops(run, x, f, norm, before, moved, 1, verdict)) co_return verdict;
        const double noise = rounding_noise(f);
        double promise = NAN;
        ends = stagnation.after(f, norm, noise) || ends;
        bool smaller = false, fresh = false;
        double f_trial = f;
        for (bool accepted = false; !accepted;) {
            const RegionStep step =
                co_await minimize_model(run, model, x, g, std::fmin(radius, model.longest_radius(run)), smaller, p);
            if (!step.on_boundary && !fresh) promise = step.decrease;
            level1.add_scaled(n, x, 1, p, x_trial);
            ends = ends || !(step.decrease > 0) || is_same(x, x_trial, n);
            if (ends && !fresh && model.reset(run, x, g)) {
                ends = smaller = false;
                fresh = true;
                radius = model.first_radius(run, x, g);
                continue;
            }
            if (ends) {
                if (!(promise >= 0)) {
                    const RegionStep whole = co_await minimize_model(run, model, x, g, INFINITY, false, p);
                    if (!whole.on_boundary) promise = whole.decrease;
                }
                run.promised_decrease = promise;
                co_return Verdict{Status::no_further_progress, norm, promise};
            }

            const Query trial{
                .needs = learns ? needs::value_and_gradient : needs::value, .x = {x_trial, n}, .gradient = g_trial};
            f_trial = co_await run.evaluate(trial);
            run.consider(x, p, 1, f_trial);
            if (f_trial == -INFINITY) co_return Verdict{Status::unbounded, f_trial, step.length};
            const double slope = level1.dot(n, g, p);
            const double change = f_trial - f;
            const double gain = ((change <= 0 ? noise : 0) - change) / (noise + step.decrease);
            const bool quiet = !step.on_boundary && step.decrease <= noise;
            accepted = change < 0 || (change == 0 && gain > poor_gain) || (quiet && change <= noise);
            bool known = std::isfinite(f_trial);
            if (accepted && !learns) {
                const Query own = model.query(run, needs::gradient, x_trial, g_trial);
                co_await run.evaluate(own);
            }
            if (accepted || learns) known = known && first_not_finite(g_trial, n) < 0 && model.finite();
            if constexpr (learns) {
                if (known) model.learn(p, g, g_trial);
            }
            if (quiet) {
                const bool flatter = accepted && known && scaled_gradient(run, x_trial, f_trial, g_trial) <= norm / 2;
                accepted = flatter || change < 0;
                ends = !flatter;
            }
            accepted = accepted && known;
            if (!accepted) run.accept(x, f, g, norm);
            radius = next_radius(radius, step, gain, slope, known ? change : NAN);
            smaller = true;
        }
        if (largest(x_trial, n) > farthest) co_return Verdict{Status::unbounded, f_trial, radius};
        run.count_iteration(std::sqrt(level1.dot(n, p, p)));
        model.adopt();
        before = f;
        f = f_trial;
        moved = p;
        std::swap(x, x_trial);
        std::swap(g, g_trial);
    }
}

}  // namespace steepest
