// sin and cos of Pack<double>.
//
// After reduction to |r| <= π/4, r = high + low: sin r = high - (r³ S(r²) - low cos r) and, with w = 1 - r²/2 rounded,
// cos r = w + ((1 - w - r²/2) + (r⁴ C(r²) - low high)); both are computed, and each lane takes one of them. S and C are
// minimax (scripts/fit-polynomials.py), to 2^-58.0 of sin r and 2^-64 of cos r.
// Largest errors found: sin 0.80 ULP, cos 0.82.
#pragma once

#include "simd/reduction.hpp"

// sin(x + turn π/2).
[[gnu::always_inline]] inline Pack<double> sine_of(const Quadrant& q, Word turn) {
    constexpr double s[] = {0x1.5555555555549p-3,   -0x1.111111110f8a7p-7, 0x1.a01a019c1643bp-13,
                            -0x1.71de357b42c02p-19, 0x1.ae5e68bdae44bp-26, -0x1.5d93ad3ad9e61p-33};
    constexpr double c[] = {0x1.555555555554cp-5,   -0x1.6c16c16c15220p-10, 0x1.a01a019cbf86ep-16,
                            -0x1.27e4f812d45e1p-22, 0x1.1ee9f167f22f9p-29,  -0x1.8fb13c2e71c5fp-37};
    const Pack<double> square = q.high * q.high;
    const Pack<double> half = 0.5 * square, w = 1.0 - half;
    const Pack<double> cube = square * q.high;
    const Pack<double> sine = q.high - multiply_add(cube, polynomial(square, s), q.minus_low * w);
    const Pack<double> rest = multiply_add(square * square, polynomial(square, c), q.high * q.minus_low);
    const Pack<double> cosine = w + ((1.0 - w - half) + rest);
    const Bits<double> number = q.number + turn;
    return from_bits(bits(select<double>(-(number & 1), cosine, sine)) ^ ((number & 2) << 62));
}

template <Word turn>
struct SineOrCosine {
    static constexpr unsigned long long ordinary_bits = (1ull << 20) - 1;

    [[gnu::always_inline]] static Pack<double> ordinary(Pack<double> x, Bits<double>& extreme) {
        return sine_of(reduce_ordinary(x, extreme), turn);
    }
    [[gnu::noinline]] static Pack<double> whole(Pack<double> x) { return sine_of(reduce_whole(x), turn); }
};
using Sine = SineOrCosine<0>;
using Cosine = SineOrCosine<1>;
