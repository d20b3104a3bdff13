// Passes over the rows as coroutines: between slices of one, the driver may look at the clock and the abort flag.
#include "models/glm_state.hpp"

namespace steepest {
namespace {

// Multiplications in a slice: some milliseconds in WebAssembly.
constexpr double slice_work = 4e6;
constexpr double slice_hessian_work = 6e7;

// Calls visit(first, last) for pieces 0 … count - 1.
template <class Visit>
Task<void> in_slices(Run& run, Index count, double work_of_piece, double budget, Visit visit) {
    const double most = budget / work_of_piece;
    const Index slice = most < 1 ? 1 : most < static_cast<double>(count) ? static_cast<Index>(most) : count;
    for (Index first = 0; first < count; first += slice) {
        if (first > 0) co_await run.pause();
        visit(first, first + slice < count ? first + slice : count);
    }
}

}  // namespace

Task<void> evaluate(Run& run, GlmState& state, const RowSet& rows, GlmPoint& point) {
    GlmObjective& f = state.f;
    f.aim(point.v);
    co_await in_slices(run, f.pieces(rows), f.work_of_piece(), slice_work,
                       [&](Index first, Index last) { f.visit(rows, first, last, point.eta); });
    point.value = f.collect(rows, point.v, point.g);
    point.loss = f.loss_value();
    state.fit.report.passes += f.share_of(rows);
}

Task<void> multiply(Run& run, GlmState& state, const double* eta, const double* v, double* out) {
    GlmObjective& f = state.f;
    const RowSet& rows = f.all();
    f.aim_product(v);
    co_await in_slices(run, f.pieces(rows), f.work_of_piece(), slice_work,
                       [&](Index first, Index last) { f.visit_product(rows, first, last, eta); });
    f.collect_product(rows, v, out);
    ++state.fit.report.passes;
}

Task<bool> remodel(Run& run, GlmState& state, GlmModel model, const double* eta) {
    GlmObjective& f = state.f;
    f.clear(model.hessian);
    co_await in_slices(run, f.pieces(model.rows), f.work_of_hessian_piece(), slice_hessian_work,
                       [&](Index first, Index last) { f.add(model.hessian, model.rows, first, last, eta); });
    f.finish(model.hessian, state.metric.upper);
    state.fit.report.hessians += f.share_of(model.rows);
    const Index dependent = state.metric.factor(run.memory, model.hessian.single);
    state.fit.report.dependent = static_cast<double>(dependent);
    co_return dependent >= 0;
}

}  // namespace steepest
