// atan of Pack<double>, and atan2 of two.
//
// The angle of the point (x, y), x, y >= 0, is n π/4 + atan t, with the t of
//
//     n = 0, t = y / x,  for y < (√2 - 1) x;   n = 1, t = (y - x) / (y + x);   n = 2, t = -x / y,  for x < (√2 - 1) y,
//
// |t| < √2 - 1, in two parts; to the left of the axis it is (4 - n) π/4 - atan t. atan t = t + t³ P(t²), P minimax
// (scripts/fit-polynomials.py) to 2^-59.5. Largest errors found: atan 0.73 ULP, atan2 0.75.
#pragma once

#include "simd/polynomial.hpp"
#include "simd/two_parts.hpp"

// For y, x >= 0, neither both 0 nor so large or small that their quotients' errors under- or overflow; the point is
// (-x, y) where `left`.
template <class Mask>
[[gnu::always_inline]] inline Pack<double> angle_of(Pack<double> y, Pack<double> x, Mask left) {
    constexpr double c[] = {-0x1.555555555553dp-2, 0x1.99999999958a7p-3, -0x1.24924922afa4ap-3, 0x1.c71c70e71cf21p-4,
                            -0x1.745cf8fd73338p-4, 0x1.3b111b84b5982p-4, -0x1.10ebd46317e3cp-4, 0x1.df10e9fdd6854p-5,
                            -0x1.9cda1448d1569p-5, 0x1.37e84b6ec9acbp-5, -0x1.25930b2cb3454p-6};
    constexpr double pi_over_4_high = 0x1.921fb54442d18p-1, pi_over_4_low = 0x1.1a62633145c07p-55;
    constexpr double tan_of_eighth = 0x1.a827999fcef32p-2;
    const Pack<double> zero = {};
    const auto low = y < tan_of_eighth * x, high = x < tan_of_eighth * y;
    const auto between = ~(low | high);
    const TwoParts difference = exact_sum(y, -x), sum = exact_sum(y, x);
    const TwoParts above = {low ? y : high ? -x : difference.high, between ? difference.low : zero};
    const TwoParts below = {low ? x : high ? y : sum.high, between ? sum.low : zero};
    const TwoParts ratio = quotient(above, below), t = sum_in_order(ratio.high, ratio.low);
    const Pack<double> square = t.high * t.high;
    const Pack<double> rest = multiply_add(t.high * square, polynomial(square, c), t.low);
    const Pack<double> part = low ? zero : high ? broadcast(2.0) : broadcast(1.0);
    const Pack<double> n = left ? 4.0 - part : part;
    const TwoParts head = sum_in_order(n * pi_over_4_high, left ? -t.high : t.high);
    return head.high + (head.low + multiply_add(n, broadcast(pi_over_4_low), left ? -rest : rest));
}

struct Arctangent {
    static constexpr unsigned long long ordinary_bits = ~0ull;

    // From 2^60 on the angle is π/2 to all digits.
    [[gnu::always_inline]] static Pack<double> ordinary(Pack<double> x, Bits<double>&) {
        const Pack<double> size = abs(x), limited = size > 0x1p60 ? broadcast(0x1p60) : size;
        const Pack<double> one = broadcast(1.0);
        return restore_sign(angle_of(limited, one, one < 0.0), x);
    }
};

struct ArctangentOfTwo {
    static constexpr unsigned long long ordinary_bits = ~0ull;

    // What is 0, not finite, or beyond 2^±250.
    [[gnu::always_inline]] static Bits<double> unusual(Pack<double> y, Pack<double> x) {
        constexpr unsigned long long least = 0x3050000000000000, most = 0x4f90000000000000;
        const Bits<double> up = bits(abs(y)), across = bits(abs(x));
        return (up - least) | (most - up) | (across - least) | (most - across);
    }
    [[gnu::always_inline]] static Pack<double> ordinary(Pack<double> y, Pack<double> x, Bits<double>&) {
        return restore_sign(angle_of(abs(y), abs(x), x < 0.0), y);
    }
    // Scaled to where nothing under- or overflows; far from the diagonals the quotient itself, or π/2, or π. On them,
    // the point of two infinities is taken for (1, 1), and that of two zeros for (1, 0).
    [[gnu::noinline]] static Pack<double> whole(Pack<double> y, Pack<double> x) {
        constexpr double infinity = __builtin_inf(), pi = 0x1.921fb54442d18p+1;
        const Pack<double> one = broadcast(1.0), size = abs(y), side = abs(x), larger = max(size, side);
        const auto infinite = (size == infinity) & (side == infinity);
        const Pack<double> scale = larger > 0x1p400    ? broadcast(0x1p-600)
                                   : larger < 0x1p-400 ? broadcast(0x1p600)
                                                       : one;
        const Pack<double> up = infinite ? one : size * scale;
        const Pack<double> across = (infinite | (larger == 0.0)) ? one : side * scale;
        const auto left = (bits(x) >> 63) != 0, flat = up < 0x1p-510 * across, steep = across < 0x1p-510 * up;
        const auto far = flat | steep;
        const Pack<double> angle = angle_of(far ? one : up, far ? one : across, left);
        const Pack<double> level = left ? broadcast(pi) : size / (larger == 0.0 ? one : side);
        return restore_sign(flat ? level : steep ? broadcast(0.5 * pi) : angle, y);
    }
};
