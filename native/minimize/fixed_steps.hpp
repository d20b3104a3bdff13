// Steps of a fixed size along a direction, whatever the objective does: the plain iteration x⁺ = x + α p that theory
// speaks of (gradient descent with a learning rate, Newton's method undamped).
//
// Values may rise. The run's answer is the best iterate, unless the last one meets a tolerance.
#pragma once

#include <utility>

#include "direction/step.hpp"
#include "kernels/table.hpp"
#include "minimize/place.hpp"
#include "minimize/searches.hpp"
#include "minimize/stopping.hpp"

namespace steepest {

template <class Direction>
Task<Verdict> take_fixed_steps(Run& run, Direction direction) {
    const Index n = run.dimension;
    const Level1<double>& level1 = kernels().level1;
    const double step = run.options.step_size;
    // The best iterate may be the current one; then `spare` is free.
    Place current, next, spare;
    current.allocate(run.memory, n);
    next.allocate(run.memory, n);
    spare.allocate(run.memory, n);
    direction.allocate(run.memory, n);
    if (run.memory.failed()) co_return Verdict{};

    for (Index i = 0; i < n; ++i) current.x[i] = run.start[i];
    double f = co_await run.evaluate(current.x, current.gradient);
    Verdict verdict;
    if (not_finite(run, f, current.gradient, verdict)) co_return verdict;
    double before = f, lowest = INFINITY;
    const double* p = nullptr;
    for (;;) {
        const double norm = scaled_gradient(run, current.x, f, current.gradient);
        const bool stop = stops(run, current.x, f, norm, before, p, step, verdict);
        const bool best = f < lowest || (stop && verdict.status != Status::max_iterations);
        if (best) {
            lowest = f;
            run.accept(current.x, f, current.gradient, norm);
        }
        if (stop) co_return verdict;
        if constexpr (requires { prepare(run, direction, current.x, current.gradient); }) {
            const Status prepared = co_await prepare(run, direction, current.x, current.gradient);
            if (prepared != Status::solved) co_return Verdict{prepared, not_finite_hessian, f};
        }
        p = direction.compute(current.x, current.gradient);
        level1.add_scaled(n, current.x, step, p, next.x);
        before = f;
        f = co_await run.evaluate(next.x, next.gradient);
        if (not_finite(run, f, next.gradient, verdict)) co_return verdict;
        run.count_iteration(step);
        // Keeps the best iterate out of the way of the next ones.
        if (best) std::swap(spare, current);
        std::swap(current, next);
    }
}

}  // namespace steepest
