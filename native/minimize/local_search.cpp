#include "minimize/local_search.hpp"

namespace steepest {
namespace {

double calls(const Run& run) {
    const Counts& counts = run.counts();
    return static_cast<double>(counts.value + counts.gradient + counts.hessian + counts.product);
}

// What a global method does not use itself, its local runs have in common with it.
Options local_options(const Options& outer) {
    Options o = outer;
    o.function_tolerance = outer.local_function_tolerance;
    o.step_tolerance = outer.local_step_tolerance;
    o.max_iterations = outer.local_max_iterations;
    o.max_evaluations = outer.local_max_evaluations;
    o.step_size = outer.local_step_size;
    return o;
}

// By value: the task begins when the caller awaits it, and what its arguments were made of may be gone by then.
Task<Descent> run_locally(Run& run, Options options, double* x, BestPoint& best) {
    Run* const inner = nest(run, static_cast<int>(options.local_method), options, x);
    if (!inner) co_return Descent{};
    Descent end;
    end.verdict = co_await follow(run, *inner, best);
    end.evaluations = calls(*inner);
    if (inner->incumbent.x) {
        inner->best_point(x);
        end.value = finite_rank(inner->incumbent.value);
        end.gradient_norm = inner->incumbent.gradient_norm;
        // What is known of the end is known of the best point, if it is that one.
        if (end.value == best.value && !inner->incumbent.direction) {
            best.take(run, x, end.value, inner->incumbent.gradient, end.gradient_norm);
            run.promised_decrease = inner->promised_decrease;
        }
    }
    run.drop_nested();
    co_return end;
}

}  // namespace

Task<Descent> descend_from(Run& run, double* x, BestPoint& best) {
    return run_locally(run, local_options(run.options), x, best);
}

Task<Verdict> polish(Run& run, double* x, BestPoint& best) {
    for (Index i = 0; i < run.dimension; ++i) x[i] = best.x[i];
    Options options = local_options(run.options);
    options.function_tolerance = 0;
    options.step_tolerance = 0;
    options.max_iterations = 10 * std::fmax(1000, options.max_iterations);
    options.differences = 1;  // central: forward ones may never meet the tolerance
    const Descent end = co_await run_locally(run, options, x, best);
    if (end.value <= best.value) co_return end.verdict;
    // It ended on a point that is higher by rounding: the verdict is not on the best.
    co_return Verdict{Status::no_further_progress, best.gradient_norm, best.value};
}

}  // namespace steepest
