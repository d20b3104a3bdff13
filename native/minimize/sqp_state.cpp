#include "minimize/sqp_state.hpp"

#include "kernels/table.hpp"
#include "minimize/stopping.hpp"

namespace steepest {
namespace {

// Of the objective beside the violation, both relative to relative changes of x; each time it is lowered by a hundred.
constexpr double first_weight = 0.1;
constexpr int most_neglects = 3;

}  // namespace

bool SqpState::allocate(Run& run) {
    Workspace& memory = run.memory;
    const Constraints& constraints = run.constraints;
    const Index n = run.dimension, m = constraints.count();
    here.allocate(run);
    trial.allocate(run);
    subproblem.allocate(run);
    model.allocate(memory, n);
    best.allocate(run);
    if (!constraints.functions() && (run.provides & needs::hessian)) hessian = memory.matrix(n, n);
    slopes = memory.array<double>(m);
    residual = memory.array<double>(n);
    multipliers = memory.array<double>(m + n);
    moved = memory.array<double>(n);
    change = memory.array<double>(n);
    merit.weights = memory.zeros(m);
    const Vector<double> lower = memory.vector(m), upper = memory.vector(m);
    if (memory.failed()) return false;
    for (Index i = 0; i < m; ++i) {
        lower[i] = constraints.lower(i);
        upper[i] = constraints.upper(i);
    }
    merit.lower = lower.data;
    merit.upper = upper.data;
    return true;
}

void SqpState::measure(const Run& run) {
    run.constraints.measure_slopes(here.jacobian, here.x, slopes);
    violation = run.constraints.violation(here.c, slopes);
}

void SqpState::restore(const Run& run) {
    restoring_ = true;
    restored = violation / 10;
    neglects_ = 0;
    double slope = 0;
    for (Index i = 0; i < run.dimension; ++i) {
        slope = std::fmax(slope, std::fabs(here.gradient[i]) * std::fmax(std::fabs(here.x[i]), 1.0));
    }
    merit.objective_weight = slope > 0 ? first_weight / slope : 0;
    for (Index i = 0; i < merit.weights.size; ++i) merit.weights[i] = 1 / slopes[i];
    forget(run);
}

bool SqpState::neglect() {
    if (merit.objective_weight == 0) return false;
    merit.objective_weight = ++neglects_ < most_neglects ? merit.objective_weight / 100 : 0;
    return true;
}

double SqpState::stationary(const Run& run) const {
    return merit.objective_weight > 0 ? 1e-2 : run.options.gradient_tolerance;
}

void SqpState::optimize(const Run& run) {
    restoring_ = false;
    merit.objective_weight = 1;
    for (double& weight : merit.weights) weight = 0;
    forget(run);
}

// The first step towards less violation is to be as long as x is; that along -g no longer than a hundred times that.
void SqpState::forget(const Run& run) {
    double size = 1, slope = 0;
    for (Index i = 0; i < run.dimension; ++i) {
        size = std::fmax(size, std::fabs(here.x[i]));
        slope = std::fmax(slope, std::fabs(here.gradient[i]));
    }
    model.reset(restoring_ ? 1 / (size * size) : std::fmax(1.0, slope / (100 * size)));
}

Status SqpState::solve(Run& run) {
    const auto factored = [&] { return subproblem.factor(run, exact() ? hessian : model.b, here.jacobian); };
    if (restoring() && violation <= std::fmax(restored, run.options.constraint_tolerance)) optimize(run);
    if (!factored()) return Status::not_finite;
    if (!restoring()) {
        const Status plain = subproblem.solve_plain(run, here);
        if (plain == Status::solved || plain == Status::out_of_memory) return plain;
        if (met(run)) return subproblem.solve_relaxed(run, here);
        restore(run);
        if (!factored()) return Status::not_finite;
    }
    return subproblem.solve_elastic(run, here, merit.weights.data, merit.objective_weight);
}

double SqpState::optimality(const Run& run) {
    const Level1<double>& level1 = kernels().level1;
    const Index n = run.dimension, m = run.constraints.count();
    const double* const lambda = subproblem.multipliers;
    for (Index i = 0; i < n; ++i) residual[i] = merit.objective_weight * here.gradient[i];
    for (Index i = 0; i < m; ++i) {
        multipliers[i] = lambda[i];
        if (lambda[i] != 0) level1.axpy(n, -lambda[i], here.jacobian.row(i), residual);
    }
    const double size = restoring() ? 1 : std::fmax(std::fabs(here.f), 1.0);
    double worst = 0;
    const auto judge = [&](double amount) {
        if (!(std::fabs(amount) / size <= worst)) worst = std::fabs(amount) / size;  // a NaN stays
    };
    const Bounds bounds = run.bounds();
    for (Index i = 0; i < n; ++i) {
        const double zeta = multipliers[m + i] = lambda[m + i];
        judge((residual[i] - zeta) * std::fmax(std::fabs(here.x[i]), 1.0));
        if (zeta != 0) judge(zeta * (here.x[i] - (zeta > 0 ? bounds.low(i) : bounds.high(i))));
    }
    for (Index i = 0; i < m && !restoring(); ++i) {
        if (lambda[i] != 0) judge(lambda[i] * (here.c[i] - (lambda[i] > 0 ? merit.lower[i] : merit.upper[i])));
    }
    return worst;
}

Verdict SqpState::give_up(Run& run, double norm) {
    const double promise = run.promised_decrease;
    best.offer(run, here, slopes, norm, multipliers, true);
    run.promised_decrease = promise;
    return {Status::no_further_progress, norm, promise};
}

double SqpState::slope() const {
    const Level1<double>& level1 = kernels().level1;
    const Index n = here.jacobian.columns;
    double slope = merit.objective_weight * level1.dot(n, here.gradient, subproblem.d);
    for (Index i = 0; i < merit.weights.size; ++i) {
        const double ahead = here.c[i] + level1.dot(n, here.jacobian.row(i), subproblem.d);
        slope -= merit.weights[i] * (merit.outside(i, here.c[i]) - merit.outside(i, ahead));
    }
    return slope;
}

void SqpState::learn(const Run& run) {
    const Level1<double>& level1 = kernels().level1;
    const Index n = run.dimension;
    level1.subtract(n, trial.x, here.x, moved);
    level1.subtract(n, trial.gradient, here.gradient, change);
    level1.scale(n, merit.objective_weight, change);
    for (Index i = 0; i < run.constraints.functions(); ++i) {
        const double lambda = subproblem.multipliers[i];
        level1.axpy(n, -lambda, trial.jacobian.row(i), change);
        level1.axpy(n, lambda, here.jacobian.row(i), change);
    }
    if (!exact()) model.update(moved, change);
}

}  // namespace steepest
