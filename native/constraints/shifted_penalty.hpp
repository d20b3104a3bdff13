// The augmented Lagrangian of Powell, Hestenes and Rockafellar, for constraints between limits:
//
//     L(x) = f(x) + Σ_i ρ_i (t_i - s_i)² / 2,    t_i = c_i - λ_i / ρ_i,    s_i = t_i moved to within [l_i, u_i]
//
// Its gradient is ∇f - Σ λ⁺_i ∇c_i with λ⁺_i = ρ_i (s_i - t_i), which is the estimate of the multipliers that a
// minimizer of it gives: λ_i - ρ_i c_i for an equality, max(λ_i - ρ_i c_i, 0) for c_i ≥ 0. Rockafellar, J. Optim.
// Theory Appl. 12 (1973).
#pragma once

#include <cmath>

#include "base/view.hpp"

namespace steepest {

struct ShiftedPenalty {
    Index m = 0;
    const double* lower = nullptr;
    const double* upper = nullptr;
    double* lambda = nullptr;
    double* rho = nullptr;

    // λ⁺
    double estimate(Index i, double c) const {
        const double t = c - lambda[i] / rho[i];
        return rho[i] * (std::fmin(std::fmax(t, lower[i]), upper[i]) - t);
    }
    // What it adds to f.
    double value(const double* c) const {
        double sum = 0;
        for (Index i = 0; i < m; ++i) {
            const double moved = std::isnan(c[i]) ? c[i] : estimate(i, c[i]);
            sum += moved * moved / (2 * rho[i]);
        }
        return sum;
    }
    // How far the constraint, and the product of its multiplier and slack, are from what they should be.
    double defect(Index i, double c) const { return std::fabs(estimate(i, c) - lambda[i]) / rho[i]; }
};

}  // namespace steepest
