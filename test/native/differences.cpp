// Differences in place of derivatives: how near they come, that no point leaves the bounds, and what they cost.
#include <cmath>
#include <cstdio>

#include "expect.hpp"
#include "minimize/differences.hpp"

using namespace steepest;

namespace {

constexpr Index n = 3;

double value(const double* x) {
    return std::exp(x[0]) + x[0] * x[1] * x[1] + std::sin(x[1] * x[2]) + 3 * x[2];
}

void gradient(const double* x, double* g) {
    const double c = std::cos(x[1] * x[2]);
    g[0] = std::exp(x[0]) + x[1] * x[1];
    g[1] = 2 * x[0] * x[1] + x[2] * c;
    g[2] = x[1] * c + 3;
}

void hessian(const double* x, double h[n][n]) {
    const double c = std::cos(x[1] * x[2]), s = std::sin(x[1] * x[2]);
    h[0][0] = std::exp(x[0]);
    h[0][1] = h[1][0] = 2 * x[1];
    h[0][2] = h[2][0] = 0;
    h[1][1] = 2 * x[0] - x[2] * x[2] * s;
    h[1][2] = h[2][1] = c - x[1] * x[2] * s;
    h[2][2] = -x[1] * x[1] * s;
}

Task<Verdict> ask(Run& run, Query query) {
    co_await run.evaluate(query);
    co_return Verdict{Status::solved};
}

struct Bounded {
    double x[n], lower[n], upper[n];
    bool bounded;
    double wall;  // the value is NaN where x_0 is larger
};

// Answers one query by differences; returns how often the value and the gradient were asked for.
Counts answer(Bounded& at, unsigned provides, bool central, Query query) {
    Options options{};
    options.differences = central;
    options.max_evaluations = INFINITY;
    options.target = -INFINITY;
    Run run(n, options, 8192);
    run.provides = provides;
    run.start = {at.x, n};
    if (at.bounded) {
        run.lower = {at.lower, n};
        run.upper = {at.upper, n};
    }
    query.x = {at.x, n};
    run.root = ask(run, query);
    run.begin();
    const auto look = [&](const double* x) {
        for (Index i = 0; at.bounded && i < n; ++i) {
            expect(x[i] >= at.lower[i] && x[i] <= at.upper[i], "within bounds", x[i], at.x[i]);
        }
        return x[0] > at.wall ? NAN : value(x);
    };
    while (!run.done()) {
        Query& asked = run.mutable_query();
        expect((asked.needs & ~(provides | needs::batch)) == 0, "asks for what is provided", asked.needs, provides);
        if (asked.needs & needs::batch) {
            for (Index k = 0; k < asked.points.rows; ++k) asked.values[k] = look(asked.points.row(k));
        } else {
            asked.value = look(asked.x.data);
            if (asked.needs & needs::gradient) gradient(asked.x.data, asked.gradient);
        }
        run.tell(asked.value);
    }
    return run.counts();
}

void check_gradient(Bounded at, bool central, double tolerance, const char* what) {
    double g[n], exact[n];
    const Counts counts = answer(at, needs::value, central, {.needs = needs::value_and_gradient, .gradient = g});
    gradient(at.x, exact);
    for (Index i = 0; i < n; ++i) {
        const bool stuck = at.bounded && at.lower[i] == at.upper[i];
        expect(std::fabs(g[i] - (stuck ? 0 : exact[i])) <= tolerance, what, g[i], exact[i]);
    }
    expect(counts.value == 1 + n * (central ? 2 : 1), "values asked for", double(counts.value), 0);
}

void check_hessian(Bounded at, unsigned provides, double tolerance) {
    double h[n * n], exact[n][n], product[n];
    const Counts counts = answer(at, provides, true, {.needs = needs::hessian, .hessian = h});
    hessian(at.x, exact);
    for (Index i = 0; i < n * n; ++i) {
        expect(std::fabs(h[i] - exact[i / n][i % n]) <= tolerance, "Hessian", h[i], exact[i / n][i % n]);
    }
    if (provides & needs::gradient) {
        expect(counts.gradient == 2 * n && counts.value == 0, "gradients asked for", double(counts.gradient), 2 * n);
    }
    const double v[n] = {1, -2, 0.5};
    if (at.bounded) return;  // in a corner no step along v is within bounds
    answer(at, provides, true, {.needs = needs::product, .direction = v, .product = product});
    for (Index i = 0; i < n; ++i) {
        const double right = exact[i][0] * v[0] + exact[i][1] * v[1] + exact[i][2] * v[2];
        expect(std::fabs(product[i] - right) <= 10 * tolerance, "product", product[i], right);
    }
}

}  // namespace

int main() {
    const Bounded free{{0.3, -1.7, 1.1}, {}, {}, false, INFINITY};
    check_gradient(free, true, 1e-9, "central");
    check_gradient(free, false, 1e-6, "forward");
    check_hessian(free, needs::value_and_gradient, 1e-8);
    check_hessian(free, needs::value, 1e-2);

    // On a bound, an ulp from one, and between two that meet or almost do.
    Bounded held{{0.3, -1.7, 1.1}, {0.3, -9, 1.1}, {9, std::nextafter(-1.7, 0), 1.1}, true, INFINITY};
    check_gradient(held, true, 1e-8, "central at bounds");
    check_gradient(held, false, 1e-6, "forward at bounds");
    held.lower[2] = 1.1 - 1e-7;
    check_gradient(held, true, 1e-7, "central in little room");
    held.upper[2] = held.lower[2] + 4e-7;
    check_hessian({{0.3, -1.7, 1.1}, {0.3, -1.7, 0}, {1, 0, 1.1}, true, INFINITY}, needs::value_and_gradient, 1e-4);

    // A product next to a bound is one-sided.
    Bounded aside{{0.3, -1.7, 1.1}, {0.3, -9, 0}, {9, 9, 9}, true, INFINITY};
    double product[n], exact[n][n];
    const double along[n] = {1, 0, 0};
    answer(aside, needs::value_and_gradient, true, {.needs = needs::product, .direction = along, .product = product});
    hessian(aside.x, exact);
    for (Index i = 0; i < n; ++i)
        expect(std::fabs(product[i] - exact[i][0]) <= 1e-4, "product", product[i], exact[i][0]);

    // Where the domain ends on one side, the other will do.
    check_gradient({{0.3, -1.7, 1.1}, {}, {}, false, 0.3}, true, 1e-4, "beside the end of the domain");

    if (failures == 0) std::printf("ok\n");
    return failures != 0;
}
