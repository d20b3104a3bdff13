#include "models/glm_sample.hpp"

#include <cmath>

namespace steepest {
namespace {

// Rows for each column: enough to come near, and enough for a Hessian within a few per cent, where there are so many;
// else what makes one that L-BFGS can correct; below the last, no sample.
constexpr double near_rows = 60;
constexpr double ample_rows = 200;
constexpr double least_rows = 9;
// Below this a plain Hessian costs too little to save any of it.
constexpr double worthwhile_work = 1e8;
constexpr double near_enough = 1e-3;  // decrement relative to the value of the sample
constexpr int most_bound_steps = 6;

// Splitmix64 (Steele, Lea & Flood, OOPSLA 2014): which block of each group is taken.
std::uint64_t scramble(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

}  // namespace

// Which block of a group is taken is random: sorted data are sampled evenly, periodic data fairly.
RowSet sample_rows(const GlmObjective& f, Index part, Workspace& memory) {
    const Index count = f.all().blocks / part;
    Index* const chosen = memory.array<Index>(count);
    if (!chosen || count < 2) return {};
    for (Index i = 0; i < count; ++i) {
        chosen[i] =
            i * part + static_cast<Index>(scramble(static_cast<std::uint64_t>(i)) % static_cast<std::uint64_t>(part));
    }
    RowSet sample{count, chosen, 1};
    const double weight = f.weight_in(sample);
    if (!(weight > 0)) return {};
    sample.factor = f.weight_in(f.all()) / weight;
    return sample;
}

SampleParts sample_parts(const GlmObjective& f) {
    const GlmProblem& problem = f.problem();
    const double per_column = static_cast<double>(problem.rows) / static_cast<double>(problem.columns + 1);
    if (f.hessian_work() < worthwhile_work || problem.loss == Loss::squared) return {};
    const auto part = [&](double rows) {
        Index largest = 1;
        while (largest < 64 && per_column / static_cast<double>(2 * largest) >= rows) largest *= 2;
        return largest;
    };
    const SampleParts ample{part(near_rows), part(ample_rows), 2, true};
    const SampleParts scarce{part(least_rows), part(2 * least_rows), 1, false};
    const SampleParts& parts = ample.metric > 1 ? ample : scarce;
    return parts.metric > 1 ? parts : SampleParts{};
}

Task<bool> start_on_sample(Run& run, GlmState& state, const RowSet& sample, int steps) {
    const Level1<double>& level1 = kernels().level1;
    const Index n = state.n;
    double* const p = state.vector();
    double* const before = state.vector();
    if (run.memory.failed()) co_return false;
    for (Index i = 0; i < n; ++i) before[i] = state.at.v[i];
    bool sound = true;
    co_await evaluate(run, state, sample, state.at);
    for (int step = 0; step < steps && sound; ++step) {
        for (;;) {
            const GlmModel model{sample, state.single ? state.single_hessian : state.hessian};
            sound = co_await remodel(run, state, model, state.at.eta);
            sound = sound && state.fit.report.dependent == 0;
            if (sound || !state.single) break;
            state.single = false;  // too near to singular for single precision
        }
        if (!sound) break;
        state.metric.to_dual(state.at.g, p);
        for (Index i = 0; i < n; ++i) p[i] = -p[i];
        const double decrement = level1.dot(n, p, p);
        state.metric.to_step(p, p);
        level1.add_scaled(n, state.at.v, 1, p, state.next.v);
        // The step after which the model is near enough is not evaluated: the pass over all rows is at its end.
        if (step + 1 == steps || decrement / 2 <= near_enough * std::fabs(state.at.value)) {
            std::swap(state.at.v, state.next.v);
            break;
        }
        co_await evaluate(run, state, sample, state.next);
        if (!(state.next.value < state.at.value)) {
            const Index count = state.f.predictors_of(sample);
            level1.subtract(count, state.next.eta, state.at.eta, state.next.eta);
            const double a = co_await minimize_along(run, state, sample, p, state.next.eta, -decrement, true);
            if (a == 0) break;
            level1.add_scaled(n, state.at.v, a, p, state.next.v);
            co_await evaluate(run, state, sample, state.next);
        }
        std::swap(state.at, state.next);
        co_await run.pause();
    }
    if (!sound) {
        for (Index i = 0; i < n; ++i) state.at.v[i] = before[i];
    }
    co_return sound;
}

Task<double> gap_by_sample(Run& run, GlmState& state, const RowSet& weighed, double goal) {
    const Level1<double>& level1 = kernels().level1;
    GlmObjective& f = state.f;
    const GlmProblem& problem = f.problem();
    const Index n = state.n, intercepts = problem.classes * problem.columns;
    const RowSet sample{weighed.blocks, weighed.chosen, 1};
    GlmPoint& at = state.at;
    GlmPoint& there = state.next;
    double* const outside = state.vector();  // the gradient of the other rows' losses
    double* const g = state.vector();
    double* const p = state.vector();
    double* const shift = run.memory.zeros<double>(problem.classes).data;
    if (run.memory.failed()) co_return INFINITY;
    for (Index i = 0; i < n; ++i) there.v[i] = at.v[i];
    co_await evaluate(run, state, sample, there);
    level1.subtract(n, at.g, there.g, outside);
    const double other_value = at.value - there.value;
    double before = INFINITY;
    for (int step = 0; step < most_bound_steps; ++step) {
        level1.add_scaled(n, there.g, 1, outside, g);
        const double norm = f.norm_by_coefficients(g);
        double linear = other_value;
        for (Index i = 0; i < n; ++i) linear += outside[i] * (there.v[i] - at.v[i]);
        if (!(norm < before)) break;
        before = norm;
        if (norm * norm / (2 * problem.penalty) <= goal / 8) {
            const GlmObjective::Certificate bound =
                co_await certify(run, state, {sample, there, norm, outside + intercepts, shift});
            const double gap = at.value - (bound.value + linear - bound.gap);
            co_return gap;
        }
        // The metric stands for all rows: the sample's own Hessian is less by the factor.
        state.metric.to_dual(g, p);
        state.metric.to_step(p, p);
        level1.axpy(n, -weighed.factor, p, there.v);
        co_await evaluate(run, state, sample, there);
    }
    co_return INFINITY;
}

}  // namespace steepest
