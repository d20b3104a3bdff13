// An iterate of a method for sums of squares: its beginning, the trials from it, and whether to stop there.
#pragma once

#include "minimize/residual_model.hpp"
#include "minimize/stopping.hpp"
#include "minimize/vectors.hpp"

namespace steepest {

// In a verdict of not_finite in place of a component of the gradient.
inline constexpr double not_finite_residuals = -7;
inline constexpr double not_finite_residual_slope = -8;

struct ResidualIterate {
    ResidualModel model{};
    double* x = nullptr;
    double* x_trial = nullptr;
    double* p = nullptr;
    double f = 0, f_trial = 0, f_start = 0;
    double before = NAN;    // F at the iterate before this
    double promised = NAN;  // what its step promised
    double moved = NAN;     // ‖D p‖ of it
    double least_cosine = INFINITY;
    int idle = 0;  // steps below the noise of F since that last fell

    // Memory for it, and its place at the start; false without.
    bool prepare(Run& run) {
        x = run.memory.array<double>(run.dimension);
        x_trial = run.memory.array<double>(run.dimension);
        p = run.memory.array<double>(run.dimension);
        if (!model.allocate(run)) return false;
        for (Index i = 0; i < run.dimension; ++i) x[i] = run.bounds().clamp(i, run.start[i]);
        return true;
    }
    Query at_start(const Run& run) {
        return {.needs = needs::value | needs::factor, .x = {x, run.dimension}, .factor = &model.trial()};
    }
    Query at_trial(const Run& run) const { return {.needs = needs::value, .x = {x_trial, run.dimension}}; }
    // Its linearization, once the value is known.
    Query factor_at_trial(const Run& run) {
        return {.needs = needs::factor, .x = {x_trial, run.dimension}, .factor = &model.trial()};
    }

    // Takes what was asked at the start, or says why not.
    bool enters(Run& run, Verdict& verdict) {
        const bool known = std::isfinite(f) && model.trial().is_finite();
        if (known) {
            f_start = f;
            model.adopt(run, x, f);
            return true;
        }
        verdict = {Status::not_finite, std::isfinite(f) ? not_finite_residual_slope : not_finite_residuals, f};
        return false;
    }
    // Moves to the trial, whose linearization is known.
    void advance(Run& run, const ResidualModel::Step& step) {
        std::swap(x, x_trial);
        before = f, promised = step.decrease, moved = step.length;
        f = f_trial;
        model.adopt(run, x, f);
    }
    // After a step that promised less than rounding shows in F: whether such steps lead no nearer to a minimum, by the
    // measure of it, which may rise and fall on its way.
    bool is_idle() {
        constexpr int patience = 3;
        idle = model.cosine() < 0.9 * least_cosine ? 0 : idle + 1;
        least_cosine = std::fmin(least_cosine, model.cosine());
        return idle >= patience;
    }

    void report(Run& run) const {
        run.accept(x, f, model.gradient(), model.cosine());
        run.incumbent.factor = &model.factor();
        run.promised_decrease = model.promise();
    }
    // A trial that may be the last, before it is known whether it can be linearized.
    void consider_trial(Run& run) const { run.consider(x_trial, nullptr, 0, f_trial); }
    // With a measure where the residuals are nothing but rounding of those at the start: no other point has less.
    Verdict deficient(const Run& run) const {
        const Index held = run.dimension - model.free_count();
        const bool vanished = f <= DBL_EPSILON * DBL_EPSILON * f_start;
        return {Status::rank_deficient, static_cast<double>(model.rank() + held), static_cast<double>(run.dimension),
                vanished ? Measure::step : Measure::none};
    }
    // No step is any good: because r can be made no smaller than rounding lets it be seen, or for whatever reason. Then
    // it is the cosine that says whether this is a minimum.
    Verdict exhausted(const Run& run) const {
        if (!model.is_exhausted()) return {Status::no_further_progress};
        if (model.is_deficient()) return deficient(run);
        return {Status::no_further_progress, model.relative_step(), 0, Measure::step};
    }
    bool stops(const Run& run, Verdict& verdict) const {
        const Options& o = run.options;
        const double iterations = static_cast<double>(run.iterations), length = model.scaled_length(x);
        if (model.cosine() <= o.gradient_tolerance) {
            verdict = {Status::gradient_tolerance, model.cosine(), o.gradient_tolerance};
            if (model.is_deficient()) verdict = deficient(run);
        } else if (model.is_exhausted()) {
            verdict = exhausted(run);
        } else if (std::fmax(before - f, promised) <= o.function_tolerance * before) {
            verdict = {Status::function_tolerance, (before - f) / before, o.function_tolerance};
        } else if (moved <= o.step_tolerance * length) {
            verdict = {Status::step_tolerance, moved / length, o.step_tolerance};
        } else if (iterations >= o.max_iterations) {
            verdict = {Status::max_iterations, iterations, o.max_iterations};
        } else {
            return false;
        }
        return true;
    }
};

}  // namespace steepest
