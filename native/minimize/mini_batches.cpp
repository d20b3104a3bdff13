#include "minimize/mini_batches.hpp"

#include <utility>

#include "base/random.hpp"
#include "minimize/place.hpp"
#include "minimize/stopping.hpp"

namespace steepest {
namespace {

struct Batches {
    Index rows, size;
    int32_t* order = nullptr;

    explicit Batches(const Options& options)
        : rows(static_cast<Index>(options.rows)), size(static_cast<Index>(options.batch_size)) {}

    Index count() const { return (rows + size - 1) / size; }
    double weight() const { return static_cast<double>(rows) / static_cast<double>(size); }
    Vector<const int32_t> at(Index batch) const {
        const Index first = batch * size;
        return {order + first, first + size < rows ? size : rows - first};
    }
    // Each from the natural order, so that the state of the random numbers tells the epoch's.
    void begin_epoch(bool shuffles, Random& random) const {
        for (Index i = 0; i < rows; ++i) order[i] = static_cast<int32_t>(i);
        if (shuffles) random.shuffle(order, rows);
    }
};

}  // namespace

bool takes_batches(const Run& run) {
    const Options& o = run.options;
    return (run.provides & needs::rows) && o.rows <= INT32_MAX && o.batch_size >= 1 && o.batch_size < o.rows;
}

Task<Verdict> by_batches(Run& run, UpdateMethod method) {
    const Index n = run.dimension;
    const Level1<double>& level1 = kernels().level1;
    Batches batches(run.options);
    Updater<double> updater = make_updater<double>(method, run.options.update);
    Random random(run.options.seed);
    Place current, next, best;
    for (Place* place : {&current, &next, &best}) place->allocate(run.memory, n);
    double* const g = run.memory.array<double>(n);
    double* const change = run.memory.array<double>(n);
    batches.order = run.memory.array<int32_t>(batches.rows);
    if (run.memory.failed() || !updater.allocate(run.memory, n)) co_return Verdict{};
    for (Index i = 0; i < n; ++i) best.x[i] = best.gradient[i] = change[i] = 0;

    double f = 0, before = 0, lowest = INFINITY, best_norm = 0;
    const auto state = [&] {
        Parts parts;
        parts.add(current.x, n).add(current.gradient, n).add(best.x, n).add(best.gradient, n).add(change, n);
        parts.add(f).add(before).add(lowest).add(best_norm).add(random).add(updater.progress());
        for (int k = 0; k < updater.memories(); ++k) parts.add(updater.memory(k).data, n);
        return parts;
    };
    Verdict verdict;
    if (run.snapshot.resuming()) {
        Parts parts = state();
        if (!run.restore(parts)) co_return Verdict{Status::stopped};
        if (lowest < INFINITY) run.accept(best.x, lowest, best.gradient, best_norm);
    } else {
        run.best_point(current.x);  // the start, within the bounds
        f = before = co_await run.evaluate(current.x, current.gradient);
        if (not_finite(run, f, current.gradient, verdict)) co_return verdict;
    }
    for (;;) {
        if (run.snapshot.recording()) {
            Parts parts = state();
            run.save(parts);
        }
        const double norm = scaled_gradient(run, current.x, f, current.gradient);
        const bool stop = stops(run, current.x, f, norm, before, run.iterations > 0 ? change : nullptr, 1, verdict);
        const bool improves = f < lowest || (stop && verdict.status != Status::max_iterations);
        if (improves) {
            lowest = f;
            best_norm = norm;
            run.accept(current.x, f, current.gradient, norm);
        }
        if (stop) co_return verdict;

        batches.begin_epoch(run.options.shuffle != 0, random);
        for (Index i = 0; i < n; ++i) next.x[i] = current.x[i];
        for (Index batch = 0; batch < batches.count(); ++batch) {
            const Query query{.needs = needs::value_and_gradient | needs::rows,
                              .x = {next.x, n},
                              .gradient = g,
                              .rows = batches.at(batch)};
            const double value = co_await run.evaluate(query);
            if (not_finite(run, value, g, verdict)) co_return verdict;
            level1.scale(n, batches.weight(), g);
            updater.step(run.options.learning_rate, {next.x, n}, {g, n});
            for (Index i = 0; i < n; ++i) next.x[i] = run.bounds().clamp(i, next.x[i]);
        }
        before = f;
        f = co_await run.evaluate(next.x, next.gradient);
        if (not_finite(run, f, next.gradient, verdict)) co_return verdict;
        for (Index i = 0; i < n; ++i) change[i] = next.x[i] - current.x[i];
        run.count_iteration(updater.rate(run.options.learning_rate));
        // Keeps the best iterate out of the way of the next ones.
        if (improves) std::swap(best, current);
        std::swap(current, next);
    }
}

}  // namespace steepest
