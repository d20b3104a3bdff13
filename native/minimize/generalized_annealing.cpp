// Generalized simulated annealing with descents. The t-th chain of visits about x, at temperature T(t):
//
//     n/2 in all coordinates, then 2n in one after the other:   yᵢ = xᵢ + ℓᵢ T^(1/(3-q)) tᵢ / √(3-q)
//     x ← y with probability [1 - (1 - qₐ) (f(y) - f(x)) t / T]^(1/(1-qₐ))
//
// as in Xiang, Sun, Fan & Gong, Phys. Lett. A 233 (1997), who divide T by t for the acceptance. Departures:
//   - lengths ℓᵢ are a part of the box, not 1, so that nothing depends on units; visits beyond a bound are reflected;
//   - two visits in ten go in all coordinates, not half: what those find is the lowest of them, from which a descent
//   may
//     begin; the others find what improves x;
//   - a descent begins from a new best point, and else from the lowest of the wide visits as long as descents have
//   taken
//     a quarter of all evaluations at most. So valleys are met that no visit would have shown to be lower.
#include "bounds/search_box.hpp"
#include "minimize/local_search.hpp"
#include "minimize/simulated_annealing.hpp"
#include "minimize/stopping.hpp"
#include "stochastic/acceptance.hpp"
#include "stochastic/visiting.hpp"

namespace steepest {
namespace {

constexpr double unit_length = 1.0 / 32;  // ℓ, of the width of the box
constexpr double descent_share = 0.25;    // of the evaluations

struct Point {
    double* x = nullptr;
    double value = INFINITY;

    void take(Index n, const double* from, double from_value) {
        for (Index i = 0; i < n; ++i) x[i] = from[i];
        value = from_value;
    }
};

}  // namespace

Task<Verdict> generalized_annealing(Run& run) {
    const Index n = run.dimension;
    const Options& o = run.options;
    Point current, visit, lowest;
    for (Point* point : {&current, &visit, &lowest}) point->x = run.memory.array<double>(n);
    SearchBox box;
    box.allocate(run.memory, run.bounds(), run.start);
    BestPoint best;
    best.allocate(run, true);
    if (run.memory.failed()) co_return Verdict{};
    const Visiting visiting(o.visiting_parameter);
    Random random(o.seed);
    double t = 0, descended = 0, schedule = 1;
    const auto state = [&] {
        Parts parts;
        parts.add(current.x, n).add(current.value).add(random).add(t).add(descended).add(schedule);
        return best.add_parts(parts, n);
    };
    if (run.snapshot.resuming()) {
        Parts parts = state();
        if (!run.restore(parts)) co_return Verdict{Status::stopped};
        best.show(run);
    }
    const Index wide = (n + 1) / 2;
    for (;;) {
        if (t == 0) {  // a schedule begins
            run.best_point(visit.x);
            if (o.random_start == 1 || schedule > 1) box.draw(random, visit.x);
            visit.value = finite_rank(co_await run.evaluate(visit.x));
            best.offer(run, visit.x, visit.value);
            current.take(n, visit.x, visit.value);
            t = 1;
        }
        if (run.snapshot.recording()) {
            Parts parts = state();
            run.save(parts);
        }
        if (static_cast<double>(run.iterations) >= o.max_iterations) {
            co_return Verdict{Status::max_iterations, static_cast<double>(run.iterations), o.max_iterations};
        }
        const double cooling = visiting.cooling(t), T = cooling * o.initial_temperature;
        const double scale = visiting.scale(T) * unit_length;
        const double best_before = best.value;
        lowest.value = INFINITY;
        for (Index j = 0; j < wide + 2 * n; ++j) {
            visit.take(n, current.x, INFINITY);
            for (Index i = j < wide ? 0 : (j - wide) % n; i < n; ++i) {
                visit.x[i] = box.inside(i, current.x[i] + scale * visiting.draw(random) * box.width[i]);
                if (j >= wide) break;
            }
            visit.value = finite_rank(co_await run.evaluate(visit.x));
            best.offer(run, visit.x, visit.value);
            if (j < wide && visit.value < lowest.value) lowest.take(n, visit.x, visit.value);
            const bool taken = accepts(visit.value - current.value, T / t, o.acceptance_parameter, random);
            if (taken) current.take(n, visit.x, visit.value);
        }
        const bool improved = best.value < best_before;
        const double used = static_cast<double>(run.counts().value + run.counts().gradient);
        const bool affordable = descended < descent_share * used;
        if (descends(o) && (improved || (affordable && lowest.value < INFINITY))) {
            if (improved) lowest.take(n, best.x, best.value);
            const Descent descent = co_await descend_from(run, lowest.x, best);
            descended += descent.evaluations;
            if (descent.value < current.value) current.take(n, lowest.x, descent.value);
        }
        run.count_iteration(T);
        t += 1;
        if (cooling > o.final_temperature) continue;
        if (schedule < o.schedules) {
            schedule += 1;
            t = 0;
            continue;
        }
        if (best.value == INFINITY) co_return Verdict{Status::not_finite, not_finite_value, NAN};
        if (!descends(o)) co_return Verdict{Status::step_tolerance, cooling, o.final_temperature, Measure::temperature};
        co_return co_await polish(run, lowest.x, best);
    }
}

}  // namespace steepest
