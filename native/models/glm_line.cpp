// A line search on the kept predictor, O(n) a trial; and Newton's equations by conjugate gradients.
#include <cfloat>
#include <cmath>

#include "models/glm_state.hpp"

namespace steepest {
namespace {

constexpr int most_trials = 40;
constexpr double flat = 0.1;  // of the first slope: a trial this flat ends the search

}  // namespace

Task<double> minimize_along(Run& run, GlmState& state, const RowSet& rows, const double* p, const double* delta,
                            double slope, bool overshot) {
    const GlmObjective& f = state.f;
    double low = 0, high = overshot ? 1 : INFINITY, a = overshot ? 0.5 : 2;
    double best = 0, best_value = state.at.value;
    for (int trial = 0; trial < most_trials; ++trial) {
        const PointSums loss = co_await along(run, state, rows, delta, a);
        const PointSums penalty = f.penalty_along(state.at.v, p, a);
        co_await run.pause();
        const double value = loss.value + penalty.value, first = loss.first + penalty.first;
        const double second = loss.second + penalty.second;
        if (!std::isfinite(value) || !std::isfinite(first)) {
            high = a;
            a = low + (a - low) / 8;
            continue;
        }
        if (value < best_value) {
            best = a;
            best_value = value;
        }
        if (std::fabs(first) <= flat * std::fabs(slope) && best == a) break;
        (first < 0 ? low : high) = a;
        const double newton = a - first / second;
        const double middle = std::isinf(high) ? 4 * a : low + (high - low) / 2;
        const bool inside = newton > low + 0.01 * (middle - low) && newton < (std::isinf(high) ? 10 * a : high);
        a = inside ? newton : middle;
        if (high - low <= DBL_EPSILON * high) break;
    }
    co_return best;
}

// Nocedal & Wright (2006), algorithm 7.1.
Task<void> solve_newton(Run& run, GlmState& state, const double* eta, const double* gu, double precision,
                        const ConjugateGradients& work, double* q) {
    const Level1<double>& level1 = kernels().level1;
    const Index n = state.n;
    for (Index i = 0; i < n; ++i) {
        q[i] = 0;
        work.r[i] = gu[i];
        work.d[i] = -gu[i];
    }
    double rr = level1.dot(n, gu, gu);
    const double target = precision * precision * rr;
    for (Index turn = 0; turn < 2 * n + 10 && rr > target; ++turn) {
        state.metric.to_step(work.d, work.step);
        co_await multiply(run, state, eta, work.step, work.product);
        state.metric.to_dual(work.product, work.hd);
        co_await run.pause();
        const double curvature = level1.dot(n, work.d, work.hd);
        if (!(curvature > 0)) break;
        const double a = rr / curvature;
        level1.axpy(n, a, work.d, q);
        level1.axpy(n, a, work.hd, work.r);
        const double next = level1.dot(n, work.r, work.r);
        for (Index i = 0; i < n; ++i) work.d[i] = next / rr * work.d[i] - work.r[i];
        rr = next;
    }
}

}  // namespace steepest
