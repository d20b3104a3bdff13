// Quasi-Newton methods that store an approximation H of the inverse Hessian: the direction -H g, and updates of rank
// two after which H y = s,
//
//     H⁺ = H + c₁ s s' + c₂ (s v' + v s') + c₃ v v',   v = H y,   s = α p,   y = t (g⁺ - g)
//
// whose three coefficients, from s·y and y·v, are the Formula (bfgs.hpp, dfp.hpp); t is curvature_by_values (step.hpp).
// The identity is scaled by s·y / y·y before the first update: Shanno & Phua, Math. Prog. 14 (1978). In the first five
// updates H is scaled up before them where the curvature met was less than H promised, by min(10, s'H⁻¹s / s·y):
// Al-Baali, J. Optim. Theory Appl. 96 (1998); what is learned first, along -g, is mostly the largest curvature there
// is.
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
    static constexpr bool has_model = true;

    Index n = 0;
    Index stride = 0;     // of H
    double* h = nullptr;  // n x n
    double* p = nullptr;
    double* y = nullptr;
    double* hg = nullptr;  // H g
    // The update kept back: H = scale H + row_s s' + row_v v'.
    double* s = nullptr;
    double* v = nullptr;
    double* row_s = nullptr;
    double* row_v = nullptr;
    double scale = 1;
    double* v_next = nullptr;
    Index updates = 0;  // 0 as long as H is the identity

    bool allocate(Workspace& memory, Index dimension) {
        n = dimension;
        stride = padded(n);
        h = memory.matrix(n, stride).data;
        p = memory.array<double>(n);
        y = memory.zeros(stride).data;
        hg = memory.array<double>(n);
        s = memory.zeros(stride).data;
        v = memory.zeros(stride).data;
        row_s = memory.array<double>(n);
        row_v = memory.array<double>(n);
        v_next = memory.zeros(stride).data;
        return !memory.failed();
    }

    void reset() { updates = 0; }

    const double* compute(const double*, const double* g) {
        const double* const from = updates ? hg : g;
        for (Index i = 0; i < n; ++i) p[i] = -from[i];
        return p;
    }

    void update(const Step& step) {
        const Level1<double>& level1 = kernels().level1;
        const double t = curvature_by_values(step);
        for (Index i = 0; i < n; ++i) y[i] = t * (step.g_next[i] - step.g[i]);
        const double sy = t * step.size * step.rise();
        if (updates == 0) {
            if (!step.curved()) return;
            begin(sy / level1.dot(n, y, y));
        }
        kernels().rows.update_products(n, h, stride, scale, row_s, s, row_v, v, step.g_next, y, hg, v_next);
        std::swap(v, v_next);
        for (Index i = 0; i < n; ++i) s[i] = step.size * p[i];
        const double promised = -step.size * step.size * step.slope;  // s'H⁻¹s
        scale = step.curved() && ++updates <= 5 ? std::fmin(std::fmax(promised / sy, 1.0), 10.0) : 1;
        if (scale != 1) {
            level1.scale(n, scale, v);
            level1.scale(n, scale, hg);
        }
        const double yv = level1.dot(n, y, v);
        const bool usable = step.curved() && yv > 0 && std::isfinite(yv);
        const RankTwo c = usable ? Formula::coefficients(sy, yv) : RankTwo{0, 0, 0};
        const double sg = level1.dot(n, s, step.g_next), vg = level1.dot(n, v, step.g_next);
        for (Index i = 0; i < n; ++i) {
            row_s[i] = c.ss * s[i] + c.sv * v[i];
            row_v[i] = c.sv * s[i] + c.vv * v[i];
            hg[i] += row_s[i] * sg + row_v[i] * vg;
        }
    }

    double first_step(const double* x, const double* g, double, double) const {
        return updates ? 1 : first_step_along_gradient(n, x, g);
    }

  private:
    void begin(double gamma) {
        for (Index i = 0; i < n * stride; ++i) h[i] = 0;
        for (Index i = 0; i < n; ++i) {
            h[i * stride + i] = gamma;
            row_s[i] = row_v[i] = s[i] = v[i] = 0;
        }
        scale = 1;
    }
};

}  // namespace steepest
