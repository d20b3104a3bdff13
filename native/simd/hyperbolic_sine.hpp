// sinh and cosh of Pack<double>.
//
//     |x| = n ln 2 + r;   sinh |x| = u C + v S,   cosh x = v C + u S,
//     C = cosh r = 1 + r² E(r²),   S = sinh r = r + r³ O(r²),   u, v = 2^(n-1) -+ 2^(-n-1),
//
// so that sinh of a small argument is S alone, and nothing cancels or is divided. E and O are minimax
// (scripts/fit-polynomials.py), to 2^-57.9 of C and 2^-61.6 of S. Largest errors found: sinh 1.24 ULP, cosh 1.20.
#pragma once

#include "simd/exponential.hpp"
#include "simd/two_parts.hpp"

template <bool is_sine>
struct HyperbolicSineOrCosine {
    static constexpr unsigned long long ordinary_bits = 1023;

    [[gnu::always_inline]] static Pack<double> of_parts(Pack<double> x, const PowerAndRest& p) {
        constexpr double e[] = {0x1.000000000000cp-1, 0x1.555555554fdfbp-5, 0x1.6c16c18609c88p-10,
                                0x1.a01995b411bb5p-16, 0x1.28b0fbca296a4p-22};
        constexpr double o[] = {0x1.5555555555559p-3, 0x1.111111110f64fp-7, 0x1.a01a01b0066fcp-13,
                                0x1.71ddf80835b4bp-19, 0x1.af5f37095713bp-26};
        const Pack<double> r = p.r, square = r * r;
        const Pack<double> even = multiply_add(square, polynomial(square, e), r * p.low);
        const Pack<double> odd = multiply_add(square * r, polynomial(square, o), p.low);
        const Bits<double> half = bits(broadcast(0.5)), exponent = bits(p.shifted) << 52;
        const Pack<double> rising = from_bits(half + exponent), falling = from_bits(half - exponent);
        const Pack<double> u = rising - falling, v = rising + falling;
        const Pack<double> by_even = is_sine ? u : v, by_odd = is_sine ? v : u;
        // by_even + by_odd r, the latter in two products that are exact.
        const TwoParts head = sum_in_order(by_even, rising * r);
        const Pack<double> other = is_sine ? falling * r : -falling * r;
        const Pack<double> rest = multiply_add(by_even, even, multiply_add(by_odd, odd, head.low + other));
        const Pack<double> result = head.high + rest;
        // Half of a subnormal number may not be one.
        return is_sine ? (abs(x) < 0x1p-30 ? x : restore_sign(result, x)) : result;
    }
    [[gnu::always_inline]] static Pack<double> ordinary(Pack<double> x, Bits<double>& extreme) {
        const PowerAndRest p = split_power(abs(x));
        extreme |= outside_512(p.shifted);
        return of_parts(x, p);
    }
    // Far out both are ½ e^|x|, of which 2^n / 2 is the power; the larger factor is multiplied last, as it may
    // overflow.
    [[gnu::noinline]] static Pack<double> whole(Pack<double> x) {
        const Pack<double> size = abs(x);
        const Pack<double> near = of_parts(x, split_power(size > 700.0 ? broadcast(700.0) : size));
        const Pack<double> far = exp_scaled(size > 712.0 ? broadcast(712.0) : size, -1.0);
        const Pack<double> signed_far = is_sine ? restore_sign(far, x) : far;
        return size <= 700.0 ? near : signed_far;
    }
};
using HyperbolicSine = HyperbolicSineOrCosine<true>;
using HyperbolicCosine = HyperbolicSineOrCosine<false>;
