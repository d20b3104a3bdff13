// Whether annealing goes to a point that is higher by Δ, at temperature T: with the probability
//
//     p = [1 - (1 - q) Δ / T]^(1/(1-q)),   0 where the bracket is negative
//
// Tsallis & Stariolo, Physica A 233 (1996), (5). As q → 1 it is Metropolis', e^(-Δ/T): J. Chem. Phys. 21 (1953). Below
// 1 it forbids rises above T / (1 - q).
#pragma once

#include "base/random.hpp"

namespace steepest {

// u < p is compared as -ln u > -ln p, whose left side is an exponential number: one draw, and no power.
inline bool accepts(double rise, double T, double q, Random& random) {
    if (rise <= 0) return true;
    if (!(rise < INFINITY)) return false;
    const double ratio = rise / T;
    if (q == 1) return random.exponential() > ratio;
    const double bracket = 1 - (1 - q) * ratio;
    // The logarithm is of normal numbers.
    if (!(bracket >= 0x1p-1000 && bracket < INFINITY)) return false;
    return random.exponential() > -portable_logarithm(bracket) / (1 - q);
}

}  // namespace steepest
