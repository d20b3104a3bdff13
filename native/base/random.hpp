// Random numbers by counting: the i-th block of four words is a function of the seed and i, so that the same seed gives
// the same numbers on every backend, level and number of threads, and the state of a run is a few words.
//
//     Philox 4x32-10: ten rounds of (l, r) ← (lo(M·r'), hi(M·r') ⊕ k ⊕ l) over two pairs, keys that grow by a constant
//
// Salmon, Moraes, Dror & Shaw, Parallel random numbers: as easy as 1, 2, 3, SC'11 (2011), section 4.1. Normal numbers
// by the polar method: Marsaglia & Bray, SIAM Review 6 (1964).
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

#include "base/view.hpp"

namespace steepest {

// ln x for a positive normal x: x = 2ᵉ m with √½ ≤ m < √2, and ln m = 2 artanh s, s = (m - 1)/(m + 1), by its series.
// The C library's differs in its last bit from one platform to the next, and with it every number drawn after.
inline double portable_logarithm(double x) {
    constexpr std::uint64_t mantissa = (std::uint64_t(1) << 52) - 1;
    constexpr std::uint64_t one = std::uint64_t(1023) << 52;
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
    double e = static_cast<double>(bits >> 52) - 1023;
    double m = std::bit_cast<double>((bits & mantissa) | one);
    if (m > 1.4142135623730951) {
        m /= 2;
        e += 1;
    }
    const double s = (m - 1) / (m + 1), s2 = s * s;
    double sum = 0;
    for (int k = 23; k >= 1; k -= 2) sum = sum * s2 + 1.0 / k;
    constexpr double ln2_high = 0x1.62e42feep-1, ln2_low = 0x1.a39ef35793c76p-33;
    return e * ln2_high + (2 * s * sum + e * ln2_low);
}

class Random {
  public:
    Random() = default;
    // Streams of one seed do not overlap.
    explicit Random(double seed, std::uint32_t stream = 0) : stream_(stream) {
        const auto whole = static_cast<std::uint64_t>(seed);
        key_[0] = static_cast<std::uint32_t>(whole);
        key_[1] = static_cast<std::uint32_t>(whole >> 32);
    }

    std::uint64_t bits() {
        if (used_ > 2) {  // 4, or what a damaged snapshot says
            next_block();
            used_ = 0;
        }
        const std::uint64_t two = std::uint64_t(block_[used_]) << 32 | block_[used_ + 1];
        used_ += 2;
        return two;
    }

    // In [0, 1): a multiple of 2⁻⁵³.
    double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
    // In (0, 1).
    double open_uniform() { return (static_cast<double>(bits() >> 12) + 0.5) * 0x1p-52; }
    double uniform(double low, double high) {
        const double u = uniform();
        return low * (1 - u) + high * u;
    }

    // One of 0 … n - 1, each as likely: by Lemire's product, with the few words refused that would favor some.
    Index below(Index n) {
        const auto range = static_cast<std::uint32_t>(n);
        const std::uint32_t uneven = (0u - range) % range;
        for (;;) {
            const std::uint64_t product = (bits() >> 32) * range;
            if (static_cast<std::uint32_t>(product) >= uneven) return static_cast<Index>(product >> 32);
        }
    }

    // Mean 0, variance 1.
    double normal() {
        if (has_spare_) {
            has_spare_ = false;
            return spare_;
        }
        for (;;) {
            const double u = 2 * uniform() - 1, v = 2 * uniform() - 1;
            const double s = u * u + v * v;
            if (s >= 1 || s == 0) continue;
            const double factor = std::sqrt(-2 * portable_logarithm(s) / s);
            spare_ = v * factor;
            has_spare_ = true;
            return u * factor;
        }
    }

    // Mean 1: u < e^-t is exponential() > t, without a power.
    double exponential() { return -portable_logarithm(open_uniform()); }

    // Median 0, quartiles ±1: the ratio of two normal numbers.
    double cauchy() {
        const double numerator = normal();
        return numerator / normal();
    }

    // Fisher and Yates'.
    template <class T>
    void shuffle(T* items, Index n) {
        for (Index i = n - 1; i > 0; --i) {
            const Index j = below(i + 1);
            const T kept = items[i];
            items[i] = items[j];
            items[j] = kept;
        }
    }

  private:
    void next_block() {
        std::uint32_t c[4] = {static_cast<std::uint32_t>(counter_), static_cast<std::uint32_t>(counter_ >> 32), stream_,
                              0};
        std::uint32_t key0 = key_[0], key1 = key_[1];
        for (int round = 0; round < 10; ++round) {
            const std::uint64_t p0 = std::uint64_t(0xD2511F53) * c[0], p1 = std::uint64_t(0xCD9E8D57) * c[2];
            const std::uint32_t high0 = static_cast<std::uint32_t>(p0 >> 32),
                                high1 = static_cast<std::uint32_t>(p1 >> 32);
            c[0] = high1 ^ c[1] ^ key0;
            c[1] = static_cast<std::uint32_t>(p1);
            c[2] = high0 ^ c[3] ^ key1;
            c[3] = static_cast<std::uint32_t>(p0);
            key0 += 0x9E3779B9;
            key1 += 0xBB67AE85;
        }
        for (int i = 0; i < 4; ++i) block_[i] = c[i];
        ++counter_;
    }

    std::uint64_t counter_ = 0;
    double spare_ = 0;
    std::uint32_t key_[2] = {0, 0};
    std::uint32_t stream_ = 0;
    std::uint32_t block_[4] = {0, 0, 0, 0};
    std::uint32_t used_ = 4;  // of the block's words
    std::uint32_t has_spare_ = 0;
    [[maybe_unused]] std::uint32_t unused_ = 0;  // so that no padding enters a snapshot
};

}  // namespace steepest
