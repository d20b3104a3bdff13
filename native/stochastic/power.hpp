// Powers for random draws: the C library's differ in their last bits from one platform to the next, and with them every
// number drawn after.
#pragma once

#include "base/random.hpp"

namespace steepest {

// eˣ = 2ᵏ eʳ with |r| ≤ ln 2 / 2, and eʳ by its series; 0 and infinity where x leaves the range.
inline double portable_exponential(double x) {
    if (x > 709) return INFINITY;
    if (!(x >= -708)) return 0;  // NaN too: a damaged snapshot may lead here
    const double k = std::floor(x * 1.4426950408889634 + 0.5);
    constexpr double ln2_high = 0x1.62e42feep-1, ln2_low = 0x1.a39ef35793c76p-33;
    const double r = (x - k * ln2_high) - k * ln2_low;
    double sum = 1;
    for (int i = 13; i >= 1; --i) sum = 1 + sum * r / i;
    const auto exponent = static_cast<std::uint64_t>(static_cast<std::int64_t>(k) + 1023);
    return sum * std::bit_cast<double>(exponent << 52);
}

// xᵃ for a positive normal x.
inline double portable_power(double x, double a) {
    return portable_exponential(a * portable_logarithm(x));
}

}  // namespace steepest
