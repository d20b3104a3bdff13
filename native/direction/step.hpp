// What a direction learns from: an accepted step, from x to x + α p.
#pragma once

#include <cmath>

#include "base/view.hpp"

namespace steepest {

struct Step {
    double size;        // α
    double slope;       // g·p, before
    double slope_next;  // and after
    double decrease;    // of the value
    double noise;       // values are known no better than this
    const double* g;
    const double* g_next;

    double rise() const { return slope_next - slope; }
    // Whether the slope rose by more than rounding. A step that meets the curvature condition raises it by 1 - c₂.
    bool curved() const { return rise() > -1e-8 * slope; }
};

// The curvature along a step as the values tell it, relative to what the gradients tell, s·y = α (slope⁺ - slope):
//     t = 2 (f - f⁺ + α slope⁺) / s·y
// which is 1 on a quadratic. Quasi-Newton methods learn from t y in place of y: Yuan, IMA J. Numer. Anal. 11 (1991).
// Within a factor of two, and 1 where the values are too close for their difference to mean anything.
inline double curvature_by_values(const Step& step) {
    const double sy = step.size * step.rise();
    if (!(sy > 1e3 * step.noise)) return 1;
    return std::fmin(std::fmax(2 * (step.decrease + step.size * step.slope_next) / sy, 0.5), 2.0);
}

// The step to try first along -g when nothing is known yet: it changes no variable by more than half the largest, or
// one half.
inline double first_step_along_gradient(Index n, const double* x, const double* g) {
    double size = 1, length = 0;
    for (Index i = 0; i < n; ++i) {
        size = std::fmax(size, std::fabs(x[i]));
        length = std::fmax(length, std::fabs(g[i]));
    }
    return std::fmin(1.0, size / length / 2);
}

}  // namespace steepest
