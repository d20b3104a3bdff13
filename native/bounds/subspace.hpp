// From the generalized Cauchy point on: the model's minimizer over the variables that are not at a bound there.
#pragma once

#include "bounds/generalized_cauchy_point.hpp"

namespace steepest {

struct Subspace {
    double* step = nullptr;        // of the free variables, zero for the others; before, the model's gradient
    double* image = nullptr;       // numbers in the space of W's columns
    double* combined = nullptr;    // W times such numbers
    Matrix<double> rows = {};      // of W, packed
    Matrix<double> products = {};  // WᵀW over the smaller of the two sets of variables, free and at a bound
    Matrix<double> upper = {};     // U, θ D + YᵀY over the free variables being UᵀU
    Matrix<double> coupling = {};  // U⁻ᵀ Cᵀ
    Matrix<double> schur = {};     // of the system that is left; then its factor

    bool allocate(Workspace& space, const CompactBfgs& model);
};

// Moves path.point, within the bounds, to where the model's minimizer over the free variables projects; not at all
// where rounding leaves no definite system.
void minimize_in_subspace(const CompactBfgs& model, const Bounds& bounds, const double* x, const double* g,
                          CauchyPath& path, Subspace& work, Workspace& space);

}  // namespace steepest
