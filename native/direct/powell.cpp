// Powell's method: a sweep minimizes along n directions one after the other, from x₀ to x. With Δ the largest decrease
// along one of them, d_m, and f_e = f(2x - x₀) beyond the sweep, the sweep's own direction x - x₀ takes the place of
// d_m, and is searched at once, where
//
//     f_e < f₀   and   2 (f₀ - 2f + f_e) (f₀ - f - Δ)² < Δ (f₀ - f_e)²
//
// that is where most of the decrease is not due to one direction, and the values still fall beyond x. Powell, Comput.
// J. 7 (1964), section 4; the rule keeps the directions from becoming dependent. On a quadratic, directions added in n
// sweeps are conjugate, and the minimum is found. When a sweep moves and decreases less than the tolerances, the
// directions are the axes once more (Brent (1973), section 7.3, resets them too); if the next sweep ends the same, so
// does the run.
//
// Departures: a line remembers its last step and its curvature (direct/line_minimum.cpp); the value at 2x - x₀ begins
// the search along x - x₀.
#include "direct/powell.hpp"

#include "direct/line_minimum.hpp"
#include "direct/start.hpp"
#include "direct/sweep.hpp"

namespace steepest {
namespace {

struct Directions {
    Index n = 0;
    Matrix<double> d;  // a direction a row
    double* step = nullptr;
    double* curvature = nullptr;

    bool allocate(Workspace& memory, Index dimension) {
        n = dimension;
        d = memory.matrix(n, n);
        step = memory.array<double>(n);
        curvature = memory.array<double>(n);
        return !memory.failed();
    }
    void set_axes(const Run& run, const double* x, double relative_step) {
        for (Index i = 0; i < n; ++i) {
            for (Index j = 0; j < n; ++j) d(i, j) = i == j;
            step[i] = relative_step * first_step(run, x[i]);
            curvature[i] = NAN;
        }
    }
    // Takes one away and adds another at the end.
    void replace(Index row, const double* direction, double new_step, double new_curvature) {
        for (; row + 1 < n; ++row) {
            for (Index j = 0; j < n; ++j) d(row, j) = d(row + 1, j);
            step[row] = step[row + 1];
            curvature[row] = curvature[row + 1];
        }
        for (Index j = 0; j < n; ++j) d(row, j) = direction[j];
        step[row] = new_step;
        curvature[row] = new_curvature;
    }
};

// What one sweep leaves to the next.
struct State {
    double* x = nullptr;
    double f = 0;
    Directions directions = {};
    Index on_axes = 1;  // whether the directions are the axes
    Sweep sweep = {};
    BestPoint best = {};

    bool allocate(Run& run) {
        x = run.memory.array<double>(run.dimension);
        return directions.allocate(run.memory, run.dimension) && best.allocate(run);
    }
    Parts parts() {
        const Index n = directions.n;
        Parts all;
        all.add(x, n).add(f).add(directions.d.data, n * n).add(directions.step, n).add(directions.curvature, n);
        return all.add(on_axes).add(sweep).add(best.x, n).add(best.value);
    }
};

// Memory of one sweep.
struct Scratch {
    double* x0;
    double* across;  // x - x₀
    double* trial;
};

// Minimizes along the direction of this row; the decrease.
Task<double> minimize_along(Run& run, State& state, Scratch& scratch, Index row) {
    Directions& all = state.directions;
    const AxisLine line{
        .x = state.x, .value = state.f, .d = all.d.row(row), .step = all.step[row], .curvature = all.curvature[row]};
    const LineMinimum found = co_await line_minimum(run, state.best, line, scratch.trial);
    state.sweep.note(found);
    all.step[row] = found.step != 0 ? found.step : line.step / 4;
    all.curvature[row] = found.curvature;
    move_along(run, state.x, found.step, line.d, scratch.trial);
    state.f = found.value;
    co_return line.value - found.value;
}

// Looks beyond a sweep from x0, with value f0, whose direction of row m decreased by `largest`.
Task<void> extend(Run& run, State& state, Scratch& scratch, double f0, Index m, double largest) {
    const Index n = run.dimension;
    for (Index i = 0; i < n; ++i) scratch.across[i] = state.x[i] - scratch.x0[i];
    const double f = state.f, reach = std::fmin(1.0, room_along(run.bounds(), state.x, {scratch.across, n}));
    if (!(reach > 0)) co_return;
    run.point_along(state.x, reach, scratch.across, scratch.trial);
    const double beyond = rank(co_await run.evaluate(scratch.trial));
    state.best.offer(run, scratch.trial, beyond);
    const double others = f0 - f - largest, both = f0 - beyond;
    const bool worth = beyond < f0 && 2 * (f0 - 2 * f + beyond) * others * others < largest * both * both;
    const bool oldest = run.options.replace_oldest != 0;
    if (!worth && !oldest) co_return;
    const AxisLine line{.x = state.x, .value = f, .d = scratch.across, .step = reach, .first_value = beyond};
    const LineMinimum found = co_await line_minimum(run, state.best, line, scratch.trial);
    state.sweep.note(found);
    state.directions.replace(oldest ? 0 : m, scratch.across, found.step != 0 ? found.step : 1, found.curvature);
    move_along(run, state.x, found.step, scratch.across, scratch.trial);
    state.f = found.value;
}

}  // namespace

Task<Verdict> powell(Run& run) {
    const Index n = run.dimension;
    const Options& options = run.options;
    State state;
    state.allocate(run);
    Scratch scratch{
        .x0 = run.memory.array<double>(n), .across = run.memory.array<double>(n), .trial = run.memory.array<double>(n)};
    if (run.memory.failed()) co_return Verdict{};
    if (run.snapshot.resuming()) {
        Parts all = state.parts();
        if (!run.restore(all)) co_return Verdict{Status::stopped};
        state.best.show(run);
    } else {
        state.f = co_await evaluate_start(run, state.best, state.x);
        if (!std::isfinite(state.f)) co_return undefined_start(state.f);
        state.directions.set_axes(run, state.x, 1);
    }
    Verdict verdict;
    for (;;) {
        Parts all = state.parts();
        run.save(all);
        if (state.sweep.ends(run, verdict)) co_return verdict;
        const bool small = state.sweep.is_small(options);
        if (small && state.on_axes && state.sweep.is_thorough(options)) {
            co_return Verdict{Status::step_tolerance, state.sweep.size, options.step_tolerance, Measure::step};
        }
        if (small) state.directions.set_axes(run, state.x, state.sweep.renew(state.on_axes));
        state.on_axes = small || run.iterations == 0 ? 1 : 0;

        const double f0 = state.f;
        for (Index i = 0; i < n; ++i) scratch.x0[i] = state.x[i];
        state.sweep.begin();
        double largest = 0;
        Index m = 0;
        for (Index row = 0; row < n; ++row) {
            const double decrease = co_await minimize_along(run, state, scratch, row);
            if (decrease > largest) {
                largest = decrease;
                m = row;
            }
        }
        state.sweep.measure(run, scratch.x0, f0, state.x, state.f);
        if (!state.sweep.is_small(options)) co_await extend(run, state, scratch, f0, m, largest);
        run.count_iteration(state.sweep.size);
    }
}

}  // namespace steepest
