#include "models/glm_fit.hpp"

#include <cfloat>
#include <cmath>
#include <utility>

#include "models/glm_sample.hpp"
#include "models/glm_state.hpp"

namespace steepest {
namespace {

// A Hessian that costs no more multiplications is made whenever it can help.
constexpr double cheap_work = 3e7;
constexpr Index most_newton_variables = 1000;
constexpr Index most_exact_variables = 4000;
constexpr Index pairs = 10;
constexpr double sufficient_decrease = 1e-4;
constexpr double flatter = 0.9;  // what a step must at least have reduced the slope to
constexpr double recession_tolerance = 1e-7;

// Nanoseconds, roughly, on any machine: only their ratios count.
double pass_cost(const GlmObjective& f) {
    return static_cast<double>(f.problem().rows * f.problem().columns) * (0.2 + 0.04 * static_cast<double>(f.width()));
}
double model_cost(const GlmObjective& f, bool single) {
    return f.hessian_work() * (single ? 0.01 : 0.02);
}

double largest(const double* x, Index n) {
    double most = 0;
    for (Index i = 0; i < n; ++i) most = std::fmax(most, std::fabs(x[i]));
    return most;
}

// Whether p changes neither the standardized coefficients nor the caller's by more than a share of the largest. A step
// from an inexact model says less about what is left.
bool settled(const GlmState& state, bool exact, const double* p, double* parameters) {
    const GlmProblem& problem = state.f.problem();
    const Index coefficients = problem.classes * problem.columns;
    const double share = (exact || state.metric.full ? 5e9 : 1e9) * state.fit.tolerance * state.fit.tolerance;
    if (!(largest(p, coefficients) <= share * largest(state.at.v, coefficients))) return false;
    state.f.to_parameters(p, parameters);
    const double change = largest(parameters, coefficients);
    state.f.to_parameters(state.at.v, parameters);
    return change <= share * largest(parameters, coefficients);
}

// Whether to make the Hessian anew rather than go on at this rate of contraction, `left` being the contraction that is
// still needed.
bool stale(const GlmObjective& f, double rate, double left, bool single) {
    const double passes = rate < 1 ? std::log(left) / std::log(rate) : INFINITY;
    return (passes - 3) * pass_cost(f) > model_cost(f, single);
}

}  // namespace

Task<Verdict> fit_glm(Run& run, GlmFit& fit) {
    GlmObjective& f = fit.objective;
    const GlmProblem& problem = f.problem();
    const Level1<double>& level1 = kernels().level1;
    const Index n = f.dimension(), rows = f.predictors();
    const bool penalized = problem.penalty > 0, squared = problem.loss == Loss::squared;
    const bool automatic = fit.solver == GlmSolver::automatic;
    GlmSolver solver = fit.solver;
    if (automatic) solver = n <= most_newton_variables ? GlmSolver::newton : GlmSolver::lbfgs;
    RowSet near, sample;
    const SampleParts parts = automatic && solver == GlmSolver::newton ? sample_parts(f) : SampleParts{};
    if (parts.near > 0) {
        near = sample_rows(f, parts.near, run.memory);
        sample = parts.metric == parts.near ? near : sample_rows(f, parts.metric, run.memory);
    }
    bool accelerated = near.blocks > 0 && sample.blocks > 0;
    const bool exact_end = n <= most_exact_variables && (!penalized || f.hessian_work() <= cheap_work);

    GlmState state{.run = run,
                   .fit = fit,
                   .f = f,
                   .n = n,
                   .at = {},
                   .next = {},
                   .metric = {},
                   .hessian = {},
                   .single_hessian = {},
                   .single = accelerated};
    GlmPoint& at = state.at;
    GlmPoint& next = state.next;
    Metric& metric = state.metric;
    at = {state.vector(), state.vector(), run.memory.array<double>(rows), 0};
    next = {state.vector(), state.vector(), run.memory.array<double>(rows), 0};
    metric = {.n = n, .full = false, .diagonal = state.vector(), .upper = {}};
    double* gu = state.vector();
    double* gu_next = state.vector();
    double* const newton_step = state.vector();  // in the variables u, like q
    const double* q = newton_step;
    double* const p = state.vector();
    double* const parameters = state.vector();
    double* const shift = run.memory.zeros<double>(problem.classes).data;
    LbfgsDirection lbfgs{.memory = pairs};
    if (accelerated || solver == GlmSolver::lbfgs) lbfgs.allocate(run.memory, n);
    if (accelerated) f.allocate(state.single_hessian, true, run.memory);
    if (solver == GlmSolver::newton || exact_end) {
        f.allocate(state.hessian, false, run.memory);
        metric.upper = run.memory.matrix(n, n);
    }
    ConjugateGradients cg{};
    if (solver == GlmSolver::newton_cg) {
        cg = {state.vector(), state.vector(), state.vector(), state.vector(), state.vector()};
    }
    if (run.memory.failed()) co_return Verdict{};

    // Where to begin.
    double first_value;
    if (fit.warm) {
        f.to_variables(run.start.data, at.v);
        co_await evaluate(run, state, f.all(), at);
        first_value = at.value;
    } else {
        f.start(at.v);
        first_value = f.value_without_columns(at.v, at.eta);
    }
    if (accelerated) {
        for (Index i = 0; i < n; ++i) p[i] = at.v[i];
        accelerated = co_await start_on_sample(run, state, near, parts.steps);
        if (accelerated && parts.metric != parts.near) accelerated = co_await start_on_sample(run, state, sample, 1);
        if (run.memory.failed()) co_return Verdict{};
        co_await evaluate(run, state, f.all(), at);
        if (!accelerated || !(at.value < first_value)) {
            for (Index i = 0; i < n; ++i) at.v[i] = p[i];
            accelerated = state.single = false;
            metric.full = false;
        }
    }
    if (!accelerated) co_await evaluate(run, state, f.all(), at);
    if (!std::isfinite(at.value)) co_return Verdict{Status::not_finite, -1, at.value};
    double norm = 0, first_norm = 0;
    double lower = -INFINITY;  // bound of the minimum
    bool fresh = accelerated;  // no step yet in this metric

    for (;;) {
        f.to_parameters(at.v, parameters);
        run.accept(parameters, at.value, nullptr, NAN);
        const double goal = fit.tolerance * std::fabs(at.value);
        // What rounding makes of F; of residuals that ought to vanish, each has its predictor's.
        const double vanished = squared ? 4 * DBL_EPSILON * static_cast<double>(problem.columns + 1) * first_value : 0;
        const double noise = 4 * DBL_EPSILON * (std::fabs(at.value) + vanished);

        // How far from the minimum.
        bool reached = false;
        fit.report.certified = 0;
        if (penalized) {
            const double by_coefficients = f.norm_by_coefficients(at.g);
            fit.report.gap = by_coefficients * by_coefficients / (2 * problem.penalty);
            if (at.value - lower <= goal) {
                fit.report.gap = at.value - lower;
                reached = true;
                fit.report.certified = 1;
                for (Index k = 0; k < problem.classes; ++k) shift[k] = 0;
            } else if (fit.report.gap <= goal) {
                const GlmObjective::Certificate certificate =
                    f.certify(f.all(), at.eta, at.value, by_coefficients, nullptr, shift);
                fit.report.gap = certificate.gap;
                reached = certificate.gap <= goal;
                fit.report.certified = reached;
            } else if (accelerated && !fresh) {
                metric.to_dual(at.g, gu);
                const double promised = level1.dot(n, gu, gu) / 2;
                if (parts.bound && promised * sample.factor <= goal) {
                    const double gap = co_await gap_by_sample(run, state, sample, goal);
                    lower = std::fmax(lower, at.value - gap);
                    if (gap <= goal) {
                        fit.report.gap = gap;
                        reached = true;
                        fit.report.certified = 1;
                        for (Index k = 0; k < problem.classes; ++k) shift[k] = 0;
                    }
                }
            }
        }

        // The metric.
        bool exact = false, remake = false;
        const double norm_before = norm;
        if (accelerated) {
            metric.to_dual(at.g, gu);
            norm = std::sqrt(level1.dot(n, gu, gu));
            const double left = std::sqrt(goal / (penalized ? fit.report.gap : norm * norm / 2));
            remake = !fresh && !reached && stale(f, norm / norm_before, left, state.single);
            fresh = false;
        } else if (solver == GlmSolver::newton) {
            remake = !metric.full || (!squared && !reached);
            exact = remake || squared;
        } else if (run.iterations == 0) {
            f.diagonal(metric.diagonal);
            for (Index i = 0; i < n; ++i) metric.diagonal[i] = std::sqrt(metric.diagonal[i]);
        }
        if (remake) {
            const bool made =
                co_await remodel(run, state, {f.all(), state.single ? state.single_hessian : state.hessian}, at.eta);
            if (!made) co_return Verdict{run.memory.failed() ? Status::out_of_memory : Status::not_finite};
            fresh = accelerated;
            if (accelerated) lbfgs.reset();
        }

        // A direction.
        metric.to_dual(at.g, gu);
        norm = std::sqrt(level1.dot(n, gu, gu));
        if (run.iterations == 0) first_norm = norm;
        if (accelerated || solver == GlmSolver::lbfgs) {
            q = lbfgs.compute(at.v, gu);
        } else if (solver == GlmSolver::newton) {
            for (Index i = 0; i < n; ++i) newton_step[i] = -gu[i];
        } else {
            const double precision = std::fmin(0.1, std::sqrt(norm / first_norm));
            co_await solve_newton(run, state, at.eta, gu, precision, cg, newton_step);
        }
        double decrement = -level1.dot(n, gu, q);
        const bool nearly = penalized ? reached : decrement / 2 <= std::fmax(goal, noise);
        bool close = false;  // certified, and settled by the last Hessian: another would tell no more
        if (penalized && nearly && metric.full && solver == GlmSolver::newton && !accelerated) {
            metric.to_step(q, p);
            close = settled(state, false, p, next.g);
        }
        if (exact_end && !exact && nearly && !close) {
            const bool made = co_await remodel(run, state, {f.all(), state.hessian}, at.eta);
            if (!made) co_return Verdict{run.memory.failed() ? Status::out_of_memory : Status::not_finite};
            exact = true;
            metric.to_dual(at.g, gu);
            for (Index i = 0; i < n; ++i) newton_step[i] = -gu[i];
            if (accelerated || solver == GlmSolver::lbfgs) {
                lbfgs.reset();
                q = lbfgs.compute(at.v, gu);
            }
            decrement = level1.dot(n, gu, gu);
        }
        metric.to_step(q, p);
        run.promised_decrease = decrement / 2;
        if (!penalized) {
            const bool measured = exact || (!exact_end && solver == GlmSolver::newton_cg);
            fit.report.gap = decrement / 2;
            reached = measured && fit.report.gap <= std::fmax(goal, noise);
        }

        // Whether to go on.
        const Status good = squared ? Status::solved : Status::gap_tolerance;
        const Status end = !penalized && fit.report.dependent > 0 ? Status::rank_deficient : good;
        const double relative = fit.report.gap / std::fabs(at.value);
        const bool at_floor = decrement / 2 <= noise;
        if (reached && (at_floor || settled(state, exact, p, next.g))) {
            for (Index k = 0; fit.report.certified != 0 && problem.intercept && k < problem.classes; ++k) {
                parameters[problem.classes * problem.columns + k] += shift[k];
            }
            co_return Verdict{end, relative, fit.tolerance};
        }
        if (at_floor) co_return Verdict{squared ? end : Status::no_further_progress, relative, fit.tolerance};
        if (static_cast<double>(run.iterations) >= run.options.max_iterations) {
            co_return Verdict{reached ? end : Status::max_iterations, static_cast<double>(run.iterations),
                              run.options.max_iterations};
        }

        // The step.
        double step = 1;
        level1.add_scaled(n, at.v, step, p, next.v);
        co_await evaluate(run, state, f.all(), next);
        const double slope = level1.dot(n, next.g, p);
        const bool enough = next.value <= at.value - sufficient_decrease * decrement + noise;
        if (!(enough && std::fabs(slope) <= flatter * decrement)) {
            level1.subtract(rows, next.eta, at.eta, next.eta);
            const bool overshot = !(slope < 0) || !std::isfinite(next.value) || !enough;
            step = co_await minimize_along(run, state, f.all(), p, next.eta, -decrement, overshot);
            if (step == 0) co_return Verdict{reached ? end : Status::no_further_progress, relative, fit.tolerance};
            level1.add_scaled(n, at.v, step, p, next.v);
            co_await evaluate(run, state, f.all(), next);
        }
        run.count_iteration(step);
        if (!penalized && !squared) {
            const double along = f.against_recession(f.all(), at.eta, next.eta);
            const double whole = f.against_recession(f.all(), nullptr, next.eta);
            if (along <= recession_tolerance || whole <= 0) {
                f.to_parameters(next.v, parameters);
                run.accept(parameters, next.value, nullptr, NAN);
                co_return Verdict{Status::separable, std::fmin(along, whole), recession_tolerance};
            }
        }
        if (accelerated || solver == GlmSolver::lbfgs) {
            metric.to_dual(next.g, gu_next);
            lbfgs.update({.size = step,
                          .slope = -decrement,
                          .slope_next = level1.dot(n, next.g, p),
                          .decrease = at.value - next.value,
                          .noise = noise,
                          .g = gu,
                          .g_next = gu_next});
        }
        std::swap(at, next);
        co_await run.pause();
    }
}

}  // namespace steepest
