// Numbers in two parts, high + low, the low one a rounding error of the high one: twice the digits, for functions whose
// error would otherwise grow before the last rounding. Sums are Dekker's and Knuth's (Dekker, A floating-point
// technique for extending the available precision, Numerische Mathematik 18, 1971; Knuth, The Art of Computer
// Programming 2, section 4.2.2). Products are exact by an FMA, or of halves of the digits where the level has none, or
// one that may round (relaxed WebAssembly).
#pragma once

#include "simd/vector.hpp"

struct TwoParts {
    Pack<double> high;
    Pack<double> low;
};

// a + b exactly, where |a| >= |b| or a = 0.
[[gnu::always_inline]] inline TwoParts sum_in_order(Pack<double> a, Pack<double> b) {
    const Pack<double> high = a + b;
    return {high, b - (high - a)};
}
// a + b exactly.
[[gnu::always_inline]] inline TwoParts exact_sum(Pack<double> a, Pack<double> b) {
    const Pack<double> high = a + b, from_b = high - a;
    return {high, (a - (high - from_b)) + (b - from_b)};
}

// The first 26 bits; what is left of the number has 27.
[[gnu::always_inline]] inline Pack<double> first_half(Pack<double> x) {
    return from_bits(bits(x) & ~0x7ffffffull);
}

// high - ab with one rounding, for a high that is ab to a few units in the last place.
[[gnu::always_inline]] inline Pack<double> residual(Pack<double> high, Pack<double> a, Pack<double> b) {
#if defined(__clang__) && (defined(__FMA__) || defined(__aarch64__))
    return __builtin_elementwise_fma(-a, b, high);
#elif STEEPEST_BYTES == 64 && defined(__AVX512F__)
    return __builtin_ia32_vfmaddpd512_mask(-a, b, high, -1, 4);
#elif STEEPEST_BYTES == 32 && defined(__FMA__)
    return __builtin_ia32_vfmaddpd256(-a, b, high);
#elif defined(__aarch64__)
    for (long i = 0; i < lanes<double>; ++i) high[i] = __builtin_fma(-a[i], b[i], high[i]);
    return high;
#else
    const Pack<double> ah = first_half(a), al = a - ah, bh = first_half(b), bl = b - bh;
    return (((high - ah * bh) - ah * bl) - al * bh) - al * bl;
#endif
}

// ab exactly (but for what is below 2^-105 of it).
[[gnu::always_inline]] inline TwoParts exact_product(Pack<double> a, Pack<double> b) {
    const Pack<double> high = a * b;
    return {high, -residual(high, a, b)};
}
// To 2^-102 or so.
[[gnu::always_inline]] inline TwoParts product(TwoParts a, TwoParts b) {
    const TwoParts p = exact_product(a.high, b.high);
    return {p.high, p.low + (a.high * b.low + a.low * b.high)};
}
[[gnu::always_inline]] inline TwoParts quotient(TwoParts a, TwoParts b) {
    const Pack<double> inverse = 1.0 / b.high, high = a.high * inverse;
    return {high, ((residual(a.high, high, b.high) + a.low) - high * b.low) * inverse};
}
// 0 for 0, NaN below.
[[gnu::always_inline]] inline TwoParts root(TwoParts a) {
    const Pack<double> high = sqrt(a.high), twice = high + high;
    return {high, (residual(a.high, high, high) + a.low) / (a.high == 0.0 ? broadcast(1.0) : twice)};
}
