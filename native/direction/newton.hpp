// Newton's direction, -(∇²f + E)⁻¹ g, where E makes an indefinite Hessian positive definite and is zero for one that is
// (modified_cholesky.hpp). Nocedal & Wright, Numerical Optimization (2006), section 3.4.
#pragma once

#include "direction/step.hpp"
#include "linalg/modified_cholesky.hpp"

namespace steepest {

struct NewtonDirection {
    static constexpr bool has_model = true;

    Workspace* memory = nullptr;
    Ldl<double> hessian = {};  // to be filled before compute
    Vector<double> p = {};
    bool steepest = false;  // the next direction is -g

    bool allocate(Workspace& workspace, Index n) {
        memory = &workspace;
        hessian = Ldl<double>::allocate(workspace, n);
        p = workspace.vector(n);
        return !workspace.failed();
    }

    void reset() { steepest = true; }

    const double* compute(const double*, const double* g) {
        for (Index i = 0; i < p.size; ++i) p[i] = -g[i];
        if (steepest) return p.data;
        modified_cholesky(hessian);
        solve_ldl(hessian, p, *memory);
        return p.data;
    }

    void update(const Step&) { steepest = false; }

    double first_step(const double* x, const double* g, double, double) const {
        return steepest ? first_step_along_gradient(p.size, x, g) : 1;
    }
};

}  // namespace steepest
