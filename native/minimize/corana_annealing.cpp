// Annealing with adaptive steps. Each iteration visits every coordinate N = 20 times in turn,
//
//     yᵢ = xᵢ + vᵢ ρ,  ρ uniform in [-1, 1],    x ← y with probability min(1, e^(-Δf/T))
//
// then fits the steps v (stochastic/corana.hpp). After so many iterations the temperature falls, T ← r T, and the
// search goes on from the best point; it ends when the values at the ends of four temperatures in a row, and the best,
// agree.
//
// Corana, Marchesi, Martini & Ridella, ACM Trans. Math. Software 13 (1987). Departures: visits beyond a bound are
// reflected, not redrawn; without an initial temperature it is the standard deviation of the values met in an iteration
// that takes every step (White, Proc. IEEE Int. Conf. Computer Design (1984)); steps are adapted 5 times at each
// temperature, not 100 times or more, so that a temperature takes a twentieth of the evaluations; and the
// end is a descent, if a local method was told.
#include <limits>

#include "bounds/search_box.hpp"
#include "minimize/local_search.hpp"
#include "minimize/simulated_annealing.hpp"
#include "minimize/stopping.hpp"
#include "stochastic/acceptance.hpp"
#include "stochastic/corana.hpp"

namespace steepest {
namespace {

constexpr Index cycles = 20;        // N
constexpr int adaptations = 5;      // at each temperature
constexpr int agreeing = 4;         // temperatures whose last values agree at the end
constexpr double first_step = 0.5;  // v, of the width of the box

// Mean and variance of values as they come: Welford, Technometrics 4 (1962). From where squares would overflow, values
// are taken in a larger unit.
struct Spread {
    double count = 0, mean = 0, squares = 0, unit = 1;

    void add(double value) {
        count += 1;
        if (std::fabs(value / unit) > 0x1p500) {
            unit = 0x1p600;
            mean /= unit;
            squares = squares / unit / unit;
        }
        value /= unit;
        const double from_mean = value - mean;
        mean += from_mean / count;
        squares += from_mean * (value - mean);
    }
    double deviation() const {
        return count > 1 ? std::fmin(std::sqrt(squares / (count - 1)) * unit, std::numeric_limits<double>::max()) : 0;
    }
};

}  // namespace

Task<Verdict> corana_annealing(Run& run) {
    const Index n = run.dimension;
    const Options& o = run.options;
    double* const x = run.memory.array<double>(n);
    double* const step = run.memory.array<double>(n);
    double* const taken = run.memory.array<double>(n);
    SearchBox box;
    box.allocate(run.memory, run.bounds(), run.start);
    BestPoint best;
    best.allocate(run, true);
    if (run.memory.failed()) co_return Verdict{};
    Random random(o.seed);
    double f = INFINITY, T = o.initial_temperature, first = T, adapted = 0;
    double ends[agreeing];
    for (double& end : ends) end = INFINITY;
    for (Index i = 0; i < n; ++i) step[i] = first_step * box.width[i];
    const auto state = [&] {
        Parts parts;
        parts.add(x, n).add(step, n).add(random).add(f).add(T).add(first).add(adapted).add(ends);
        return best.add_parts(parts, n);
    };
    if (run.snapshot.resuming()) {
        Parts parts = state();
        if (!run.restore(parts)) co_return Verdict{Status::stopped};
        best.show(run);
    } else {
        run.best_point(x);
        if (o.random_start == 1) box.draw(random, x);
        f = finite_rank(co_await run.evaluate(x));
        best.offer(run, x, f);
    }
    for (;;) {
        if (run.snapshot.recording()) {
            Parts parts = state();
            run.save(parts);
        }
        if (static_cast<double>(run.iterations) >= o.max_iterations) {
            co_return Verdict{Status::max_iterations, static_cast<double>(run.iterations), o.max_iterations};
        }
        const bool measuring = std::isnan(T);
        Spread spread;
        for (Index i = 0; i < n; ++i) taken[i] = 0;
        for (Index j = 0; j < cycles * n; ++j) {
            const Index i = j % n;
            const double from = x[i];
            x[i] = box.inside(i, from + step[i] * random.uniform(-1, 1));
            const double value = finite_rank(co_await run.evaluate(x));
            best.offer(run, x, value);
            if (value < INFINITY) spread.add(value);
            if (measuring ? value < INFINITY : accepts(value - f, T, 1, random)) {
                f = value;
                taken[i] += 1;
            } else {
                x[i] = from;
            }
        }
        run.count_iteration(T);
        if (measuring) {
            T = first = spread.deviation();
            continue;
        }
        for (Index i = 0; i < n; ++i) {
            step[i] = std::fmin(step[i] * corana_factor(taken[i] / cycles), box.width[i]);
        }
        adapted += 1;
        if (adapted < adaptations) continue;
        double largest = std::fabs(f - best.value);
        for (const double end : ends) largest = std::fmax(largest, std::fabs(f - end));
        const double change = largest / std::fmax(std::fabs(best.value), 1);
        for (int k = agreeing - 1; k > 0; --k) ends[k] = ends[k - 1];
        ends[0] = f;
        T *= o.cooling_factor;
        adapted = 0;
        const bool agreed = change <= o.function_tolerance;
        if (agreed || !(T > o.final_temperature * first)) {
            if (best.value == INFINITY) co_return Verdict{Status::not_finite, not_finite_value, NAN};
            if (descends(o)) co_return co_await polish(run, x, best);
            if (agreed) {
                co_return Verdict{Status::function_tolerance, change, o.function_tolerance, Measure::temperature};
            }
            const double cooled = first > 0 ? T / first : 0;  // 0 where all values are one
            co_return Verdict{Status::step_tolerance, cooled, o.final_temperature, Measure::temperature};
        }
        for (Index i = 0; i < n && best.value < INFINITY; ++i) x[i] = best.x[i];
        f = best.value;
    }
}

}  // namespace steepest
