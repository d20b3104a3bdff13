#include "minimize/nested.hpp"

#include <cstdlib>
#include <new>

#include "minimize/make.hpp"

namespace steepest {

Run* nest(Run& run, int method, const Options& options, const double* start, unsigned provides) {
    const Index n = run.dimension;
    run.drop_nested();
    void* const memory = std::malloc(sizeof(Run));
    if (!memory) return static_cast<Run*>(run.memory.fail());
    Run* const inner = ::new (memory) Run(n, options, bytes_of(method, n, options));
    run.nested = inner;
    inner->provides = provides;
    inner->start = inner->memory.vector(n);
    inner->lower = run.lower;
    inner->upper = run.upper;
    if (inner->memory.failed()) return static_cast<Run*>(run.memory.fail());
    for (Index i = 0; i < n; ++i) inner->start[i] = start[i];
    if (!make_root(*inner, method)) return static_cast<Run*>(run.memory.fail());
    return inner;
}

Task<Verdict> follow(Run& run, Run& inner, BestPoint& best) {
    double* const point = run.memory.array<double>(run.dimension);
    if (run.memory.failed()) co_return Verdict{};
    inner.begin();
    while (!inner.done()) {
        const double value = co_await run.evaluate(inner.query());
        inner.tell(value);
        const Incumbent& found = inner.incumbent;
        if (!found.x || !std::isfinite(found.value) || !(found.value <= best.value)) continue;
        inner.best_point(point);
        best.offer(run, point, found.value, found.direction ? nullptr : found.gradient, found.gradient_norm);
    }
    co_return inner.verdict();
}

}  // namespace steepest
