// Kernels of many curve fits at once, one a lane: normal equations, and the Levenberg-Marquardt step they give.
//
// With r_k = f(t_k; x) - y_k and J its derivatives by the p parameters, the columns of [J | r] have the Gram matrix
//
//     G = [J'J  J'r; r'J  r'r],   of order K = p + 1,
//
// all that a step needs. Its upper triangle is kept row by row, a register an element: place(i, j) for i <= j.
#pragma once

#include "base/view.hpp"

namespace steepest {

[[gnu::always_inline]] constexpr Index gram_size(Index order) {
    return order * (order + 1) / 2;
}
[[gnu::always_inline]] constexpr Index gram_place(Index order, Index i, Index j) {
    return i * order - i * (i + 1) / 2 + j;
}

// When a fit has ended: see kernels/fit_step.inc.
struct FitRule {
    double gradient_tolerance;  // of the squared cosine: the decrease that is promised, as a share of r'r
    double step_tolerance;
    double most_evaluations;
};

// As many fits as a register has lanes; every array is of whole registers, one after another.
struct FitLanes {
    double* x;           // p: the best points
    double* trial;       // p: the points evaluated, then those to evaluate next, or where the fit ends
    double* gram;        // at x
    double* trial_gram;  // at the points evaluated
    double* damping;
    double* growth;     // of the damping at the next failure
    double* predicted;  // decrease of r'r by the step to the trial
    double* fresh;      // 1 where no point has been evaluated yet
    double* evaluations;
    double* iterations;  // steps taken
    double* end;         // see FitEnd; 0 while the fit goes on
    double* sum;         // where it has ended: r'r there
    double* work;        // of step_work(p) registers
    // Bounds of the parameters, alike for all fits; null for none.
    const double* lower;
    const double* upper;
    // The sign of each column of J: -1 where the program computes its negative.
    const double* sign;
};

enum class FitEnd : int { none, gradient_tolerance, step_tolerance, not_finite, stalled, evaluations, deficient };

[[gnu::always_inline]] constexpr Index step_work(Index p) {
    return p * (p + 1) / 2 + 2 * p;
}

struct FitKernels {
    // gram[place(i, j)] += Σ_k column_i[k] column_j[k], lane by lane, over k < vectors.
    void (*add_gram)(Index order, const double* const* columns, Index vectors, double* gram);
    // to = the columns, one after another, with zeros in each lane from its limit-th register on.
    void (*mask)(Index order, const double* const* columns, Index vectors, const double* limits, double* to);
    // to[i * stride] = the sum of the lanes of gram[i].
    void (*sum_lanes)(Index count, const double* gram, double* to, Index stride);
    // From the Gram matrices at the trials to the next trials. The lanes whose fit has ended, as bits.
    unsigned (*step)(Index p, const FitRule& rule, const FitLanes& fits);
    // Of as many fits as there are lanes: the upper triangles of (J'J)⁻¹, and the smallest pivot of J'J scaled to a
    // unit diagonal. Registers of the Gram matrices are `stride` apart; `work` has room for p (p + 1) / 2 + p.
    void (*invert)(Index p, const double* gram, Index stride, double* work, double* inverse, double* smallest_pivot);
};

}  // namespace steepest
