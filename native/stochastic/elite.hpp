// The rules by which the cross-entropy method moves its distribution towards the best of a sample.
//
//     v ← α v̂ + (1 - α) v,   v̂ the likeliest parameters for the elite, the best ⌈ρN⌉
//
// de Boer, Kroese, Mannor & Rubinstein, A tutorial on the cross-entropy method, Annals of Operations Research 134
// (2005), section 2.2 and remark 3.1. For deviations α may fall with the iterations t, lest they vanish before the
// minimum is found:
//
//     β_t = β - β (1 - 1/t)^q
//
// Kroese, Porotsky & Rubinstein, The cross-entropy method for continuous multi-extremal optimization, Methodology and
// Computing in Applied Probability 8 (2006), (11).
#pragma once

#include <cmath>

#include "base/view.hpp"

namespace steepest {

inline double smooth(double alpha, double fitted, double old) {
    return alpha * fitted + (1 - alpha) * old;
}

// β, between 0.8 and 0.99 as they advise.
inline constexpr double largest_beta = 0.9;

inline double dynamic_smoothing(double beta, double q, double t) {
    return beta - beta * std::pow(1 - 1 / t, q);
}

// Mean and deviation over the elite of one variable: column i of the rows that `order` names first.
struct Fitted {
    double mean;
    double deviation;
};
inline Fitted fit(Matrix<const double> rows, const int32_t* order, Index elite, Index i) {
    double sum = 0, squares = 0;
    for (Index k = 0; k < elite; ++k) sum += rows(order[k], i);
    const double mean = sum / static_cast<double>(elite);
    for (Index k = 0; k < elite; ++k) squares += (rows(order[k], i) - mean) * (rows(order[k], i) - mean);
    return {mean, std::sqrt(squares / static_cast<double>(elite))};
}

}  // namespace steepest
