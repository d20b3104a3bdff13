// What the methods for sums of squares know at an iterate: the triangular factor of [J r], how the variables are
// scaled, which of them bounds hold, and how far from a minimum that is.
//
// A minimum is where r is orthogonal to the columns of J, of the variables that are free. The measure is the cosine of
// the angle between r and the plane they span,
//
//     ‖Qᵀr‖ / ‖r‖ = √(what a Gauss-Newton step promises / F)
//
// with a robust loss those of the rows as it weighs them, whose ½ ‖r‖² then stands for F. It knows no units, neither of
// r nor of the variables: Bates & Watts, Technometrics 23 (1981), p. 179. A cosine of η leaves the parameters of a fit
// η √(m - n) of their standard errors from the minimum, however ill-conditioned J.
#pragma once

#include <cfloat>

#include "minimize/run.hpp"
#include "region/levenberg_marquardt.hpp"
#include "residuals/row_factor.hpp"

namespace steepest {

class ResidualModel {
  public:
    bool allocate(Run& run);

    // Where a trial's linearization is put; adopt takes it for the model at x.
    RowFactor& trial() { return *other_; }
    void adopt(Run& run, const double* x, double f);

    const RowFactor& factor() const { return *current_; }
    const double* gradient() const { return gradient_; }
    // The cosine.
    double cosine() const { return cosine_; }
    // What a Gauss-Newton step promises: ½ ‖Qᵀr‖².
    double promise() const { return 0.5 * projection_ * projection_; }
    // ‖Qᵀr‖ as a part of what moving a variable by as much as itself changes r: the size of a step as r feels it.
    double relative_step() const { return projection_ > 0 ? projection_ / span_ : 0; }
    // By how much rounding of the variables changes F.
    double noise() const { return rounding_ * (f_ + length_of_r_ * span_); }
    // Whether rounding of the variables changes r by as much as what is left to gain.
    bool is_exhausted() const { return is_exhausted_; }
    bool is_deficient() const { return step_.rank() < free_count_; }
    Index rank() const { return step_.rank(); }
    Index free_count() const { return free_count_; }

    // A rank is that of J, not of what its elements are known to.
    static double rank_tolerance(const Run& run) {
        return std::fmax(16 * DBL_EPSILON, run.derivative_error) * static_cast<double>(run.dimension);
    }

    // ‖D x‖
    double scaled_length(const double* x) const;

    struct Step {
        double lambda;
        double length;    // ‖D p‖
        double decrease;  // F(x) less the model's value at x + p
        double slope;     // gᵀp
    };
    // A step within the radius and the bounds: see residual_model.cpp.
    Step step_within(Run& run, const double* x, double radius, double lambda, double* p);

  private:
    Step measure(const double* p, double lambda, bool is_solution);
    void factor(Run& run, Vector<const int32_t> variables);
    double size_of(const double* x, Index j) const;
    bool is_below_rounding(const double* x) const;
    bool cut(const Bounds& bounds, const double* x, double* p, Index& count);
    Step step_to_bounds(Run& run, const double* x, double radius, double lambda, double* p);
    Step steepest_step(const Run& run, const double* x, double radius, double* p);

    static constexpr double rounding_ = 4 * DBL_EPSILON;
    Index n_ = 0;
    RowFactor factors_[2];
    RowFactor* current_ = &factors_[0];
    RowFactor* other_ = &factors_[1];
    DampedStep step_;
    double* length_ = nullptr;    // of each column of J
    double* scale_ = nullptr;     // D: the longest that each column has been
    double* first_ = nullptr;     // the size of x at the start
    double* gradient_ = nullptr;  // Jᵀr
    double* side_ = nullptr;
    double* product_ = nullptr;
    double* steepest_ = nullptr;
    int32_t* free_ = nullptr;    // the variables that no bound holds
    int32_t* moving_ = nullptr;  // of these, those that a step has not taken to a bound
    Index free_count_ = 0;
    bool begun_ = false;
    bool is_exhausted_ = false;
    bool whole_ = false;  // whether all free variables are in the step's system
    double f_ = 0, length_of_r_ = 0, cosine_ = 0, projection_ = 0, span_ = 0;
};

}  // namespace steepest
