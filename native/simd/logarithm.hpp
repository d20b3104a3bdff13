// log and log1p of Pack<double>.
//
//     x = 2^k m,  √½ <= m < √2,  f = m - 1,  s = f / (2 + f);   log m = log((1 + s) / (1 - s)) = 2 s + s R,
//     computed as f - (f²/2 - s (f²/2 + R)), which has no rounding error in its largest term,
//
// as W. J. Cody and K. C. Ng do in the libraries that descend from 4.3BSD; R = s² · (polynomial in s²) is minimax
// (scripts/fit-polynomials.py). k times the first part of ln 2, which has 42 bits, is exact.
// Largest errors found: log 0.84 ULP, log1p 0.92.
#pragma once

#include "simd/polynomial.hpp"
#include "simd/two_parts.hpp"

constexpr double smallest_normal = 0x1p-1022;

struct PowerAndFraction {
    Pack<double> k;
    Pack<double> m;
    Bits<double> exponent;  // 1023 + k, in the place of an exponent
};

// For positive normal x.
[[gnu::always_inline]] inline PowerAndFraction split_fraction(Pack<double> x) {
    constexpr unsigned long long sqrt_half = 0x3fe6a09e667f3bcd, one = 0x3ff0000000000000, fraction = 0xfffffffffffff;
    constexpr unsigned long long two_to_52 = 0x4330000000000000;
    const Bits<double> moved = bits(x) - sqrt_half + one;
    const Pack<double> biased = from_bits((moved >> 52) | two_to_52);
    return {biased - (0x1p52 + 1023.0), from_bits((moved & fraction) + sqrt_half), moved & ~fraction};
}

// added + R(s²).
[[gnu::always_inline]] inline Pack<double> log_rest(Pack<double> square, Pack<double> added) {
    constexpr double c[] = {0x1.5555555555592p-1, 0x1.999999997ff3ep-2, 0x1.24924941de4fep-2, 0x1.c71c521733eb7p-3,
                            0x1.74663c48dfe68p-3, 0x1.39a1fa215eaa4p-3, 0x1.2f03070e5609ep-3};
    return multiply_add(square, polynomial(square, c), added);
}
// log(1 + f + low) + k ln 2, to 2^-59.5.
[[gnu::always_inline]] inline Pack<double> log_sum(Pack<double> k, Pack<double> f, Pack<double> low) {
    constexpr double ln2_high = 0x1.62e42fefa3800p-1, ln2_low = 0x1.ef35793c76730p-45;
    const Pack<double> s = f / (2.0 + f);
    const Pack<double> half = 0.5 * f * f;
    const Pack<double> small = multiply_add(s, log_rest(s * s, half), multiply_add(k, broadcast(ln2_low), low));
    return multiply_add(k, broadcast(ln2_high), f - (half - small));
}

// A logarithm to any base, by its value Sum::of(k, f) at 2^k (1 + f).
template <class Sum>
struct LogarithmBy {
    static constexpr unsigned long long ordinary_bits = 0x7fffffffffffffff;

    // The sign bit of `extreme` is set by a sign, by a subnormal or zero, and by infinity or NaN.
    [[gnu::always_inline]] static Pack<double> ordinary(Pack<double> x, Bits<double>& extreme) {
        constexpr unsigned long long normal = 0x0010000000000000;
        extreme |= bits(x) | (bits(x) - normal) | (bits(x) + normal);
        const PowerAndFraction p = split_fraction(x);
        return Sum::of(p.k, p.m - 1.0);
    }
    [[gnu::noinline]] static Pack<double> whole(Pack<double> x) {
        const auto tiny = x < smallest_normal;
        const PowerAndFraction p = split_fraction(tiny ? x * 0x1p54 : x);
        const Pack<double> value = Sum::of(tiny ? p.k - 54.0 : p.k, p.m - 1.0);
        const Pack<double> infinity = broadcast(__builtin_inf());
        const Pack<double> not_positive = x == 0.0 ? -infinity : broadcast(__builtin_nan(""));
        return x > 0.0 ? (x < infinity ? value : infinity) : not_positive;
    }
};

struct NaturalSum {
    [[gnu::always_inline]] static Pack<double> of(Pack<double> k, Pack<double> f) {
        return log_sum(k, f, Pack<double>{});
    }
};
using Logarithm = LogarithmBy<NaturalSum>;

// log(u.high + u.low), for a first part that is positive and normal, to the digits that the second adds to it near 1:
// log(1 + t) of a small t to the last digits of t.
[[gnu::always_inline]] inline Pack<double> log_of_parts(TwoParts u) {
    const PowerAndFraction p = split_fraction(u.high);
    const TwoParts f = sum_in_order(p.m - 1.0, u.low * from_bits(0x7fe0000000000000 - p.exponent));
    return log_sum(p.k, f.high, f.low);
}

// 1 + x = u + c exactly; c joins f, in two parts.
struct LogarithmOfOnePlus {
    static constexpr unsigned long long ordinary_bits = 0x7fffffffffffffff;

    [[gnu::always_inline]] static Pack<double> of_sum(Pack<double> x, Pack<double> u) {
        const Pack<double> one = broadcast(1.0);
        const Pack<double> result = log_of_parts({u, min(x, one) - (u - max(x, one))});
        return restore_sign(result, x);
    }
    // 1 + x is extreme when negative, zero, or above 2^960.
    [[gnu::always_inline]] static Pack<double> ordinary(Pack<double> x, Bits<double>& extreme) {
        const Pack<double> u = 1.0 + x;
        extreme |= bits(u) | (bits(u) - 1ull) | (bits(u) + (0x8000000000000000 - 0x7bf0000000000000));
        return of_sum(x, u);
    }
    [[gnu::noinline]] static Pack<double> whole(Pack<double> x) {
        const Pack<double> u = 1.0 + x;
        const auto near = u < 0x1p960;
        const Pack<double> value = of_sum(x, near ? u : broadcast(1.0));
        return (near & (u > 0.0)) ? value : Logarithm::whole(u);
    }
};
