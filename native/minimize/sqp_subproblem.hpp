// The quadratic programs of sequential quadratic programming at an iterate x, with B in place of the Hessian of the
// Lagrangian and the bounds kept by x + d:
//
//     plain     min g'd + d'B d / 2   subject to  l ≤ c + A d ≤ u
//     relaxed   the same, each limit moved to c where c violates it: d = 0 satisfies all
//     corrected the same as plain, with c(x + d) - A d in place of c for the d that was found: a second-order
//     correction elastic   min ω g'd + d'B d / 2 + Σ w_i (s_i + h s_i² / 2)  subject to  l ≤ c + A d ± s ≤ u, s ≥ 0,
//               which has a solution whatever the constraints are
//
// Nocedal & Wright, Numerical Optimization (2006), (18.11), (18.36) and section 18.3. In the elastic program h, small
// beside what a violation costs, keeps it strictly convex.
#pragma once

#include "constraints/quadratic_program.hpp"
#include "minimize/constrained_place.hpp"

namespace steepest {

class SqpSubproblem {
  public:
    bool allocate(Run& run);

    // Makes U'U = B; where B is not positive definite, first the curvature across the constraints that were active in
    // the last program is raised, which changes no step along them, and then all of it.
    bool factor(Run& run, Matrix<const double> b, Matrix<const double> jacobian);

    Status solve_plain(Run& run, const ConstrainedPlace& at);
    Status solve_relaxed(Run& run, const ConstrainedPlace& at);
    Status solve_corrected(Run& run, const ConstrainedPlace& at, const double* c_trial, const double* d);
    Status solve_elastic(Run& run, const ConstrainedPlace& at, const double* weights, double objective_weight);

    double* d = nullptr;
    double* multipliers = nullptr;  // of the constraints, then of the bounds

  private:
    enum class Limits { as_given, relaxed };
    void set_box(const Run& run, const double* x);
    void set_limits(const Run& run, const double* c, Limits limits);
    Status solve(Run& run, const ConstrainedPlace& at);
    void take(const DualActiveSet& solved, Index rows);
    bool try_factor(Run& run, double shift);

    DualActiveSet plain_ = {};
    DualActiveSet elastic_ = {};
    Matrix<double> model_ = {};   // B, as far as it was raised
    Matrix<double> factor_ = {};  // U
    Vector<double> lower_ = {}, upper_ = {}, slack_ = {}, low_ = {}, high_ = {};
    Matrix<double> elastic_factor_ = {};
    Matrix<double> elastic_rows_ = {};
    double* elastic_gradient_ = nullptr;
};

}  // namespace steepest
