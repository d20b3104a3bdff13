// What the minimizer of a quadratic model within a ball is asked for and answers.
//
//     minimize  m(p) = g·p + p·H p / 2   subject to  ‖p‖ ≤ Δ
#pragma once

#include <cmath>

namespace steepest {

struct RegionStep {
    double decrease = 0;       // m(0) - m(p); NaN where the model is not finite
    double length = 0;         // ‖p‖
    bool on_boundary = false;  // else p minimizes m without the constraint
};

}  // namespace steepest
