#include "minimize/search_root.hpp"

#include "minimize/ray.hpp"
#include "minimize/searches.hpp"
#include "minimize/stopping.hpp"

namespace steepest {

Task<Verdict> search_root(Run& run, Vector<const double> direction) {
    const Index n = run.dimension;
    const double* const x = run.start.data;
    const double* const p = direction.data;
    double* const g = run.memory.array<double>(n);
    Place trial, kept;
    trial.allocate(run.memory, n);
    kept.allocate(run.memory, n);
    if (run.memory.failed()) co_return Verdict{};

    const double f = co_await run.evaluate(x, g);
    Verdict verdict;
    if (not_finite(run, f, g, verdict)) co_return verdict;
    const double norm = scaled_gradient(run, x, f, g);
    run.accept(x, f, g, norm);
    const double slope = kernels().level1.dot(n, g, p);
    if (!(slope < 0)) co_return Verdict{Status::no_further_progress, slope, 0};

    Ray ray(run, x, p, trial, kept);
    const SearchStart start{.origin = {f, slope},
                            .step = run.options.step_size > 0 ? run.options.step_size : 1,
                            .max_step = longest_step(run, f, norm, slope),
                            .decrease = run.options.sufficient_decrease,
                            .curvature = run.options.curvature,
                            .noise = rounding_noise(f),
                            .max_trials = 100};
    SearchResult found = co_await search(run, ray, start);
    if (found.end == SearchEnd::failed) co_return Verdict{Status::no_further_progress, slope, 0};
    Place& place = ray.at(found.step);
    if (!place.has_gradient) {
        const Query query{.needs = needs::gradient, .x = {place.x, n}, .gradient = place.gradient};
        co_await run.evaluate(query);
        found.trial.slope = kernels().level1.dot(n, place.gradient, p);
    }
    run.count_iteration(found.step);
    run.accept(place.x, found.trial.value, place.gradient,
               scaled_gradient(run, place.x, found.trial.value, place.gradient));
    const Status status = found.end == SearchEnd::found       ? Status::solved
                          : found.end == SearchEnd::unbounded ? Status::unbounded
                                                              : Status::no_further_progress;
    co_return Verdict{status, found.trial.slope, 0};
}

std::size_t bytes_of_search(Index dimension) {
    return static_cast<std::size_t>(dimension) * 9 * sizeof(double) + 4096;
}

}  // namespace steepest
