// The quadratic model of symmetric-rank-one updates, for a trust region.
//
//     B⁺ = B + v vᵀ / v·s,   v = y - B s,   s = x⁺ - x,   y = g⁺ - g
//
// Nocedal & Wright (2006), (6.24), algorithm 6.2. B need not be positive definite, so it learns from rejected trials
// too; an update is skipped where |v·s| < 1e-8 ‖v‖ ‖s‖ (6.26). At the first pair with positive curvature B becomes the
// multiple of I that has s·B s = s·y.
#pragma once

#include "minimize/plain_model.hpp"
#include "region/more_sorensen.hpp"

namespace steepest {

struct Sr1Model : PlainModel {
    Matrix<double> b = {};
    Vector<double> v = {};
    MoreSorensen exact = {};
    bool learned = false;

    bool allocate(Run& run);
    bool reset(const Run& run, const double* x, const double* g);
    void learn(const double* s, const double* g, const double* g_trial);
};

Task<RegionStep> minimize_model(Run& run, Sr1Model& model, const double* x, const double* g, double radius,
                                bool smaller, double* p);

}  // namespace steepest
