// The constants of CMA-ES: weights of the ranks, and rates of learning.
//
//     w'ᵢ = ln((λ + 1)/2) - ln i,  i = 1 … λ;   μ = ⌊λ/2⌋ of them are for what is better;  μ_eff = (Σ w)²/Σ w²
//     wᵢ = w'ᵢ / Σ|w'|⁺ for w'ᵢ ≥ 0,  min(α_μ, α_μeff, α_posdef) w'ᵢ / Σ|w'|⁻ for the others
//
// Hansen, The CMA Evolution Strategy: A Tutorial, arXiv 1604.00772v2 (2023), table 1, (49)-(58). Other numbers of
// points than its λ = 4 + ⌊3 ln n⌋ only change what follows from λ.
#pragma once

#include <cmath>

#include "base/view.hpp"

namespace steepest {

struct CmaConstants {
    Index population = 0;   // λ
    Index parents = 0;      // μ
    double effective = 0;   // μ_eff: how many equally weighted parents would count as much
    double c_sigma = 0;     // of the path that adapts the step size
    double d_sigma = 0;     // damping of that
    double c_c = 0;         // of the path of the rank-one update
    double c_1 = 0;         // of the rank-one update
    double c_mu = 0;        // of the rank-μ update
    double weight_sum = 0;  // of all, the negative too
    double chi = 0;         // ‖N(0, I)‖, as expected

    static Index usual_population(Index n) { return 4 + static_cast<Index>(3 * std::log(static_cast<double>(n))); }

    // Fills weights, λ of them, and the rest. λ is at least 2.
    void set(Index dimension, Index lambda, double* weights) {
        const double n = static_cast<double>(dimension);
        population = lambda;
        parents = lambda / 2;
        double above = 0, above_squares = 0, below = 0, below_squares = 0;
        for (Index i = 0; i < lambda; ++i) {
            const double w = std::log((static_cast<double>(lambda) + 1) / 2) - std::log(static_cast<double>(i) + 1);
            weights[i] = w;
            (i < parents ? above : below) += w;
            (i < parents ? above_squares : below_squares) += w * w;
        }
        effective = above * above / above_squares;
        c_sigma = (effective + 2) / (n + effective + 5);
        d_sigma = 1 + 2 * std::fmax(0, std::sqrt((effective - 1) / (n + 1)) - 1) + c_sigma;
        c_c = (4 + effective / n) / (n + 4 + 2 * effective / n);
        c_1 = 2 / ((n + 1.3) * (n + 1.3) + effective);
        c_mu = std::fmin(1 - c_1, 2 * (0.25 + effective + 1 / effective - 2) / ((n + 2) * (n + 2) + effective));
        chi = std::sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));

        const double effective_below = below * below / below_squares;
        const double alpha = std::fmin(std::fmin(1 + c_1 / c_mu, 1 + 2 * effective_below / (effective + 2)),
                                       (1 - c_1 - c_mu) / (n * c_mu));
        weight_sum = 0;
        for (Index i = 0; i < lambda; ++i) {
            // With an odd λ the middle weight is zero, and below all the same.
            weights[i] = i < parents ? weights[i] / above : alpha * weights[i] / -below;
            weight_sum += weights[i];
        }
    }
};

}  // namespace steepest
