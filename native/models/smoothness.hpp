// How fast gradients of single rows can change: L_i = c_i κ (Σ_j s_j (x_ij - μ_j)² + 1), the last for the intercept,
// with κ the largest second derivative of the loss: 1 squared, 1/4 logistic, 1/2 multinomial (the largest eigenvalue of
// diag p - p p'). That of counts, e^η, has no bound: the largest count stands for it, as a mean that fits is no larger.
#pragma once

#include "objective/glm.hpp"

namespace steepest {

struct Smoothness {
    double largest = 0;
    double total = 0;
    double rows = 0;

    // Of the rows from `first` to before `last`, whose weights are c; `scale` is s.
    void add(const GlmObjective& f, const double* scale, Index first, Index last);
};

}  // namespace steepest
