// Broyden, Fletcher, Goldfarb, Shanno (1970): of all updates the one that changes H⁻¹ least.
//
//     H⁺ = (I - ρ s y') H (I - ρ y s') + ρ s s',   ρ = 1 / s·y        Nocedal & Wright (2006), (6.17), multiplied out
#pragma once

#include "direction/quasi_newton.hpp"

namespace steepest {

struct Bfgs {
    static RankTwo coefficients(double sy, double yv) { return {(1 + yv / sy) / sy, -1 / sy, 0}; }
};

using BfgsDirection = QuasiNewtonDirection<Bfgs>;

}  // namespace steepest
