#include "minimize/evolution_strategy.hpp"

#include "minimize/distribution_size.hpp"
#include "minimize/first_distribution.hpp"
#include "minimize/look_around.hpp"
#include "minimize/recent_values.hpp"
#include "minimize/sample.hpp"
#include "stochastic/generation.hpp"

namespace steepest {
namespace {

Selection selection_of(const Options& options) {
    return static_cast<Selection>(options.selection);
}

// A seventh of the offspring, as Schwefel's (15, 100) has; with a comma there are that many to choose from, at least.
Index parents_of(const Options& options) {
    const Index offspring = points_of_evolution_strategy(0, options);
    if (!(options.parents > 0)) return (offspring + 6) / 7;
    const auto parents = static_cast<Index>(options.parents);
    return selection_of(options) == Selection::comma && parents > offspring ? offspring : parents;
}

// The largest deviation of a variable in a box, as a part of its first: what fills the box, or that. One without a box
// has no limit.
double largest_growth(const Run& run, Index i, double first) {
    if (!has_box(run, i)) return INFINITY;
    return first > 0 ? std::fmax(filling * (run.bounds().high(i) - run.bounds().low(i)) / first, 1) : 1;
}

}  // namespace

Index points_of_evolution_strategy(Index, const Options& options) {
    return options.population_size > 0 ? static_cast<Index>(options.population_size) : 100;
}

Task<Verdict> evolution_strategy(Run& run) {
    const Index n = run.dimension;
    const Index offspring = points_of_evolution_strategy(n, run.options);
    const Index span = RecentValues::span(n, offspring);
    const BoxMap map{run.bounds()};
    Generation generation;
    RecentValues recent;
    Sample sample;
    BestPoint best;
    generation.allocate(run.memory, n, parents_of(run.options), offspring);
    recent.allocate(run.memory, span);
    sample.allocate(run.memory, offspring, n);
    best.allocate(run);
    double* const scales = run.memory.array<double>(n);
    double* const limits = run.memory.array<double>(n);
    if (run.memory.failed()) co_return Verdict{};
    for (Index i = 0; i < n; ++i) {
        scales[i] = first_deviation(run, i);
        limits[i] = largest_growth(run, i, scales[i]);
    }
    generation.scales = scales;
    generation.limits = limits;

    Random random(run.options.seed);
    double newest = INFINITY;  // the best value of the last generation
    const auto state = [&] {
        Parts parts;
        parts.add(random).add(newest).add(best.x, n).add(best.value);
        generation.add_parts(parts);
        recent.add_parts(parts);
        return parts;
    };
    if (run.snapshot.resuming()) {
        Parts parts = state();
        if (!run.restore(parts) || !recent.sound()) co_return Verdict{Status::stopped};
        best.show(run);
    } else {
        double* const x = sample.points.row(0);
        first_point(run, random, x);
        const double value = co_await run.evaluate(x);
        best.offer(run, x, value);
        if (value == -INFINITY) co_return Verdict{Status::unbounded, value};
        for (Index i = 0; i < n; ++i) x[i] = map.from_box(i, x[i]);
        generation.begin(x, rank(value));
    }
    for (;;) {
        if (run.snapshot.recording()) {
            Parts parts = state();
            run.save(parts);
        }
        Verdict verdict;
        if (has_lasted(run, verdict)) co_return verdict;
        // What is small where no value is finite has not converged, but lost its way.
        const bool small = newest < INFINITY && is_small(run, generation.largest(relative_deviation), verdict);
        if (small || recent.agree(run, best.value, span, verdict)) {
            double* const x = sample.points.row(0);
            const bool lower = co_await look_around(run, best, scales, least_drop(run, best.value), x);
            if (best.value == -INFINITY) co_return Verdict{Status::unbounded, best.value};
            if (!lower) co_return verdict;
            for (Index i = 0; i < n; ++i) x[i] = map.from_box(i, best.x[i]);
            generation.begin(x, best.value, 0.01);
            recent.begin();
        }
        const double growth = generation.largest([](double size, double, double first) { return size / first; });
        if (is_boundless(growth, best.value, verdict)) co_return verdict;

        if (generation.is_alone()) {
            generation.vary_alone(random);
        } else {
            generation.vary(static_cast<Recombination>(run.options.recombination), random);
        }
        for (Index k = 0; k < offspring; ++k) {
            const double* const y = generation.child(k);
            for (Index i = 0; i < n; ++i) sample.points(k, i) = map.to_box(i, y[i]);
        }
        co_await run.evaluate(sample.question(run, offspring));
        const bool bounded = sample.take(run, best);
        if (!bounded) co_return Verdict{Status::unbounded, best.value};
        newest = sample.values[sample.order[0]];
        for (Index k = 0; k < offspring; ++k) generation.values[generation.parents + k] = sample.values[k];
        if (generation.is_alone()) {
            generation.select_alone();
        } else {
            generation.select(selection_of(run.options));
        }
        // Parents that nothing can be compared with do not agree.
        recent.take(generation.values[0], std::fmax(generation.values[generation.parents - 1], newest), span);
        const double size = generation.largest([](double deviation, double, double) { return deviation; });
        run.count_iteration(size);
    }
}

}  // namespace steepest
