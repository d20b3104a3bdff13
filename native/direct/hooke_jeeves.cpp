// Pattern search on the lattice x₀ + k Δ, k whole, Δ a power of two for each variable. An exploration tries k_i ± 1 for
// one variable after the other and keeps each that is lower. From base b it leads to e; where e is lower, the pattern
// of the two is tried as a whole, and explored from there before it is judged:
//
//     b⁺ = e,   explore from 2e - b;   lower than e: go on so, else explore from e;   nothing lower: Δ⁺ = Δ/2
//
// Hooke & Jeeves, J. ACM 8 (1961); Kochenderfer & Wheeler, Algorithms for Optimization (2019), section 7.3. The mesh
// size Δ bounds how far a minimum of a smooth function is: at the end all 2n neighbors are no lower (Torczon, SIAM J.
// Optim. 7 (1997)). Departures: each variable is tried first in the direction that served it last; a lattice point
// outside the bounds stands for the nearest point within.
#include "direct/hooke_jeeves.hpp"

#include "direct/start.hpp"
#include "minimize/best_point.hpp"
#include "minimize/stopping.hpp"

namespace steepest {
namespace {

// What one exploration leaves to the next.
struct State {
    double* base = nullptr;     // k, whole numbers
    double* before = nullptr;   // the base before
    double* forward = nullptr;  // 1 or -1: which way to try first
    double* mesh = nullptr;     // Δ
    double f = 0;               // at the base
    bool pattern = false;       // the base is lower than the one before
    bool defined = true;        // the last exploration met finite values only
    BestPoint best = {};

    bool allocate(Run& run) {
        for (double** each : {&base, &before, &forward, &mesh}) *each = run.memory.array<double>(run.dimension);
        return best.allocate(run);
    }
    Parts parts(Index n) {
        Parts all;
        all.add(base, n).add(before, n).add(forward, n).add(mesh, n).add(f).add(pattern).add(defined);
        return all.add(best.x, n).add(best.value);
    }
};

struct Scratch {
    double* origin;  // x₀
    double* k;
    double* x;
};

double coordinate(const Run& run, const State& state, const Scratch& scratch, Index i, double k) {
    return run.bounds().clamp(i, scratch.origin[i] + k * state.mesh[i]);
}

// The largest Δ, relative to x.
double mesh_size(const Run& run, const State& state, const Scratch& scratch) {
    double largest = 0;
    for (Index i = 0; i < run.dimension; ++i) {
        const double x = coordinate(run, state, scratch, i, state.base[i]);
        largest = std::fmax(largest, state.mesh[i] / std::fmax(std::fabs(x), 1.0));
    }
    return largest;
}

// Halves Δ; the base stays where it is, and no farther outside the bounds than the next lattice point.
void refine(const Run& run, State& state, const Scratch& scratch) {
    for (Index i = 0; i < run.dimension; ++i) {
        state.mesh[i] /= 2;
        const double low = std::floor((run.bounds().low(i) - scratch.origin[i]) / state.mesh[i]);
        const double high = std::ceil((run.bounds().high(i) - scratch.origin[i]) / state.mesh[i]);
        state.base[i] = std::fmin(std::fmax(2 * state.base[i], low), high);
    }
}

// Explores from scratch.k, where the value is f, and leaves there the point it came to; its value.
Task<double> explore(Run& run, State& state, Scratch& scratch, double f) {
    const Index n = run.dimension;
    for (Index i = 0; i < n; ++i) scratch.x[i] = coordinate(run, state, scratch, i, scratch.k[i]);
    state.defined = true;
    for (Index i = 0; i < n; ++i) {
        const double k = scratch.k[i], x = scratch.x[i];
        bool lower = false;
        for (const double sign : {state.forward[i], -state.forward[i]}) {
            scratch.x[i] = coordinate(run, state, scratch, i, k + sign);
            if (scratch.x[i] == x) continue;
            const double value = co_await run.evaluate(scratch.x);
            state.best.offer(run, scratch.x, value);
            state.defined = state.defined && std::isfinite(value);
            lower = value < f;
            if (!lower) continue;
            f = value;
            scratch.k[i] = k + sign;
            state.forward[i] = sign;
            break;
        }
        if (!lower) scratch.x[i] = x;
    }
    co_return f;
}

// The pattern move, or an exploration from the base; whether either led lower.
Task<bool> advance(Run& run, State& state, Scratch& scratch) {
    const Index n = run.dimension;
    double from = state.f;
    for (Index i = 0; i < n; ++i) {
        scratch.k[i] = state.pattern ? 2 * state.base[i] - state.before[i] : state.base[i];
        scratch.x[i] = coordinate(run, state, scratch, i, scratch.k[i]);
    }
    if (state.pattern) {
        from = rank(co_await run.evaluate(scratch.x));
        state.best.offer(run, scratch.x, from);
    }
    const double reached = co_await explore(run, state, scratch, from);
    if (!(reached < state.f)) co_return false;
    for (Index i = 0; i < n; ++i) {
        state.before[i] = state.base[i];
        state.base[i] = scratch.k[i];
    }
    state.f = reached;
    co_return true;
}

}  // namespace

Task<Verdict> hooke_jeeves(Run& run) {
    const Index n = run.dimension;
    const Options& options = run.options;
    State state;
    state.allocate(run);
    Scratch scratch{
        .origin = run.memory.array<double>(n), .k = run.memory.array<double>(n), .x = run.memory.array<double>(n)};
    if (run.memory.failed()) co_return Verdict{};
    start_within_bounds(run, scratch.origin);
    if (run.snapshot.resuming()) {
        Parts all = state.parts(n);
        if (!run.restore(all)) co_return Verdict{Status::stopped};
        state.best.show(run);
    } else {
        for (Index i = 0; i < n; ++i) {
            state.base[i] = state.before[i] = 0;
            state.forward[i] = 1;
            state.mesh[i] = std::exp2(std::round(std::log2(first_step(run, scratch.origin[i]))));
        }
        state.f = co_await evaluate_start(run, state.best, scratch.origin);
        if (!std::isfinite(state.f)) co_return undefined_start(state.f);
    }
    for (;;) {
        Parts all = state.parts(n);
        run.save(all);
        const double done = static_cast<double>(run.iterations);
        if (done >= options.max_iterations) co_return Verdict{Status::max_iterations, done, options.max_iterations};

        const double size = mesh_size(run, state, scratch);
        const bool lower = co_await advance(run, state, scratch);
        if (!lower && !state.pattern) {
            // Below a few units in the last place there is no lattice.
            const double least = std::fmax(options.step_tolerance, 4 * DBL_EPSILON);
            if (size <= least && state.defined) co_return Verdict{Status::step_tolerance, size, least, Measure::mesh};
            if (size <= least) co_return Verdict{Status::no_further_progress, size, least};
            refine(run, state, scratch);
        }
        state.pattern = lower;
        run.count_iteration(size);
    }
}

}  // namespace steepest
