// Limited-memory BFGS under bounds: the direction leads to the minimizer of a quadratic model within them,
//
//     m(z) = g·(z - x) + (z - x)·B (z - x) / 2,    p = z - x,    x⁺ = x + α p,  α no longer than the bounds allow
//
// found by way of the generalized Cauchy point, which tells the variables that end at a bound, and the subspace of the
// others: Byrd, Lu, Nocedal & Zhu, SIAM J. Sci. Comput. 16 (1995).
#pragma once

#include "bounds/subspace.hpp"
#include "direction/step.hpp"

namespace steepest {

struct LbfgsbDirection {
    static constexpr bool has_model = true;

    Index memory;
    Bounds bounds;
    Workspace* space = nullptr;
    CompactBfgs model = {};
    CauchyPath path = {};
    Subspace subspace = {};
    double* y = nullptr;

    bool leads_inside(const double* x, const double* g);

    bool allocate(Workspace& workspace, Index n);
    void reset() { model.reset(); }
    const double* compute(const double* x, const double* g);
    void update(const Step& step);
    double first_step(const double* x, const double* g, double slope, double last_decrease) const;
};

}  // namespace steepest
