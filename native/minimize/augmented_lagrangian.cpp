#include "minimize/augmented_lagrangian.hpp"

#include "kernels/table.hpp"
#include "minimize/nested.hpp"
#include "minimize/shifted_run.hpp"
#include "minimize/stopping.hpp"

namespace steepest {
namespace {

constexpr double first_penalty = 100;
constexpr double growth = 10;
constexpr double nearer = 0.25;  // what is left of the defect where the penalty need not grow
constexpr double largest_penalty = 1e16;
constexpr double largest_multiplier = 1e20;
constexpr double nearly_stationary = 1e-2;  // of the violation: its slope, see below
constexpr int most_idle = 3;                // minimizations in a row that change nothing

struct Sequence {
    ShiftedRun shifted;
    double* x = nullptr;
    double* residual = nullptr;     // ∇f - A'λ⁺
    double* multipliers = nullptr;  // λ⁺, and the residual's components at bounds
    double penalty = first_penalty;
    double defect = INFINITY;
    double violation = INFINITY;

    bool allocate(Run& run) {
        x = run.memory.array<double>(run.dimension);
        residual = run.memory.array<double>(run.dimension);
        multipliers = run.memory.array<double>(run.dimension + run.constraints.count());
        return shifted.allocate(run);
    }

    // One penalty a constraint, in the units of the objective's slope over the square of the constraint's, at the
    // start.
    void set_penalties(const Run& run) {
        ShiftedPenalty& penalties = shifted.penalty;
        const ConstrainedPlace& place = shifted.place;
        const double slope = std::fmax(1.0, kernels().level1.largest_scaled(run.dimension, place.gradient, place.x));
        run.constraints.measure_slopes(place.jacobian, place.x, shifted.slopes);
        for (Index i = 0; i < penalties.m; ++i) {
            shifted.best.first_slopes[i] = shifted.slopes[i];
            penalties.rho[i] = first_penalty * slope / (shifted.slopes[i] * shifted.slopes[i]);
        }
    }

    // The scaled residual of the first-order conditions with the estimates λ⁺.
    double optimality(const Run& run) {
        const ConstrainedPlace& place = shifted.place;
        const ShiftedPenalty& penalties = shifted.penalty;
        const Index n = run.dimension, m = penalties.m;
        shifted.write_gradient(residual);
        double worst = scaled_gradient(run, place.x, place.f, residual);
        for (Index i = 0; i < m; ++i) {
            const double lambda = multipliers[i] = penalties.estimate(i, place.c[i]);
            if (lambda == 0) continue;
            const double slack = place.c[i] - (lambda > 0 ? penalties.lower[i] : penalties.upper[i]);
            const double product = std::fabs(lambda * slack) / std::fmax(std::fabs(place.f), 1.0);
            if (!(product <= worst)) worst = product;
        }
        const Bounds bounds = run.bounds();
        for (Index j = 0; j < n; ++j) {
            const bool held =
                (place.x[j] <= bounds.low(j) && residual[j] > 0) || (place.x[j] >= bounds.high(j) && residual[j] < 0);
            multipliers[m + j] = held ? residual[j] : 0;
        }
        return worst;
    }

    // The slope of the sum of the squares ρ_i v_i², v_i = (c_i moved to within its limits) - c_i, within the bounds:
    //
    //     max_j |Σ_i ρ_i v_i ∂c_i/∂x_j| max(|x_j|, 1) / max_i ρ_i |v_i| s_i.
    //
    // It is 1 where one constraint alone is violated, and 0 at a minimum.
    double violation_slope(const Run& run) {
        const ConstrainedPlace& place = shifted.place;
        const ShiftedPenalty& penalties = shifted.penalty;
        for (Index j = 0; j < run.dimension; ++j) residual[j] = 0;
        double most = 0;
        for (Index i = 0; i < penalties.m; ++i) {
            const double c = place.c[i];
            const double v = std::fmin(std::fmax(c, penalties.lower[i]), penalties.upper[i]) - c;
            if (v == 0) continue;
            const double weighted = penalties.rho[i] / penalty * v;
            most = std::fmax(most, std::fabs(weighted) * shifted.slopes[i]);
            kernels().level1.axpy(run.dimension, -weighted, place.jacobian.row(i), residual);
        }
        return scaled_gradient(run, place.x, 1, residual) / most;
    }

    // Takes the estimates for the multipliers, and raises the penalty where that did not bring the constraints nearer.
    void update(double negligible) {
        const ConstrainedPlace& place = shifted.place;
        ShiftedPenalty& penalties = shifted.penalty;
        double now = 0;
        for (Index i = 0; i < penalties.m; ++i) {
            now = std::fmax(now, penalties.defect(i, place.c[i]) / shifted.best.first_slopes[i]);
            const double limit = largest_multiplier;
            penalties.lambda[i] = std::fmin(std::fmax(penalties.estimate(i, place.c[i]), -limit), limit);
        }
        if (now > std::fmax(nearer * defect, negligible)) raise();
        defect = now;
    }
    void raise() {
        penalty *= growth;
        for (Index i = 0; i < shifted.penalty.m; ++i) shifted.penalty.rho[i] *= growth;
    }
};

Options local_options(const Run& run, double tolerance) {
    Options o = run.options;
    o.gradient_tolerance = tolerance;
    o.function_tolerance = run.options.local_function_tolerance;
    o.step_tolerance = run.options.local_step_tolerance;
    o.max_iterations =
        std::fmin(run.options.local_max_iterations, run.options.max_iterations - static_cast<double>(run.iterations));
    o.max_evaluations = run.options.local_max_evaluations;
    o.step_size = run.options.local_step_size;
    o.target = -INFINITY;  // of f, not of L
    return o;
}

}  // namespace

Task<Verdict> augmented_lagrangian(Run& run) {
    Sequence sequence;
    if (!sequence.allocate(run)) co_return Verdict{};
    ShiftedRun& shifted = sequence.shifted;
    const ConstrainedPlace& place = shifted.place;
    const Options& options = run.options;
    for (Index i = 0; i < shifted.penalty.m; ++i) shifted.slopes[i] = shifted.best.first_slopes[i] = 1;
    run.best_point(sequence.x);
    co_await complete_at(run, shifted, sequence.x);
    Verdict verdict;
    if (not_finite(run, place.f, place.gradient, verdict) || not_finite(run, place, verdict)) co_return verdict;
    sequence.set_penalties(run);

    double tolerance = 1e-2, norm = INFINITY;
    int idle = 0;
    for (;;) {
        Run* const inner = nest(run, static_cast<int>(options.local_method), local_options(run, tolerance), sequence.x,
                                needs::value_and_gradient);
        if (!inner) co_return Verdict{};
        const Verdict local = co_await follow_shifted(run, *inner, shifted);
        if (local.status == Status::out_of_memory) co_return Verdict{};
        const bool escaped = local.status == Status::unbounded || !inner->incumbent.x;
        if (escaped) {
            // L has no minimum yet: a larger penalty, from where the last one left.
            if (sequence.penalty > largest_penalty) co_return Verdict{Status::unbounded, place.f, NAN};
            sequence.raise();
            continue;
        }
        inner->best_point(sequence.x);
        run.drop_nested();
        co_await complete_at(run, shifted, sequence.x);
        if (!place.values_finite() || !place.derivatives_finite()) {
            co_return Verdict{Status::no_further_progress, NAN, NAN};
        }
        run.constraints.measure_slopes(place.jacobian, place.x, shifted.slopes);
        const double violation = run.constraints.violation(place.c, shifted.slopes);
        const double before = norm;
        norm = sequence.optimality(run);
        const bool met = run.constraints.met_by(violation, options);
        const bool optimal = met && norm <= options.gradient_tolerance;
        shifted.best.offer(run, place, shifted.slopes, norm, sequence.multipliers, optimal);
        if (optimal) co_return Verdict{Status::gradient_tolerance, norm, options.gradient_tolerance};
        if (static_cast<double>(run.iterations) >= options.max_iterations) {
            co_return Verdict{Status::max_iterations, static_cast<double>(run.iterations), options.max_iterations};
        }
        const bool answers = violation < (1 - 1e-6) * sequence.violation || (met && norm < 0.9 * before);
        idle = answers ? 0 : idle + 1;
        if (idle > most_idle || sequence.penalty > largest_penalty) {
            // A local method that stopped too early does not say that.
            if (!met && sequence.violation_slope(run) <= nearly_stationary) {
                co_return Verdict{Status::infeasible, violation, options.constraint_tolerance};
            }
            shifted.best.offer(run, place, shifted.slopes, norm, sequence.multipliers, true);
            co_return Verdict{Status::no_further_progress, norm, NAN};
        }
        sequence.violation = violation;
        sequence.update(met ? options.constraint_tolerance : 0);
        tolerance = std::fmax(options.gradient_tolerance / 2, std::fmin(tolerance / 10, sequence.defect));
    }
}

}  // namespace steepest
