// How far a fit is from the minimum, where there is a penalty. The cheapest bound that gets there is taken: one found
// earlier, the certificate on the kept predictor, or the minimum of a lower model on the sample.
#include <cfloat>

#include "models/glm_iteration.hpp"

namespace steepest {
namespace {

// Σ (∂F/∂W)² / 2λ: a bound where the intercepts are at their best for the predictor.
double gap_of_gradient(const GlmIteration& it, double norm) {
    return norm * norm / (2 * it.f.problem().penalty);
}

// Reaches the goal without a shift of the intercepts.
void reach(GlmIteration& it, double gap) {
    it.fit.report.gap = gap;
    it.fit.report.certified = 1;
    it.reached = true;
    for (Index k = 0; k < it.f.problem().classes; ++k) it.shift[k] = 0;
}

}  // namespace

Task<void> measure(Run& run, GlmIteration& it) {
    GlmReport& report = it.fit.report;
    GlmPoint& at = it.at;
    it.goal = it.fit.tolerance * std::fabs(at.value);
    // Of residuals that ought to vanish, each has its predictor's rounding.
    const double columns = static_cast<double>(it.f.problem().columns);
    const double vanished = it.squared ? 4 * DBL_EPSILON * (columns + 1) * it.first_value : 0;
    it.noise = 4 * DBL_EPSILON * (std::fabs(at.value) + vanished);
    it.reached = false;
    report.certified = 0;
    if (!it.penalized) co_return;

    const double norm = it.f.norm_by_coefficients(at.g);
    report.gap = gap_of_gradient(it, norm);
    if (at.value - it.lower <= it.goal) {
        reach(it, at.value - it.lower);
    } else if (report.gap <= it.goal) {
        const GlmObjective::Certificate certificate =
            co_await certify(run, it, {it.f.all(), at, norm, nullptr, it.shift});
        report.gap = certificate.gap;
        it.reached = certificate.gap <= it.goal;
        report.certified = it.reached;
    } else if (it.accelerated && !it.fresh && it.parts.bound) {
        it.metric.to_dual(at.g, it.gu);
        const double promised = kernels().level1.dot(it.n, it.gu, it.gu) / 2;
        if (promised * it.sample.factor > it.goal) co_return;
        const double gap = co_await gap_by_sample(run, it, it.sample, it.goal);
        it.lower = std::fmax(it.lower, at.value - gap);
        if (gap <= it.goal) reach(it, gap);
    }
}

Task<void> certify_end(Run& run, GlmIteration& it) {
    if (!it.penalized || it.reached) co_return;
    const GlmPoint& at = it.at;
    const GlmObjective::Certificate certificate =
        co_await certify(run, it, {it.f.all(), at, it.f.norm_by_coefficients(at.g), nullptr, it.shift});
    const double gap = at.value - (certificate.value - certificate.gap), known = at.value - it.lower;
    it.fit.report.gap = gap < known ? gap : known;
    it.fit.report.certified = std::isfinite(it.fit.report.gap);
}

}  // namespace steepest
