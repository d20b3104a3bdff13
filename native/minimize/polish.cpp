#include "minimize/polish.hpp"

#include <algorithm>
#include <cstring>

#include "minimize/make.hpp"
#include "minimize/nested.hpp"

namespace steepest {

double polish_reserve(const Run& run) {
    const double gradients = 12 * (static_cast<double>(run.dimension) + 1);
    return std::fmin(gradients, std::floor(run.options.max_evaluations / 3));
}

Task<void> polish(Run& run, BestPoint& best) {
    int method = 0;
    while (std::strcmp(method_name(method), "lbfgsb")) ++method;
    Options options = run.options;
    options.differences = 0;
    // Below these forward differences tell noise from noise.
    options.gradient_tolerance = std::fmax(options.gradient_tolerance, 1e-5);
    options.function_tolerance = 1e-12;
    options.step_tolerance = 0;
    options.max_iterations = 1000;
    options.max_evaluations = INFINITY;  // those of `run` hold
    Run* const inner = nest(run, method, options, best.x);
    if (!inner) co_return;
    inner->provides = needs::value;
    const Index patience = 4 * (run.dimension + 2);  // some gradients and trials; what moves in noise ends by it
    Index idle = 0;
    for (inner->begin(); !inner->done() && idle < patience;) {
        const Query query = inner->query();
        const double value = co_await run.evaluate(query);
        // Points of differences too: here any point may be the result.
        const Index batch = query.needs & needs::batch ? query.points.rows : 0;
        bool better = !batch && best.offer(run, query.x.data, value);
        for (Index i = 0; i < batch; ++i) better |= best.offer(run, query.points.row(i), query.values[i]);
        idle = better ? 0 : idle + std::max<Index>(batch, 1);
        inner->tell(value);
    }
}

}  // namespace steepest
