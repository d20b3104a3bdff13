// The ℓ₁ merit function of constrained minimization, which values a step where value and violation disagree:
//
//     φ(x) = ω f(x) + Σ_i w_i v_i(x),    v_i = max(l_i - c_i, c_i - u_i, 0)
//
// A minimizer of f under the constraints is one of φ where w_i > |λ_i|. Weights: Powell, A fast algorithm for
// nonlinearly constrained optimization calculations (1978), w_i = max(|λ_i|, (w_i + |λ_i|) / 2), which let a weight
// fall that an early multiplier made large. ω is 0 while only the violation is minimized, and 1 otherwise.
#pragma once

#include <cmath>

#include "base/workspace.hpp"

namespace steepest {

struct Merit {
    Vector<double> weights = {};
    const double* lower = nullptr;
    const double* upper = nullptr;
    double objective_weight = 1;

    void raise(const double* multipliers) const {
        for (Index i = 0; i < weights.size; ++i) {
            const double size = std::fabs(multipliers[i]);
            weights[i] = std::fmax(size, (weights[i] + size) / 2);
        }
    }
    double outside(Index i, double c) const { return std::fmax(std::fmax(lower[i] - c, c - upper[i]), 0.0); }
    double penalty(const double* c) const {
        double sum = 0;
        for (Index i = 0; i < weights.size; ++i) sum += weights[i] * outside(i, c[i]);
        return sum;
    }
    double operator()(double f, const double* c) const { return objective_weight * f + penalty(c); }
};

}  // namespace steepest
