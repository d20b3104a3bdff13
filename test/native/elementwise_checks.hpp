// What the tests of elementwise kernels share: random arguments, and errors in ULP against libquadmath.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#if __has_include(<quadmath.h>)
#include <quadmath.h>
#define HAS_REFERENCE 1
#endif

#include "kernels/table.hpp"

namespace steepest::elementwise_checks {

inline constexpr double promised = 1.5;  // ULP
inline constexpr double infinity = INFINITY;
inline constexpr int most_levels = 8;

inline int failures = 0;

inline std::uint64_t state = 0x9e3779b97f4a7c15;
inline std::uint64_t random_bits() {
    state += 0x9e3779b97f4a7c15;
    std::uint64_t z = state;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}
inline double uniform(double low, double high) {
    return low + (high - low) * (random_bits() * 0x1p-64);
}
inline double random_sign(double x) {
    return random_bits() & 1 ? -x : x;
}

inline bool same(double a, double b) {
    return std::isnan(a) ? std::isnan(b) : std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

// Sets the levels in turn; the errors of all are measured against one reference.
template <class Body>
void at_every_level(Body body) {
    for (int level = 0; level < level_count(); ++level) {
        if (select_level(level)) body(level);
    }
}

#ifdef HAS_REFERENCE
using Exact = __float128;
#define EXACTLY(name) name

inline double error_in_ulp(double got, Exact exact) {
    const double rounded = static_cast<double>(exact);
    if (std::isnan(rounded) || exact == 0) return same(got, rounded) ? 0 : infinity;
    if (std::isinf(rounded) && got == rounded) return 0;
    int exponent;
    frexpq(exact, &exponent);
    const int last = exponent < -1021 ? -1074 : exponent > 1024 ? 971 : exponent - 53;
    const Exact size = std::isinf(got) ? copysignq(ldexpq(1, 1024), got) : Exact(got);
    const double error = static_cast<double>(fabsq(size - exact) / ldexpq(1, last));
    return std::isnan(error) ? infinity : error;
}
#else
using Exact = double;
#define EXACTLY(name) nullptr
#endif

}  // namespace steepest::elementwise_checks
