// Quasi-Newton methods that store an approximation H of the inverse Hessian: the direction -H g, and updates of rank
// two after which H y = s,
//
//     H⁺ = H + c₁ s s' + c₂ (s v' + v s') + c₃ v v',   v = H y,   s = α p,   y = g⁺ - g
//
// whose three coefficients, from s·y and y·v, are the Formula (bfgs.hpp, dfp.hpp). The identity is scaled by s·y / y·y
// before the first update: Shanno & Phua, Math. Prog. 14 (1978).
//
// H is read and written once an iteration. The update is kept back until the next gradient is known, and one pass then
// applies it and multiplies with both vectors that are needed, y (for v) and g⁺; the new direction follows from those
// by vectors alone. A step that does not raise the slope along it holds no curvature, and changes nothing.
#pragma once

#include <cmath>
#include <utility>

#include "base/workspace.hpp"
#include "direction/step.hpp"
#include "kernels/table.hpp"

namespace steepest {

struct RankTwo {
    double ss, sv, vv;
};

template <class Formula>
struct QuasiNewtonDirection {
    Index n = 0;
    double* h = nullptr;  // n x n
    double* p = nullptr;
    double* s = nullptr;
    double* y = nullptr;
    double* v = nullptr;      // H y
    double* w = nullptr;      // the next v
    double* hg = nullptr;     // H g
    double* row_s = nullptr;  // the update kept back: H += row_s s' + row_v v'
    double* row_v = nullptr;
    bool learned = false;  // H is not the identity

    bool allocate(Workspace& memory, Index dimension) {
        n = dimension;
        h = memory.array<double>(n * n);
        p = memory.array<double>(n);
        s = memory.array<double>(n);
        y = memory.array<double>(n);
        v = memory.array<double>(n);
        w = memory.array<double>(n);
        hg = memory.array<double>(n);
        row_s = memory.array<double>(n);
        row_v = memory.array<double>(n);
        return !memory.failed();
    }

    void reset() { learned = false; }

    const double* compute(const double*, const double* g) {
        const double* const from = learned ? hg : g;
        for (Index i = 0; i < n; ++i) p[i] = -from[i];
        return p;
    }

    void update(const Step& step) {
        const Level1<double>& level1 = kernels().level1;
        level1.subtract(n, step.g_next, step.g, y);
        const double sy = step.size * level1.dot(n, p, y);
        const bool curved = sy > -least_rise * step.size * step.slope;
        if (!learned && curved) begin(sy / level1.dot(n, y, y));
        if (!learned) return;
        kernels().rows.update_products(n, h, row_s, s, row_v, v, step.g_next, y, hg, w);
        // The s and v of the step before have served.
        std::swap(v, w);
        for (Index i = 0; i < n; ++i) s[i] = step.size * p[i];
        const double yv = level1.dot(n, y, v);
        const bool usable = curved && yv > 0 && std::isfinite(yv);
        const RankTwo c = usable ? Formula::coefficients(sy, yv) : RankTwo{0, 0, 0};
        const double sg = level1.dot(n, s, step.g_next), vg = level1.dot(n, v, step.g_next);
        for (Index i = 0; i < n; ++i) {
            row_s[i] = c.ss * s[i] + c.sv * v[i];
            row_v[i] = c.sv * s[i] + c.vv * v[i];
            hg[i] += row_s[i] * sg + row_v[i] * vg;
        }
    }

    double first_step(const double* x, const double* g, double, double) const {
        return learned ? 1 : first_step_along_gradient(n, x, g);
    }

  private:
    // The slope must rise by more than rounding; a step that meets the curvature condition raises it by 1 - c₂.
    static constexpr double least_rise = 1e-8;

    void begin(double gamma) {
        for (Index i = 0; i < n * n; ++i) h[i] = 0;
        for (Index i = 0; i < n; ++i) {
            h[i * n + i] = gamma;
            row_s[i] = row_v[i] = s[i] = v[i] = 0;
        }
        learned = true;
    }
};

}  // namespace steepest
