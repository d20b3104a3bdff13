// The parts of L-BFGS-B against the same in dense arithmetic: the matrix built by the recursion of BFGS, the Cauchy
// point by walking the projected path from bend to bend, the subspace by elimination.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "bounds/subspace.hpp"

using namespace steepest;

namespace {

constexpr Index largest = 9;

int failures = 0;
int uphill = 0;  // steps whose projection leads up, so that they are cut instead
void expect(bool condition, const char* what, int trial, double detail, double other) {
    if (condition) return;
    ++failures;
    std::printf("FAIL %s, trial %d: %.17g, %.17g\n", what, trial, detail, other);
}

std::uint64_t state = 7;
double uniform() {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<double>(state >> 11) / 9007199254740992.0 * 2 - 1;
}

// Solves a v = v by elimination with pivoting; `a` is overwritten.
void eliminate(Index n, double a[][largest], double* v) {
    for (Index k = 0; k < n; ++k) {
        Index pivot = k;
        for (Index i = k + 1; i < n; ++i) pivot = std::fabs(a[i][k]) > std::fabs(a[pivot][k]) ? i : pivot;
        for (Index j = 0; j < n; ++j) std::swap(a[k][j], a[pivot][j]);
        std::swap(v[k], v[pivot]);
        for (Index i = k + 1; i < n; ++i) {
            const double factor = a[i][k] / a[k][k];
            for (Index j = k; j < n; ++j) a[i][j] -= factor * a[k][j];
            v[i] -= factor * v[k];
        }
    }
    for (Index k = n - 1; k >= 0; --k) {
        for (Index j = k + 1; j < n; ++j) v[k] -= a[k][j] * v[j];
        v[k] /= a[k][k];
    }
}

struct Trial {
    int number = 0;
    Index n = 0, memory = 0;
    Workspace space;
    CompactBfgs model;
    double dense[largest][largest];  // B
    double x[largest], g[largest], lower[largest], upper[largest];
    Bounds bounds;

    double model_value(const double* z) const {
        double total = 0;
        for (Index i = 0; i < n; ++i) {
            double bz = 0;
            for (Index j = 0; j < n; ++j) bz += dense[i][j] * z[j];
            total += z[i] * (g[i] + bz / 2);
        }
        return total;
    }
};

void make_matrix(Trial& t) {
    double s[20][largest], y[20][largest], hessian[largest][largest] = {}, root[largest][largest];
    const int pairs = t.number % 13;
    for (auto& row : root) {
        const double scale = std::pow(10.0, 1.5 * uniform());
        for (double& entry : row) entry = scale * uniform();
    }
    for (Index i = 0; i < t.n; ++i) {
        for (Index j = 0; j < t.n; ++j) {
            for (Index k = 0; k < t.n; ++k) hessian[i][j] += root[i][k] * root[j][k];
        }
        hessian[i][i] += 0.1;
    }
    for (int k = 0; k < pairs; ++k) {
        for (Index i = 0; i < t.n; ++i) s[k][i] = uniform();
        for (Index i = 0; i < t.n; ++i) {
            y[k][i] = 0;
            for (Index j = 0; j < t.n; ++j) y[k][i] += hessian[i][j] * s[k][j] * (1 + 0.1 * std::sin(k));
        }
        t.model.update(s[k], y[k]);
    }
    if (pairs > 0) t.model.factor(t.space);
    // B by B - B s sᵀB / s·B s + y yᵀ / s·y from θ I, over the pairs held, the oldest first.
    for (Index i = 0; i < t.n; ++i) {
        for (Index j = 0; j < t.n; ++j) t.dense[i][j] = i == j ? t.model.theta : 0;
    }
    for (int k = std::max(0, pairs - static_cast<int>(t.memory)); k < pairs; ++k) {
        double bs[largest] = {}, sbs = 0, sy = 0;
        for (Index i = 0; i < t.n; ++i) {
            for (Index j = 0; j < t.n; ++j) bs[i] += t.dense[i][j] * s[k][j];
            sbs += s[k][i] * bs[i];
            sy += s[k][i] * y[k][i];
        }
        for (Index i = 0; i < t.n; ++i) {
            for (Index j = 0; j < t.n; ++j) t.dense[i][j] += y[k][i] * y[k][j] / sy - bs[i] * bs[j] / sbs;
        }
    }
    expect(t.model.count == std::min<Index>(pairs, t.memory), "pairs held", t.number, double(t.model.count), pairs);
}

void make_point(Trial& t) {
    for (Index i = 0; i < t.n; ++i) {
        t.g[i] = uniform();
        t.x[i] = uniform();
        const double kind = uniform();
        t.lower[i] = kind > 0.6 ? -INFINITY : t.x[i] - std::fabs(uniform());
        t.upper[i] = kind < -0.6 ? INFINITY : t.x[i] + std::fabs(uniform());
        if (kind > 0.5 && kind < 0.6) t.lower[i] = t.x[i];
        if (kind > -0.6 && kind < -0.5) t.upper[i] = t.x[i];
        if (kind > 0.45 && kind < 0.5) t.lower[i] = t.upper[i] = t.x[i];
        if (kind > 0.4 && kind < 0.45) t.g[i] = 0;
    }
    t.bounds = {{t.lower, t.n}, {t.upper, t.n}};
}

void check_products(Trial& t) {
    double v[largest], in_columns[2 * 20], image[2 * 20], out[largest];
    for (double& value : v) value = uniform();
    t.model.gather(v, in_columns);
    for (double& value : image) value = 0;
    if (t.model.count > 0) t.model.middle(in_columns, image);
    t.model.combine(image, out);
    double step[largest];
    t.model.newton_step(v, step);
    for (Index i = 0; i < t.n; ++i) {
        double bv = 0, bp = 0;
        for (Index j = 0; j < t.n; ++j) {
            bv += t.dense[i][j] * v[j];
            bp += t.dense[i][j] * step[j];
        }
        expect(std::fabs(t.model.theta * v[i] - out[i] - bv) < 1e-9, "B v", t.number, t.model.theta * v[i] - out[i],
               bv);
        expect(std::fabs(bp + v[i]) < 1e-9, "B p = -g", t.number, bp, -v[i]);
    }
}

// The first minimizer along x(t) - x, in which each variable stops at its bound.
void walk(const Trial& t, double* z) {
    double at = 0;
    for (;;) {
        double next = INFINITY, slope = 0, bend = 0, d[largest];
        for (Index i = 0; i < t.n; ++i) {
            const double end = t.g[i] == 0 ? INFINITY : ((t.g[i] > 0 ? t.lower[i] : t.upper[i]) - t.x[i]) / -t.g[i];
            d[i] = end > at ? -t.g[i] : 0;
            z[i] = d[i] != 0 ? at * d[i] : t.g[i] == 0 ? 0 : -t.g[i] * end;
            if (d[i] != 0) next = std::fmin(next, end);
        }
        for (Index i = 0; i < t.n; ++i) {
            double bz = 0, bd = 0;
            for (Index j = 0; j < t.n; ++j) {
                bz += t.dense[i][j] * z[j];
                bd += t.dense[i][j] * d[j];
            }
            slope += d[i] * (t.g[i] + bz);
            bend += d[i] * bd;
        }
        if (!(slope < 0)) return;
        if (at - slope / bend < next) {
            for (Index i = 0; i < t.n; ++i) z[i] -= slope / bend * d[i];
            return;
        }
        at = next;
    }
}

void check_steps(Trial& t) {
    CauchyPath path;
    Subspace subspace;
    path.allocate(t.space, t.model);
    subspace.allocate(t.space, t.model);
    generalized_cauchy_point(t.model, t.bounds, t.x, t.g, path);
    double cauchy[largest], in_columns[2 * 20];
    walk(t, cauchy);
    for (Index i = 0; i < t.n; ++i) {
        expect(std::fabs(path.step[i] - cauchy[i]) < 1e-10, "Cauchy point", t.number, path.step[i], cauchy[i]);
        const bool inside = t.x[i] + path.step[i] >= t.lower[i] - 1e-15 && t.x[i] + path.step[i] <= t.upper[i] + 1e-15;
        expect(inside, "Cauchy point within bounds", t.number, path.step[i], t.x[i]);
        path.step[i] = cauchy[i];  // what is at a bound is then beyond doubt
    }
    t.model.gather(path.step, in_columns);
    for (Index k = 0; k < t.model.width() && t.model.count > 0; ++k) {
        expect(std::fabs(path.within[k] - in_columns[k]) < 1e-10, "Wᵀ z", t.number, path.within[k], in_columns[k]);
    }

    minimize_in_subspace(t.model, t.bounds, t.x, t.g, path, subspace, t.space);
    // The same by elimination over the free variables.
    Index free[largest], count = 0;
    for (Index i = 0; i < t.n; ++i) {
        if (t.bounds.leaves_free(i, t.x[i], cauchy[i])) free[count++] = i;
    }
    double a[largest][largest], d[largest], projected[largest], slope = 0, size = 1;
    for (Index k = 0; k < count; ++k) {
        d[k] = -t.g[free[k]];
        for (Index j = 0; j < t.n; ++j) d[k] -= t.dense[free[k]][j] * cauchy[j];
        for (Index l = 0; l < count; ++l) a[k][l] = t.dense[free[k]][free[l]];
    }
    eliminate(count, a, d);
    for (Index i = 0; i < t.n; ++i) projected[i] = cauchy[i];
    for (Index k = 0; k < count; ++k) {
        const Index i = free[k];
        projected[i] = std::fmin(std::fmax(t.x[i] + cauchy[i] + d[k], t.lower[i]), t.upper[i]) - t.x[i];
        const double bound = (d[k] < 0 ? t.lower[i] : t.upper[i]) - t.x[i] - cauchy[i];
        if (d[k] != 0) size = std::fmin(size, bound / d[k]);
    }
    for (Index i = 0; i < t.n; ++i) slope += t.g[i] * projected[i];
    uphill += !(slope < 0) && count > 0;
    for (Index k = 0; k < count; ++k) {
        if (!(slope < 0)) projected[free[k]] = cauchy[free[k]] + size * d[k];
    }
    for (Index i = 0; i < t.n; ++i) {
        expect(std::fabs(path.step[i] - projected[i]) < 1e-8, "subspace", t.number, path.step[i], projected[i]);
    }
    double left = 0;
    for (Index i = 0; i < t.n; ++i) left += t.g[i] * path.step[i];
    expect(left <= 1e-12, "descent", t.number, left, 0);
    expect(t.model_value(cauchy) <= 1e-12, "the Cauchy point lowers the model", t.number, t.model_value(cauchy), 0);
}

void staying_within() {
    // x = from + step p rounds beyond the bound, or just short of it; a variable that does not move is left alone.
    double lower[3] = {0.1, 0.1, 0.1}, upper[3] = {0.3, 0.3, 0.3};
    const double from[3] = {0.2, 0.2, 0.1 + 1e-17}, p[3] = {0.3 - 0.2, -0.1, 0};
    double x[3] = {std::nextafter(0.3, 1), std::nextafter(0.1, 1), from[2]};
    const Bounds bounds{{lower, 3}, {upper, 3}};
    settle_within(bounds, from, 1, p, {x, 3});
    expect(x[0] == 0.3 && x[1] == 0.1 && x[2] == from[2], "settled on the bounds", 0, x[0], x[1]);
}

}  // namespace

int main() {
    staying_within();
    for (int number = 0; number < 4000; ++number) {
        Trial t;
        t.number = number;
        t.n = 1 + number % largest;
        t.memory = 1 + number % 5;
        t.model.allocate(t.space, t.n, t.memory);
        make_matrix(t);
        make_point(t);
        check_products(t);
        check_steps(t);
    }
    expect(uphill > 10, "steps cut at a bound", 0, uphill, 10);
    if (failures == 0) std::printf("ok\n");
    return failures != 0;
}
