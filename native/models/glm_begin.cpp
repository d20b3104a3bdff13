// How a fit begins: the solver, its memory, the first point.
#include "models/glm_iteration.hpp"

namespace steepest {
namespace {

constexpr Index most_newton_variables = 1000;
constexpr Index most_exact_variables = 4000;
constexpr Index pairs = 10;

void choose_solver(GlmIteration& it) {
    const bool automatic = it.fit.solver == GlmSolver::automatic;
    it.solver = !automatic ? it.fit.solver : it.n <= most_newton_variables ? GlmSolver::newton : GlmSolver::lbfgs;
    if (automatic && it.solver == GlmSolver::newton) it.parts = sample_parts(it.f);
    Workspace& memory = it.run.memory;
    if (it.parts.near > 0) {
        it.near = sample_rows(it.f, it.parts.near, memory);
        it.sample = it.parts.metric == it.parts.near ? it.near : sample_rows(it.f, it.parts.metric, memory);
    }
    it.accelerated = it.single = it.near.blocks > 0 && it.sample.blocks > 0;
    it.exact_end = it.n <= most_exact_variables && (!it.penalized || it.f.hessian_work() <= cheap_work);
}

// Newton's method on the samples, then a pass over all rows. The fit is not accelerated any more if that led nowhere.
Task<void> begin_on_sample(Run& run, GlmIteration& it) {
    double* const first = it.p;
    for (Index i = 0; i < it.n; ++i) first[i] = it.at.v[i];
    it.accelerated = co_await start_on_sample(run, it, it.near, it.parts.steps);
    if (it.accelerated && it.parts.metric != it.parts.near) {
        it.accelerated = co_await start_on_sample(run, it, it.sample, 1);
    }
    if (run.memory.failed()) co_return;
    co_await evaluate(run, it, it.f.all(), it.at);
    if (it.accelerated && it.at.value < it.first_value) co_return;
    for (Index i = 0; i < it.n; ++i) it.at.v[i] = first[i];
    it.accelerated = it.single = false;
    it.metric.full = false;
    co_await evaluate(run, it, it.f.all(), it.at);
}

}  // namespace

bool prepare(GlmIteration& it) {
    GlmObjective& f = it.f;
    Workspace& memory = it.run.memory;
    choose_solver(it);
    it.at = {it.vector(), it.vector(), memory.array<double>(f.predictors())};
    it.next = {it.vector(), it.vector(), memory.array<double>(f.predictors())};
    it.metric = {.n = it.n, .full = false, .diagonal = it.vector(), .upper = {}, .kept = {}};
    for (double** each : {&it.gu, &it.gu_next, &it.newton_step, &it.p, &it.parameters}) *each = it.vector();
    it.q = it.newton_step;
    it.shift = memory.zeros<double>(f.problem().classes).data;
    it.lbfgs.memory = pairs;
    if (it.accelerated || it.solver == GlmSolver::lbfgs) it.lbfgs.allocate(memory, it.n);
    if (it.accelerated) f.allocate(it.single_hessian, true, memory);
    if (it.solver == GlmSolver::newton || it.exact_end) {
        f.allocate(it.hessian, false, memory);
        it.metric.allocate(memory);
    }
    if (it.solver == GlmSolver::newton_cg) {
        it.cg = {it.vector(), it.vector(), it.vector(), it.vector(), it.vector()};
    }
    return !memory.failed();
}

Task<void> begin(Run& run, GlmIteration& it) {
    GlmObjective& f = it.f;
    if (it.fit.warm) {
        f.to_variables(run.start.data, it.at.v);
        co_await evaluate(run, it, f.all(), it.at);
        it.first_value = it.at.value;
    } else {
        f.start(it.at.v);
        it.first_value = f.value_without_columns(it.at.v);
    }
    if (it.accelerated) {
        co_await begin_on_sample(run, it);
    } else if (!it.fit.warm) {
        co_await evaluate(run, it, f.all(), it.at);
    }
    it.fresh = it.accelerated;
}

}  // namespace steepest
