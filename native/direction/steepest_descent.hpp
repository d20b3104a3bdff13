// The direction -g (Cauchy, 1847).
//
// The first trial of a search is the step of Barzilai & Borwein, IMA J. Numer. Anal. 8 (1988): the inverse of the
// curvature met by the step before, α = s·s / s·y. On a quadratic of condition κ that takes far fewer steps than the
// exact minimum along -g, whose zigzag reduces the error by (κ - 1)/(κ + 1) only.
#pragma once

#include "base/workspace.hpp"
#include "direction/step.hpp"
#include "kernels/table.hpp"

namespace steepest {

struct SteepestDescent {
    static constexpr bool has_model = false;

    Index n = 0;
    double* p = nullptr;
    double trial = 0;  // of the next search; 0 when nothing is known

    bool allocate(Workspace& memory, Index dimension) {
        n = dimension;
        p = memory.array<double>(n);
        return !memory.failed();
    }

    void reset() { trial = 0; }

    template <class Parts>
    void add_parts(Parts& parts) {
        parts.add(trial);
    }

    const double* compute(const double*, const double* g) {
        for (Index i = 0; i < n; ++i) p[i] = -g[i];
        return p;
    }

    void update(const Step& step) {
        // s = -α g, and so s·s / s·y = α g·g / g·(g - g⁺), both products being slopes.
        trial = step.curved() ? step.size * -step.slope / step.rise() : 10 * step.size;
    }

    double first_step(const double* x, const double* g, double, double) const {
        return trial > 0 ? trial : first_step_along_gradient(n, x, g);
    }
};

}  // namespace steepest
