#include "minimize/basin_hopping.hpp"

#include "bounds/search_box.hpp"
#include "minimize/local_search.hpp"
#include "minimize/stopping.hpp"
#include "stochastic/acceptance.hpp"

namespace steepest {
namespace {

constexpr double patience = 20;  // hops without a better best value

// s ← s / 0.9 or 0.9 s after each ten hops, as more or less than half of them were taken.
class HopSize {
  public:
    explicit HopSize(double size) : size_(size) {}
    double size() const { return size_; }
    void count(bool taken) {
        taken_ += taken;
        if (++hops_ < interval) return;
        size_ = taken_ > interval / 2 ? std::fmin(size_ / factor, 0.5) : size_ * factor;
        hops_ = taken_ = 0;
    }

  private:
    static constexpr double interval = 10, factor = 0.9;
    double size_, hops_ = 0, taken_ = 0;
};

}  // namespace

Task<Verdict> basin_hopping(Run& run) {
    const Index n = run.dimension;
    const Options& o = run.options;
    double* const x = run.memory.array<double>(n);
    double* const y = run.memory.array<double>(n);
    SearchBox box;
    box.allocate(run.memory, run.bounds(), run.start);
    BestPoint best;
    best.allocate(run, true);
    if (run.memory.failed()) co_return Verdict{};
    if (!descends(o)) co_return Verdict{Status::stopped};
    Random random(o.seed);
    HopSize hop(o.hop_size);
    double f = INFINITY, hops = 0, idle = 0;
    const auto state = [&] {
        Parts parts;
        parts.add(x, n).add(f).add(random).add(hop).add(hops).add(idle);
        return best.add_parts(parts, n);
    };

    if (run.snapshot.resuming()) {
        Parts parts = state();
        if (!run.restore(parts)) co_return Verdict{Status::stopped};
        best.show(run);
    } else {
        run.best_point(x);
        if (o.random_start == 1) box.draw(random, x);
        const Descent descent = co_await descend_from(run, x, best);
        f = descent.value;
    }
    for (;;) {
        if (run.snapshot.recording()) {
            Parts parts = state();
            run.save(parts);
        }
        if (static_cast<double>(run.iterations) >= o.max_iterations) {
            co_return Verdict{Status::max_iterations, static_cast<double>(run.iterations), o.max_iterations};
        }
        if (hops >= o.hops) {
            if (best.value == INFINITY) co_return Verdict{Status::not_finite, not_finite_value, NAN};
            co_return co_await polish(run, y, best);
        }
        const bool jumps = idle >= patience;
        if (jumps) box.draw(random, y);
        for (Index i = 0; i < n && !jumps; ++i) {
            y[i] = box.inside(i, x[i] + random.uniform(-hop.size(), hop.size()) * box.width[i]);
        }
        const double before = best.value;
        const Descent descent = co_await descend_from(run, y, best);
        const bool improved = best.value < before - 1e-6 * std::fabs(before) || before == INFINITY;
        idle = improved || jumps ? 0 : idle + 1;
        const bool taken = jumps || accepts(descent.value - f, o.temperature, 1, random);
        if (taken) {
            f = descent.value;
            for (Index i = 0; i < n; ++i) x[i] = y[i];
        }
        if (!jumps) hop.count(taken);
        hops += 1;
        run.count_iteration(hop.size());
    }
}

}  // namespace steepest
