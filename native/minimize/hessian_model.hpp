// The quadratic model of f with its Hessian as a matrix, in the variables D p, where
//     d_i = max(√|h_ii|, half the d_i of the iterate before).
//
// These units make the region an ellipsoid along the objective's own, so that a change of the variables' units changes
// no iterate. Moré, The Levenberg-Marquardt algorithm (1978), who chose D so for least squares, never lets d_i fall;
// here it may, slowly, as a Hessian that was large at the start would else hold every later step back.
#pragma once

#include "minimize/run.hpp"
#include "region/more_sorensen.hpp"
#include "region/steihaug.hpp"

namespace steepest {

struct HessianModel {
    Matrix<double> hessian = {};   // D⁻¹ H D⁻¹ at the iterate
    Matrix<double> answer = {};    // H, as answered for the next
    Vector<double> scale = {};     // D
    Vector<double> gradient = {};  // D⁻¹ g

    bool allocate(Run& run);
    Query query(const Run& run, unsigned needs, const double* x, double* g) const;
    bool finite() const;
    void adopt() const;
    double first_radius(const Run& run, const double* x, const double* g) const;
    double longest_radius(const Run& run) const;
    bool reset(const Run&, const double*, const double*) const { return false; }

    // Of the step D p, as found by a minimizer, makes p.
    void unscale(double* p) const;
};

// Minimized by factorizations.
struct FactoredModel : HessianModel {
    MoreSorensen exact = {};
    bool allocate(Run& run);
};
Task<RegionStep> minimize_model(Run& run, FactoredModel& model, const double* x, const double* g, double radius,
                                bool smaller, double* p);

// Minimized by truncated conjugate gradients.
struct TruncatedModel : HessianModel {
    Steihaug truncated = {};
    bool allocate(Run& run);
};
Task<RegionStep> minimize_model(Run& run, TruncatedModel& model, const double* x, const double* g, double radius,
                                bool smaller, double* p);

}  // namespace steepest
