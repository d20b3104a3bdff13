#include "minimize/particle_swarm.hpp"

#include "minimize/first_points.hpp"
#include "minimize/settled.hpp"

namespace steepest {
namespace {

constexpr double inertia = 0.7298, attraction = 1.49618;

struct Swarm {
    Index count;
    bool global;
    Random random;
    Population particles = {};
    Population remembered = {};  // the best that each has seen
    Matrix<double> velocities = {};

    bool allocate(Workspace& memory, Index n) {
        particles.allocate(memory, count, n);
        remembered.allocate(memory, count, n);
        velocities = memory.matrix(count, n);
        return !memory.failed();
    }
    Parts parts() {
        Parts parts;
        particles.add_to(parts);
        remembered.add_to(parts);
        parts.add(velocities.data, count * velocities.columns).add(random);
        return parts;
    }
    // Velocities may be any: no particle follows one that is not finite.
    bool sound(const Run& run) const { return steepest::sound(run, particles) && steepest::sound(run, remembered); }
    void begin(const Run& run);
    void move(const Run& run, const double* best);
    void remember();

  private:
    const double* leader(Index i, const double* best) const;
};

// Half way to somewhere else in the region.
void Swarm::begin(const Run& run) {
    spread_first_points(run, random, particles.points);
    for (Index i = 0; i < count; ++i) {
        for (Index j = 0; j < run.dimension; ++j) {
            velocities(i, j) = (Side(run, j).at(random.uniform()) - particles.points(i, j)) / 2;
        }
    }
}

const double* Swarm::leader(Index i, const double* best) const {
    if (global) return best;
    Index leader = i;
    const Index beside[] = {(i + count - 1) % count, (i + 1) % count};
    for (const Index neighbor : beside) {
        if (remembered.values[neighbor] < remembered.values[leader]) leader = neighbor;
    }
    return remembered.points.row(leader);
}

void Swarm::move(const Run& run, const double* best) {
    const Bounds bounds = run.bounds();
    for (Index i = 0; i < count; ++i) {
        const double* const l = leader(i, best);
        const double* const p = remembered.points.row(i);
        for (Index j = 0; j < run.dimension; ++j) {
            double& x = particles.points(i, j);
            double& v = velocities(i, j);
            const double limit = bounds.high(j) / 2 - bounds.low(j) / 2;
            const double own = random.uniform(), others = random.uniform();
            v = inertia * v + attraction * (own * (p[j] - x) + others * (l[j] - x));
            v = std::fmin(std::fmax(v, -limit), limit);
            const double moved = x + v;
            if (std::isfinite(moved)) x = bounds.clamp(j, moved);
            if (x != moved) v = 0;
        }
    }
}

void Swarm::remember() {
    for (Index i = 0; i < count; ++i) {
        if (particles.values[i] < remembered.values[i]) remembered.take(i, particles, i);
    }
}

}  // namespace

Index particle_swarm_points(Index, const Options& options) {
    return population_size(options, 4);
}

Task<Verdict> particle_swarm(Run& run) {
    const Options& o = run.options;
    const Index count = particle_swarm_points(run.dimension, o);
    Swarm swarm{.count = count, .global = o.topology == 1, .random = Random(o.seed)};
    BestPoint best;
    swarm.allocate(run.memory, run.dimension);
    best.allocate(run);
    if (run.memory.failed()) co_return Verdict{};
    const auto state = [&] {
        Parts parts = swarm.parts();
        parts.add(best.x, run.dimension).add(best.value);
        return parts;
    };
    if (run.snapshot.resuming()) {
        Parts parts = state();
        if (!run.restore(parts) || !swarm.sound(run) || !sound(run, best)) co_return Verdict{Status::stopped};
        best.show(run);
    } else {
        swarm.begin(run);
        for (Index i = 0; i < count; ++i) swarm.remembered.take(i, swarm.particles, i);
    }
    for (;;) {
        if (run.iterations > 0) {
            if (run.snapshot.recording()) {
                Parts parts = state();
                run.save(parts);
            }
            const double size = extent(run, swarm.particles.points, count);
            Verdict verdict;
            if (settled(run, swarm.remembered, count, size, best, verdict)) co_return verdict;
            swarm.move(run, best.value < INFINITY ? best.x : swarm.remembered.points.row(0));
        }
        co_await run.evaluate(values_of(run, swarm.particles, count, o.max_evaluations));
        if (!take_values(run, best, swarm.particles, count)) co_return no_lower_bound;
        swarm.remember();
        run.count_iteration(extent(run, swarm.particles.points, count));
    }
}

}  // namespace steepest
