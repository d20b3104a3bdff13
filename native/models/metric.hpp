// The variables u = U v in which a fit measures steps: U is the Cholesky factor of a model of the Hessian, or a
// diagonal.
#pragma once

#include "base/workspace.hpp"
#include "linalg/operands.hpp"

namespace steepest {

struct Metric {
    Index n = 0;
    bool full = false;
    double* diagonal = nullptr;  // n
    Matrix<double> upper;        // n x n, if full
    double least_share = 1;      // of a variable's diagonal that those before it leave, if full

    // g_u = U⁻ᵀ g
    void to_dual(const double* g, double* dual) const;
    // p = U⁻¹ q
    void to_step(const double* q, double* p) const;

    // H is the upper triangle in `upper`; it becomes the metric. Returns how many variables depend on those before
    // them: these are kept out of every step. -1 when memory ran out or H is not finite.
    // `single` says that H is known no better than single precision.
    Index factor(Workspace& memory, bool single);
};

}  // namespace steepest
