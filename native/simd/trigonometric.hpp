// sin, cos and tan of Pack<double>.
//
// After reduction to |r| <= π/4, r = high + low: sin r = high - (r³ S(r²) - low cos r) and, with w = 1 - r²/2 rounded,
// cos r = w + ((1 - w - r²/2) + (r⁴ C(r²) - low high)); both are computed, and each lane takes one of them. S and C are
// minimax (scripts/fit-polynomials.py), to 2^-58.0 of sin r and 2^-64 of cos r. tan x is the quotient of the two, each
// of them in two parts, or minus that of the other two.
// Largest errors found: sin 0.80 ULP, cos 0.82, tan 1.08.
#pragma once

#include "simd/reduction.hpp"
#include "simd/two_parts.hpp"

// Each but for a last sum, of which the second part is not small yet.
struct SineAndCosine {
    TwoParts sine;
    TwoParts cosine;
};

[[gnu::always_inline]] inline SineAndCosine sine_and_cosine(const Quadrant& q) {
    constexpr double s[] = {0x1.5555555555549p-3,   -0x1.111111110f8a7p-7, 0x1.a01a019c1643bp-13,
                            -0x1.71de357b42c02p-19, 0x1.ae5e68bdae44bp-26, -0x1.5d93ad3ad9e61p-33};
    constexpr double c[] = {0x1.555555555554cp-5,   -0x1.6c16c16c15220p-10, 0x1.a01a019cbf86ep-16,
                            -0x1.27e4f812d45e1p-22, 0x1.1ee9f167f22f9p-29,  -0x1.8fb13c2e71c5fp-37};
    const Pack<double> square = q.high * q.high;
    const Pack<double> half = 0.5 * square, w = 1.0 - half;
    const Pack<double> cube = square * q.high;
    const Pack<double> minus_sine = multiply_add(cube, polynomial(square, s), q.minus_low * w);
    const Pack<double> rest = multiply_add(square * square, polynomial(square, c), q.high * q.minus_low);
    return {{q.high, -minus_sine}, {w, (1.0 - w - half) + rest}};
}

// sin(x + turn π/2).
[[gnu::always_inline]] inline Pack<double> sine_of(const Quadrant& q, Word turn) {
    const SineAndCosine parts = sine_and_cosine(q);
    const Pack<double> sine = parts.sine.high + parts.sine.low, cosine = parts.cosine.high + parts.cosine.low;
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

struct Tangent {
    static constexpr unsigned long long ordinary_bits = (1ull << 20) - 1;

    [[gnu::always_inline]] static Pack<double> of(Pack<double> x, const Quadrant& q) {
        const SineAndCosine parts = sine_and_cosine(q);
        const TwoParts sine = sum_in_order(parts.sine.high, parts.sine.low);
        const TwoParts cosine = sum_in_order(parts.cosine.high, parts.cosine.low);
        const Bits<double> odd = -(q.number & 1);
        const TwoParts above = {select<double>(odd, -cosine.high, sine.high),
                                select<double>(odd, -cosine.low, sine.low)};
        const TwoParts below = {select<double>(odd, sine.high, cosine.high), select<double>(odd, sine.low, cosine.low)};
        const TwoParts tangent = quotient(above, below);
        return x == 0.0 ? x : tangent.high + tangent.low;
    }
    [[gnu::always_inline]] static Pack<double> ordinary(Pack<double> x, Bits<double>& extreme) {
        return of(x, reduce_ordinary(x, extreme));
    }
    [[gnu::noinline]] static Pack<double> whole(Pack<double> x) { return of(x, reduce_whole(x)); }
};
