// Gauss-Newton:   p = argmin ‖J p + r‖,   x⁺ = x + α p
//
// with α = 1, ½, ¼ … until F falls by a part of what its slope says (Armijo's condition): Nocedal & Wright, Numerical
// Optimization (2006), section 10.3. Where J has not full rank p is a basic solution. Bounds, the measure of a minimum
// and what happens next to rounding are those of levenberg_marquardt.cpp.
#include "minimize/residual_iterate.hpp"
#include "minimize/sums_of_squares.hpp"

namespace steepest {

Task<Verdict> gauss_newton(Run& run) {
    constexpr double sufficient = 1e-4;
    ResidualIterate at;
    if (!at.prepare(run)) co_return Verdict{};
    at.f = co_await run.evaluate(at.at_start(run));
    Verdict verdict;
    if (!at.enters(run, verdict)) co_return verdict;
    for (;;) {
        at.report(run);
        if (at.stops(run, verdict)) co_return verdict;
        ResidualModel::Step step = at.model.step_within(run, at.x, INFINITY, 0, at.p);
        const double noise = at.model.noise();
        const bool is_fine = step.decrease <= noise;
        double alpha = 1;
        for (bool accepted = false; !accepted; alpha *= accepted ? 1 : 0.5) {
            run.point_along(at.x, alpha, at.p, at.x_trial);
            if (!(step.decrease > 0 && step.slope < 0) || is_same(at.x, at.x_trial, run.dimension)) {
                co_return Verdict{Status::no_further_progress};
            }
            at.f_trial = co_await run.evaluate(at.at_trial(run));
            accepted = at.f_trial <= at.f + sufficient * alpha * step.slope || (is_fine && at.f_trial <= at.f + noise);
            if (accepted) {
                at.consider_trial(run);
                co_await run.evaluate(at.factor_at_trial(run));
                accepted = at.model.trial().is_finite();
                if (!accepted) at.report(run);
            } else if (is_fine) {
                co_return at.exhausted(run);
            }
        }
        step.length *= alpha;
        at.advance(run, step);
        run.count_iteration(alpha);
        if (is_fine && at.is_idle()) {
            at.report(run);
            co_return at.exhausted(run);
        }
    }
}

}  // namespace steepest
