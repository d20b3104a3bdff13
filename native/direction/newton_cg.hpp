// Newton's direction, solved for by conjugate gradients that stop early: only products of the Hessian B with vectors
// are needed.
//
//     B p = -g until ‖r‖ ≤ η ‖g‖, r = B p + g, or until a direction d of the iteration has d'B d ≤ 0
//
// Steihaug, Math. Prog. 26 (1983); Nocedal & Wright, Numerical Optimization (2006), algorithm 7.1. Where curvature is
// not positive, p is what was found before, or -g at the beginning. The forcing term is
//
//     η = min(0.03, 0.9 (‖g‖ / ‖g before‖)²)
//
// of Eisenstat & Walker, SIAM J. Sci. Comput. 17 (1996), choice 2, bounded lower than theirs: on the test problems
// looser solutions need as many products in all, and far more iterations.
#pragma once

#include <cfloat>
#include <cmath>

#include "base/workspace.hpp"
#include "direction/step.hpp"
#include "kernels/table.hpp"

namespace steepest {

struct NewtonCgDirection {
    static constexpr bool has_model = true;
    static constexpr double loosest = 0.03;

    bool dense;  // products are made from a whole Hessian, evaluated once an iteration
    Index n = 0;
    double* p = nullptr;
    double* r = nullptr;
    double* d = nullptr;
    double* bd = nullptr;       // B d, to be filled before each advance
    double* hessian = nullptr;  // when dense
    double rr = 0;              // r·r
    double gg = 0;              // g·g
    double eta = loosest;
    Index products = 0;
    bool steepest = false;  // the next direction is -g

    bool allocate(Workspace& memory, Index dimension) {
        n = dimension;
        p = memory.array<double>(n);
        r = memory.array<double>(n);
        d = memory.array<double>(n);
        bd = memory.array<double>(n);
        if (dense) hessian = memory.array<double>(n * n);
        return !memory.failed();
    }

    void reset() { steepest = true; }

    void begin(const double* g) {
        const double before = gg;
        rr = gg = kernels().level1.dot(n, g, g);
        eta = before > 0 ? std::fmin(0.9 * gg / before, loosest) : loosest;
        products = 0;
        for (Index i = 0; i < n; ++i) {
            p[i] = 0;
            r[i] = g[i];
            d[i] = -g[i];
        }
    }

    // Rounding makes more than n steps useful at times; that many more are not.
    bool unfinished() const { return rr > eta * eta * gg && products < 3 * n + 10; }

    // Takes bd; false when there is no positive curvature along d.
    bool advance() {
        const Level1<double>& level1 = kernels().level1;
        const double curvature = level1.dot(n, d, bd);
        const bool first = products++ == 0;
        const double size = std::sqrt(level1.dot(n, d, d)) * std::sqrt(level1.dot(n, bd, bd));
        if (!(curvature > DBL_EPSILON * size)) {
            if (first) {
                for (Index i = 0; i < n; ++i) p[i] = d[i];
                steepest = true;
            }
            return false;
        }
        const double a = rr / curvature;
        level1.axpy(n, a, d, p);
        level1.axpy(n, a, bd, r);
        const double rr_next = level1.dot(n, r, r);
        const double beta = rr_next / rr;
        rr = rr_next;
        for (Index i = 0; i < n; ++i) d[i] = beta * d[i] - r[i];
        return true;
    }

    const double* compute(const double*, const double* g) {
        if (steepest) {
            for (Index i = 0; i < n; ++i) p[i] = -g[i];
        }
        return p;
    }

    void update(const Step&) { steepest = false; }

    double first_step(const double* x, const double* g, double, double) const {
        return steepest ? first_step_along_gradient(n, x, g) : 1;
    }
};

}  // namespace steepest
