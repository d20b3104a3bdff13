#include "minimize/from_residuals.hpp"

#include <algorithm>
#include <cfloat>
#include <utility>

#include "minimize/stencil.hpp"
#include "residuals/row_factor.hpp"

namespace steepest {
namespace {

// Rows that are folded at a time.
constexpr Index block_rows = 256;

// Where F is not finite a point is out of the domain, and none of its residuals tells a slope.
void leave_out_of_domain(const ResidualPlaces& places, double* r) {
    if (std::isfinite(places.loss.value(r, places.count))) return;
    for (Index i = 0; i < places.count; ++i) r[i] = NAN;
}

Task<bool> jacobian_of_residuals(Run& run, const double* x) {
    const ResidualPlaces& places = run.residuals;
    const Index n = run.dimension, m = places.count;
    const bool central = run.options.differences != 0;
    double* const moved = run.memory.array<double>(n);
    double* const first = run.memory.array<double>(m);
    double* const second = run.memory.array<double>(m);
    if (run.memory.failed()) co_return false;
    for (Index j = 0; j < n; ++j) moved[j] = x[j];
    for (Index j = 0; j < n; ++j) {
        // Where bounds leave no room there is nothing to tell a slope from, nor a use for one.
        if (run.bounds().low(j) == run.bounds().high(j)) {
            for (Index i = 0; i < m; ++i) places.asked(i, j) = 0;
            continue;
        }
        const Stencil at = stencil(run.bounds(), x[j], j, difference_step(x[j], run.start[j], central), central);
        moved[j] = at.first;
        co_await Directly{run, {.needs = needs::residuals, .x = {moved, n}, .residuals = first}};
        leave_out_of_domain(places, first);
        if (central) {
            moved[j] = at.second;
            co_await Directly{run, {.needs = needs::residuals, .x = {moved, n}, .residuals = second}};
            leave_out_of_domain(places, second);
        }
        moved[j] = x[j];
        for (Index i = 0; i < m; ++i) {
            places.asked(i, j) = slope_of(at, x[j], places.last[i], first[i], central ? second[i] : places.last[i]);
        }
    }
    co_return true;
}

void fold_rows(Matrix<const double> jacobian, const double* r, Workspace& memory, const ResidualLoss& loss,
               RowFactor& factor) {
    const Scope scope(memory);
    const Index n = jacobian.columns;
    const Matrix<double> columns = memory.matrix(n + 1, block_rows);
    factor.clear();
    if (memory.failed()) return;
    for (Index first = 0; first < jacobian.rows; first += block_rows) {
        const Index count = std::min(block_rows, jacobian.rows - first);
        for (Index i = 0; i < count; ++i) {
            double residual = r[first + i];
            const double row = loss.is_squared() ? 1 : loss.reweigh(residual);
            for (Index j = 0; j < n; ++j) columns(j, i) = row * jacobian(first + i, j);
            columns(n, i) = residual;
        }
        factor.fold(columns, count);
    }
}

}  // namespace

void factor_of(const ResidualPlaces& places, Workspace& scratch, const ResidualLoss& loss, RowFactor& factor) {
    fold_rows(places.jacobian, places.accepted.data, scratch, loss, factor);
}

double difference_step(double x, double start, bool central) {
    const double size = std::fmax(std::fabs(x), 0.01 * std::fabs(start));
    return (central ? std::cbrt(DBL_EPSILON) : std::sqrt(DBL_EPSILON)) * (size > 0 ? size : 1);
}

double difference_error(bool central) {
    const double step = central ? std::cbrt(DBL_EPSILON) : std::sqrt(DBL_EPSILON);
    return central ? step * step : step;
}

Task<double> from_residuals(Run& run, Query query) {
    ResidualPlaces& places = run.residuals;
    double f = query.value;
    if (query.needs & needs::value) {
        co_await Directly{run, {.needs = needs::residuals, .x = query.x, .residuals = places.last.data}};
        f = places.loss.value(places.last.data, places.count);
        if (!run.incumbent.x) run.consider_start(query.x.data, f);
    }
    if ((query.needs & needs::factor) && std::isfinite(f)) {
        if (run.provides & needs::residual_jacobian) {
            co_await Directly{
                run, {.needs = needs::residual_jacobian, .x = query.x, .residual_jacobian = places.asked.data}};
        } else {
            co_await jacobian_of_residuals(run, query.x.data);
        }
        fold_rows(places.asked, places.last.data, run.memory, places.loss, *query.factor);
        // The methods take any that is finite for an iterate; of others what belongs to the last one is kept.
        if (!run.memory.failed() && query.factor->is_finite()) {
            std::swap(places.jacobian, places.asked);
            std::copy_n(places.last.data, places.count, places.accepted.data);
            places.known = true;
        }
    }
    co_return f;
}

}  // namespace steepest
