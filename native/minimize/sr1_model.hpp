// The quadratic model of symmetric-rank-one updates, for a trust region.
//
//     B⁺ = B + v vᵀ / v·s,   v = y - B s,   s = x⁺ - x,   y = g⁺ - g
//
// Nocedal & Wright (2006), (6.24), algorithm 6.2. B need not be positive definite, so it learns from rejected trials
// too; an update is skipped where |v·s| < 1e-8 ‖v‖ ‖s‖ (6.26). At the first pair with positive curvature B becomes the
// multiple of I that has s·B s = s·y.
#pragma once

#include <utility>

#include "minimize/run.hpp"
#include "region/more_sorensen.hpp"

namespace steepest {

struct Sr1Model {
    Matrix<double> b = {};
    Vector<double> v = {};
    MoreSorensen exact = {};
    bool learned = false;

    bool allocate(Run& run);
    Query query(const Run& run, unsigned needs, const double* x, double* g) const {
        return {.needs = needs, .x = {x, run.dimension}, .gradient = g};
    }
    bool finite() const { return true; }
    void adopt() const {}
    double first_radius(const Run& run, const double* x, const double* g) const;
    double longest_radius(const Run& run) const;
    bool reset(const Run& run, const double* x, const double* g);
    void learn(const double* s, const double* g, const double* g_trial);
};

Task<RegionStep> minimize_model(Run& run, Sr1Model& model, const double* x, const double* g, double radius,
                                bool smaller, double* p);

}  // namespace steepest
