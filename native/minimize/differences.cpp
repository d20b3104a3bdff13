#include "minimize/differences.hpp"

#include <algorithm>
#include <cfloat>

namespace steepest {
namespace {

struct Directly {
    Run& run;
    Query query;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> waiting) const { run.ask_directly(query, waiting); }
    double await_resume() const { return run.query().value; }
};

// Where along coordinate i, at x, values are taken; `second` is x itself where one is enough.
struct Stencil {
    double first;
    double second;
};

// On both sides of x, or, where a bound is in the way of either, on the side with more room. Coordinates are compared
// with the bounds as they are evaluated, so that none is off by a rounding.
Stencil stencil(const Bounds& bounds, double x, Index i, double size, bool central) {
    const double h = size * std::fmax(std::fabs(x), 1.0);
    if (central && x + h <= bounds.high(i) && x - h >= bounds.low(i)) return {x - h, x + h};
    const double reach = central ? 2 * h : h;
    const double above = bounds.high(i) - x, below = x - bounds.low(i);
    const bool up = above >= reach || above >= below;
    const double far = up ? std::fmin(x + reach, bounds.high(i)) : std::fmax(x - reach, bounds.low(i));
    return {far, central ? x + (far - x) / 2 : x};
}

// The slope at x of the parabola through the value there and the two of a stencil; of the line, where one of these is
// missing or not finite; zero where the bounds leave no room at all.
double slope_of(const Stencil& at, double x, double f, double f_first, double f_second) {
    const double a = at.first - x, b = at.second - x;
    if (b == 0 || !std::isfinite(f_second)) return a == 0 ? 0 : (f_first - f) / a;
    if (a == 0 || a == b || !std::isfinite(f_first)) return (f_second - f) / b;
    return (b / a * (f_first - f) - a / b * (f_second - f)) / (b - a);
}

// Fills g from values alone; f is the value at x.
Task<bool> gradient_of_values(Run& run, const double* x, double f, double* g) {
    const Index n = run.dimension;
    const bool central = run.options.differences != 0;
    const double size = central ? std::cbrt(DBL_EPSILON) : std::sqrt(DBL_EPSILON);
    const Index each = central ? 2 : 1;
    const Index height = Run::batch_height(n);
    const Matrix<double> points = run.memory.matrix(height, n);
    double* const values = run.memory.array<double>(height);
    if (run.memory.failed()) co_return false;
    for (Index first = 0; first < n;) {
        const Index last = std::min(n, first + height / each);
        const Index count = (last - first) * each;
        for (Index k = 0; k < count; ++k) {
            const Index i = first + k / each;
            const Stencil at = stencil(run.bounds(), x[i], i, size, central);
            for (Index j = 0; j < n; ++j) points(k, j) = x[j];
            points(k, i) = k % each == 0 ? at.first : at.second;
        }
        co_await Directly{run, {.needs = needs::batch, .points = {points.data, count, n, n}, .values = values}};
        for (Index i = first; i < last; ++i) {
            const double* const value = values + (i - first) * each;
            g[i] = slope_of(stencil(run.bounds(), x[i], i, size, central), x[i], f, value[0], value[each - 1]);
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
    co_return co_await gradient_of_values(run, x, f, g);
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
        step[j] = (stencil(run.bounds(), x[j], j, 2 * size, false).first - x[j]) / 2;  // twice it is needed
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
    const unsigned direct = query.needs & (run.provides & needs::value_and_gradient);
    double f = NAN;
    if (direct || (query.needs & needs::gradient)) {
        Query first = query;
        first.needs = direct & needs::gradient ? direct : direct | needs::value;
        f = co_await Directly{run, first};
        // At the start: should a limit end the run before its gradient is known, this is the best point.
        if (!run.incumbent.x) run.consider(query.x.data, nullptr, 0, f);
    }
    if (query.needs & needs::gradient & ~run.provides) {
        co_await gradient_of_values(run, query.x.data, f, query.gradient);
    }
    if (query.needs & needs::hessian) co_await hessian_at(run, query.x.data, query.hessian);
    if (query.needs & needs::product) co_await product_at(run, query.x.data, query.direction, query.product);
    co_return f;
}

}  // namespace steepest
