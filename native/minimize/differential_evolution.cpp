#include "minimize/differential_evolution.hpp"

#include <algorithm>

#include "linalg/sort.hpp"
#include "minimize/polish.hpp"
#include "minimize/settled.hpp"
#include "population/strategies.hpp"
#include "population/success_history.hpp"

namespace steepest {
namespace {

const Strategy& strategy_of(const Options& options) {
    const double index = options.strategy;
    return strategies[index >= 0 && index < strategy_count ? static_cast<int>(index) : 0];
}

using Weights = SuccessHistory::Weights;

struct Evolution {
    Strategy strategy;
    bool adapts;
    Index count;  // of members
    Population members = {}, trials = {};
    Population archive = {};  // of points only
    Index archived = 0;
    Weights* weights = nullptr;  // of each trial
    Vector<int32_t> order = {};  // of the members, best first, where the strategy asks
    SuccessHistory history = {};
    Random random;

    bool allocate(Workspace& memory, Index n);
    Parts parts();
    // Whether parts from outside name places that exist, and points of the region.
    bool sound(const Run& run, Index last) const {
        return count >= last && count <= members.points.rows && archived >= 0 && archived <= archive.points.rows &&
               history.sound() && steepest::sound(run, members);
    }
    void propose(const Run& run, const double* best);
    void select();
    void shrink(Index size);

  private:
    double component(Index j, const double* self, const double* base, const double* toward, const Index* pairs,
                     double f) const;
    double within(const Run& run, Index j, double parent, double moved);
    void keep_loser(Index i);
};

// Sizes of the archive and of pbest's share: Tanabe & Fukunaga's.
constexpr double archive_rate = 2.6, best_share = 0.11;

bool Evolution::allocate(Workspace& memory, Index n) {
    members.allocate(memory, count, n);
    trials.allocate(memory, count, n);
    if (adapts) archive.allocate(memory, static_cast<Index>(archive_rate * static_cast<double>(count)), n);
    weights = memory.array<Weights>(count);
    order = memory.vector<int32_t>(count);
    return !memory.failed();
}

// Between two generations.
Parts Evolution::parts() {
    Parts parts;
    members.add_to(parts);
    if (adapts) parts.add(archive.points.data, archive.points.rows * archive.points.columns);
    parts.add(count).add(archived).add(history).add(random);
    return parts;
}

double Evolution::component(Index j, const double* self, const double* base, const double* toward, const Index* pairs,
                            double f) const {
    double moved = base[j];
    if (toward) moved += f * (toward[j] - self[j]);
    for (int k = 0; k < 2 * strategy.pairs; k += 2) {
        const Index minus = pairs[k + 1];
        const double from = minus < count ? members.points(minus, j) : archive.points(minus - count, j);
        moved += f * (members.points(pairs[k], j) - from);
    }
    return moved;
}

// A component that left the bounds, or is not finite, comes back.
double Evolution::within(const Run& run, Index j, double parent, double moved) {
    const Bounds bounds = run.bounds();
    if (moved >= bounds.low(j) && moved <= bounds.high(j) && std::isfinite(moved)) return moved;
    const Side side(run, j);
    if (!adapts) return side.at(random.uniform());
    const double bound = moved < bounds.low(j) ? bounds.low(j) : bounds.high(j);
    return std::isfinite(bound) ? bounds.clamp(j, parent / 2 + bound / 2) : parent;
}

void Evolution::propose(const Run& run, const double* best) {
    const Options& o = run.options;
    const double dither = random.uniform(o.difference_weight_low, o.difference_weight_high);
    const bool ordered = strategy.toward == Member::pbest;
    if (ordered) sort_indices<double>({members.values, count}, {order.data, count});
    const Index leaders = std::max<Index>(2, static_cast<Index>(std::round(best_share * static_cast<double>(count))));
    for (Index i = 0; i < count; ++i) {
        const Weights w = weights[i] = adapts ? history.draw(random) : Weights{dither, o.crossover_rate};
        const double* const self = members.points.row(i);
        const double* toward = strategy.toward == Member::best ? best : nullptr;
        if (ordered) toward = members.points.row(order[random.below(leaders)]);
        Distinct others(random, i);
        const double* base = strategy.base == Member::best ? best : self;
        if (strategy.base == Member::random) base = members.points.row(others.draw(count));
        Index pairs[4];
        for (int k = 0; k < 2 * strategy.pairs; ++k) pairs[k] = others.draw(k % 2 ? count + archived : count);
        const Index always = random.below(run.dimension);
        for (Index j = 0; j < run.dimension; ++j) {
            const bool changes = random.uniform() < w.cr || j == always;
            trials.points(i, j) =
                changes ? within(run, j, self[j], component(j, self, base, toward, pairs, w.f)) : self[j];
        }
    }
}

void Evolution::keep_loser(Index i) {
    const Index room = archive.points.rows;
    const Index place = archived < room ? archived++ : random.below(room);
    for (Index j = 0; j < members.points.columns; ++j) archive.points(place, j) = members.points(i, j);
}

// A trial that is as good takes the place, so that a population can cross a plain.
void Evolution::select() {
    for (Index i = 0; i < count; ++i) {
        if (!(trials.values[i] <= members.values[i])) continue;
        if (adapts && trials.values[i] < members.values[i]) {
            keep_loser(i);
            history.succeed(weights[i], members.values[i] - trials.values[i]);
        }
        members.take(i, trials, i);
    }
    if (adapts) history.end_generation();
}

// Drops the worst.
void Evolution::shrink(Index size) {
    while (count > size) {
        Index worst = 0;
        for (Index i = 1; i < count; ++i) {
            if (members.values[i] > members.values[worst]) worst = i;
        }
        members.take(worst, members, --count);
    }
    const auto room = static_cast<Index>(archive_rate * static_cast<double>(count));
    while (archived > room) {
        const Index dropped = random.below(archived--);
        for (Index j = 0; j < archive.points.columns; ++j) archive.points(dropped, j) = archive.points(archived, j);
    }
}

// Of the way from the first generation to the last, by evaluations or generations; 10,000 n evaluations where there is
// no limit (the number of the CEC's competitions).
Index planned_size(const Run& run, Index first, Index last, double limit) {
    const double evaluations = std::fmin(limit, 1e4 * static_cast<double>(run.dimension));
    const double done = std::fmax(static_cast<double>(run.counts().value) / evaluations,
                                  static_cast<double>(run.iterations) / run.options.max_iterations);
    const double size = static_cast<double>(first) + static_cast<double>(last - first) * std::fmin(done, 1.0);
    return static_cast<Index>(std::round(size));
}

Index first_size(const Options& options) {
    return population_size(options, least_members(strategy_of(options)));
}

}  // namespace

Index differential_evolution_points(Index n, const Options& options) {
    return std::max(first_size(options), Run::batch_height(n));
}

Task<Verdict> differential_evolution(Run& run) {
    const Options& o = run.options;
    const Index first = first_size(o), last = least_members(strategy_of(o));
    Evolution evolution{
        .strategy = strategy_of(o), .adapts = o.adaptation == 1, .count = first, .random = Random(o.seed)};
    BestPoint best;
    evolution.allocate(run.memory, run.dimension);
    best.allocate(run);
    if (run.memory.failed()) co_return Verdict{};
    const double limit = o.polish == 1 ? o.max_evaluations - polish_reserve(run) : o.max_evaluations;
    const auto state = [&] {
        Parts parts = evolution.parts();
        parts.add(best.x, run.dimension).add(best.value);
        return parts;
    };
    if (run.snapshot.resuming()) {
        Parts parts = state();
        if (!run.restore(parts) || !evolution.sound(run, last) || !sound(run, best)) co_return Verdict{Status::stopped};
        best.show(run);
    } else {
        spread_first_points(run, evolution.random, evolution.members.points);
        co_await run.evaluate(values_of(run, evolution.members, first, limit));
        if (!take_values(run, best, evolution.members, first)) co_return no_lower_bound;
        run.count_iteration(extent(run, evolution.members.points, first));
    }
    Verdict verdict;
    for (;;) {
        if (run.snapshot.recording()) {
            Parts parts = state();
            run.save(parts);
        }
        const double size = extent(run, evolution.members.points, evolution.count);
        if (settled(run, evolution.members, evolution.count, size, best, verdict)) break;
        const auto asked = static_cast<double>(run.counts().value);
        if (asked >= limit) {
            verdict = {Status::max_evaluations, asked, o.max_evaluations};
            break;
        }
        // Before the first finite value any member will do.
        evolution.propose(run, best.value < INFINITY ? best.x : evolution.members.points.row(0));
        co_await run.evaluate(values_of(run, evolution.trials, evolution.count, limit));
        if (!take_values(run, best, evolution.trials, evolution.count)) co_return no_lower_bound;
        evolution.select();
        if (evolution.adapts) evolution.shrink(std::min(evolution.count, planned_size(run, first, last, limit)));
        run.count_iteration(size);
    }
    if (o.polish == 1 && best.value < INFINITY) co_await polish(run, best);
    co_return verdict;
}

}  // namespace steepest
