#include "models/glm_fit.hpp"

#include <cfloat>
#include <cmath>
#include <utility>

#include "direction/lbfgs.hpp"
#include "models/metric.hpp"

namespace steepest {
namespace {

// Multiplications between two looks at the clock: some milliseconds in WebAssembly.
constexpr double slice_work = 4e6;
constexpr double slice_hessian_work = 6e7;
// A Hessian that costs no more is made whenever it can help.
constexpr double cheap_hessian_work = 3e7;
constexpr Index most_newton_variables = 1000;
constexpr Index most_exact_variables = 4000;
constexpr Index pairs = 10;
constexpr double sufficient_decrease = 1e-4;
constexpr double flatter = 0.9;  // a slope that a step must at least have reduced to
constexpr int most_trials = 40;

struct Point {
    double* v;
    double* g;
    double* eta;
    double value;
};

// Calls visit(first, last) for pieces 0 … count - 1, with a look at the clock between slices of them.
template <class Visit>
Task<void> in_slices(Run& run, Index count, double work_of_piece, double budget, Visit visit) {
    const double most = budget / work_of_piece;
    const Index slice = most < 1 ? 1 : most < static_cast<double>(count) ? static_cast<Index>(most) : count;
    for (Index first = 0; first < count; first += slice) {
        if (first > 0) co_await run.pause();
        visit(first, first + slice < count ? first + slice : count);
    }
}

Task<void> evaluate(Run& run, GlmFit& fit, Point& at) {
    GlmObjective& f = fit.objective;
    const RowSet& rows = f.all();
    f.aim(at.v);
    co_await in_slices(run, f.pieces(rows), f.work_of_piece(), slice_work,
                       [&](Index first, Index last) { f.visit(rows, first, last, at.eta); });
    at.value = f.collect(rows, at.v, at.g);
    ++fit.report.passes;
}

// H v at the predictor eta.
Task<void> multiply(Run& run, GlmFit& fit, const double* eta, const double* v, double* out) {
    GlmObjective& f = fit.objective;
    const RowSet& rows = f.all();
    f.aim_product(v);
    co_await in_slices(run, f.pieces(rows), f.work_of_piece(), slice_work,
                       [&](Index first, Index last) { f.visit_product(rows, first, last, eta); });
    f.collect_product(rows, v, out);
    ++fit.report.passes;
}

// The exact Hessian, factored into the metric.
Task<void> model(Run& run, GlmFit& fit, const GlmObjective::Hessian& hessian, const double* eta, Metric& metric) {
    GlmObjective& f = fit.objective;
    const RowSet& rows = f.all();
    f.clear(hessian);
    co_await in_slices(run, f.pieces(rows), f.work_of_hessian_piece(), slice_hessian_work,
                       [&](Index first, Index last) { f.add(hessian, rows, first, last, eta); });
    f.finish(hessian, metric.upper);
    ++fit.report.hessians;
    fit.report.dependent = static_cast<double>(metric.factor(run.memory));
}

// Minimizes φ(a) = F(v + a p) on the predictors η and η + δ, given φ′(0) < 0 and that a = 1 will not do: Newton's
// method inside a bracket. Returns 0 when there is no decrease.
Task<double> minimize_along(Run& run, GlmFit& fit, const Point& at, const double* p, const double* delta, double slope,
                            bool overshot) {
    GlmObjective& f = fit.objective;
    double low = 0, high = overshot ? 1 : INFINITY, a = overshot ? 0.5 : 2;
    double best = 0, best_value = at.value;
    for (int trial = 0; trial < most_trials; ++trial) {
        const PointSums loss = f.along(f.all(), at.eta, delta, a);
        const PointSums penalty = f.penalty_along(at.v, p, a);
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
        if (std::fabs(first) <= 0.1 * std::fabs(slope) && best == a) break;
        (first < 0 ? low : high) = a;
        const double newton = a - first / second;
        const double middle = std::isinf(high) ? 4 * a : low + (high - low) / 2;
        const bool inside = newton > low + 0.01 * (middle - low) && newton < (std::isinf(high) ? 10 * a : high);
        a = inside ? newton : middle;
        if (high - low <= DBL_EPSILON * high) break;
    }
    co_return best;
}

// q = -(H in the variables u)⁻¹ g_u, by conjugate gradients (Nocedal & Wright (2006), algorithm 7.1), to the relative
// residual `precision`.
struct ConjugateGradients {
    double* r;
    double* d;
    double* hd;
    double* step;
    double* product;
};
Task<void> solve_newton(Run& run, GlmFit& fit, const Metric& metric, const double* eta, const double* gu,
                        double precision, const ConjugateGradients& work, double* q) {
    const Level1<double>& level1 = kernels().level1;
    const Index n = metric.n;
    for (Index i = 0; i < n; ++i) {
        q[i] = 0;
        work.r[i] = gu[i];
        work.d[i] = -gu[i];
    }
    double rr = level1.dot(n, gu, gu);
    const double target = precision * precision * rr;
    for (Index turn = 0; turn < 2 * n + 10 && rr > target; ++turn) {
        metric.to_step(work.d, work.step);
        co_await multiply(run, fit, eta, work.step, work.product);
        metric.to_dual(work.product, work.hd);
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

double largest(const double* x, Index n) {
    double most = 0;
    for (Index i = 0; i < n; ++i) most = std::fmax(most, std::fabs(x[i]));
    return most;
}

// Whether p changes neither the standardized coefficients nor the caller's by more than a share of the largest. A step
// from an inexact model says less about what is left.
bool settled(const GlmFit& fit, bool exact, const double* v, const double* p, double* parameters) {
    const GlmProblem& problem = fit.objective.problem();
    const Index coefficients = problem.classes * problem.columns;
    const double share = std::sqrt(fit.tolerance) / (exact ? 200 : 1000);
    if (!(largest(p, coefficients) <= share * largest(v, coefficients))) return false;
    fit.objective.to_parameters(p, parameters);
    const double change = largest(parameters, coefficients);
    fit.objective.to_parameters(v, parameters);
    return change <= share * largest(parameters, coefficients);
}

}  // namespace

Task<Verdict> fit_glm(Run& run, GlmFit& fit) {
    GlmObjective& f = fit.objective;
    const GlmProblem& problem = f.problem();
    const Level1<double>& level1 = kernels().level1;
    const Index n = f.dimension(), rows = f.predictors();
    const auto vector = [&] { return run.memory.array<double>(n); };
    Point at{vector(), vector(), run.memory.array<double>(rows), 0};
    Point next{vector(), vector(), run.memory.array<double>(rows), 0};
    double* gu = vector();
    double* gu_next = vector();
    double* const newton_step = vector();  // in the variables u, like q
    const double* q = newton_step;
    double* const p = vector();
    double* const parameters = vector();
    double* const shift = run.memory.zeros<double>(problem.classes).data;
    LbfgsDirection lbfgs{.memory = pairs};
    Metric metric{.n = n, .diagonal = vector(), .upper = {}};
    GlmSolver solver = fit.solver;
    if (solver == GlmSolver::automatic) solver = n <= most_newton_variables ? GlmSolver::newton : GlmSolver::lbfgs;
    const bool penalized = problem.penalty > 0;
    const bool squared = problem.loss == Loss::squared;
    const bool newton = solver == GlmSolver::newton;
    const double hessian_work = f.work_of_hessian_piece() * static_cast<double>(f.pieces(f.all()));
    const bool exact_end = n <= most_exact_variables && (!penalized || hessian_work <= cheap_hessian_work);
    GlmObjective::Hessian hessian;
    if (newton || exact_end) {
        if (!f.allocate(hessian, false, run.memory)) co_return Verdict{};
        metric.upper = run.memory.matrix(n, n);
    }
    ConjugateGradients cg{};
    if (solver == GlmSolver::newton_cg) cg = {vector(), vector(), vector(), vector(), vector()};
    if (solver == GlmSolver::lbfgs) lbfgs.allocate(run.memory, n);
    if (run.memory.failed()) co_return Verdict{};

    if (fit.warm) {
        f.to_variables(run.start.data, at.v);
    } else {
        f.start(at.v);
    }
    co_await evaluate(run, fit, at);
    if (!std::isfinite(at.value)) co_return Verdict{Status::not_finite, -1, at.value};
    const double first_value = at.value;
    double first_norm = 0;

    for (;;) {
        f.to_parameters(at.v, parameters);
        run.accept(parameters, at.value, nullptr, NAN);
        const double goal = fit.tolerance * std::fabs(at.value);
        // What rounding makes of F; of residuals that ought to vanish, each has its predictor's.
        const double vanished = squared ? 4 * DBL_EPSILON * static_cast<double>(problem.columns + 1) * first_value : 0;
        const double noise = 4 * DBL_EPSILON * (std::fabs(at.value) + vanished);

        // How far from the minimum.
        bool reached = false;
        if (penalized) {
            fit.report.gap = f.gradient_norm() * f.gradient_norm() / (2 * problem.penalty);
            if (fit.report.gap <= goal) {
                const GlmObjective::Certificate certificate = f.certify(f.all(), at.eta, at.value, shift);
                fit.report.gap = certificate.gap;
                reached = certificate.gap <= goal;
                fit.report.certified = reached;
            }
        }

        // A direction.
        const bool stale = !metric.full || !(reached || squared) || hessian_work <= cheap_hessian_work;
        bool exact = false;
        if (newton && stale && !(squared && metric.full)) {
            co_await model(run, fit, hessian, at.eta, metric);
            if (fit.report.dependent < 0)
                co_return Verdict{run.memory.failed() ? Status::out_of_memory : Status::not_finite};
            exact = true;
        } else if (run.iterations == 0 && !newton) {
            f.diagonal(metric.diagonal);
            for (Index i = 0; i < n; ++i) metric.diagonal[i] = std::sqrt(metric.diagonal[i]);
        }
        exact = exact || (squared && metric.full);
        metric.to_dual(at.g, gu);
        const double norm = std::sqrt(level1.dot(n, gu, gu));
        if (run.iterations == 0) first_norm = norm;
        if (newton) {
            for (Index i = 0; i < n; ++i) newton_step[i] = -gu[i];
        } else if (solver == GlmSolver::newton_cg) {
            const double precision = std::fmin(0.5, std::sqrt(norm / first_norm));
            co_await solve_newton(run, fit, metric, at.eta, gu, std::fmin(precision, 1e-1), cg, newton_step);
        } else {
            q = lbfgs.compute(at.v, gu);
        }
        double decrement = -level1.dot(n, gu, q);
        if (exact_end && !newton && (penalized ? reached : decrement / 2 <= std::fmax(goal, noise))) {
            co_await model(run, fit, hessian, at.eta, metric);
            if (fit.report.dependent < 0)
                co_return Verdict{run.memory.failed() ? Status::out_of_memory : Status::not_finite};
            exact = true;
            metric.to_dual(at.g, gu);
            for (Index i = 0; i < n; ++i) newton_step[i] = -gu[i];
            if (solver == GlmSolver::lbfgs) {
                lbfgs.reset();
                q = lbfgs.compute(at.v, gu);
            }
            decrement = level1.dot(n, gu, gu);
        }
        metric.to_step(q, p);
        run.promised_decrease = decrement / 2;
        if (!penalized) {
            fit.report.gap = decrement / 2;
            reached =
                (exact || (!exact_end && solver == GlmSolver::newton_cg)) && fit.report.gap <= std::fmax(goal, noise);
        }

        // Whether to go on.
        const Status good = squared ? Status::solved : Status::gap_tolerance;
        const Status end = !penalized && fit.report.dependent > 0 ? Status::rank_deficient : good;
        const double relative = fit.report.gap / std::fabs(at.value);
        const bool at_floor = decrement / 2 <= noise;
        if (reached && (at_floor || settled(fit, exact, at.v, p, next.g))) {
            if (fit.report.certified && problem.intercept) {
                for (Index k = 0; k < problem.classes; ++k)
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
        const auto advance = [&] { level1.add_scaled(n, at.v, step, p, next.v); };
        advance();
        co_await evaluate(run, fit, next);
        double slope = level1.dot(n, next.g, p);
        const bool enough = next.value <= at.value - sufficient_decrease * decrement + noise;
        if (!(enough && std::fabs(slope) <= flatter * decrement)) {
            level1.subtract(rows, next.eta, at.eta, next.eta);
            const bool overshot = !(slope < 0) || !std::isfinite(next.value) || !enough;
            step = co_await minimize_along(run, fit, at, p, next.eta, -decrement, overshot);
            if (step == 0) {
                co_return Verdict{reached ? end : Status::no_further_progress, relative, fit.tolerance};
            }
            advance();
            co_await evaluate(run, fit, next);
        }
        run.count_iteration(step);
        if (!penalized && !squared) {
            const double along = f.against_recession(f.all(), at.eta, next.eta);
            const double whole = f.against_recession(f.all(), nullptr, next.eta);
            if (along <= 1e-7 || whole <= 0) {
                f.to_parameters(next.v, parameters);
                run.accept(parameters, next.value, nullptr, NAN);
                co_return Verdict{Status::separable, std::fmin(along, whole), 1e-7};
            }
        }
        if (solver == GlmSolver::lbfgs) {
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
