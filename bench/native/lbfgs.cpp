// L-BFGS with ten pairs beside dlib and liblbfgs, in C++: extended Rosenbrock functions of n variables, to ‖g‖ < 1e-6.
//
//   lbfgs [n…]          100 10000 1000000 without one
//
// All evaluate the same function, the core's, so that what differs is the methods' own work: the time of an iteration,
// and of that the part without evaluations. The answers are compared first. STEEPEST_ISA chooses our level. One thread:
// set OPENBLAS_NUM_THREADS=1, for dlib loads OpenBLAS, whose other threads would be counted.
//
// The floor of an iteration is the time to read its pairs twice, and ten other vectors once, at the bandwidth of
// reading the pairs one after the other: g and p of the direction; x, p and x⁺; x⁺ and g⁺ of the evaluation; g, g⁺ and
// y. From memory, several rows side by side are read a little faster than that.
#include <dlib/optimization.h>
#include <dlib/revision.h>
#include <lbfgs.h>
#include <malloc.h>

#include <cstdlib>
#include <cstring>

#include "minimize/make.hpp"
#include "minimize/searches.hpp"
#include "stopwatch.hpp"

namespace {

constexpr double tolerance = 1e-6;
constexpr int pairs = 10;
constexpr int most_evaluations = 10000;

long evaluations;
double evaluate(long n, const double* x, double* gradient) {
    ++evaluations;
    return steepest::kernels().rosenbrock.pairs(n, x, gradient);
}
double norm(const double* g, long n) {
    return std::sqrt(steepest::kernels().level1.dot(n, g, g));
}
double start_at(long i) {
    return i % 2 == 0 ? -1.2 : 1.0;
}

struct Outcome {
    double value, gradient;
    long iterations, evaluations;
};

Outcome steepests(long n) {
    using namespace steepest;
    int method = 0, search = 0;
    while (std::strcmp(method_name(method), "lbfgs") != 0) ++method;
    while (std::strcmp(search_names[search], "more-thuente") != 0) ++search;
    Options options{};
    options.max_iterations = options.max_evaluations = INFINITY;
    options.target = -INFINITY;
    options.line_search = search;
    options.sufficient_decrease = 1e-4;
    options.curvature = 0.9;  // as the others have it
    options.step_size = NAN;
    options.memory = pairs;
    Run run(n, options, bytes_of(method, n, options));
    run.provides = needs::value_and_gradient;
    run.start = run.memory.vector(n);
    for (long i = 0; i < n; ++i) run.start[i] = start_at(i);
    double gradient = INFINITY;
    make_root(run, method);
    run.begin();
    while (!run.done()) {
        const Query& query = run.query();
        run.tell(evaluate(n, query.x.data, query.gradient));
        if (!run.take_iterated()) continue;
        gradient = norm(run.incumbent.gradient, n);
        if (gradient < tolerance) run.end({Status::stopped});
    }
    return {run.incumbent.value, gradient, static_cast<long>(run.iterations), 0};
}

using Vector = dlib::matrix<double, 0, 1>;
struct DlibStop {
    Outcome& outcome;
    bool should_continue_search(const Vector&, double, const Vector& g) {
        ++outcome.iterations;
        outcome.gradient = norm(&g(0), g.size());
        return outcome.gradient >= tolerance && evaluations < most_evaluations;
    }
};
Outcome dlibs(long n) {
    Vector x(n), gradient(n);
    for (long i = 0; i < n; ++i) x(i) = start_at(i);
    // It asks for the value and then for the gradient at the same point, which is there already.
    const auto f = [&](const Vector& point) { return evaluate(n, &point(0), &gradient(0)); };
    const auto g = [&](const Vector&) -> const Vector& { return gradient; };
    Outcome outcome{};
    outcome.value = dlib::find_min(dlib::lbfgs_search_strategy(pairs), DlibStop{outcome}, f, g, x, -1);
    return outcome;
}

Outcome liblbfgss(long n) {
    double* const x = lbfgs_malloc(static_cast<int>(n));
    for (long i = 0; i < n; ++i) x[i] = start_at(i);
    lbfgs_parameter_t parameters;
    lbfgs_parameter_init(&parameters);
    parameters.m = pairs;
    parameters.epsilon = 0;
    parameters.past = 0;
    Outcome outcome{};
    const auto function = [](void*, const double* point, double* g, const int size, const double) {
        return evaluate(size, point, g);
    };
    const auto progress = [](void* self, const double*, const double* g, const double, const double, const double,
                             const double, int size, int iteration, int) {
        Outcome& reached = *static_cast<Outcome*>(self);
        reached.iterations = iteration;
        reached.gradient = norm(g, size);
        return static_cast<int>(reached.gradient < tolerance);
    };
    lbfgs(static_cast<int>(n), x, &outcome.value, function, progress, &outcome, &parameters);
    lbfgs_free(x);
    return outcome;
}

struct Contestant {
    const char* name;
    Outcome (*solve)(long n);
    Outcome outcome = {};
    std::vector<double> times = {};  // of an iteration, in seconds
};

double evaluation_time(long n) {
    std::vector<double> x(static_cast<std::size_t>(n)), g(x.size());
    for (long i = 0; i < n; ++i) x[static_cast<std::size_t>(i)] = start_at(i);
    const auto body = [&] { evaluate(n, x.data(), g.data()); };
    return bench::once(body, static_cast<int>(std::max(5L, 2000000 / n)));
}

double floor_time(long n) {
    std::vector<double> rows(static_cast<std::size_t>(2 * pairs * n), 1.0);
    const auto body = [&] { steepest::kernels().ceilings.read(static_cast<long>(rows.size()), rows.data()); };
    std::vector<double> times;
    for (int i = 0; i < 9; ++i) times.push_back(bench::once(body, static_cast<int>(std::max(1L, 100000 / n))));
    return (4 * pairs + 10) * bench::median(times) / (2 * pairs);
}

void compare(long n) {
    Contestant contestants[] = {{"steepest", steepests}, {"dlib", dlibs}, {"liblbfgs", liblbfgss}};
    const long repeats = std::max(1L, 200000 / n);
    const int rounds = n > 100000 ? 7 : 21;
    for (int round = 0; round <= rounds; ++round) {
        for (Contestant& c : contestants) {
            const double begin = bench::seconds();
            for (long i = 0; i < repeats; ++i) {
                evaluations = 0;
                c.outcome = c.solve(n);
            }
            c.outcome.evaluations = evaluations;
            const double time = (bench::seconds() - begin) / static_cast<double>(repeats * c.outcome.iterations);
            if (round > 0) c.times.push_back(time);  // the first warms up
        }
    }
    const double evaluation = evaluation_time(n), floor = floor_time(n);
    const std::vector<double>& ours = contestants[0].times;
    for (const Contestant& c : contestants) {
        const Outcome& o = c.outcome;
        std::vector<double> ratios;
        for (std::size_t i = 0; i < ours.size(); ++i) ratios.push_back(c.times[i] / ours[i]);
        const double time = bench::median(c.times);
        const double own = time - evaluation * static_cast<double>(o.evaluations) / static_cast<double>(o.iterations);
        const bool solved = o.gradient < tolerance && o.value < 1e-9;
        std::printf(
            "%8ld %-9s %4ld iterations %4ld evaluations  %11.3f us an iteration  %5.2fx  own %11.3f us  "
            "floor/time %.2f  f %.0e%s\n",
            n, c.name, o.iterations, o.evaluations, time * 1e6, bench::median(ratios), own * 1e6, floor / time, o.value,
            solved ? "" : "  NOT SOLVED");
    }
    std::fflush(stdout);
}

}  // namespace

int main(int count, char** sizes) {
    const char* isa = std::getenv("STEEPEST_ISA");
    for (int level = 0; isa && level < steepest::level_count(); ++level) {
        if (std::strcmp(isa, steepest::level_name(level)) == 0) steepest::select_level(level);
    }
    // Memory that was freed is kept for all contestants alike, as in a process that does more than one such thing.
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    std::printf(
        "level %s, one thread; peers dlib %d.%d and liblbfgs; targets 2 (n = 100), 1.6 (10,000), 1.6 "
        "(1,000,000) times dlib\n",
        steepest::kernels().name, DLIB_MAJOR_VERSION, DLIB_MINOR_VERSION);
    for (int i = 1; i < count; ++i) compare(std::atol(sizes[i]));
    if (count > 1) return 0;
    for (const long n : {100L, 10000L, 1000000L}) compare(n);
    return 0;
}
