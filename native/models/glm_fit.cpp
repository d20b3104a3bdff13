#include "models/glm_fit.hpp"

#include <utility>

#include "models/glm_iteration.hpp"

namespace steepest {
namespace {

constexpr double sufficient_decrease = 1e-4;
constexpr double flatter = 0.9;  // what a step must at least have reduced the slope to
constexpr double recession_tolerance = 1e-7;

double relative_gap(const GlmIteration& it) {
    return it.fit.report.gap / std::fabs(it.at.value);
}

Status good_end(const GlmIteration& it) {
    const bool dependent = !it.penalized && it.fit.report.dependent > 0;
    return dependent ? Status::rank_deficient : it.squared ? Status::solved : Status::gap_tolerance;
}

// The end, with its bound.
Task<Verdict> conclude(Run& run, GlmIteration& it, Status status) {
    co_await certify_end(run, it);
    if (status != Status::max_iterations) co_return Verdict{status, relative_gap(it), it.fit.tolerance};
    co_return Verdict{status, static_cast<double>(run.iterations), run.options.max_iterations};
}

// The intercepts are moved to their best, which the certificate speaks of.
void shift_intercepts(GlmIteration& it) {
    const GlmProblem& problem = it.f.problem();
    for (Index k = 0; it.fit.report.certified != 0 && problem.intercept && k < problem.classes; ++k) {
        it.parameters[problem.classes * problem.columns + k] += it.shift[k];
    }
}

// A promise below rounding ends a fit, but with a penalty exact Newton steps are still worth taking as long as each
// brings the bound down: it speaks of the gradient, which rounding spares longer than the value.
bool worth_polishing(GlmIteration& it) {
    if (!it.penalized || it.squared || it.reached || !it.exact) return false;
    const double gap = it.fit.report.gap, before = std::exchange(it.last_gap, gap);
    return gap > 0 && (before == 0 || gap < before / 2);
}

// Whether to end here, and how.
bool ends(const Run& run, GlmIteration& it, Status& status) {
    const bool at_floor = it.decrement / 2 <= it.noise;
    const bool done = it.reached && (at_floor || settled(it));
    if (done) shift_intercepts(it);
    if (done || (at_floor && it.squared)) {
        status = good_end(it);
        return true;
    }
    if (at_floor && !worth_polishing(it)) {
        status = it.reached ? good_end(it) : Status::no_further_progress;
        return true;
    }
    if (static_cast<double>(run.iterations) < run.options.max_iterations) return false;
    status = it.reached ? good_end(it) : Status::max_iterations;
    return true;
}

// The full step, or where it does not do, the minimum along it. Returns the step size; 0 when there is no decrease.
Task<double> step_to_next(Run& run, GlmIteration& it) {
    const Level1<double>& level1 = kernels().level1;
    GlmObjective& f = it.f;
    level1.add_scaled(it.n, it.at.v, 1, it.p, it.next.v);
    co_await evaluate(run, it, f.all(), it.next);
    const double slope = level1.dot(it.n, it.next.g, it.p);
    const bool enough = it.next.value <= it.at.value - sufficient_decrease * it.decrement + it.noise;
    if (enough && std::fabs(slope) <= flatter * it.decrement) co_return 1;
    level1.subtract(f.predictors(), it.next.eta, it.at.eta, it.next.eta);
    const bool overshot = !(slope < 0) || !std::isfinite(it.next.value) || !enough;
    const double step = co_await minimize_along(run, it, f.all(), it.p, it.next.eta, -it.decrement, overshot);
    if (step == 0) co_return 0;
    level1.add_scaled(it.n, it.at.v, step, it.p, it.next.v);
    co_await evaluate(run, it, f.all(), it.next);
    co_return step;
}

// Without a penalty: whether a step, or all of the way, is a direction along which no row's loss rises.
bool separates(Run& run, GlmIteration& it, Verdict& verdict) {
    if (it.penalized || it.squared) return false;
    const double along = it.f.against_recession(it.f.all(), it.at.eta, it.next.eta);
    const double whole = it.f.against_recession(it.f.all(), nullptr, it.next.eta);
    if (along > recession_tolerance && whole > 0) return false;
    it.f.to_parameters(it.next.v, it.parameters);
    run.accept(it.parameters, it.next.value, nullptr, NAN);
    verdict = {Status::separable, std::fmin(along, whole), recession_tolerance};
    return true;
}

void learn(GlmIteration& it, double step) {
    it.metric.to_dual(it.next.g, it.gu_next);
    it.lbfgs.update({.size = step,
                     .slope = -it.decrement,
                     .slope_next = kernels().level1.dot(it.n, it.next.g, it.p),
                     .decrease = it.at.value - it.next.value,
                     .noise = it.noise,
                     .g = it.gu,
                     .g_next = it.gu_next});
}

}  // namespace

Task<Verdict> fit_glm(Run& run, GlmFit& fit) {
    GlmIteration it{{.run = run, .fit = fit, .f = fit.objective, .n = fit.objective.dimension()}};
    const Verdict out_of_memory{}, not_finite{Status::not_finite};
    Verdict verdict{};
    if (!prepare(it)) co_return out_of_memory;
    co_await begin(run, it);
    if (run.memory.failed()) co_return out_of_memory;
    if (!std::isfinite(it.at.value)) co_return Verdict{Status::not_finite, -1, it.at.value};

    for (;;) {
        it.f.to_parameters(it.at.v, it.parameters);
        run.accept(it.parameters, it.at.value, nullptr, NAN);
        co_await measure(run, it);
        co_await choose_metric(run, it);
        if (run.iterations == 0 && wants_orthogonal(it)) {
            const bool solved = co_await solve_orthogonally(run, it);
            if (solved) co_return Verdict{Status::solved, relative_gap(it), fit.tolerance};
        }
        if (!it.out_of_model) co_await choose_direction(run, it);
        if (it.out_of_model) co_return run.memory.failed() ? out_of_memory : not_finite;
        Status status{};
        if (ends(run, it, status)) co_return co_await conclude(run, it, status);
        const double step = co_await step_to_next(run, it);
        if (step == 0) {
            status = it.reached ? good_end(it) : Status::no_further_progress;
            co_return co_await conclude(run, it, status);
        }
        run.count_iteration(step);
        if (separates(run, it, verdict)) co_return verdict;
        if (it.accelerated || it.solver == GlmSolver::lbfgs) learn(it, step);
        std::swap(it.at, it.next);
        co_await run.pause();
    }
}

}  // namespace steepest
