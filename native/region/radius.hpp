// How far a quadratic model is trusted: the radius after a trial, from how well the model foretold it.
//
//     ρ = (f(x) - f(x + p)) / (m(0) - m(p))      the gain ratio
//
// Where ρ is small, the parabola through f(x), its slope g·p and f(x + p) says how much shorter the step should have
// been: Dennis & Schnabel (1983), section 6.4.3. The constants are those that took the fewest evaluations over the
// Moré–Garbow–Hillstrom problems; they matter little.
#pragma once

#include <cmath>

#include "region/step.hpp"

namespace steepest {

inline constexpr double poor_gain = 0.25;  // below, the radius shrinks
inline constexpr double good_gain = 0.75;  // above, a step that the boundary held back may be longer
inline constexpr double growth = 2;
inline constexpr double least_shrinkage = 0.5, most_shrinkage = 0.25;

// The radius after a step with this slope that changed the value by `change` (not finite: outside of the domain).
inline double next_radius(double radius, const RegionStep& step, double gain, double slope, double change) {
    if (!std::isfinite(change)) return most_shrinkage * step.length;
    if (gain < poor_gain) {
        const double bend = 2 * (change - slope);
        const double shorter = bend > 0 ? -slope / bend : least_shrinkage;
        return std::fmin(std::fmax(shorter, most_shrinkage), least_shrinkage) * step.length;
    }
    return gain > good_gain && step.on_boundary ? growth * radius : radius;
}

}  // namespace steepest
