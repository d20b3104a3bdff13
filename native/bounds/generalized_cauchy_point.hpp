// The first minimizer of a quadratic model along the projected steepest descent path, which bends at each bound it
// meets.
#pragma once

#include "bounds/compact_bfgs.hpp"
#include "bounds/projection.hpp"

namespace steepest {

struct CauchyPath {
    double* step = nullptr;    // z, from x to the generalized Cauchy point
    double* within = nullptr;  // Wᵀ z

    double* direction = nullptr;  // d
    double* end = nullptr;        // t at which a variable meets its bound
    Index* queue = nullptr;       // variables that meet one, a heap with the next on top
    double* p = nullptr;          // Wᵀ d
    double* row = nullptr;        // M w, w the row of W of the variable that stops

    bool allocate(Workspace& space, const CompactBfgs& model);
};

// Fills path.step and path.within.
void generalized_cauchy_point(const CompactBfgs& model, const Bounds& bounds, const double* x, const double* g,
                              CauchyPath& path);

}  // namespace steepest
