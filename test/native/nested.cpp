// A run inside a run: the same questions as the inner method alone asks, and the outer's limits and memory.
#include <cmath>
#include <cstring>

#include "expect.hpp"
#include "minimize/make.hpp"
#include "minimize/nested.hpp"

using namespace steepest;

namespace {

constexpr Index n = 2;

double rosenbrock(const double* x, double* g) {
    const double a = x[1] - x[0] * x[0], b = 1 - x[0];
    g[0] = -400 * a * x[0] - 2 * b;
    g[1] = 200 * a;
    return 100 * a * a + b * b;
}

int method_called(const char* name) {
    for (int i = 0; i < method_count(); ++i) {
        if (!std::strcmp(method_name(i), name)) return i;
    }
    return -1;
}

Options options() {
    Options o{};
    o.gradient_tolerance = 1e-8;
    o.max_iterations = 1000;
    o.max_evaluations = INFINITY;
    o.target = -INFINITY;
    o.sufficient_decrease = 1e-4;
    o.curvature = 0.9;
    o.step_size = NAN;
    o.memory = 10;
    return o;
}

// Twice, from two starts.
Task<Verdict> twice(Run& run, int method) {
    BestPoint best;
    best.allocate(run, true);
    Verdict last;
    for (int start = 0; start < 2; ++start) {
        const double from[] = {run.start[0] + start, run.start[1]};
        Run* const inner = nest(run, method, run.options, from);
        if (!inner) co_return Verdict{};
        last = co_await follow(run, *inner, best);
    }
    co_return last;
}

double answer(Run& run) {
    Query& query = run.mutable_query();
    double ignored[n];
    return rosenbrock(query.x.data, query.needs & needs::gradient ? query.gradient : ignored);
}

int evaluations_of(int method, double from) {
    double start[] = {-1.2 + from, 1};
    Run run(n, options(), 8192);
    run.provides = needs::value_and_gradient;
    run.start = {start, n};
    make_root(run, method);
    for (run.begin(); !run.done();) run.tell(answer(run));
    return static_cast<int>(run.counts().value);
}

void same_as_alone(int method) {
    double start[] = {-1.2, 1};
    Run run(n, options(), 8192);
    run.provides = needs::value_and_gradient;
    run.start = {start, n};
    run.root = twice(run, method);
    for (run.begin(); !run.done();) run.tell(answer(run));
    expect(run.verdict().status == Status::gradient_tolerance, "ends as the inner run", double(run.verdict().status));
    const int alone = evaluations_of(method, 0) + evaluations_of(method, 1);
    expect(static_cast<int>(run.counts().value) == alone, "evaluations", static_cast<double>(run.counts().value));
    double x[n];
    run.best_point(x);
    expect(std::fabs(x[0] - 1) + std::fabs(x[1] - 1) < 1e-6, "the minimizer", x[0]);
    expect(run.incumbent.gradient != nullptr, "the gradient there", 0);
}

// Stopped anywhere, the best point told so far is the answer.
void stopped(int method) {
    for (int limit = 1; limit < 40; ++limit) {
        double start[] = {-1.2, 1};
        Run run(n, options(), 8192);
        run.provides = needs::value_and_gradient;
        run.start = {start, n};
        run.root = twice(run, method);
        double least = INFINITY;
        run.begin();
        for (int i = 0; i < limit && !run.done(); ++i) {
            const double value = answer(run);
            least = std::fmin(least, value);
            run.tell(value);
        }
        run.end({Status::aborted});
        expect(run.incumbent.value == least, "best so far", run.incumbent.value - least);
    }
}

void without_memory(int method) {
    for (std::size_t left = 0; left < 12; ++left) {
        double start[] = {-1.2, 1};
        Run run(n, options(), 8192);
        run.provides = needs::value_and_gradient;
        run.start = {start, n};
        run.memory.fail_after(left);
        run.root = twice(run, method);
        for (run.begin(); !run.done();) run.tell(answer(run));
        const Status status = run.verdict().status;
        expect(status == Status::out_of_memory || status == Status::gradient_tolerance, "status", double(status));
    }
}

}  // namespace

int main() {
    const int method = method_called("bfgs");
    same_as_alone(method);
    stopped(method);
    without_memory(method);
    return failures != 0;
}
