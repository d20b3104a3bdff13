// SAGA: stochastic gradients whose variance goes to zero, because the last one of each row is remembered.
//
//     f(v) = 1/n Σ_i f_i(v) + h(v),   f_i = c_i ℓ(y_i, V z_i + β),  z = (x - μ)/σ,   h = λ/2n ‖V/σ‖²
//     v ← prox_γh( v - γ (∇f_i(v) - φ_i + φ̄) ),   φ_i ← ∇f_i(v),   φ̄ ← φ̄ + (∇f_i(v) - φ_i) / n
//
// Defazio, Bach & Lacoste-Julien, SAGA: a fast incremental gradient method with support for non-strongly convex
// composite objectives, NIPS 2014, (1)-(3), with the larger of its two constant steps: γ = 1/3L, for any convex f_i,
// and γ = 1/2(μn + L), for f_i with strong convexity μ. L is that of the rows (smoothness.hpp), μ the penalty's.
//
// ∇f_i is a multiple of z_i: all that is remembered of a row is ℓ′, K numbers. φ starts as the gradients at the first
// point, from the pass that measures it. Departure: rows are visited in a new random order each epoch instead of drawn
// with replacement, which takes fewer epochs where there are many rows.
//
// The penalty reads λ/2n ‖W‖² in W = V/σ, which is what is kept; columns that are scaled, not copied, are all the
// preconditioning there is.
#pragma once

#include "minimize/run.hpp"
#include "models/glm_state.hpp"
#include "models/smoothness.hpp"

namespace steepest {

class Saga {
  public:
    // A `rate` that is no NaN takes the place of γ.
    bool prepare(const GlmObjective& f, double rate, Workspace& memory);

    // L of the rows from `first` to before `last`: all must have been measured before the start, at a point of which a
    // pass is known.
    void measure(Index first, Index last) { smoothness_.add(*f_, size_, first, last); }
    void start(const GlmPoint& at);

    // A step on each of these rows.
    void visit(const Index* rows, Index count);
    // To the objective's variables.
    void read(double* v) const;
    double step_size() const { return step_size_; }

  private:
    double choose_step() const;
    void remember_residuals(const double* eta);
    void evaluate_row(Index row);
    void visit_row(Index row, const void* next);

    const GlmObjective* f_ = nullptr;
    const GlmRow* kernel_ = nullptr;
    Smoothness smoothness_;
    double rate_ = 0;
    double step_size_ = 0;
    Index width_ = 0;           // columns, padded
    double* size_ = nullptr;    // 1/σ², then γ/σ²
    double* keep_ = nullptr;    // of prox_γh
    double* w_ = nullptr;       // W, K rows
    double* g_ = nullptr;       // φ̄ by W, K rows
    double* beta_ = nullptr;    // K
    double* g_beta_ = nullptr;  // φ̄ by β
    double* table_ = nullptr;   // c ℓ′ of each row, K of them, padded
    double* eta_ = nullptr;     // of one row, padded; so the next two
    double* residual_ = nullptr;
    double* curvature_ = nullptr;
};

}  // namespace steepest
