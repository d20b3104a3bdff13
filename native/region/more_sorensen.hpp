// The minimizer of a quadratic model within a ball, by a few Cholesky factorizations.
//
// p is one if and only if a multiplier λ ≥ 0 exists with (H + λI) p = -g, λ (Δ - ‖p‖) = 0 and H + λI positive
// semidefinite: Moré & Sorensen, Computing a trust region step, SIAM J. Sci. Stat. Comput. 4 (1983), section 2.
#pragma once

#include "base/workspace.hpp"
#include "region/step.hpp"

namespace steepest {

struct MoreSorensen {
    Matrix<double> factor = {};  // R of H + λI = RᵀR
    Vector<double> q = {};       // R⁻ᵀ p
    Vector<double> z = {};       // of length 1, with ‖R z‖ small
    double multiplier = 0;       // λ of the last step

    bool allocate(Workspace& memory, Index n);

    // H is symmetric and read in its upper triangle. `smaller` says that the model is that of the last call, and the
    // ball a smaller one. An infinite Δ asks for the minimizer of the model alone; where there is none, the answer is
    // on_boundary and p undefined.
    RegionStep minimize(Matrix<const double> h, const double* g, double delta, bool smaller, Vector<double> p,
                        Workspace& memory);
};

}  // namespace steepest
