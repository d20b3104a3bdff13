// Davidon (1959), Fletcher & Powell, Comp. J. 6 (1963): the first quasi-Newton update, dual to that of BFGS.
//
//     H⁺ = H - v v' / y·v + s s' / s·y                                Nocedal & Wright (2006), (6.15)
#pragma once

#include "direction/quasi_newton.hpp"

namespace steepest {

struct Dfp {
    static RankTwo coefficients(double sy, double yv) { return {1 / sy, 0, -1 / yv}; }
};

using DfpDirection = QuasiNewtonDirection<Dfp>;

}  // namespace steepest
