#include "minimize/first_order.hpp"

#include <utility>

#include "minimize/place.hpp"
#include "minimize/searches.hpp"
#include "minimize/stopping.hpp"

namespace steepest {
namespace {

constexpr double first_change = 0.1, growth = 1.05, cut = 0.5;
constexpr int most_cuts = 200;  // of the rate, before a step

// The places of a run, and the rule.
struct Walk {
    Run& run;
    Updater<double> updater;
    Place current, next, best;
    double* change = nullptr;  // the step that led to the current iterate

    Walk(Run& r, UpdateMethod method) : run(r), updater(make_updater<double>(method, r.options.update)) {}

    bool allocate() {
        const Index n = run.dimension;
        for (Place* place : {&current, &next, &best}) place->allocate(run.memory, n);
        change = run.memory.array<double>(n);
        if (run.memory.failed() || !updater.allocate(run.memory, n)) return false;
        for (Index i = 0; i < n; ++i) best.x[i] = best.gradient[i] = change[i] = 0;
        return true;
    }

    // next = P(current + step), and how far that is; the largest relative change of a variable.
    double advance(double rate) {
        const Index n = run.dimension;
        const Bounds bounds = run.bounds();
        for (Index i = 0; i < n; ++i) next.x[i] = current.x[i];
        updater.step(rate, {next.x, n}, {current.gradient, n});
        double largest = 0;
        for (Index i = 0; i < n; ++i) {
            next.x[i] = bounds.clamp(i, next.x[i]);
            change[i] = next.x[i] - current.x[i];
            const double relative = std::fabs(change[i]) / std::fmax(std::fabs(current.x[i]), 1.0);
            if (!(relative <= largest)) largest = relative;  // a NaN stays
        }
        return largest;
    }

    double first_rate() {
        const double largest = advance(1);
        updater.reset();
        return largest > 0 ? first_change / largest : 1;
    }

    // The length of the step over that of the gradient: the rate that a rule amounts to.
    double effective_rate() const {
        const Level1<double>& level1 = kernels().level1;
        const double moved = level1.dot(run.dimension, change, change);
        return moved > 0 ? std::sqrt(moved / level1.dot(run.dimension, current.gradient, current.gradient)) : 0;
    }
};

// The base rate of the step to come; Polyak's is that of a quadratic model with a known minimum.
double base_rate(const Run& run, double f, const double* g) {
    const UpdateSettings& settings = run.options.update;
    if (settings.type() != ScheduleKind::polyak) return run.options.learning_rate;
    const double square = kernels().level1.dot(run.dimension, g, g);
    return run.options.learning_rate * std::fmax(f - settings.minimum, 0) / square;
}

}  // namespace

Task<Verdict> first_order(Run& run, UpdateMethod method) {
    const Index n = run.dimension;
    Walk walk(run, method);
    if (!walk.allocate()) co_return Verdict{};
    const bool chooses = std::isnan(run.options.learning_rate);
    double f = 0, before = 0, rate = 0, lowest = INFINITY, best_norm = 0;
    Stagnation stagnation;
    const auto state = [&] {
        Parts parts;
        parts.add(walk.current.x, n).add(walk.current.gradient, n).add(walk.best.x, n).add(walk.best.gradient, n);
        parts.add(walk.change, n).add(f).add(before).add(rate).add(lowest).add(best_norm).add(stagnation);
        parts.add(walk.updater.progress());
        for (int k = 0; k < walk.updater.memories(); ++k) parts.add(walk.updater.memory(k).data, n);
        return parts;
    };
    Verdict verdict;
    if (run.snapshot.resuming()) {
        Parts parts = state();
        if (!run.restore(parts)) co_return Verdict{Status::stopped};
        if (lowest < INFINITY) run.accept(walk.best.x, lowest, walk.best.gradient, best_norm);
    } else {
        run.best_point(walk.current.x);  // the start, within the bounds
        f = before = co_await run.evaluate(walk.current.x, walk.current.gradient);
        if (not_finite(run, f, walk.current.gradient, verdict)) co_return verdict;
        if (chooses) rate = walk.first_rate();
    }
    for (;;) {
        if (run.snapshot.recording()) {
            Parts parts = state();
            run.save(parts);
        }
        Place& current = walk.current;
        const double norm = scaled_gradient(run, current.x, f, current.gradient);
        const double* const change = run.iterations > 0 ? walk.change : nullptr;
        const bool stop = stops(run, current.x, f, norm, before, change, 1, verdict);
        const bool best = f < lowest || chooses || (stop && verdict.status != Status::max_iterations);
        if (best) {
            lowest = f;
            best_norm = norm;
            run.accept(current.x, f, current.gradient, norm);
        }
        if (stop) co_return verdict;
        if (chooses && stagnation.after(f, norm, rounding_noise(f))) {
            co_return Verdict{Status::no_further_progress, norm, run.promised_decrease};
        }
        before = f;
        for (int cuts = 0;; ++cuts) {
            const double moved = walk.advance(chooses ? rate : base_rate(run, before, current.gradient));
            if (chooses && (!(moved > 0) || cuts > most_cuts)) {
                co_return Verdict{Status::no_further_progress, norm, run.promised_decrease};
            }
            if (!chooses || moved < INFINITY) {
                f = co_await run.evaluate(walk.next.x, walk.next.gradient);
                const bool fails = not_finite(run, f, walk.next.gradient, verdict);
                if (!chooses && fails) co_return verdict;
                if (!chooses || (!fails && f <= before)) break;
            }
            rate *= cut;
            walk.updater.reset();
        }
        rate *= growth;
        run.count_iteration(walk.effective_rate());
        // Keeps the best iterate out of the way of the next ones.
        if (best) std::swap(walk.best, walk.current);
        std::swap(walk.current, walk.next);
    }
}

}  // namespace steepest
