// When a method for smooth functions stops, and by what measure.
//
// The scaled gradient max_i |g_i| max(|x_i|, 1) / max(|f|, 1) is the relative change of f that a relative change of one
// coordinate makes, as in Dennis & Schnabel, Numerical Methods for Unconstrained Optimization (1983), section 7.2.
// Under bounds a component that pushes against its bound does not count.
#pragma once

#include <cmath>

#include "kernels/table.hpp"
#include "minimize/constrained_place.hpp"

namespace steepest {

inline double scaled_gradient(const Run& run, const double* x, double f, const double* g) {
    const double size = std::fmax(std::fabs(f), 1.0);
    if (!run.lower.size && !run.upper.size) return kernels().level1.largest_scaled(run.dimension, g, x) / size;
    double largest = 0;
    for (Index i = 0; i < run.dimension; ++i) {
        if (run.lower.size && x[i] <= run.lower[i] && g[i] > 0) continue;
        if (run.upper.size && x[i] >= run.upper[i] && g[i] < 0) continue;
        const double scaled = std::fabs(g[i]) * std::fmax(std::fabs(x[i]), 1.0);
        if (!(scaled <= largest)) largest = scaled;  // a NaN stays
    }
    return largest / size;
}

// The index of the first component that is not finite, or -1.
inline Index first_not_finite(const double* g, Index n) {
    for (Index i = 0; i < n; ++i) {
        if (!std::isfinite(g[i])) return i;
    }
    return -1;
}

// A scaled gradient above this is no rounding.
inline constexpr double plain_gradient = 1;

// Where the objective was not finite at the start, measured is the gradient's component or one of these.
inline constexpr double not_finite_value = -1;
inline constexpr double not_finite_hessian = -2;
inline bool not_finite(const Run& run, double f, const double* g, Verdict& verdict) {
    const Index component = first_not_finite(g, run.dimension);
    if (std::isfinite(f) && component < 0) return false;
    verdict = {Status::not_finite, std::isfinite(f) ? static_cast<double>(component) : not_finite_value, f};
    return true;
}

// Where a constraint was not finite at the start, measured is one of these and threshold its index among its kind.
inline constexpr double not_finite_equality = -3;
inline constexpr double not_finite_inequality = -4;
inline constexpr double not_finite_equality_slope = -5;
inline constexpr double not_finite_inequality_slope = -6;
inline bool not_finite(const Run& run, const ConstrainedPlace& place, Verdict& verdict) {
    const Index value = place.constraint_not_finite(), slope = place.slope_not_finite();
    const Index first = value >= 0 ? value : slope;
    if (first < 0) return false;
    const Index equalities = run.constraints.equalities;
    const bool equality = first < equalities;
    const double kind = value >= 0 ? (equality ? not_finite_equality : not_finite_inequality)
                                   : (equality ? not_finite_equality_slope : not_finite_inequality_slope);
    verdict = {Status::not_finite, kind, static_cast<double>(equality ? first : first - equalities)};
    return true;
}

// Whether to stop at an iterate; `before` is the value at the one before it, from where a step p (null at the start) of
// this size led here.
inline bool stops(const Run& run, const double* x, double f, double gradient_norm, double before, const double* p,
                  double step, Verdict& verdict) {
    const Options& o = run.options;
    if (gradient_norm <= o.gradient_tolerance) {
        verdict = {Status::gradient_tolerance, gradient_norm, o.gradient_tolerance};
        return true;
    }
    if (p && o.function_tolerance > 0) {
        const double change = (before - f) / std::fmax(std::fmax(std::fabs(f), std::fabs(before)), 1.0);
        if (change <= o.function_tolerance) {
            verdict = {Status::function_tolerance, change, o.function_tolerance};
            return true;
        }
    }
    if (p && o.step_tolerance > 0) {
        double largest = 0;
        for (Index i = 0; i < run.dimension; ++i) {
            largest = std::fmax(largest, std::fabs(step * p[i]) / std::fmax(std::fabs(x[i]), 1.0));
        }
        if (largest <= o.step_tolerance) {
            verdict = {Status::step_tolerance, largest, o.step_tolerance};
            return true;
        }
    }
    if (static_cast<double>(run.iterations) >= o.max_iterations) {
        verdict = {Status::max_iterations, static_cast<double>(run.iterations), o.max_iterations};
        return true;
    }
    return false;
}

// Sees that a run only moves about in rounding: several iterates in a row that neither lower the value by more than
// noise nor the gradient by a tenth.
class Stagnation {
  public:
    bool after(double value, double gradient_norm, double noise) {
        const bool lower = value < value_ - noise;
        const bool flatter = gradient_norm < 0.9 * norm_;
        if (lower || flatter) idle_ = 0;
        if (lower) value_ = value;
        if (lower || flatter) norm_ = std::fmin(norm_, gradient_norm);
        return ++idle_ > patience;
    }

  private:
    static constexpr int patience = 5;
    double value_ = INFINITY;
    double norm_ = INFINITY;
    int idle_ = 0;
};

}  // namespace steepest
