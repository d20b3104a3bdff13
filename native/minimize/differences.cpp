#include "minimize/differences.hpp"

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

// A representable step along coordinate i from x, at most `size` times max(|x_i|, 1), that stays within the bounds on
// the side it is taken; negative where there is no room above.
double coordinate_step(const Run& run, const double* x, Index i, double size) {
    double h = size * std::fmax(std::fabs(x[i]), 1.0);
    if (run.upper.size && x[i] + h > run.upper[i]) {
        const double below = run.lower.size ? x[i] - run.lower[i] : INFINITY;
        const double above = run.upper[i] - x[i];
        h = above >= below ? above : -std::fmin(h, below);
    }
    const volatile double moved = x[i] + h;
    return moved - x[i];
}
bool room_below(const Run& run, const double* x, Index i, double h) {
    return h > 0 && !(run.lower.size && x[i] - h < run.lower[i]);
}

// Fills g from values alone; f is the value at x. One-sided next to a bound, central elsewhere unless told forward.
Task<bool> gradient_of_values(Run& run, const double* x, double f, double* g) {
    const Index n = run.dimension;
    const bool central = run.options.differences != 0;
    const double size = central ? std::cbrt(DBL_EPSILON) : std::sqrt(DBL_EPSILON);
    const Index height = Run::batch_height(n);
    const Matrix<double> points = run.memory.matrix(height, n);
    double* const values = run.memory.array<double>(height);
    if (run.memory.failed()) co_return false;
    for (Index first = 0; first < n;) {
        Index count = 0, last = first;
        const auto add = [&](Index i, double h) {
            for (Index j = 0; j < n; ++j) points(count, j) = x[j];
            points(count, i) += h;
            ++count;
        };
        for (; last < n && count + 2 <= height; ++last) {
            const double h = coordinate_step(run, x, last, size);
            add(last, h);
            if (central && room_below(run, x, last, h)) add(last, -h);
        }
        co_await Directly{run, {.needs = needs::batch, .points = {points.data, count, n, n}, .values = values}};
        count = 0;
        for (; first < last; ++first) {
            const double h = coordinate_step(run, x, first, size);
            const double ahead = values[count++];
            if (h == 0) {
                g[first] = 0;  // the bounds leave no room at all
            } else if (central && room_below(run, x, first, h)) {
                g[first] = (ahead - values[count++]) / (2 * h);
            } else {
                g[first] = (ahead - f) / h;
            }
        }
    }
    co_return true;
}

// The gradient at a point, by whatever means there are.
Task<bool> gradient_at(Run& run, const double* x, double* g) {
    if (run.provides & needs::gradient) {
        co_await Directly{run, {.needs = needs::value_and_gradient, .x = {x, run.dimension}, .gradient = g}};
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
        const double h = coordinate_step(run, x, i, std::cbrt(DBL_EPSILON));
        const double back = room_below(run, x, i, h) ? -h : 0;
        moved[i] = x[i] + h;
        co_await Directly{run, {.needs = needs::value_and_gradient, .x = {moved, n}, .gradient = ahead}};
        moved[i] = x[i] + back;
        co_await Directly{run, {.needs = needs::value_and_gradient, .x = {moved, n}, .gradient = behind}};
        moved[i] = x[i];
        for (Index j = 0; j < n; ++j) hessian[i * n + j] = h == 0 ? 0 : (ahead[j] - behind[j]) / (h - back);
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
        step[j] = coordinate_step(run, x, j, size);
        // Twice the step is needed; where a bound cuts it, halve.
        if (run.upper.size && x[j] + 2 * step[j] > run.upper[j]) step[j] /= 2;
        if (run.lower.size && x[j] + 2 * step[j] < run.lower[j]) step[j] /= 2;
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
            moved[i] += step[i];
            moved[j] += step[j];
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
    const auto place = [&](double step) {
        for (Index i = 0; i < n; ++i) {
            moved[i] = x[i] + step * v[i];
            if (run.lower.size) moved[i] = std::fmax(moved[i], run.lower[i]);
            if (run.upper.size) moved[i] = std::fmin(moved[i], run.upper[i]);
        }
    };
    place(h);
    co_await gradient_at(run, moved, ahead);
    place(-h);
    co_await gradient_at(run, moved, product);
    for (Index i = 0; i < n; ++i) product[i] = (ahead[i] - product[i]) / (2 * h);
    co_return true;
}

}  // namespace

Task<double> by_differences(Run& run, Query query) {
    const unsigned direct = query.needs & (run.provides & needs::value_and_gradient);
    double f = NAN;
    if (direct || (query.needs & needs::gradient)) {
        Query first = query;
        first.needs = direct | needs::value;
        f = co_await Directly{run, first};
    }
    if (query.needs & needs::gradient & ~run.provides) {
        co_await gradient_of_values(run, query.x.data, f, query.gradient);
    }
    if (query.needs & needs::hessian) co_await hessian_at(run, query.x.data, query.hessian);
    if (query.needs & needs::product) co_await product_at(run, query.x.data, query.direction, query.product);
    co_return f;
}

}  // namespace steepest
