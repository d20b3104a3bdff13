// A Latin hypercube: N points of which each coordinate visits each N-th of its range once,
//
//     u_ki = (π_i(k) + ρ_ki) / N,   π_i a random permutation, ρ uniform in [0, 1)
//
// McKay, Beckman & Conover, Technometrics 21 (1979). It fills every coordinate evenly whatever the dimension, where
// low-discrepancy sequences line up in high ones, and a block of it may have any number of points.
#pragma once

#include "base/random.hpp"

namespace steepest {

// `order` is room for as many numbers as there are points.
inline void latin_hypercube(Random& random, Matrix<double> points, Index* order) {
    const double count = static_cast<double>(points.rows);
    for (Index k = 0; k < points.rows; ++k) order[k] = k;
    for (Index i = 0; i < points.columns; ++i) {
        random.shuffle(order, points.rows);
        for (Index k = 0; k < points.rows; ++k) {
            points.row(k)[i] = (static_cast<double>(order[k]) + random.uniform()) / count;
        }
    }
}

}  // namespace steepest
