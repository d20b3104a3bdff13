// What methods ask of points beside arithmetic.
#pragma once

#include <cmath>

#include "base/view.hpp"

namespace steepest {

inline double largest(const double* v, Index n) {
    double result = 0;
    for (Index i = 0; i < n; ++i) result = std::fmax(result, std::fabs(v[i]));
    return result;
}

inline bool is_same(const double* a, const double* b, Index n) {
    for (Index i = 0; i < n; ++i) {
        if (a[i] != b[i]) return false;
    }
    return true;
}

inline void copy(const double* from, Index n, double* to) {
    for (Index i = 0; i < n; ++i) to[i] = from[i];
}

}  // namespace steepest
