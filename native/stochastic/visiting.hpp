// How far generalized simulated annealing looks: the visiting distribution of one coordinate at temperature T,
//
//     g(Δx) ∝ [1 + (q - 1) Δx² / T^(2/(3-q))]^(-1/(q-1)),   1 < q < 3
//
// Gaussian as q → 1, Cauchy at q = 2, with a tail so heavy at q = 2.62 that every scale is looked at at once. And how
// the temperature falls, at the t-th chain:
//
//     T(t) = T₀ (2^(q-1) - 1) / ((1 + t)^(q-1) - 1)
//
// Tsallis & Stariolo, Physica A 233 (1996), (14) and (19); Xiang, Sun, Fan & Gong, Phys. Lett. A 233 (1997).
//
// It is Student's t with ν = (3 - q)/(q - 1) degrees of freedom times T^(1/(3-q)) / √(3 - q), which is drawn exactly,
// by Bailey's polar method, Math. Comp. 62 (1994): (u, v) uniform in the unit disk, w = u² + v²,
//
//     t = u √(ν (w^(-2/ν) - 1) / w)
#pragma once

#include "stochastic/power.hpp"

namespace steepest {

class Visiting {
  public:
    explicit Visiting(double q) : q_(q), freedom_((3 - q) / (q - 1)) {}

    // At the t-th chain, from 1, as a part of T₀.
    double cooling(double t) const { return (portable_power(2, q_ - 1) - 1) / (portable_power(1 + t, q_ - 1) - 1); }

    // The factor of draw() at temperature T.
    double scale(double T) const { return portable_power(T, 1 / (3 - q_)) / std::sqrt(3 - q_); }

    // Student's t.
    double draw(Random& random) const {
        for (;;) {
            const double u = 2 * random.open_uniform() - 1, v = 2 * random.open_uniform() - 1;
            const double w = u * u + v * v;
            if (w >= 1 || w < 0x1p-1000) continue;
            const double bracket = portable_power(w, -2 / freedom_) - 1;
            return u * std::sqrt(freedom_ * bracket / w);
        }
    }

  private:
    double q_;
    double freedom_;
};

}  // namespace steepest
