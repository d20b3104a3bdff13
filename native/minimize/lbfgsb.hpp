// Limited-memory BFGS under bounds: the direction leads to the minimizer of a quadratic model within them,
//
//     m(z) = g·(z - x) + (z - x)·B (z - x) / 2,    p = z - x,    x⁺ = x + α p,  α no longer than the bounds allow
//
// found by way of the generalized Cauchy point, which tells the variables that end at a bound, and the subspace of the
// others: Byrd, Lu, Nocedal & Zhu, SIAM J. Sci. Comput. 16 (1995). That minimizer does not depend on the unit of the
// objective: gradients whose squares would overflow or vanish are measured in another one.
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
    double* scaled = nullptr;  // g / unit
    double unit = 1;           // a power of two

    bool leads_inside(const double* x, const double* g);

    bool allocate(Workspace& workspace, Index n);
    void reset() { model.reset(); }
    const double* in_unit(const double* g);
    const double* compute(const double* x, const double* g);
    void update(const Step& step);
    double first_step(const double* x, const double* g, double slope, double last_decrease) const;
};

}  // namespace steepest
