// exp and expm1 of Pack<double>.
//
//     x = n ln 2 + r,  |r| <= ln(2) / 2;   e^r - 1 = r + r² q(r);   e^x = 2^n + 2^n (e^r - 1)
//
// ln 2 has two parts, the first of 42 bits, so that n times it is exact (Cody and Waite, Software Manual for the
// Elementary Functions, 1980, chapter 6). q is minimax (scripts/fit-polynomials.py). It makes no difference to what is
// claimed whether the level rounds products before it adds them. Largest errors found: exp 1.03 ULP, expm1 1.18.
#pragma once

#include "simd/polynomial.hpp"

struct PowerAndRest {
    Pack<double> shifted;  // n + 1.5 · 2^52: its low bits are those of n
    Pack<double> n;
    Pack<double> r;
    Pack<double> low;  // what r lost to rounding
};

constexpr double shifter = 0x1.8p52;

[[gnu::always_inline]] inline PowerAndRest split_power(Pack<double> x) {
    constexpr double log2_e = 0x1.71547652b82fep+0, ln2_high = 0x1.62e42fefa3800p-1, ln2_low = 0x1.ef35793c76730p-45;
    const Pack<double> shifted = multiply_add(x, broadcast(log2_e), broadcast(shifter));
    const Pack<double> n = shifted - shifter;
    const Pack<double> high = multiply_add(n, broadcast(-ln2_high), x);
    const Pack<double> r = multiply_add(n, broadcast(-ln2_low), high);
    return {shifted, n, r, multiply_add(n, broadcast(-ln2_low), high - r)};
}

// 2^n for |n| <= 1022, from n + 1.5 · 2^52.
[[gnu::always_inline]] inline Pack<double> power_of_two(Pack<double> shifted) {
    return from_bits((bits(shifted) << 52) + bits(broadcast(1.0)));
}

// Some bit above the lowest ten is set unless -512 <= n <= 511: also for infinity and NaN.
[[gnu::always_inline]] inline Bits<double> outside_512(Pack<double> shifted) {
    return bits(shifted) - bits(broadcast(shifter)) + 512ull;
}

// e^r - 1 - r + added for |r| <= ln(2) / 2: to 2^-57.9 of e^r.
[[gnu::always_inline]] inline Pack<double> exp_rest(Pack<double> r, Pack<double> added) {
    constexpr double q[] = {0x1.000000000000ap-1,  0x1.5555555555508p-3,  0x1.55555555506dap-5,  0x1.111111112482cp-7,
                            0x1.6c16c1846e343p-10, 0x1.a01a013aa601ap-13, 0x1.a01999794ab83p-16, 0x1.71df02daa3bbep-19,
                            0x1.28ade3aa8cf0fp-22, 0x1.adb39e66de69fp-26};
    return multiply_add(r * r, polynomial(r, q), added);
}
// The same to 2^-61.6 of e^r - 1.
[[gnu::always_inline]] inline Pack<double> expm1_rest(Pack<double> r, Pack<double> added) {
    constexpr double q[] = {0x1.0000000000000p-1,  0x1.5555555555559p-3,  0x1.5555555555554p-5,  0x1.111111110f66ap-7,
                            0x1.6c16c16c177f9p-10, 0x1.a01a01aff5fc0p-13, 0x1.a01a019e114cep-16, 0x1.71ddf839f3643p-19,
                            0x1.27e4f1a202dddp-22, 0x1.af5ed7c601548p-26, 0x1.1f4caa71508a0p-29};
    return multiply_add(r * r, polynomial(r, q), added);
}

// e^x for |x| <= 708, with what r lost: where e^x goes on into another rounding.
[[gnu::always_inline]] inline Pack<double> exp_precise(Pack<double> x) {
    const PowerAndRest p = split_power(x);
    const Pack<double> power = power_of_two(p.shifted);
    return multiply_add(power, exp_rest(p.r, p.r) + p.low, power);
}

// 2^added e^x, by two factors, since 2^(n + added) itself may overflow or be subnormal: only the last product can
// round.
[[gnu::always_inline]] inline Pack<double> exp_scaled(Pack<double> x, double added) {
    const PowerAndRest p = split_power(x);
    const Pack<double> n = p.n + added, half = 0.5 * n + shifter;
    const Pack<double> power = power_of_two(half), other = power_of_two(n - (half - shifter) + shifter);
    return multiply_add(power, exp_rest(p.r, p.r), power) * other;
}

struct Exponential {
    static constexpr unsigned long long ordinary_bits = 1023;

    [[gnu::always_inline]] static Pack<double> ordinary(Pack<double> x, Bits<double>& extreme) {
        const PowerAndRest p = split_power(x);
        extreme |= outside_512(p.shifted);
        const Pack<double> power = power_of_two(p.shifted);
        return multiply_add(power, exp_rest(p.r, p.r), power);
    }
    [[gnu::noinline]] static Pack<double> whole(Pack<double> x) {
        return exp_scaled(x < -746.0 ? broadcast(-746.0) : x > 710.0 ? broadcast(710.0) : x, 0.0);
    }
};

// 2^n - 1 + 2^n r, a sum that is exact in two parts, and the rest, to which `low` adds low e^r.
struct ExponentialMinusOne {
    static constexpr unsigned long long ordinary_bits = 1023;

    [[gnu::always_inline]] static Pack<double> of_parts(Pack<double> x, const PowerAndRest& p) {
        const Pack<double> power = power_of_two(p.shifted);
        const Pack<double> rest = expm1_rest(p.r, multiply_add(p.low, p.r, p.low));
        const Pack<double> a = power - 1.0, b = power * p.r;
        const Pack<double> high = a + b, low = b - (high - a);
        const Pack<double> result = high + multiply_add(power, rest, low);
        return restore_sign(result, x);
    }
    [[gnu::always_inline]] static Pack<double> ordinary(Pack<double> x, Bits<double>& extreme) {
        const PowerAndRest p = split_power(x);
        extreme |= outside_512(p.shifted);
        return of_parts(x, p);
    }
    [[gnu::noinline]] static Pack<double> whole(Pack<double> x) {
        const Pack<double> limited = x < -64.0 ? broadcast(-64.0) : x;
        const Pack<double> near = of_parts(limited, split_power(limited));
        return x <= 700.0 ? near : Exponential::whole(x);
    }
};
