#include "minimize/shifted_run.hpp"

#include "kernels/table.hpp"
#include "minimize/make.hpp"
#include "minimize/vectors.hpp"

namespace steepest {
namespace {

constexpr unsigned derivatives = needs::gradient | needs::jacobian;

// The values of L at several points.
Task<void> ask_batch(Run& run, const Query& query, ShiftedRun& shifted) {
    const Index functions = run.constraints.functions();
    ConstrainedPlace& place = shifted.place;
    Query asked = query;
    asked.candidates = false;  // which of them is best, the constraints have a say in
    if (functions) asked.needs |= needs::constraint_batch;
    asked.point_constraints = shifted.point_constraints.data;
    co_await run.evaluate(asked);
    for (Index k = 0; k < query.points.rows; ++k) {
        copy(query.points.row(k), run.dimension, place.x);
        copy(asked.point_constraints + k * functions, functions, place.c);
        place.f = query.values[k];
        place.complete(run);
        if (query.candidates && place.values_finite()) shifted.best.offer(run, place, shifted.slopes);
        query.values[k] += shifted.penalty.value(place.c);
    }
    shifted.place_complete = false;
}

// Makes `place` what is known at x, with the derivatives if they are wanted: asks for what is not known there yet.
Task<void> know(Run& run, ShiftedRun& shifted, const double* x, bool slopes) {
    ConstrainedPlace& place = shifted.place;
    const bool here = is_same(x, place.x, run.dimension);
    if (here && (shifted.place_complete || !slopes)) {
        ++shifted.repeats;
        co_return;
    }
    shifted.repeats = 0;
    copy(x, run.dimension, place.x);
    const unsigned values = here ? 0 : needs::value | needs::constraints;
    const Query asked = place.query(run, values | (slopes ? derivatives : 0));
    const double answer = co_await run.evaluate(asked);
    if (!here) place.f = answer;
    place.complete(run);
    shifted.place_complete = slopes;
    if (!here && place.values_finite()) shifted.best.offer(run, place, shifted.slopes);
}

}  // namespace

bool ShiftedRun::allocate(Run& run) {
    const Constraints& constraints = run.constraints;
    const Index m = constraints.count();
    Workspace& memory = run.memory;
    place.allocate(run);
    best.allocate(run);
    slopes = memory.array<double>(m);
    const Index height = points_of(static_cast<int>(run.options.local_method), run.dimension, run.options);
    point_constraints = memory.matrix(height, m);
    const Vector<double> lower = memory.vector(m), upper = memory.vector(m);
    penalty = {m, lower.data, upper.data, memory.zeros(m).data, memory.array<double>(m)};
    if (memory.failed()) return false;
    for (Index i = 0; i < run.dimension; ++i) place.x[i] = NAN;  // nothing is known yet
    for (Index i = 0; i < m; ++i) {
        lower[i] = constraints.lower(i);
        upper[i] = constraints.upper(i);
    }
    return true;
}

void ShiftedRun::write_gradient(double* gradient) const {
    const Index n = place.jacobian.columns;
    copy(place.gradient, n, gradient);
    for (Index i = 0; i < penalty.m; ++i) {
        const double estimate = penalty.estimate(i, place.c[i]);
        if (estimate != 0) kernels().level1.axpy(n, -estimate, place.jacobian.row(i), gradient);
    }
}

Task<Verdict> follow_shifted(Run& run, Run& inner, ShiftedRun& shifted) {
    shifted.repeats = 0;
    inner.begin();
    while (!inner.done()) {
        const Query& query = inner.query();
        double value = 0;
        if (query.needs & needs::batch) {
            co_await ask_batch(run, query, shifted);
        } else if (query.needs) {
            const bool slopes = query.needs & needs::gradient;
            co_await know(run, shifted, query.x.data, slopes);
            value = shifted.place.f + shifted.penalty.value(shifted.place.c);
            if (slopes) shifted.write_gradient(query.gradient);
        } else {
            co_await run.pause();
        }
        // One that asks about the same point again and again will not leave it.
        if (shifted.stuck()) inner.end({Status::no_further_progress});
        inner.tell(value);
        if (inner.take_iterated()) run.count_iteration(inner.last_step_size);
    }
    co_return inner.verdict();
}

Task<void> complete_at(Run& run, ShiftedRun& shifted, const double* x) {
    return know(run, shifted, x, true);
}

}  // namespace steepest
