#include "api/session.hpp"

#include <ctime>

namespace steepest {

double now() {
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

namespace {

void copy(const double* from, double* to, Index count) {
    for (Index i = 0; i < count; ++i) to[i] = from[i];
}

}  // namespace

int32_t Session::code() {
    const int32_t flag = run.take_iterated() ? iterated : 0;
    if (run.done()) return static_cast<int32_t>(run.verdict().status) << status_shift | flag;
    const Query& query = run.query();
    if (box) {
        const Index n = run.dimension;
        if (query.needs & needs::at_points) {
            copy(query.points.data, box + layout.points, query.points.rows * n);
            for (Index i = 0; i < query.points.rows; ++i) box[layout.values + i] = NAN;  // not answered yet
        } else {
            copy(query.x.data, box, n);
        }
        if (query.needs & needs::product) copy(query.direction, box + layout.direction, n);
    }
    return static_cast<int32_t>(query.needs) | flag;
}

int32_t Session::begin() {
    run.begin();
    return code();
}

int32_t Session::tell(double value) {
    if (box && !run.done()) {
        const Index n = run.dimension;
        const Query& query = run.query();
        if (query.needs & needs::gradient) copy(box + layout.gradient, query.gradient, n);
        if (query.needs & needs::hessian) copy(box + layout.hessian, query.hessian, n * n);
        if (query.needs & needs::product) copy(box + layout.product, query.product, n);
        if (query.needs & needs::batch) copy(box + layout.values, query.values, query.points.rows);
        const Index rows = run.residuals.count;
        if (query.needs & needs::residuals) copy(box + layout.residuals, query.residuals, rows);
        if (query.needs & needs::residual_jacobian) {
            copy(box + layout.residual_jacobian, query.residual_jacobian, rows * n);
        }
        const Index m = run.constraints.functions();
        const Index equalities = run.constraints.equalities;
        if (query.needs & needs::constraints) copy(box + layout.constraints, query.constraints, m);
        if (query.needs & needs::equality_jacobian) copy(box + layout.jacobian, query.jacobian, equalities * n);
        if (query.needs & needs::inequality_jacobian) {
            copy(box + layout.jacobian + equalities * n, query.jacobian + equalities * n, (m - equalities) * n);
        }
        if (query.needs & needs::constraint_batch) {
            copy(box + layout.point_constraints, query.point_constraints, query.points.rows * m);
        }
    }
    run.tell(value);
    return code();
}

Incumbent Session::best() const {
    Incumbent best = run.incumbent;
    const Query& query = run.query();
    if (!box || !query.candidates) return best;
    for (Index i = 0; i < query.points.rows; ++i) {
        const double value = box[layout.values + i];
        const bool better = best.x ? value < best.value : std::isfinite(value);
        if (better) best = {box + layout.points + i * run.dimension, nullptr, 0, value, nullptr, NAN};
    }
    return best;
}

int32_t Session::drive(double milliseconds, const std::atomic<int32_t>* stop, bool each_iteration) {
    const double until = now() + milliseconds / 1000;
    if (!run.begun()) run.begin();
    while (!run.done()) {
        if (stop && stop->load(std::memory_order_relaxed)) return more;
        if (each_iteration && run.take_iterated()) return paused;
        Query& query = run.mutable_query();
        if (query.needs & needs::batch) {
            for (Index i = 0; i < query.points.rows; ++i) {
                Query point{.needs = needs::value, .x = {query.points.row(i), run.dimension}};
                objective.answer(objective.self, point);
                query.values[i] = point.value;
            }
        } else if (query.needs) {
            objective.answer(objective.self, query);
        }
        run.tell(query.value);
        if (milliseconds < INFINITY && now() >= until) break;
    }
    return run.done() ? code() : more;
}

}  // namespace steepest
