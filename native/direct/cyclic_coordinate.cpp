// Cyclic coordinate search: a sweep minimizes along e₁ … e_n, one after the other, and then, for acceleration, along
// x - x₀ from where it began to where it ended. Kochenderfer & Wheeler, Algorithms for Optimization (2019),
// section 7.1, algorithms 7.2 and 7.3; Hooke & Jeeves, J. ACM 8 (1961), had the thought. Variables that do not interact
// are done in one sweep. Where three interact, exact searches without acceleration may cycle, as they do on Powell's
// example, Math. Program. 4 (1973): that ends with `no_further_progress`, not converged (direct/sweep.hpp).
#include "direct/cyclic_coordinate.hpp"

#include "direct/line_minimum.hpp"
#include "direct/start.hpp"
#include "direct/sweep.hpp"

namespace steepest {
namespace {

// What one sweep leaves to the next.
struct State {
    double* x = nullptr;
    double f = 0;
    double* step = nullptr;       // of each axis, the last
    double* curvature = nullptr;  // along it
    Index renewed = 1;            // whether steps and curvatures were forgotten before the last sweep
    Sweep sweep = {};
    BestPoint best = {};

    void renew(const Run& run, double relative_step) {
        for (Index i = 0; i < run.dimension; ++i) {
            step[i] = relative_step * first_step(run, x[i]);
            curvature[i] = NAN;
        }
    }
    bool allocate(Run& run) {
        for (double** each : {&x, &step, &curvature}) *each = run.memory.array<double>(run.dimension);
        return best.allocate(run);
    }
    Parts parts(Index n) {
        Parts all;
        all.add(x, n).add(f).add(step, n).add(curvature, n);
        return all.add(renewed).add(sweep).add(best.x, n).add(best.value);
    }
};

}  // namespace

Task<Verdict> cyclic_coordinate(Run& run) {
    const Index n = run.dimension;
    const Options& options = run.options;
    State state;
    state.allocate(run);
    double* const x0 = run.memory.array<double>(n);
    double* const d = run.memory.array<double>(n);
    double* const trial = run.memory.array<double>(n);
    if (run.memory.failed()) co_return Verdict{};
    if (run.snapshot.resuming()) {
        Parts all = state.parts(n);
        if (!run.restore(all)) co_return Verdict{Status::stopped};
        state.best.show(run);
    } else {
        state.f = co_await evaluate_start(run, state.best, state.x);
        if (!std::isfinite(state.f)) co_return undefined_start(state.f);
        state.renew(run, 1);
    }
    Verdict verdict;
    for (;;) {
        Parts all = state.parts(n);
        run.save(all);
        if (state.sweep.ends(run, verdict)) co_return verdict;
        const bool small = state.sweep.is_small(options);
        if (small && state.renewed && state.sweep.is_thorough(options)) {
            co_return Verdict{Status::step_tolerance, state.sweep.size, options.step_tolerance, Measure::step};
        }
        if (small) state.renew(run, state.sweep.renew(state.renewed));
        state.renewed = small || run.iterations == 0 ? 1 : 0;

        const double f0 = state.f;
        state.sweep.begin();
        for (Index i = 0; i < n; ++i) x0[i] = state.x[i];
        // The axes, then the way of the sweep.
        const Index lines = options.acceleration != 0 ? n + 1 : n;
        for (Index i = 0; i < lines; ++i) {
            const bool axis = i < n;
            for (Index j = 0; j < n; ++j) d[j] = axis ? i == j : state.x[j] - x0[j];
            const AxisLine line{.x = state.x,
                                .value = state.f,
                                .d = d,
                                .step = axis ? state.step[i] : 1,
                                .curvature = axis ? state.curvature[i] : NAN};
            const LineMinimum found = co_await line_minimum(run, state.best, line, trial);
            move_along(run, state.x, found.step, d, trial);
            state.f = found.value;
            state.sweep.note(found);
            if (!axis) continue;
            state.step[i] = found.step != 0 ? found.step : line.step / 4;
            state.curvature[i] = found.curvature;
        }
        state.sweep.measure(run, x0, f0, state.x, state.f);
        run.count_iteration(state.sweep.size);
    }
}

}  // namespace steepest
