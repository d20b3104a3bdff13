// How far training is from the minimum, after an epoch.
#include <cmath>

#include "models/training_iteration.hpp"

namespace steepest {
namespace {

constexpr Index most_exact_variables = 4000;

double newton_decrement(TrainingIteration& it) {
    it.metric.to_dual(it.at.g, it.gu);
    return kernels().level1.dot(it.n, it.gu, it.gu);
}

// With a penalty: the bound is for the intercepts as they are, not for their best.
Task<void> certify_training(Run& run, TrainingIteration& it, bool last) {
    const double norm = it.f.norm_by_coefficients(it.at.g);
    it.fit.report.gap = norm * norm / (2 * it.f.problem().penalty);
    if (it.fit.report.gap > it.goal && !last) co_return;
    co_await certify_end(run, it);
    it.reached = it.fit.report.gap <= it.goal;
}

// Without one the last Hessian serves until its estimate says that the end has come, or `last` does: squares have no
// other.
Task<void> estimate_training(Run& run, TrainingIteration& it, bool last) {
    GlmReport& report = it.fit.report;
    report.gap = NAN;
    it.exact = it.squared && it.metric.full;
    while (it.exact_end) {
        if (it.metric.full) report.gap = newton_decrement(it) / 2;
        if (it.exact || (it.metric.full && report.gap > it.goal && !last)) break;
        const bool made = co_await remodel(run, it, {it.f.all(), it.hessian}, it.at.eta);
        it.out_of_model = !made;
        if (!made) co_return;
        it.exact = true;
    }
    it.reached = it.exact && report.gap <= it.goal;
}

}  // namespace

bool prepare_measures(TrainingIteration& it) {
    Workspace& memory = it.run.memory;
    it.at = {it.vector(), it.vector(), memory.array<double>(it.f.predictors())};
    it.parameters = it.vector();
    it.shift = memory.zeros<double>(it.f.problem().classes).data;
    it.exact_end = !it.penalized && it.n <= most_exact_variables;
    it.metric = {.n = it.n, .full = false, .diagonal = it.vector(), .upper = {}, .kept = {}};
    if (it.exact_end) {
        it.gu = it.vector();
        it.f.allocate(it.hessian, false, memory);
        it.metric.allocate(memory);
    }
    return !memory.failed();
}

Task<void> measure_training(Run& run, TrainingIteration& it, bool last) {
    it.goal = it.fit.tolerance * std::fabs(it.at.value);
    it.fit.report.certified = 0;
    it.reached = false;
    if (it.penalized) {
        co_await certify_training(run, it, last);
    } else {
        co_await estimate_training(run, it, last);
    }
}

}  // namespace steepest
