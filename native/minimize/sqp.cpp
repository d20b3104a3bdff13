#include "minimize/sqp.hpp"

#include <utility>

#include "kernels/table.hpp"
#include "minimize/searches.hpp"
#include "minimize/sqp_state.hpp"
#include "minimize/stopping.hpp"
#include "minimize/vectors.hpp"

namespace steepest {
namespace {

constexpr double short_step = 1e-3;  // twice in a row, steps to where the constraints do not lead
constexpr double nearly_stationary = 1e-4;
constexpr double no_decrease = 1e-6;  // of the violation, in parts of it
constexpr int most_trials = 40;
constexpr double too_far = 1e10;  // times as far out as at the start, x and f are on the way to no minimum

constexpr unsigned derivatives = needs::gradient | needs::jacobian;

}  // namespace

Task<bool> try_point(Run& run, SqpState& state, double limit) {
    ConstrainedPlace& trial = state.trial;
    const Query values = trial.query(run, needs::value | needs::constraints);
    trial.f = co_await run.evaluate(values);
    trial.complete(run);
    state.trial_finite = trial.values_finite();
    if (!state.trial_finite) co_return false;
    state.best.offer(run, trial, state.slopes);
    if (!(state.merit(trial.f, trial.c) <= limit)) co_return false;
    Query slopes = trial.query(run, derivatives | (state.hessian.data ? needs::hessian : 0));
    slopes.hessian = state.hessian.data;
    co_await run.evaluate(slopes);
    state.trial_finite = trial.derivatives_finite();
    co_return state.trial_finite;
}

Task<double> search_step(Run& run, SqpState& state) {
    const Index n = run.dimension;
    ConstrainedPlace& here = state.here;
    double* const d = state.subproblem.d;
    const double merit = state.merit(here.f, here.c);
    const double size = std::fabs(state.merit.objective_weight * here.f) + state.merit.penalty(here.c);
    const double noise = rounding_noise(size);
    // A slope that is lost in rounding leaves the step to the noise: whether it helped, the next residual tells.
    double slope = state.slope();
    if (!(slope < noise)) co_return 0;
    slope = std::fmin(slope, 0.0);
    double step = 1;
    for (int trials = 0; trials < most_trials; ++trials) {
        run.point_along(here.x, step, d, state.trial.x);
        if (is_same(here.x, state.trial.x, n)) co_return 0;
        const double limit = merit + run.options.sufficient_decrease * step * slope + noise;
        const bool good = co_await try_point(run, state, limit);
        if (good) co_return step;
        const double reached = state.merit(state.trial.f, state.trial.c);
        const bool bends = step == 1 && state.trial_finite && state.merit.penalty(here.c) < -slope / 2 &&
                           state.merit.objective_weight * state.trial.f <= limit;
        if (bends) {
            for (Index i = 0; i < n; ++i) state.moved[i] = d[i];
            if (state.subproblem.solve_corrected(run, here, state.trial.c, state.moved) == Status::solved) {
                run.point_along(here.x, 1, d, state.trial.x);
                const bool corrected = co_await try_point(run, state, limit);
                if (corrected) co_return 1;
            }
            for (Index i = 0; i < n; ++i) d[i] = state.moved[i];
        }
        // The minimizer of the parabola through what is known, within reason.
        const double parabola = -step * slope / (2 * (reached - merit - step * slope));
        const bool known = std::isfinite(reached);
        step *= known ? std::fmin(std::fmax(parabola, 0.1), 0.5) : 0.25;
    }
    co_return 0;
}

Task<Verdict> sqp(Run& run) {
    SqpState state;
    if (!state.allocate(run)) co_return Verdict{};
    ConstrainedPlace& here = state.here;
    Verdict verdict;
    run.best_point(here.x);  // the start, within the bounds
    Query all =
        here.query(run, needs::value | needs::constraints | derivatives | (state.hessian.data ? needs::hessian : 0));
    all.hessian = state.hessian.data;
    here.f = co_await run.evaluate(all);
    here.complete(run);
    if (not_finite(run, here.f, here.gradient, verdict)) co_return verdict;
    if (not_finite(run, here, verdict)) co_return verdict;

    run.constraints.measure_slopes(here.jacobian, here.x, state.best.first_slopes);
    const double farthest = too_far * largest(here.x, run.dimension), lowest = too_far * std::fabs(here.f);
    state.optimize(run);
    double before = here.f, step = 0;
    int short_steps = 0;
    Stagnation stagnation;
    for (;;) {
        state.measure(run);
        if (short_steps > 1 && !state.restoring() && !state.met(run)) {
            short_steps = 0;
            state.restore(run);
        }
        const Status solved = state.solve(run);
        if (solved == Status::not_finite && state.exact()) co_return Verdict{solved, not_finite_hessian, here.f};
        if (solved != Status::solved) {
            co_return Verdict{solved == Status::out_of_memory ? solved : Status::no_further_progress, NAN, NAN};
        }
        const double norm = state.optimality(run);
        const bool decides = !state.restoring() && state.met(run);
        const bool optimal = decides && norm <= run.options.gradient_tolerance;
        if (state.restoring()) {
            state.best.offer(run, here, state.slopes);
        } else {
            state.best.offer(run, here, state.slopes, norm, state.multipliers, optimal);
        }
        if (state.restoring() && norm <= state.stationary(run)) {
            if (state.neglect()) continue;
            co_return Verdict{Status::infeasible, state.violation, run.options.constraint_tolerance};
        }
        const double* const moved = decides && step > 0 ? state.moved : nullptr;
        if (stops(run, here.x, here.f, decides ? norm : INFINITY, before, moved, 1, verdict)) co_return verdict;
        if (decides && here.f < -too_far - lowest && largest(here.x, run.dimension) > too_far + farthest) {
            co_return Verdict{Status::unbounded, here.f, NAN};
        }
        const bool stagnates = decides && stagnation.after(here.f, norm, rounding_noise(here.f));
        if (!state.restoring()) state.merit.raise(state.subproblem.multipliers);
        if (decides) run.promised_decrease = -state.slope() / 2;
        if (stagnates) co_return state.give_up(run, norm);

        step = co_await search_step(run, state);
        short_steps = step > short_step ? 0 : short_steps + 1;
        if (step == 0) {
            if (!state.model.fresh && !state.exact()) {
                state.forget(run);
                continue;
            }
            if (state.restoring()) {
                if (state.neglect()) continue;
                // The elastic program rounds the corners of the violation off: at one, or where it is flat between two
                // constraints, a step is left, but none that leads down.
                const bool least =
                    norm <= nearly_stationary || -state.slope() <= no_decrease * state.merit.penalty(here.c);
                if (!least) co_return Verdict{Status::no_further_progress, norm, NAN};
                co_return Verdict{Status::infeasible, state.violation, run.options.constraint_tolerance};
            }
            if (!state.met(run)) {
                state.restore(run);
                continue;
            }
            co_return state.give_up(run, norm);
        }
        run.count_iteration(step);
        state.learn(run);
        before = here.f;
        std::swap(here, state.trial);
    }
}

}  // namespace steepest
