#include "minimize/cma_es.hpp"

#include "minimize/cma_stops.hpp"
#include "minimize/first_distribution.hpp"
#include "minimize/sample.hpp"
#include "stochastic/restarts.hpp"

namespace steepest {
namespace {

Index population_of(Index n, const Options& options) {
    return options.population_size > 0 ? static_cast<Index>(options.population_size)
                                       : CmaConstants::usual_population(n);
}

RestartKind kind_of(const Options& options) {
    return static_cast<RestartKind>(options.restarts);
}

// Restarts go on until the evaluations allowed are used up, or so many a variable, where no limit is set.
double evaluations_for_restarts(const Run& run) {
    const double limit = run.options.max_evaluations;
    return std::isfinite(limit) ? limit : 1e4 * static_cast<double>(run.dimension);
}

void place_points(const Run& run, const CmaDistribution& d, Matrix<double> points) {
    const BoxMap map{run.bounds()};
    for (Index k = 0; k < d.constants.population; ++k) {
        const double* const y = d.y.row(k);
        for (Index i = 0; i < d.n; ++i) {
            points(k, i) = map.to_box(i, d.mean[i] + d.numbers.sigma * d.scales[i] * y[i]);
        }
    }
}

// How a run can have ended, or that none has.
bool is_sound(const Verdict& v) {
    const bool ends = v.status == Status::step_tolerance || v.status == Status::function_tolerance ||
                      v.status == Status::no_further_progress || v.status == Status::unbounded ||
                      v.status == Status::not_finite || v.status == Status::out_of_memory;
    const bool measures = v.measure == Measure::none || v.measure == Measure::distribution;
    return ends && measures && !std::isnan(v.measured) && !std::isnan(v.threshold);
}

// A snapshot may hold any number.
bool is_sound(const Run& run, Random random, const BestPoint& best) {
    bool sound = std::isfinite(random.normal()) && best.value > -INFINITY;
    for (Index i = 0; i < run.dimension && best.value < INFINITY; ++i) {
        sound = sound && std::isfinite(best.x[i]) && best.x[i] == run.bounds().clamp(i, best.x[i]);
    }
    return sound;
}

double largest_deviation(const CmaDistribution& d) {
    double largest = 0;
    for (Index i = 0; i < d.n; ++i) largest = std::fmax(largest, d.deviation(i));
    return largest;
}

}  // namespace

Index points_of_cma_es(Index n, const Options& options) {
    const Index population = population_of(n, options);
    return kind_of(options) == RestartKind::none ? population : Restarts::largest(population, n);
}

Task<Verdict> cma_es(Run& run) {
    const Index n = run.dimension;
    const Index most_points = points_of_cma_es(n, run.options);
    CmaDistribution d;
    CmaStops stops;
    Sample sample;
    BestPoint best;
    d.allocate(run.memory, n, most_points);
    stops.allocate(run.memory, n);
    sample.allocate(run.memory, most_points, n);
    best.allocate(run);
    double* const scales = run.memory.array<double>(n);
    if (run.memory.failed()) co_return Verdict{};
    for (Index i = 0; i < n; ++i) scales[i] = first_deviation(run, i);
    d.scales = scales;
    const BoxMap map{run.bounds()};

    // One run after another, if there are restarts.
    Random random(run.options.seed);
    Restarts restarts(population_of(n, run.options), n);
    struct {
        double evaluations;
        double best;
    } before{0, INFINITY};  // the run under way
    Verdict of_best;        // how the run ended that found the best point
    const auto state = [&] {
        Parts parts;
        parts.add(random).add(restarts).add(before).add(best.x, n).add(best.value);
        parts.add(of_best.status).add(of_best.measured).add(of_best.threshold).add(of_best.measure);
        d.add_parts(parts);
        stops.add_parts(parts);
        return parts;
    };
    const auto begin_at = [&](const double* x) {
        for (Index i = 0; i < n; ++i) d.mean[i] = map.from_box(i, x[i]);
        d.begin(restarts.population(), restarts.sigma());
        stops.begin();
        before.evaluations = static_cast<double>(run.counts().value);
        before.best = best.value;
    };

    if (run.snapshot.resuming()) {
        Parts parts = state();
        const bool restored = run.restore(parts);
        const bool sound = restarts.sound(kind_of(run.options), population_of(n, run.options), n) && d.sound() &&
                           stops.sound() && is_sound(run, random, best) && is_sound(of_best) &&
                           before.evaluations >= 0 && before.evaluations < 0x1p53 && !std::isnan(before.best);
        if (!restored || !sound) co_return Verdict{Status::stopped};
        d.set_population(restarts.population());
        best.show(run);
    } else {
        double* const x = sample.points.row(0);
        first_point(run, random, x);
        const double value = co_await run.evaluate(x);
        best.offer(run, x, value);
        if (value == -INFINITY) co_return Verdict{Status::unbounded, value};
        begin_at(x);
    }
    for (;;) {
        if (run.snapshot.recording()) {
            Parts parts = state();
            run.save(parts);
        }
        Verdict verdict;
        if (has_lasted(run, verdict)) co_return verdict;
        verdict = {Status::no_further_progress};
        const double evaluations = static_cast<double>(run.counts().value);
        const double used = evaluations - before.evaluations;
        const RestartKind kind = kind_of(run.options);
        const bool ends = stops.stops(run, d, best.value, verdict);
        if (ends || (kind != RestartKind::none && (stops.lasted(d) || restarts.exhausted(used)))) {
            if (best.value < before.best || of_best.status == Status::out_of_memory) of_best = verdict;
            const bool more = verdict.status != Status::unbounded && evaluations < evaluations_for_restarts(run) &&
                              restarts.next(kind, used, random);
            if (!more) co_return of_best;
            double* const x = sample.points.row(0);
            first_point(run, random, x);
            if (has_box(run)) draw_from_box(run, random, x);
            begin_at(x);
        }

        d.draw(random);
        const Status spread = d.spread(run.memory);
        if (spread != Status::solved) co_return Verdict{spread};
        place_points(run, d, sample.points);
        co_await run.evaluate(sample.question(run, d.constants.population));
        const bool bounded = sample.take(run, best);
        if (!bounded) co_return Verdict{Status::unbounded, best.value};
        const Index last = sample.order[d.constants.population - 1];
        stops.take(sample.values[sample.order[0]], sample.values[last], d);
        const Status updated = d.update(sample.order.data, run.memory);
        if (updated != Status::solved) co_return Verdict{updated};
        run.count_iteration(largest_deviation(d));
    }
}

}  // namespace steepest
