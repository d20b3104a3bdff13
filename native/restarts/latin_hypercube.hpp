// A Latin hypercube: N points of which each coordinate visits each N-th of its range once,
//
//     u_ki = (π_i(k) + ρ_ki) / N,   π_i a random permutation, ρ uniform in [0, 1)
//
// McKay, Beckman & Conover, Technometrics 21 (1979). It fills every coordinate evenly whatever the dimension, where
// low-discrepancy sequences line up in high ones, and a block of it may have any number of points.
#pragma once

#include <utility>

#include "base/random.hpp"

namespace steepest {

// The permutation is of the points' own coordinates, where the numbers that follow from it come to stand.
inline void latin_hypercube(Random& random, Matrix<double> points) {
    const Index count = points.rows;
    for (Index i = 0; i < points.columns; ++i) {
        for (Index k = 0; k < count; ++k) points(k, i) = static_cast<double>(k);
        for (Index k = count - 1; k > 0; --k) std::swap(points(k, i), points(random.below(k + 1), i));
        for (Index k = 0; k < count; ++k) points(k, i) = (points(k, i) + random.uniform()) / static_cast<double>(count);
    }
}

}  // namespace steepest
