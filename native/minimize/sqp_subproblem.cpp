#include "minimize/sqp_subproblem.hpp"

#include "kernels/table.hpp"
#include "linalg/cholesky.hpp"
#include "linalg/vectors.hpp"

namespace steepest {
namespace {

// Of the elastic program: h, relative to the weight and the violation.
constexpr double elastic_curvature = 1e-3;

// How many variables the elastic program has for a row: one a limit.
Index elastics_of(const Constraints& constraints, Index i) {
    return (constraints.lower(i) > -INFINITY ? 1 : 0) + (constraints.upper(i) < INFINITY ? 1 : 0);
}

}  // namespace

bool SqpSubproblem::allocate(Run& run) {
    Workspace& memory = run.memory;
    const Constraints& constraints = run.constraints;
    const Index n = run.dimension, m = constraints.count();
    Index whole = n;
    for (Index i = 0; i < m; ++i) whole += elastics_of(constraints, i);
    plain_.allocate(memory, n, m);
    elastic_.allocate(memory, whole, m);
    model_ = memory.matrix(n, n);
    factor_ = memory.matrix(n, n);
    lower_ = memory.vector(m);
    upper_ = memory.vector(m);
    slack_ = memory.vector(m);
    low_ = memory.vector(whole);
    high_ = memory.vector(whole);
    elastic_factor_ = memory.matrix(whole, whole);
    elastic_rows_ = memory.matrix(m, whole);
    elastic_gradient_ = memory.array<double>(whole);
    d = memory.array<double>(n);
    multipliers = memory.zeros(m + n).data;
    return !memory.failed();
}

bool SqpSubproblem::try_factor(Run& run, double shift) {
    const Scope scope(run.memory);
    copy(model_, factor_);
    for (Index i = 0; i < factor_.rows; ++i) factor_(i, i) += shift;
    return cholesky(factor_, run.memory).status == Status::solved;
}

bool SqpSubproblem::factor(Run& run, Matrix<const double> b, Matrix<const double> jacobian) {
    const Level1<double>& level1 = kernels().level1;
    const Index n = b.rows, m = jacobian.rows;
    copy(b, model_);
    if (try_factor(run, 0)) return true;
    double size = 0;
    for (Index i = 0; i < n; ++i) {
        for (Index j = 0; j < n; ++j) size = std::fmax(size, std::fabs(b(i, j)));
    }
    if (!(size < INFINITY)) return false;
    size = std::fmax(size, 1e-8);
    for (Index k = 0; k < m; ++k) {
        const double* const a = jacobian.row(k);
        const double length = level1.dot(n, a, a);
        if (multipliers[k] == 0 || !(length > 0)) continue;
        for (Index i = 0; i < n; ++i) level1.axpy(n, 10 * size / length * a[i], a, model_.row(i));
    }
    for (Index i = 0; i < n; ++i) {
        if (multipliers[m + i] != 0) model_(i, i) += 10 * size;
    }
    if (try_factor(run, 0)) return true;
    for (double shift = 1e-8 * size; shift < 1e4 * size * static_cast<double>(n); shift *= 10) {
        if (try_factor(run, shift)) return true;
    }
    return false;
}

void SqpSubproblem::set_box(const Run& run, const double* x) {
    for (Index i = 0; i < run.dimension; ++i) {
        low_[i] = run.bounds().low(i) - x[i];
        high_[i] = run.bounds().high(i) - x[i];
    }
}

void SqpSubproblem::set_limits(const Run& run, const double* c, Limits limits) {
    const Constraints& constraints = run.constraints;
    for (Index i = 0; i < lower_.size; ++i) {
        lower_[i] = constraints.lower(i) - c[i];
        upper_[i] = constraints.upper(i) - c[i];
        if (limits == Limits::as_given) continue;
        lower_[i] = std::fmin(lower_[i], 0.0);
        upper_[i] = std::fmax(upper_[i], 0.0);
    }
}

void SqpSubproblem::take(const DualActiveSet& solved, Index rows) {
    const Index n = factor_.rows;
    for (Index i = 0; i < n; ++i) d[i] = solved.d[i];
    for (Index i = 0; i < rows; ++i) multipliers[i] = solved.multipliers[i];
    for (Index i = 0; i < n; ++i) multipliers[rows + i] = solved.bound_multipliers[i];
}

Status SqpSubproblem::solve(Run& run, const ConstrainedPlace& at) {
    // Rows that depend on others may disagree with them by a part of what counts as satisfied.
    for (Index i = 0; i < slack_.size; ++i) slack_[i] = run.options.constraint_tolerance / 100;
    const bool bounded = run.bounds().any();
    const Status status = plain_.solve({.factor = factor_,
                                        .gradient = at.gradient,
                                        .rows = at.jacobian,
                                        .lower = lower_.data,
                                        .upper = upper_.data,
                                        .slack = slack_.data,
                                        .low = bounded ? low_.data : nullptr,
                                        .high = bounded ? high_.data : nullptr},
                                       run.memory);
    if (status == Status::solved) take(plain_, at.jacobian.rows);
    return status;
}

Status SqpSubproblem::solve_plain(Run& run, const ConstrainedPlace& at) {
    set_box(run, at.x);
    set_limits(run, at.c, Limits::as_given);
    return solve(run, at);
}

Status SqpSubproblem::solve_relaxed(Run& run, const ConstrainedPlace& at) {
    set_box(run, at.x);
    set_limits(run, at.c, Limits::relaxed);
    return solve(run, at);
}

Status SqpSubproblem::solve_corrected(Run& run, const ConstrainedPlace& at, const double* c_trial, const double* step) {
    const Scope scope(run.memory);
    const Index m = at.jacobian.rows, n = at.jacobian.columns;
    double* const c = run.memory.array<double>(m);
    double* const kept = run.memory.array<double>(m + n);
    if (run.memory.failed()) return Status::out_of_memory;
    for (Index i = 0; i < m + n; ++i) kept[i] = multipliers[i];
    for (Index i = 0; i < m; ++i) c[i] = c_trial[i] - kernels().level1.dot(n, at.jacobian.row(i), step);
    set_box(run, at.x);
    set_limits(run, c, Limits::as_given);
    const Status status = solve(run, at);
    for (Index i = 0; i < m + n; ++i) multipliers[i] = kept[i];
    return status;
}

Status SqpSubproblem::solve_elastic(Run& run, const ConstrainedPlace& at, const double* weights,
                                    double objective_weight) {
    const Constraints& constraints = run.constraints;
    const Index n = run.dimension, m = constraints.count(), whole = low_.size;
    set_box(run, at.x);
    set_limits(run, at.c, Limits::as_given);
    fill(elastic_factor_, 0);
    fill(elastic_rows_, 0);
    for (Index i = 0; i < n; ++i) {
        for (Index j = i; j < n; ++j) elastic_factor_(i, j) = factor_(i, j);
        elastic_gradient_[i] = objective_weight * at.gradient[i];
    }
    Index next = n;
    for (Index i = 0; i < m; ++i) {
        for (Index j = 0; j < n; ++j) elastic_rows_(i, j) = at.jacobian(i, j);
        const double violation = std::fmax(constraints.outside(i, at.c[i]), 1e-3 / weights[i]);
        for (const double sign : {1.0, -1.0}) {
            if (sign > 0 ? constraints.lower(i) == -INFINITY : constraints.upper(i) == INFINITY) continue;
            elastic_rows_(i, next) = sign;
            elastic_factor_(next, next) = std::sqrt(elastic_curvature * weights[i] / violation);
            elastic_gradient_[next] = weights[i];
            low_[next] = 0;
            high_[next] = INFINITY;
            ++next;
        }
    }
    const Status status = elastic_.solve({.factor = {elastic_factor_.data, whole, whole, whole},
                                          .gradient = elastic_gradient_,
                                          .rows = elastic_rows_,
                                          .lower = lower_.data,
                                          .upper = upper_.data,
                                          .slack = slack_.data,
                                          .low = low_.data,
                                          .high = high_.data},
                                         run.memory);
    if (status == Status::solved) take(elastic_, m);
    return status;
}

}  // namespace steepest
