#include "minimize/differences.hpp"

#include <algorithm>
#include <cfloat>

#include "minimize/stencil.hpp"

namespace steepest {
namespace {

// What is to be filled from values alone, at x, where those are known: the gradient, and rows of the Jacobian.
struct Wanted {
    const double* x;
    double f = NAN;
    double* gradient = nullptr;    // null: not wanted
    const double* c = nullptr;     // the constraints at x
    Matrix<double> jacobian = {};  // no rows: none wanted; columns are those of the gradient
    Index first_row = 0;           // which constraint its first row is
};

Task<bool> differences_of_values(Run& run, Wanted wanted) {
    const Index n = run.dimension;
    const bool central = run.options.differences != 0;
    const double size = central ? std::cbrt(DBL_EPSILON) : std::sqrt(DBL_EPSILON);
    const Index each = central ? 2 : 1;
    const Index height = Run::batch_height(n);
    const Index m = wanted.jacobian.rows ? run.constraints.functions() : 0;
    const double* const x = wanted.x;
    const Matrix<double> points = run.memory.matrix(height, n);
    double* const values = run.memory.array<double>(height);
    const Matrix<double> constraints = run.memory.matrix(height, m);
    if (run.memory.failed()) co_return false;
    const unsigned asked = (wanted.gradient ? needs::batch : 0) | (m ? needs::constraint_batch : 0);
    for (Index first = 0; first < n;) {
        const Index last = std::min(n, first + height / each);
        const Index count = (last - first) * each;
        for (Index k = 0; k < count; ++k) {
            const Index i = first + k / each;
            const Stencil at = stencil(run.bounds(), x[i], i, size * std::fmax(std::fabs(x[i]), 1.0), central);
            for (Index j = 0; j < n; ++j) points(k, j) = x[j];
            points(k, i) = k % each == 0 ? at.first : at.second;
        }
        co_await Directly{run,
                          {.needs = asked,
                           .points = {points.data, count, n, n},
                           .values = values,
                           .point_constraints = constraints.data}};
        for (Index i = first; i < last; ++i) {
            const Index k = (i - first) * each, k_second = k + each - 1;
            const Stencil at = stencil(run.bounds(), x[i], i, size * std::fmax(std::fabs(x[i]), 1.0), central);
            if (wanted.gradient) wanted.gradient[i] = slope_of(at, x[i], wanted.f, values[k], values[k_second]);
            for (Index j = 0; j < wanted.jacobian.rows; ++j) {
                const Index row = wanted.first_row + j;
                wanted.jacobian(j, i) =
                    slope_of(at, x[i], wanted.c[row], constraints(k, row), constraints(k_second, row));
            }
        }
        first = last;
    }
    co_return true;
}

// The gradient at a point, by whatever means there are.
Task<bool> gradient_at(Run& run, const double* x, double* g) {
    if (run.provides & needs::gradient) {
        co_await Directly{run, {.needs = needs::gradient, .x = {x, run.dimension}, .gradient = g}};
        co_return true;
    }
    const double f = co_await Directly{run, {.needs = needs::value, .x = {x, run.dimension}}};
    const Wanted wanted{.x = x, .f = f, .gradient = g};
    co_return co_await differences_of_values(run, wanted);
}

Task<bool> hessian_of_gradients(Run& run, const double* x, double* hessian) {
    const Index n = run.dimension;
    double* const moved = run.memory.array<double>(n);
    double* const ahead = run.memory.array<double>(n);
    double* const behind = run.memory.array<double>(n);
    if (run.memory.failed()) co_return false;
    for (Index j = 0; j < n; ++j) moved[j] = x[j];
    for (Index i = 0; i < n; ++i) {
        const double h = std::cbrt(DBL_EPSILON) * std::fmax(std::fabs(x[i]), 1.0);
        const double above = run.bounds().clamp(i, x[i] + h), below = run.bounds().clamp(i, x[i] - h);
        moved[i] = above;
        co_await Directly{run, {.needs = needs::gradient, .x = {moved, n}, .gradient = ahead}};
        moved[i] = below;
        co_await Directly{run, {.needs = needs::gradient, .x = {moved, n}, .gradient = behind}};
        moved[i] = x[i];
        for (Index j = 0; j < n; ++j) {
            hessian[i * n + j] = above == below ? 0 : (ahead[j] - behind[j]) / (above - below);
        }
    }
    for (Index i = 0; i < n; ++i) {
        for (Index j = 0; j < i; ++j) {
            hessian[i * n + j] = hessian[j * n + i] = (hessian[i * n + j] + hessian[j * n + i]) / 2;
        }
    }
    co_return true;
}

// Nocedal & Wright (8.21) for the mixed, the three-point formula for the diagonal ones.
Task<bool> hessian_of_values(Run& run, const double* x, double* hessian) {
    const Index n = run.dimension;
    const double size = std::sqrt(std::sqrt(DBL_EPSILON));
    double* const moved = run.memory.array<double>(n);
    double* const single = run.memory.array<double>(n);
    double* const step = run.memory.array<double>(n);
    if (run.memory.failed()) co_return false;
    for (Index j = 0; j < n; ++j) {
        moved[j] = x[j];
        step[j] = (stencil(run.bounds(), x[j], j, 2 * size * std::fmax(std::fabs(x[j]), 1.0), false).first - x[j]) /
                  2;  // twice it is needed
    }
    const Query at_moved{.needs = needs::value, .x = {moved, n}};
    const double f = co_await Directly{run, at_moved};
    for (Index i = 0; i < n; ++i) {
        moved[i] = x[i] + step[i];
        single[i] = co_await Directly{run, at_moved};
        moved[i] = x[i];
    }
    for (Index i = 0; i < n; ++i) {
        for (Index j = 0; j <= i; ++j) {
            moved[i] = run.bounds().clamp(i, moved[i] + step[i]);
            moved[j] = run.bounds().clamp(j, moved[j] + step[j]);
            const double both = co_await Directly{run, at_moved};
            moved[i] = x[i];
            moved[j] = x[j];
            const double area = step[i] * step[j];
            const double entry = area == 0 ? 0 : ((both - single[i]) - (single[j] - f)) / area;
            hessian[i * n + j] = hessian[j * n + i] = entry;
        }
    }
    co_return true;
}

Task<bool> hessian_at(Run& run, const double* x, double* hessian) {
    if (run.provides & needs::hessian) {
        co_await Directly{run, {.needs = needs::hessian, .x = {x, run.dimension}, .hessian = hessian}};
        co_return true;
    }
    if (run.provides & needs::gradient) co_return co_await hessian_of_gradients(run, x, hessian);
    co_return co_await hessian_of_values(run, x, hessian);
}

Task<bool> product_at(Run& run, const double* x, const double* v, double* product) {
    const Index n = run.dimension;
    if (run.provides & needs::hessian) {
        double* const hessian = run.memory.array<double>(n * n);
        if (run.memory.failed()) co_return false;
        co_await Directly{run, {.needs = needs::hessian, .x = {x, n}, .hessian = hessian}};
        for (Index i = 0; i < n; ++i) {
            product[i] = 0;
            for (Index j = 0; j < n; ++j) product[i] += hessian[i * n + j] * v[j];
        }
        co_return true;
    }
    double* const moved = run.memory.array<double>(n);
    double* const ahead = run.memory.array<double>(n);
    if (run.memory.failed()) co_return false;
    double x_norm = 0, v_norm = 0;
    for (Index i = 0; i < n; ++i) {
        x_norm = std::hypot(x_norm, x[i]);
        v_norm = std::hypot(v_norm, v[i]);
    }
    if (v_norm == 0) {
        for (Index i = 0; i < n; ++i) product[i] = 0;
        co_return true;
    }
    const double size = run.provides & needs::gradient ? std::cbrt(DBL_EPSILON) : std::sqrt(std::sqrt(DBL_EPSILON));
    const double h = size * std::fmax(x_norm, 1.0) / v_norm;
    const double forward = std::fmin(h, room_along(run.bounds(), x, {v, n}));
    run.point_along(x, forward, v, moved);
    co_await gradient_at(run, moved, ahead);
    for (Index i = 0; i < n; ++i) product[i] = -v[i];
    const double backward = std::fmin(h, room_along(run.bounds(), x, {product, n}));
    run.point_along(x, -backward, v, moved);
    co_await gradient_at(run, moved, product);
    const double span = forward + backward;
    for (Index i = 0; i < n; ++i) product[i] = span > 0 ? (ahead[i] - product[i]) / span : 0;
    co_return true;
}

}  // namespace

Task<double> by_differences(Run& run, Query query) {
    constexpr unsigned first_order = needs::gradient | needs::jacobian;
    const unsigned missing = query.needs & first_order & ~run.provides;
    Query first = query;
    first.needs &= needs::value | needs::constraints | (run.provides & first_order);
    if (!query.values_known) {
        if (missing & needs::gradient) first.needs |= needs::value;
        if (missing & needs::jacobian) first.needs |= needs::constraints;
    }
    double f = query.value;
    if (first.needs) {
        f = co_await Directly{run, first};
        // At the start: should a limit end the run before its gradient is known, this is the best point.
        if (!run.incumbent.x && (first.needs & needs::value)) run.consider_start(query.x.data, f);
    }
    if (missing) {
        const Constraints& constraints = run.constraints;
        Wanted wanted{.x = query.x.data, .f = f, .c = query.constraints};
        if (missing & needs::gradient) wanted.gradient = query.gradient;
        if (missing & needs::jacobian) {
            wanted.first_row = missing & needs::equality_jacobian ? 0 : constraints.equalities;
            const Index end = missing & needs::inequality_jacobian ? constraints.functions() : constraints.equalities;
            const Index n = run.dimension;
            wanted.jacobian = {query.jacobian + wanted.first_row * n, end - wanted.first_row, n, n};
        }
        co_await differences_of_values(run, wanted);
    }
    if (query.needs & needs::hessian) co_await hessian_at(run, query.x.data, query.hessian);
    if (query.needs & needs::product) co_await product_at(run, query.x.data, query.direction, query.product);
    co_return f;
}

}  // namespace steepest
