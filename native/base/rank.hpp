// For comparing values: what is not a number is worse than everything.
#pragma once

#include <cmath>

namespace steepest {

inline double rank(double value) {
    return std::isnan(value) ? INFINITY : value;
}

}  // namespace steepest
