// Limited-memory BFGS: the direction -H g, H being m BFGS updates of γ I, never formed.
//
//     sᵢ = xᵢ₊₁ - xᵢ,  yᵢ = gᵢ₊₁ - gᵢ,  ρᵢ = 1 / sᵢ·yᵢ,  γ = sᵢ·yᵢ / yᵢ·yᵢ of the newest pair
//
// Nocedal, Math. Comp. 35 (1980); the two-loop recursion is Nocedal & Wright (2006), algorithm 7.4. Each of its steps
// takes one pass over memory: the update of q is fused with the next dot product. A pair without positive curvature
// (s·y ≤ ε ‖y‖²) is not stored.
#pragma once

#include <cfloat>
#include <cmath>

#include "kernels/table.hpp"

namespace steepest {

struct LbfgsDirection {
    Index memory;       // pairs kept at most
    Index count = 0;    // pairs held
    Index newest = -1;  // ring position of the newest
    Index n = 0;
    double gamma = 1;
    double* s = nullptr;      // memory x n
    double* y = nullptr;      // memory x n
    double* rho = nullptr;    // memory
    double* alpha = nullptr;  // memory

    template <class Run>
    bool allocate(Run& run) {
        n = run.dimension;
        s = run.memory.template array<double>(memory * n);
        y = run.memory.template array<double>(memory * n);
        rho = run.memory.template array<double>(memory);
        alpha = run.memory.template array<double>(memory);
        return !run.memory.failed();
    }

    void reset() { count = 0; }

    // The ring position of the pair `age` iterations old.
    Index at(Index age) const { return (newest - age + memory) % memory; }

    template <class Run>
    void compute(Run&, const double*, const double* g, double* q) {
        const Level1<double>& level1 = kernels().level1;
        for (Index i = 0; i < n; ++i) q[i] = g[i];
        if (count == 0) {
            level1.scale(n, -1, q);
            return;
        }
        double product = level1.dot(n, s + at(0) * n, q);
        for (Index age = 0; age < count; ++age) {
            const Index i = at(age);
            alpha[i] = rho[i] * product;
            const double* following = age + 1 < count ? s + at(age + 1) * n : y + i * n;
            product = level1.axpy_dot(n, -alpha[i], y + i * n, q, following);
        }
        // From here q stands for r / γ, which saves the pass that would scale it.
        for (Index age = count - 1; age >= 0; --age) {
            const Index i = at(age);
            const double beta = rho[i] * gamma * product;
            const double* following = age > 0 ? y + at(age - 1) * n : g;
            product = level1.axpy_dot(n, (alpha[i] - beta) / gamma, s + i * n, q, following);
        }
        level1.scale(n, -gamma, q);
    }

    template <class Run>
    void update(Run&, double step, const double* p, const double* g, const double* g_next) {
        const Level1<double>& level1 = kernels().level1;
        const Index i = (newest + 1) % memory;
        double* const si = s + i * n;
        double* const yi = y + i * n;
        for (Index j = 0; j < n; ++j) si[j] = step * p[j];
        level1.subtract(n, g_next, g, yi);
        const double sy = level1.dot(n, si, yi);
        const double yy = level1.dot(n, yi, yi);
        if (!(sy > DBL_EPSILON * yy) || !std::isfinite(yy)) return;
        rho[i] = 1 / sy;
        gamma = sy / yy;
        newest = i;
        if (count < memory) ++count;
    }

    // Unit steps once there is curvature; before, one that moves x by about its own size at most.
    template <class Run>
    double first_step(Run&, const double* g, double, double) const {
        if (count > 0) return 1;
        double largest = 0;
        for (Index i = 0; i < n; ++i) largest = std::fmax(largest, std::fabs(g[i]));
        return std::fmin(1.0, 1 / largest);
    }
};

}  // namespace steepest
