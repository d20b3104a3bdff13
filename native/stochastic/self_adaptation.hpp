// How the deviations of an evolution strategy adapt.
//
// By themselves: each offspring mutates its own before its variables, and is selected for both,
//
//     σ'ᵢ = σᵢ exp(τ' N(0, 1) + τ Nᵢ(0, 1)),  x'ᵢ = xᵢ + σ'ᵢ Nᵢ(0, 1),   τ' = 1/√(2n),  τ = 1/√(2√n)
//
// Schwefel, Numerical Optimization of Computer Models (1981); Beyer & Schwefel, Natural Computing 1 (2002), section 5.
// Or by the rate of success: Rechenberg, Evolutionsstrategie (1973); Hansen, Arnold & Auger (2015).
#pragma once

#include "base/random.hpp"

namespace steepest {

struct SelfAdaptation {
    Index n;
    double common, single;  // τ', τ

    explicit SelfAdaptation(Index dimension)
        : n(dimension),
          common(1 / std::sqrt(2 * static_cast<double>(dimension))),
          single(1 / std::sqrt(2 * std::sqrt(static_cast<double>(dimension)))) {}

    // A row has the variables, then the deviations, which count in units of `scales`. In one variable both learning
    // rates would speak of the same number. Nor does a deviation exceed its limit: beyond the width of a box, whose
    // bounds mirror the variable, nothing is selected by it, and it would drift.
    void mutate(const double* parent, const double* scales, const double* limits, Random& random, double* child) const {
        const double all = n > 1 ? common * random.normal() : 0;
        for (Index i = 0; i < n; ++i) {
            child[n + i] = std::fmin(parent[n + i] * std::exp(all + single * random.normal()), limits[i]);
            child[i] = parent[i] + child[n + i] * scales[i] * random.normal();
        }
    }
};

// What σ is multiplied by after one mutation: it grows by a success and shrinks by a failure, so that a fifth succeed.
//
//     σ' = σ exp((1{success} - 1/5)/d),  d = √(n + 1)
//
// After every mutation, as Hansen, Arnold & Auger, Evolution strategies, Springer Handbook of Computational
// Intelligence (2015), algorithm 4, have Rechenberg's rule; Schwefel's factor 0.85 after every n is too slow to keep up
// with the best rate of convergence, which has σ shrink by e^-0.2.
inline double one_fifth_rule(bool success, Index n) {
    return std::exp(((success ? 1 : 0) - 0.2) / std::sqrt(static_cast<double>(n) + 1));
}

}  // namespace steepest
