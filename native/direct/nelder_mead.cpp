// The simplex method. With vertices x₁ … x_{n+1} from the best to the worst and c the mean of the first n, the worst
// gives way to one of
//
//     x_r = c + ρ (c - x_{n+1})        reflected           where f₁ ≤ f_r < f_n
//     x_e = c + ρ χ (c - x_{n+1})      expanded            where f_r < f₁; the better of x_e and x_r
//     x_o = c + ρ γ (c - x_{n+1})      contracted outside  where f_n ≤ f_r < f_{n+1}, if f_o ≤ f_r
//     x_i = c - γ (c - x_{n+1})        contracted inside   where f_r ≥ f_{n+1}, if f_i < f_{n+1}
//
// or all but x₁ shrink towards it, x₁ + σ (x_j - x₁). Nelder & Mead, Comput. J. 7 (1965); the order of equal values and
// the rules of acceptance are those of Lagarias, Reeds, Wright & Wright, SIAM J. Optim. 9 (1998), section 2. Adaptive:
// ρ = 1, χ = 1 + 2/n, γ = 3/4 - 1/(2n), σ = 1 - 1/n, Gao & Han, Comput. Optim. Appl. 51 (2012), (4.1), for n ≥ 2; else
// 1, 2, 1/2, 1/2. Points outside the bounds are moved to them.
//
// A simplex may flatten and shrink where there is no minimum (McKinnon, SIAM J. Optim. 9 (1998)). So one that is small
// enough is not believed: the points on both sides of x₁ along every axis are evaluated, and where one of them is
// better, they become a new simplex, oriented along the descent that they show, as in Kelley, SIAM J. Optim. 10 (1999),
// section 2. Departure: he restarts where a simplex fails a condition of sufficient decrease; this looks only at the
// end, which costs nothing on the way.
#include "direct/nelder_mead.hpp"

#include "direct/simplex.hpp"
#include "direct/start.hpp"
#include "minimize/best_point.hpp"
#include "minimize/stopping.hpp"

namespace steepest {
namespace {

struct Coefficients {
    double expansion, contraction, shrinkage;  // χ, γ, σ; ρ is 1
};

Coefficients coefficients(bool adaptive, Index n) {
    const double size = static_cast<double>(n);
    if (!adaptive || n < 2) return {2, 0.5, 0.5};
    return {1 + 2 / size, 0.75 - 0.5 / size, 1 - 1 / size};
}

// What one iteration leaves to the next.
struct State {
    Simplex simplex = {};
    BestPoint best = {};
};

// Memory of one iteration.
struct Scratch {
    double* centroid;
    double* reflected;
    double* other;
    Matrix<double> batch;  // 2n points
    double* values;
};

// Row 0 is the start, row i + 1 a step along axis i from there; or the rows are those that were given.
void build(const Run& run, Simplex& simplex) {
    for (Index row = 0; row <= simplex.n; ++row) {
        simplex.order[row] = row;
        double* const x = simplex.points.row(row);
        if (run.given.rows == simplex.n + 1) {
            for (Index i = 0; i < simplex.n; ++i) x[i] = run.bounds().clamp(i, run.given(row, i));
            continue;
        }
        start_within_bounds(run, x);
        if (row == 0) continue;
        const Index i = row - 1;
        x[i] = moved_within(run.bounds(), i, x[i], std::copysign(first_step(run, x[i]), x[i]));
    }
}

// c + t (c - x_{n+1}), within the bounds.
void place(const Run& run, const State& state, double t, const double* centroid, double* x) {
    const double* const worst = state.simplex.vertex(run.dimension);
    for (Index i = 0; i < run.dimension; ++i) {
        x[i] = run.bounds().clamp(i, centroid[i] + t * (centroid[i] - worst[i]));
    }
}

// Evaluates the first `count` points of the batch.
Task<bool> evaluate_batch(Run& run, State& state, Scratch& scratch, Index count) {
    const Index n = run.dimension;
    co_await run.evaluate(
        {.needs = needs::batch, .points = {scratch.batch.data, count, n, n}, .values = scratch.values});
    for (Index row = 0; row < count; ++row) state.best.offer(run, scratch.batch.row(row), scratch.values[row]);
    co_return true;
}

// Moves all vertices but the best towards it. False where rounding leaves every one in its place.
Task<bool> shrink(Run& run, State& state, Scratch& scratch, double factor) {
    Simplex& simplex = state.simplex;
    const double* const best = simplex.vertex(0);
    bool moved = false;
    for (Index place = 1; place <= simplex.n; ++place) {
        const double* const x = simplex.vertex(place);
        double* const to = scratch.batch.row(place - 1);
        for (Index i = 0; i < simplex.n; ++i) {
            to[i] = run.bounds().clamp(i, best[i] + factor * (x[i] - best[i]));
            moved |= to[i] != x[i];
        }
    }
    if (!moved) co_return false;
    co_await evaluate_batch(run, state, scratch, simplex.n);
    for (Index place = 1; place <= simplex.n; ++place) {
        simplex.set(place, scratch.batch.row(place - 1), scratch.values[place - 1]);
    }
    simplex.sort();
    co_return true;
}

enum class Look { minimum, lower, undefined };

// Evaluates points on both sides of the best vertex along every axis; where one is lower, the better of each pair and
// the vertex are the new simplex.
Task<Look> look_around(Run& run, State& state, Scratch& scratch) {
    Simplex& simplex = state.simplex;
    const Options& options = run.options;
    const Index n = simplex.n;
    const double* const best = simplex.vertex(0);
    for (Index row = 0; row < 2 * n; ++row) {
        const Index i = row / 2;
        for (Index j = 0; j < n; ++j) scratch.batch(row, j) = best[j];
        const double step = 10 * options.step_tolerance * std::fmax(std::fabs(best[i]), 1.0);
        scratch.batch(row, i) = run.bounds().clamp(i, best[i] + (row % 2 == 0 ? step : -step));
    }
    co_await evaluate_batch(run, state, scratch, 2 * n);
    double lowest = INFINITY;
    bool defined = true;
    for (Index row = 0; row < 2 * n; ++row) {
        lowest = std::fmin(lowest, rank(scratch.values[row]));
        defined &= std::isfinite(scratch.values[row]);
    }
    const double noticed = options.function_tolerance * std::fmax(std::fabs(simplex.value(0)), 1.0);
    if (!(lowest < simplex.value(0) - noticed)) co_return defined ? Look::minimum : Look::undefined;
    for (Index i = 0; i < n; ++i) {
        const Index up = 2 * i, down = up + 1;
        const Index better = rank(scratch.values[up]) <= rank(scratch.values[down]) ? up : down;
        simplex.set(i + 1, scratch.batch.row(better), scratch.values[better]);
    }
    simplex.sort();
    co_return Look::lower;
}

// Reflection, and expansion or contraction. False where the simplex is to shrink.
Task<bool> replace_worst(Run& run, State& state, Scratch& scratch, Coefficients by) {
    Simplex& simplex = state.simplex;
    const Index n = simplex.n;
    simplex.centroid(scratch.centroid);
    place(run, state, 1, scratch.centroid, scratch.reflected);
    const double reflected = rank(co_await run.evaluate(scratch.reflected));
    state.best.offer(run, scratch.reflected, reflected);
    const double best = rank(simplex.value(0)), second_worst = rank(simplex.value(n - 1)),
                 worst = rank(simplex.value(n));
    if (reflected >= best && reflected < second_worst) {
        simplex.replace_worst(scratch.reflected, reflected);
        co_return true;
    }
    const bool expands = reflected < best, outside = !expands && reflected < worst;
    const double t = expands ? by.expansion : outside ? by.contraction : -by.contraction;
    place(run, state, t, scratch.centroid, scratch.other);
    const double other = rank(co_await run.evaluate(scratch.other));
    state.best.offer(run, scratch.other, other);
    const bool farther = expands ? other < reflected : outside ? other <= reflected : other < worst;
    if (farther) {
        simplex.replace_worst(scratch.other, other);
    } else if (expands) {
        simplex.replace_worst(scratch.reflected, reflected);
    }
    co_return farther || expands;
}

}  // namespace

Task<Verdict> nelder_mead(Run& run) {
    const Index n = run.dimension;
    const Options& options = run.options;
    const Coefficients by = coefficients(options.adaptive != 0, n);
    State state;
    Simplex& simplex = state.simplex;
    simplex.allocate(run.memory, n);
    state.best.allocate(run);
    Scratch scratch{.centroid = run.memory.array<double>(n),
                    .reflected = run.memory.array<double>(n),
                    .other = run.memory.array<double>(n),
                    .batch = run.memory.matrix(2 * n, n),
                    .values = run.memory.array<double>(2 * n)};
    if (run.memory.failed()) co_return Verdict{};
    const auto parts = [&] {
        Parts all;
        all.add(simplex.points.data, (n + 1) * n).add(simplex.values, n + 1).add(simplex.order, n + 1);
        return all.add(state.best.x, n).add(state.best.value);
    };
    if (run.snapshot.resuming()) {
        Parts all = parts();
        if (!run.restore(all) || !simplex.sound()) co_return Verdict{Status::stopped};
        state.best.show(run);
    } else {
        build(run, simplex);
        const double first = co_await run.evaluate(simplex.points.row(0));
        simplex.values[0] = first;
        state.best.offer(run, simplex.points.row(0), first);
        if (!std::isfinite(first)) co_return Verdict{Status::not_finite, not_finite_value, first};
        co_await run.evaluate(
            {.needs = needs::batch, .points = {simplex.points.row(1), n, n, n}, .values = simplex.values + 1});
        for (Index row = 1; row <= n; ++row) state.best.offer(run, simplex.points.row(row), simplex.values[row]);
        simplex.sort();
    }
    for (;;) {
        Parts all = parts();
        run.save(all);
        const double size = simplex.size();
        if (size <= options.step_tolerance && simplex.spread() <= options.function_tolerance) {
            const Verdict small{Status::step_tolerance, size, options.step_tolerance, Measure::simplex};
            if (options.oriented_restart == 0) co_return small;
            const Look seen = co_await look_around(run, state, scratch);
            if (seen == Look::minimum) co_return small;
            if (seen == Look::undefined) co_return Verdict{Status::no_further_progress, size, 0};
        }
        if (static_cast<double>(run.iterations) >= options.max_iterations) {
            co_return Verdict{Status::max_iterations, static_cast<double>(run.iterations), options.max_iterations};
        }
        const bool replaced = co_await replace_worst(run, state, scratch, by);
        if (!replaced) {
            const bool shrunk = co_await shrink(run, state, scratch, by.shrinkage);
            const Measure measure = std::isfinite(simplex.spread()) ? Measure::simplex : Measure::none;
            if (!shrunk) co_return Verdict{Status::no_further_progress, size, 0, measure};
        }
        run.count_iteration(size);
    }
}

}  // namespace steepest
