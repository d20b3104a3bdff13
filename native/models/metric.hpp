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
    Matrix<double> kept;         // H itself
    double least_share = 1;      // of a variable's diagonal that those before it leave, if full

    // g_u = U⁻ᵀ g
    void to_dual(const double* g, double* dual) const;
    // p = U⁻¹ q
    void to_step(const double* q, double* p) const;

    // H is the upper triangle in `upper`; it becomes the metric by a factorization of whoever
    // calls, in slices, after `keep`. Where that fails or is not `regular`, H is restored and eliminated row by row:
    // variables that depend on those before them are kept out of every step.
    // `single` says that H is known no better than single precision.
    bool allocate(Workspace& memory);
    // False when H is not finite.
    bool keep();
    bool regular(bool single);
    void restore();
    // False when variable k depends on those before it.
    bool eliminate(Index k, bool single);
};

}  // namespace steepest
