#include "minimize/multi_start.hpp"

#include "bounds/search_box.hpp"
#include "minimize/local_search.hpp"
#include "minimize/stopping.hpp"
#include "restarts/basins.hpp"
#include "restarts/latin_hypercube.hpp"
#include "restarts/linkage.hpp"

namespace steepest {

Task<Verdict> multi_start(Run& run) {
    const Index n = run.dimension;
    const Options& o = run.options;
    const Index height = multi_start_points(n, o);
    const Matrix<double> block = run.memory.matrix(height, n);
    double* const values = run.memory.array<double>(height);
    double* const x = run.memory.array<double>(n);
    SearchBox box;
    box.allocate(run.memory, run.bounds(), run.start);
    BestPoint best;
    best.allocate(run, true);
    Linkage sample;
    sample.allocate(run.memory, box.width);
    Basins* const basins = run.memory.array<Basins>(1);
    if (run.memory.failed()) co_return Verdict{};
    if (!descends(o)) co_return Verdict{Status::stopped};
    *basins = Basins(box.width);
    run.basins = basins;
    Random random(o.seed);
    Verdict verdict{Status::not_finite, not_finite_value, NAN};
    double lowest_end = INFINITY, started = 0;
    for (double blocks = 0; started < o.starts && blocks < o.starts; blocks += 1) {
        const bool at_start = blocks == 0 && o.random_start != 1;
        if (at_start) {
            run.best_point(block.row(0));
            values[0] = co_await run.evaluate(block.row(0));
        } else {
            latin_hypercube(random, block);
            for (Index k = 0; k < height; ++k) {
                for (Index i = 0; i < n; ++i) block.row(k)[i] = box.at(i, block.row(k)[i]);
            }
            const Query query{.needs = needs::batch, .points = block, .values = values};
            co_await run.evaluate(query);
        }
        for (Index k = 0; k < (at_start ? 1 : height); ++k) {
            const double value = finite_rank(values[k]);
            best.offer(run, block.row(k), value);
            sample.add(block.row(k), value);
        }
        const double* from = sample.next();
        if (!from) from = sample.next_best();
        for (; from && started < o.starts; from = sample.next()) {
            if (basins->has(from)) continue;
            for (Index i = 0; i < n; ++i) x[i] = from[i];
            const Descent descent = co_await descend_from(run, x, best);
            if (descent.value < INFINITY) basins->add(run.memory, x, descent.value);
            if (descent.value < lowest_end) {
                lowest_end = descent.value;
                verdict = descent.verdict;
            }
            started += 1;
            run.count_iteration(0);
            if (static_cast<double>(run.iterations) >= o.max_iterations) {
                co_return Verdict{Status::max_iterations, static_cast<double>(run.iterations), o.max_iterations};
            }
        }
    }
    co_return verdict;
}

}  // namespace steepest
