// Which way a fit goes: in which metric, and by which model of the curvature.
#include "models/glm_iteration.hpp"

namespace steepest {
namespace {

// Nanoseconds, roughly, on any machine: only their ratios count.
double pass_cost(const GlmObjective& f) {
    return static_cast<double>(f.problem().rows * f.problem().columns) * (0.2 + 0.04 * static_cast<double>(f.width()));
}
double model_cost(const GlmObjective& f, bool single) {
    return f.hessian_work() * (single ? 0.01 : 0.02);
}

// Whether to make the Hessian anew rather than go on at this rate of contraction, `left` being the contraction that is
// still needed.
bool stale(const GlmObjective& f, double rate, double left, bool single) {
    const double passes = rate < 1 ? std::log(left) / std::log(rate) : INFINITY;
    return (passes - 3) * pass_cost(f) > model_cost(f, single);
}

double largest(const double* x, Index n) {
    double most = 0;
    for (Index i = 0; i < n; ++i) most = std::fmax(most, std::fabs(x[i]));
    return most;
}

double squares(const GlmIteration& it, const double* x) {
    return kernels().level1.dot(it.n, x, x);
}

void take_newton_step(GlmIteration& it) {
    it.metric.to_dual(it.at.g, it.gu);
    for (Index i = 0; i < it.n; ++i) it.newton_step[i] = -it.gu[i];
    it.q = it.newton_step;
    it.decrement = squares(it, it.gu);
}

// Whether an end that is near deserves the exact Hessian. Certified, and settled by the last one, it needs no other.
bool wants_exact(GlmIteration& it) {
    if (!it.exact_end || it.exact) return false;
    const bool floor = it.decrement / 2 <= it.noise;
    if (!it.penalized) return it.decrement / 2 <= std::fmax(it.goal, it.noise);
    if (!it.reached) return floor;
    if (it.solver != GlmSolver::newton || it.accelerated || !it.metric.full) return true;
    it.metric.to_step(it.q, it.p);
    return !settled(it);
}

}  // namespace

// A step from an inexact model says less about what is left.
bool settled(const GlmIteration& it) {
    const GlmProblem& problem = it.f.problem();
    const Index coefficients = problem.classes * problem.columns;
    const double share = (it.exact || it.metric.full ? 5e9 : 1e9) * it.fit.tolerance * it.fit.tolerance;
    if (!(largest(it.p, coefficients) <= share * largest(it.at.v, coefficients))) return false;
    double* const parameters = it.next.g;
    it.f.to_parameters(it.p, parameters);
    const double change = largest(parameters, coefficients);
    it.f.to_parameters(it.at.v, parameters);
    return change <= share * largest(parameters, coefficients);
}

Task<void> choose_metric(Run& run, GlmIteration& it) {
    bool remake = false;
    it.exact = false;
    if (it.accelerated) {
        const double before = it.norm;
        it.metric.to_dual(it.at.g, it.gu);
        it.norm = std::sqrt(squares(it, it.gu));
        const double left = std::sqrt(it.goal / (it.penalized ? it.fit.report.gap : it.norm * it.norm / 2));
        remake = !it.fresh && !it.reached && stale(it.f, it.norm / before, left, it.single);
        it.fresh = false;
    } else if (it.solver == GlmSolver::newton) {
        remake = !it.metric.full || (!it.squared && !it.reached);
        it.exact = remake || it.squared;
    } else if (run.iterations == 0) {
        it.f.diagonal(it.metric.diagonal);
        for (Index i = 0; i < it.n; ++i) it.metric.diagonal[i] = std::sqrt(it.metric.diagonal[i]);
    }
    if (!remake) co_return;
    const bool made = co_await remodel(run, it, {it.f.all(), it.single ? it.single_hessian : it.hessian}, it.at.eta);
    it.out_of_model = !made;
    it.fresh = it.accelerated;
    if (it.accelerated) it.lbfgs.reset();
}

Task<void> choose_direction(Run& run, GlmIteration& it) {
    it.metric.to_dual(it.at.g, it.gu);
    it.norm = std::sqrt(squares(it, it.gu));
    if (run.iterations == 0) it.first_norm = it.norm;
    if (it.accelerated || it.solver == GlmSolver::lbfgs) {
        it.q = it.lbfgs.compute(it.at.v, it.gu);
    } else if (it.solver == GlmSolver::newton) {
        take_newton_step(it);
    } else {
        const double precision = std::fmin(0.1, std::sqrt(it.norm / it.first_norm));
        co_await solve_newton(run, it, it.at.eta, it.gu, precision, it.cg, it.newton_step);
        it.q = it.newton_step;
    }
    it.decrement = -kernels().level1.dot(it.n, it.gu, it.q);
    if (wants_exact(it)) {
        const bool made = co_await remodel(run, it, {it.f.all(), it.hessian}, it.at.eta);
        it.out_of_model = !made;
        if (!made) co_return;
        it.exact = true;
        take_newton_step(it);
        if (it.accelerated || it.solver == GlmSolver::lbfgs) {
            it.lbfgs.reset();
            it.q = it.lbfgs.compute(it.at.v, it.gu);
        }
    }
    it.metric.to_step(it.q, it.p);
    run.promised_decrease = it.decrement / 2;
    if (it.penalized) co_return;
    const bool measured = it.exact || (!it.exact_end && it.solver == GlmSolver::newton_cg);
    it.fit.report.gap = it.decrement / 2;
    it.reached = measured && it.fit.report.gap <= std::fmax(it.goal, it.noise);
}

}  // namespace steepest
