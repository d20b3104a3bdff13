// The minimizers of a quadratic model within a ball, against the solution by eigenvalues: random models of every kind
// of spectrum, the hard case among them, from tiny to huge radii and scales.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>

#include "region/more_sorensen.hpp"
#include "region/steihaug.hpp"

using namespace steepest;

namespace {

constexpr Index largest = 12;

int failures = 0;
void expect(bool condition, const char* what, Index n, double detail, double other) {
    if (condition) return;
    ++failures;
    std::printf("FAIL %s, n = %ld: %.17g, %.17g\n", what, long(n), detail, other);
}

std::uint64_t state = 1;
double uniform() {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<double>(state >> 11) / 9007199254740992.0 * 2 - 1;
}

// A model known by its eigenvalues: H = Q diag(w) Q', g = Q c.
struct Model {
    Index n;
    double w[largest], c[largest];
    double q[largest][largest];  // eigenvectors in columns
    double h[largest * largest], g[largest];
    Matrix<const double> matrix() const { return {h, n, n, n}; }
};

Model make_model(Index n, const double* w, const double* c) {
    Model m{.n = n, .w = {}, .c = {}, .q = {}, .h = {}, .g = {}};
    for (Index i = 0; i < n; ++i) {
        m.w[i] = w[i];
        m.c[i] = c[i];
        m.q[i][i] = 1;
    }
    for (Index sweep = 0; sweep < 3; ++sweep) {  // random rotations
        for (Index i = 0; i < n; ++i) {
            for (Index j = i + 1; j < n; ++j) {
                const double angle = 3 * uniform(), cosine = std::cos(angle), sine = std::sin(angle);
                for (Index k = 0; k < n; ++k) {
                    const double a = m.q[k][i], b = m.q[k][j];
                    m.q[k][i] = cosine * a - sine * b;
                    m.q[k][j] = sine * a + cosine * b;
                }
            }
        }
    }
    for (Index i = 0; i < n; ++i) {
        for (Index k = 0; k < n; ++k) m.g[i] += m.q[i][k] * c[k];
        for (Index j = 0; j < n; ++j) {
            for (Index k = 0; k < n; ++k) m.h[i * n + j] += m.q[i][k] * w[k] * m.q[j][k];
        }
    }
    return m;
}

double length(const double* p, Index n) {
    double sum = 0;
    for (Index i = 0; i < n; ++i) sum = std::hypot(sum, p[i]);
    return sum;
}

double decrease(const Model& m, const double* p) {
    double total = 0;
    for (Index i = 0; i < m.n; ++i) {
        double hp = 0;
        for (Index j = 0; j < m.n; ++j) hp += m.h[i * m.n + j] * p[j];
        total -= p[i] * (m.g[i] + hp / 2);
    }
    return total;
}

// The best decrease, from (w + λ) p = -c in the basis of eigenvectors, λ by bisection.
double best_decrease(const Model& m, double delta) {
    double least = INFINITY, size = 0, c_norm = 0;
    for (Index i = 0; i < m.n; ++i) {
        least = std::fmin(least, m.w[i]);
        size = std::fmax(size, std::fabs(m.w[i]));
        c_norm = std::hypot(c_norm, m.c[i]);
    }
    const auto step = [&](double lambda, double* p) {
        for (Index i = 0; i < m.n; ++i) p[i] = m.c[i] == 0 ? 0 : -m.c[i] / (m.w[i] + lambda);
        return length(p, m.n);
    };
    double p[largest];
    double low = std::fmax(0.0, -least);
    const auto value = [&](const double* at) {
        double total = 0;
        for (Index i = 0; i < m.n; ++i) total -= at[i] * (m.c[i] + m.w[i] * at[i] / 2);
        return total;
    };
    const double at_low = step(low, p);
    if (std::isfinite(at_low) && at_low <= delta) {
        if (low == 0) return value(p);
        // The hard case: to the boundary along an eigenvector of the least eigenvalue.
        return value(p) + -least * (delta * delta - at_low * at_low) / 2;
    }
    double high = size + c_norm / delta;
    for (int i = 0; i < 300; ++i) {
        const double middle = low + (high - low) / 2;
        (step(middle, p) > delta ? low : high) = middle;
    }
    step(high, p);
    return value(p);
}

struct ModelProducts : Products {
    const Model& model;
    int count = 0;
    ModelProducts(Execution& e, const Model& m) : Products{e, multiply, nothing}, model(m) {}
    static bool multiply(Products& self, const double* v, double* out, std::coroutine_handle<>) {
        ModelProducts& products = static_cast<ModelProducts&>(self);
        ++products.count;
        for (Index i = 0; i < products.model.n; ++i) {
            out[i] = 0;
            for (Index j = 0; j < products.model.n; ++j) out[i] += products.model.h[i * products.model.n + j] * v[j];
        }
        return false;
    }
    static void nothing(Products&) {}
};

void check_exact(const Model& m, double delta, double scale) {
    Workspace memory;
    MoreSorensen exact;
    exact.allocate(memory, m.n);
    double p[largest];
    const RegionStep step = exact.minimize(m.matrix(), m.g, delta, false, {p, m.n}, memory);
    const double best = best_decrease(m, delta);
    const double p_norm = length(p, m.n);
    // Within 1/10 of the boundary, or of the best decrease, which leaves (9/10)² of it.
    expect(step.decrease >= 0.8 * best, "decrease near the best", m.n, step.decrease, best);
    expect(std::fabs(step.decrease - decrease(m, p)) <= 1e-9 * (std::fabs(best) + scale * delta * delta),
           "decrease as announced", m.n, step.decrease, decrease(m, p));
    expect(p_norm <= delta * (1 + 1e-9), "inside the ball", m.n, p_norm, delta);
    expect(std::fabs(p_norm - step.length) <= 1e-9 * delta, "length as announced", m.n, p_norm, step.length);

    const RegionStep again = exact.minimize(m.matrix(), m.g, delta / 3, true, {p, m.n}, memory);
    const double smaller = best_decrease(m, delta / 3);
    expect(again.decrease >= 0.8 * smaller, "smaller ball", m.n, again.decrease, smaller);
}

RegionStep truncated_step(const Model& m, double delta, double* p) {
    Execution execution;
    Steihaug work;
    work.allocate(execution.memory, m.n);
    ModelProducts products(execution, m);
    Task<RegionStep> task = steihaug(products, work, m.g, delta, p);
    execution.leaf = task.handle();
    execution.resume();
    expect(task.done(), "no question to be answered", m.n, 0, 0);
    return task.result();
}

void check_truncated(const Model& m, double delta, double scale) {
    double p[largest];
    const RegionStep step = truncated_step(m, delta, p);
    expect(length(p, m.n) <= delta * (1 + 1e-9), "truncated: inside the ball", m.n, length(p, m.n), delta);
    expect(std::fabs(step.decrease - decrease(m, p)) <= 1e-9 * (std::fabs(step.decrease) + scale * delta * delta),
           "truncated: decrease as announced", m.n, step.decrease, decrease(m, p));
    // At least the decrease of the Cauchy point, the best along -g.
    const double gg = length(m.g, m.n) * length(m.g, m.n);
    double along[largest], hg = 0;
    for (Index i = 0; i < m.n; ++i) {
        for (Index j = 0; j < m.n; ++j) hg += m.g[i] * m.h[i * m.n + j] * m.g[j];
    }
    const double t = hg > 0 ? std::fmin(gg / hg, delta / std::sqrt(gg)) : delta / std::sqrt(gg);
    for (Index i = 0; i < m.n; ++i) along[i] = -t * m.g[i];
    expect(step.decrease >= decrease(m, along) * (1 - 1e-9), "truncated: the Cauchy point", m.n, step.decrease,
           decrease(m, along));
    if (step.on_boundary) return;
    double r[largest];
    for (Index i = 0; i < m.n; ++i) {
        r[i] = m.g[i];
        for (Index j = 0; j < m.n; ++j) r[i] += m.h[i * m.n + j] * p[j];
    }
    expect(length(r, m.n) <= 0.1 * length(m.g, m.n), "truncated: residual", m.n, length(r, m.n), length(m.g, m.n));
}

void random_models() {
    for (int trial = 0; trial < 4000; ++trial) {
        const Index n = 1 + trial % largest;
        const double scale = std::pow(10.0, trial % 7 == 0 ? 100 * uniform() : 3 * uniform());
        double w[largest], c[largest];
        for (Index i = 0; i < n; ++i) {
            w[i] = scale * uniform();
            c[i] = scale * uniform();
        }
        switch (trial % 5) {
            case 0:  // positive definite
                for (Index i = 0; i < n; ++i) w[i] = std::fabs(w[i]) + 1e-3 * scale;
                break;
            case 1:  // the hard case: nothing of g along the least eigenvalue, negative
                w[0] = -scale * (1 + std::fabs(uniform()));
                c[0] = 0;
                break;
            case 2:  // nearly the hard case
                w[0] = -scale * (1 + std::fabs(uniform()));
                c[0] *= 1e-10;
                break;
            case 3:  // singular
                w[0] = 0;
                break;
            default:
                break;
        }
        const Model m = make_model(n, w, c);
        const double delta = std::pow(10.0, 4 * uniform());
        check_exact(m, delta, scale);
        if (length(m.g, n) > 0) check_truncated(m, delta, scale);
    }
}

void corners() {
    const double zeros[2] = {0, 0}, ones[2] = {1, 1}, saddle[2] = {1, -1};
    check_exact(make_model(2, zeros, ones), 2, 1);    // linear
    check_exact(make_model(2, saddle, zeros), 2, 1);  // no gradient, but a way down
    check_exact(make_model(1, ones, ones), 0.5, 1);

    // Without a boundary: the minimizer, where there is one.
    Workspace memory;
    MoreSorensen exact;
    exact.allocate(memory, 2);
    double p[2];
    const RegionStep whole = exact.minimize(make_model(2, ones, ones).matrix(), ones, INFINITY, false, {p, 2}, memory);
    expect(!whole.on_boundary && std::fabs(whole.decrease - 1) < 1e-14, "no boundary", 2, whole.decrease, 1);
    const RegionStep none = exact.minimize(make_model(2, saddle, ones).matrix(), ones, INFINITY, false, {p, 2}, memory);
    expect(none.on_boundary, "no boundary, no minimizer", 2, none.decrease, 0);
    const RegionStep truncated = truncated_step(make_model(2, saddle, saddle), INFINITY, p);
    expect(truncated.on_boundary, "truncated: no boundary, no minimizer", 2, truncated.decrease, 0);

    Model broken = make_model(2, ones, ones);
    broken.h[1] = broken.h[2] = NAN;
    const RegionStep lost = exact.minimize(broken.matrix(), ones, 1, false, {p, 2}, memory);
    expect(std::isnan(lost.decrease), "a model that is not finite", 2, lost.decrease, 0);
    expect(std::isnan(truncated_step(broken, 1, p).decrease), "truncated: not finite", 2, 0, 0);
}

}  // namespace

int main() {
    random_models();
    corners();
    if (failures == 0) std::printf("ok\n");
    return failures != 0;
}
