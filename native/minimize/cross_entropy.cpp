#include "minimize/cross_entropy.hpp"

#include "minimize/distribution_size.hpp"
#include "minimize/encoding.hpp"
#include "minimize/first_distribution.hpp"
#include "minimize/look_around.hpp"
#include "minimize/recent_values.hpp"
#include "minimize/sample.hpp"
#include "stochastic/elite.hpp"

namespace steepest {
namespace {

// What is drawn from: means and deviations, or probabilities as means.
struct Parameters {
    Index n = 0;
    bool binary = false;
    const double* scales = nullptr;  // first deviations
    double* mean = nullptr;
    double* deviation = nullptr;
    double* anchor = nullptr;  // where the mean was when the deviations were made larger

    bool allocate(Workspace& memory) {
        mean = memory.array<double>(n);
        deviation = memory.array<double>(n);
        anchor = memory.array<double>(n);
        return !memory.failed();
    }

    void begin(const Run& run, const double* x) {
        const BoxMap map{run.bounds()};
        for (Index i = 0; i < n; ++i) {
            mean[i] = anchor[i] = binary ? 0.5 : map.from_box(i, x[i]);
            deviation[i] = binary ? 0.5 : scales[i];
        }
    }

    // A point drawn, y, and what it stands for within the bounds, x.
    void draw(const Run& run, Random& random, double* y, double* x) const {
        const BoxMap map{run.bounds()};
        for (Index i = 0; i < n; ++i) {
            y[i] = binary ? (random.uniform() < mean[i] ? 1 : 0) : mean[i] + deviation[i] * random.normal();
            x[i] = binary ? run.bounds().clamp(i, y[i]) : map.to_box(i, y[i]);
        }
    }

    void learn(const Options& o, Matrix<const double> rows, const int32_t* order, Index elite, double iteration) {
        const double beta =
            o.dynamic_smoothing > 0 ? dynamic_smoothing(largest_beta, o.dynamic_smoothing, iteration) : o.smoothing;
        for (Index i = 0; i < n; ++i) {
            const Fitted fitted = fit(rows, order, elite, i);
            mean[i] = smooth(o.smoothing, fitted.mean, mean[i]);
            if (binary) {
                deviation[i] = std::fmin(mean[i], 1 - mean[i]);
            } else if (elite > 1) {  // one point has none to tell
                deviation[i] = smooth(beta, fitted.deviation, deviation[i]);
            }
        }
    }

    // Begins again from there, with a hundredth of the first deviations.
    void move_to(const Run& run, const double* x) {
        const BoxMap map{run.bounds()};
        for (Index i = 0; i < n; ++i) {
            mean[i] = anchor[i] = map.from_box(i, x[i]);
            deviation[i] = scales[i] / 100;
        }
    }

    // Makes the deviations as large as the way that the mean has come since the last time.
    void inject() {
        double way = 0;
        for (Index i = 0; i < n; ++i) {
            if (scales[i] > 0) way = std::fmax(way, std::fabs(mean[i] - anchor[i]) / scales[i]);
        }
        for (Index i = 0; i < n; ++i) {
            deviation[i] = way * scales[i];
            anchor[i] = mean[i];
        }
    }

    double relative_size() const {
        double largest = 0;
        for (Index i = 0; i < n; ++i) {
            if (!binary && scales[i] == 0) continue;
            const double size = binary ? deviation[i] : relative_deviation(deviation[i], mean[i], scales[i]);
            largest = std::fmax(largest, size);
        }
        return largest;
    }
    double size() const {
        double largest = 0;
        for (Index i = 0; i < n; ++i) largest = std::fmax(largest, deviation[i]);
        return largest;
    }
    double growth() const {
        double largest = 0;
        for (Index i = 0; i < n; ++i) {
            if (scales[i] > 0) largest = std::fmax(largest, deviation[i] / scales[i]);
        }
        return largest;
    }
};

// The best ⌈ρN⌉ that are finite; two at least, for the deviation of one is 0.
Index elite_of(const Options& options, const Sample& sample) {
    const double wanted = std::fmax(std::ceil(options.elite_fraction * static_cast<double>(sample.order.size)), 2);
    Index elite = 0;
    while (elite < sample.order.size && static_cast<double>(elite) < wanted &&
           sample.values[sample.order[elite]] < INFINITY) {
        ++elite;
    }
    return elite;
}

}  // namespace

Index points_of_cross_entropy(Index n, const Options& options) {
    if (options.population_size > 0) return static_cast<Index>(options.population_size);
    return n > 10 ? 10 * n : 100;
}

Task<Verdict> cross_entropy(Run& run) {
    const Index n = run.dimension;
    const Index count = points_of_cross_entropy(n, run.options);
    const Index span = RecentValues::span(n, count);
    Parameters parameters{.n = n, .binary = static_cast<Encoding>(run.options.encoding) == Encoding::binary};
    RecentValues recent;
    Sample sample;
    BestPoint best;
    parameters.allocate(run.memory);
    double* const scales = run.memory.array<double>(n);
    const Matrix<double> drawn = run.memory.matrix(count, n);
    recent.allocate(run.memory, span);
    sample.allocate(run.memory, count, n);
    best.allocate(run);
    if (run.memory.failed()) co_return Verdict{};
    for (Index i = 0; i < n; ++i) scales[i] = first_deviation(run, i);
    parameters.scales = scales;

    Random random(run.options.seed);
    double injected = INFINITY;  // the best value when the deviations were made larger
    const auto state = [&] {
        Parts parts;
        parts.add(random).add(best.x, n).add(best.value).add(injected);
        parts.add(parameters.mean, n).add(parameters.deviation, n).add(parameters.anchor, n);
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
        for (Index i = 0; parameters.binary && i < n; ++i) x[i] = run.bounds().clamp(i, x[i] < 0.5 ? 0 : 1);
        const double value = co_await run.evaluate(x);
        best.offer(run, x, value);
        if (value == -INFINITY) co_return Verdict{Status::unbounded, value};
        parameters.begin(run, x);
    }
    for (;;) {
        if (run.snapshot.recording()) {
            Parts parts = state();
            run.save(parts);
        }
        Verdict verdict;
        if (has_lasted(run, verdict)) co_return verdict;
        if (is_small(run, parameters.relative_size(), verdict) || recent.agree(run, best.value, span, verdict)) {
            const double drop = least_drop(run, best.value);
            if (parameters.binary) co_return verdict;
            if (injected - best.value > drop) {
                parameters.inject();
            } else {
                const bool lower = co_await look_around(run, best, scales, drop, sample.points.row(0));
                if (best.value == -INFINITY) co_return Verdict{Status::unbounded, best.value};
                if (!lower) co_return verdict;
                parameters.move_to(run, best.x);
            }
            injected = best.value;
            recent.begin();
        }
        if (is_boundless(parameters.growth(), best.value, verdict)) co_return verdict;

        for (Index k = 0; k < count; ++k) parameters.draw(run, random, drawn.row(k), sample.points.row(k));
        co_await run.evaluate(sample.question(run, count));
        const bool bounded = sample.take(run, best);
        if (!bounded) co_return Verdict{Status::unbounded, best.value};
        recent.take(sample.values[sample.order[0]], sample.values[sample.order[count - 1]], span);
        const Index elite = elite_of(run.options, sample);
        const double iteration = static_cast<double>(run.iterations) + 1;
        if (elite > 0) parameters.learn(run.options, drawn, sample.order.data, elite, iteration);
        run.count_iteration(parameters.size());
    }
}

}  // namespace steepest
