// Levenberg–Marquardt within a trust region:
//
//     p = argmin { ‖J p + r‖ : ‖D p‖ ≤ Δ },   ρ = (F(x) - F(x + p)) / (F(x) - ½‖J p + r‖²)
//
// J. J. Moré, Numerical Analysis (Dundee 1977), Lecture Notes in Mathematics 630 (1978), pp. 105-116, algorithm 7.1:
// the step and λ are those of region/levenberg_marquardt.hpp, D the longest that each column of J has been, and the
// radius is changed by ρ as there and in MINPACK: a quarter is poor, three quarters are good, and where F grew, a
// parabola says how much shorter the step should have been.
//
// Departures. The measure of a minimum is that of residual_model.hpp. Any decrease is accepted. A trial that is not
// finite, in its residuals or their derivatives, takes the region to a tenth. Where a step promises less than rounding
// of the variables changes F, F tells nothing: then a step that does not raise F by more than that is taken, the region
// shrinks if it did not lower the measure, and the method ends, converged, where several did not.
#include "minimize/residual_iterate.hpp"
#include "minimize/sums_of_squares.hpp"

namespace steepest {
namespace {

constexpr double poor = 0.25, good = 0.75;
constexpr double most_shrinkage = 0.1, least_shrinkage = 0.5, growth = 2;

// The region as a multiple of what it was, after a step that changed F by `change`.
double shrinkage(const ResidualModel::Step& step, double f, double f_trial) {
    if (!std::isfinite(f_trial)) return most_shrinkage;
    const double change = f_trial - f;
    if (change <= 0) return least_shrinkage;
    // √F ten times as large: the parabola is no guide there.
    if (f_trial >= 100 * f) return most_shrinkage;
    return std::fmax(most_shrinkage, 0.5 * -step.slope / (change - step.slope));
}

}  // namespace

Task<Verdict> levenberg_marquardt(Run& run) {
    ResidualIterate at;
    if (!at.prepare(run)) co_return Verdict{};
    at.f = co_await run.evaluate(at.at_start(run));
    Verdict verdict;
    if (!at.enters(run, verdict)) co_return verdict;
    // No step from zero has a length that is natural but that of r, which is counted in the same unit as D x.
    const double start_length = at.model.scaled_length(at.x);
    double radius = run.options.initial_radius * (start_length > 0 ? start_length : std::sqrt(2 * at.f));
    double lambda = 0;
    for (;;) {
        at.report(run);
        if (at.stops(run, verdict)) co_return verdict;
        ResidualModel::Step step{};
        for (bool accepted = false; !accepted;) {
            step = at.model.step_within(run, at.x, radius, lambda, at.p);
            lambda = step.lambda;
            run.point_along(at.x, 1, at.p, at.x_trial);
            // The first region is as large as the first step: larger says nothing.
            if (run.iterations == 0) radius = std::fmin(radius, step.length);
            if (!(step.decrease > 0) || is_same(at.x, at.x_trial, run.dimension)) {
                co_return Verdict{Status::no_further_progress};
            }
            at.f_trial = co_await run.evaluate(at.at_trial(run));
            double gain = (at.f - at.f_trial) / step.decrease;
            const double noise = at.model.noise();
            const bool is_fine = step.decrease <= noise;
            accepted = at.f_trial < at.f || (is_fine && at.f_trial <= at.f + noise);
            if (accepted) {
                at.consider_trial(run);
                co_await run.evaluate(at.factor_at_trial(run));
                if (!at.model.trial().is_finite()) {
                    at.report(run);
                    at.f_trial = gain = NAN;
                    accepted = false;
                }
            } else if (is_fine) {
                co_return at.exhausted(run);
            }
            if (is_fine && accepted) break;
            if (!(gain > poor)) {
                const double factor = shrinkage(step, at.f, at.f_trial);
                radius = factor * std::fmin(radius, step.length / most_shrinkage);
                lambda /= factor;
            } else if (lambda == 0 || gain >= good) {
                radius = growth * step.length;
                lambda /= growth;
            }
        }
        const bool is_fine = step.decrease <= at.model.noise();
        at.advance(run, step);
        run.count_iteration(step.length);
        if (!is_fine) continue;
        if (at.is_idle()) {
            at.report(run);
            co_return at.exhausted(run);
        }
        if (at.idle > 0) {
            radius = least_shrinkage * step.length;
            lambda /= least_shrinkage;
        }
    }
}

}  // namespace steepest
