// x^y of two Pack<double>, as JavaScript has it: NaN also where y is NaN, or |x| is 1 and y infinite.
//
// x^y = e^(y log x), with log x to some 2^-66 of itself, since y log x may be 745. As in simd/logarithm.hpp
//
//     x = 2^k m,  f = m - 1,  s = f / (2 + f);   log m = 2 s + s³ (2/3 + s² P(s²)),
//
// but everything in two parts, except s² P(s²), which is 2^-12 of the whole. P is minimax (scripts/fit-polynomials.py),
// to 2^-73.5 of log m. The product is two parts too, and what the first leaves over below n ln 2 is joined with the
// second. Largest error found: 0.76 ULP.
#pragma once

#include "simd/exponential.hpp"
#include "simd/logarithm.hpp"
#include "simd/two_parts.hpp"

// log x for positive normal x.
[[gnu::always_inline]] inline TwoParts log_in_parts(const PowerAndFraction& p) {
    constexpr double ln2_high = 0x1.62e42fefa3800p-1, ln2_low = 0x1.ef35793c76730p-45;
    constexpr double two_thirds_high = 0x1.5555555555555p-1, two_thirds_low = 0x1.5555555555555p-55;
    constexpr double c[] = {0x1.9999999999996p-2, 0x1.2492492492f51p-2, 0x1.c71c71c596900p-3, 0x1.745d182955ee2p-3,
                            0x1.3b1364c99113dp-3, 0x1.11206f1e40b21p-3, 0x1.de3d73e0a9995p-4, 0x1.eac59c80d6ff4p-4};
    const Pack<double> f = p.m - 1.0;
    const TwoParts s = quotient({f, Pack<double>{}}, sum_in_order(broadcast(2.0), f));
    const TwoParts square = product(s, s);
    const TwoParts head = sum_in_order(broadcast(two_thirds_high), square.high * polynomial(square.high, c));
    const TwoParts cubic = product(product(square, s), {head.high, head.low + two_thirds_low});
    const TwoParts small = sum_in_order(2.0 * s.high, cubic.high);
    const TwoParts sum = sum_in_order(p.k * ln2_high, small.high);
    const Pack<double> low =
        multiply_add(p.k, broadcast(ln2_low), small.low + multiply_add(broadcast(2.0), s.low, cubic.low));
    return {sum.high, sum.low + low};
}

struct PowerOfTwoTimes {
    Pack<double> shifted;
    Pack<double> n;
    Pack<double> head;  // times 2^n: e^x, in two parts
    Pack<double> rest;
};

// e^(x.high + x.low).
[[gnu::always_inline]] inline PowerOfTwoTimes exp_of_parts(TwoParts x) {
    const PowerAndRest p = split_power(x.high);
    const TwoParts r = sum_in_order(p.r, p.low + x.low);
    const TwoParts head = sum_in_order(broadcast(1.0), r.high);
    return {p.shifted, p.n, head.high, head.low + exp_rest(r.high, r.low)};
}

[[gnu::always_inline]] inline auto is_whole(Pack<double> y) {
    const Pack<double> size = abs(y);
    return (size >= 0x1p52) | ((size + 0x1p52) - 0x1p52 == size);
}

struct Power {
    static constexpr unsigned long long ordinary_bits = 1023;

    [[gnu::always_inline]] static TwoParts exponent(const PowerAndFraction& p, Pack<double> y) {
        const TwoParts log = log_in_parts(p), value = exact_product(log.high, y);
        return {value.high, multiply_add(log.low, y, value.low)};
    }
    // Bases that are not positive and normal.
    [[gnu::always_inline]] static Bits<double> unusual(Pack<double> x, Pack<double>) {
        constexpr unsigned long long normal = 0x0010000000000000;
        return bits(x) | (bits(x) - normal) | (bits(x) + normal);
    }
    [[gnu::always_inline]] static Pack<double> ordinary(Pack<double> x, Pack<double> y, Bits<double>& extreme) {
        const PowerOfTwoTimes e = exp_of_parts(exponent(split_fraction(x), y));
        extreme |= outside_512(e.shifted);
        const Pack<double> power = power_of_two(e.shifted);
        return multiply_add(power, e.head, power * e.rest);
    }
    [[gnu::noinline]] static Pack<double> whole(Pack<double> x, Pack<double> y) {
        constexpr double infinity = __builtin_inf();
        const Pack<double> zero = {}, one = broadcast(1.0), size = abs(x);
        const auto tiny = size < smallest_normal, usual = (size > 0.0) & (size < infinity);
        PowerAndFraction p = split_fraction(tiny ? size * 0x1p54 : size);
        p.k = tiny ? p.k - 54.0 : p.k;
        // The logarithm of 0 and of infinity times y: infinite, or NaN where y is.
        const TwoParts product = exponent(p, y);
        const Pack<double> high = usual ? product.high : (size == 0.0 ? -y : size == infinity ? y : size) * infinity;
        const auto within = (high > -746.0) & (high < 710.0);
        const TwoParts limited = {high > 710.0    ? broadcast(710.0)
                                  : high < -746.0 ? broadcast(-746.0)
                                                  : high,
                                  within ? product.low : zero};
        // 2^n by two factors, of which only the last can round.
        const PowerOfTwoTimes e = exp_of_parts(limited);
        const Pack<double> half = 0.5 * e.n + shifter, other = e.n - (half - shifter) + shifter;
        const Pack<double> value = (e.head + e.rest) * power_of_two(half) * power_of_two(other);
        const auto whole_exponent = is_whole(y), odd = whole_exponent & ~is_whole(0.5 * y);
        const auto negative = (bits(x) >> 63) != 0;
        const Pack<double> signed_value = negative & odd ? -value : value;
        const auto undefined = (x < 0.0) & (x > -infinity) & ~whole_exponent;
        return y == 0.0 ? one : undefined ? broadcast(__builtin_nan("")) : signed_value;
    }
};
