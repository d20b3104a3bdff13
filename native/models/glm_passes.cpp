// Passes over the rows as coroutines: between slices of one, the driver may look at the clock and the abort flag.
#include "linalg/cholesky.hpp"
#include "linalg/gemm.hpp"
#include "linalg/triangular.hpp"
#include "models/glm_state.hpp"

namespace steepest {
namespace {

// Multiplications in a slice: some milliseconds in WebAssembly.
constexpr double slice_work = 4e6;
constexpr double slice_hessian_work = 3e7;

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

// A = U'U by blocks of rows of U: factor, solve, subtract.
Task<Status> factor_in_slices(Run& run, Matrix<double> a) {
    constexpr Index at_once = 384, height = 192;
    const Index n = a.rows, step = n <= at_once ? n : height;
    for (Index k = 0; k < n; k += step) {
        const Index rows = k + step < n ? step : n - k, next = k + rows;
        const Matrix<double> triangle = a.block(k, k, rows, rows), panel = a.block(k, next, rows, n - next);
        Status status = cholesky(triangle, run.memory).status;
        if (status != Status::solved || next == n) co_return status;
        status = solve_triangular<double>(Side::left, triangle, Triangle::upper, Transpose::yes, Diagonal::general,
                                          panel, run.memory);
        for (Index i = next; status == Status::solved && i < n; i += height) {
            co_await run.pause();
            const Index some = i + height < n ? height : n - i;
            status = gemm<double>(-1, a.block(k, i, rows, some), Transpose::yes, a.block(k, i, rows, n - i),
                                  Transpose::no, 1, a.block(i, i, some, n - i), run.memory);
        }
        if (status != Status::solved) co_return status;
    }
    co_return Status::solved;
}

}  // namespace

Task<void> visit(Run& run, GlmObjective& f, const RowSet& rows, double* eta) {
    co_await in_slices(run, f.pieces(rows), f.work_of_piece(), slice_work,
                       [&](Index first, Index last) { f.visit(rows, first, last, eta); });
}

Task<void> evaluate(Run& run, GlmState& state, const RowSet& rows, GlmPoint& point) {
    GlmObjective& f = state.f;
    f.aim(point.v);
    co_await visit(run, f, rows, point.eta);
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

Task<PointSums> along(Run& run, GlmState& state, const RowSet& rows, const double* delta, double a) {
    GlmObjective& f = state.f;
    co_await in_slices(run, f.pieces(rows), f.work_on_predictor(), slice_work,
                       [&](Index first, Index last) { f.visit_along(rows, first, last, state.at.eta, delta, a); });
    co_return f.collect_along(rows);
}

Task<GlmObjective::Certificate> certify(Run& run, GlmState& state, Certified at) {
    const GlmObjective& f = state.f;
    GlmObjective::Shift shift{.rows = at.rows, .eta = at.point.eta, .outside = at.outside, .shift = at.shift};
    bool more = f.shifts();
    while (more) {
        co_await in_slices(run, f.pieces(at.rows), f.work_on_predictor(), slice_work,
                           [&](Index first, Index last) { f.visit_shift(shift, first, last); });
        more = f.next_shift(shift);
    }
    co_return f.certify(shift, at.point.value, at.point.penalty(), at.norm);
}

Task<bool> remodel(Run& run, GlmState& state, GlmModel model, const double* eta) {
    GlmObjective& f = state.f;
    f.clear(model.hessian);
    co_await in_slices(run, f.pieces(model.rows), f.work_of_hessian_piece(), slice_hessian_work,
                       [&](Index first, Index last) { f.add(model.hessian, model.rows, first, last, eta); });
    f.finish(model.hessian, state.metric.upper);
    state.fit.report.hessians += f.share_of(model.rows);
    if (!state.metric.keep()) co_return false;
    const Status factored = co_await factor_in_slices(run, state.metric.upper);
    if (factored == Status::out_of_memory) co_return false;
    state.fit.report.dependent = 0;
    if (factored == Status::solved && state.metric.regular(model.hessian.single)) co_return true;
    state.metric.restore();
    const double n = static_cast<double>(state.n);
    co_await in_slices(run, state.n, n * n / 3, slice_work, [&](Index first, Index last) {
        for (Index k = first; k < last; ++k) {
            if (!state.metric.eliminate(k, model.hessian.single)) ++state.fit.report.dependent;
        }
    });
    co_return true;
}

}  // namespace steepest
