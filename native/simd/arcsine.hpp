// asin and acos of Pack<double>.
//
//     |x| <= ½:  asin x = x + x³ R(x²);   beyond:  asin |x| = π/2 - 2 asin s,  acos |x| = 2 asin s,  s = √((1 - |x|) /
//     2),
//
// (1 - |x|) / 2 being exact, and its root in two parts. acos x = π/2 - asin x near 0, π - acos |x| near -1.
// R is minimax (scripts/fit-polynomials.py), to 2^-59.8 of asin x. Largest errors found: asin 0.66 ULP, acos 0.64.
#pragma once

#include "simd/polynomial.hpp"
#include "simd/two_parts.hpp"

constexpr double pi_over_2_high = 0x1.921fb54442d18p+0, pi_over_2_low = 0x1.1a62633145c07p-54;

struct ArcsineParts {
    TwoParts angle;  // asin of |x|, or of s
    decltype(Pack<double>{} < 0.0) beyond;
};

// NaN for |x| > 1, whose root there is none of.
[[gnu::always_inline]] inline ArcsineParts arcsine_parts(Pack<double> size) {
    constexpr double c[] = {0x1.5555555555578p-3, 0x1.333333332df3cp-4, 0x1.6db6db7228229p-5, 0x1.f1c71a8d423cfp-6,
                            0x1.6e8bdfaebe0c3p-6, 0x1.1c49e27794debp-6, 0x1.ca20ce648e46fp-7, 0x1.757b9f10ea8f1p-7,
                            0x1.61726d4da0746p-7, 0x1.e2de978fcb0ddp-9, 0x1.6486a26430924p-6, -0x1.5940ae9d5f4c4p-6,
                            0x1.0ba9714393acep-5};
    const auto beyond = size > 0.5;
    const Pack<double> complement = 0.5 - 0.5 * size;
    const TwoParts s = root({complement, Pack<double>{}});
    const Pack<double> square = beyond ? complement : size * size;
    const Pack<double> high = beyond ? s.high : size;
    const Pack<double> low = beyond ? s.low : Pack<double>{};
    return {{high, multiply_add(high * square, polynomial(square, c), low)}, beyond};
}

struct Arcsine {
    static constexpr unsigned long long ordinary_bits = ~0ull;

    [[gnu::always_inline]] static Pack<double> ordinary(Pack<double> x, Bits<double>&) {
        const auto [angle, beyond] = arcsine_parts(abs(x));
        const TwoParts head = sum_in_order(broadcast(pi_over_2_high), -2.0 * angle.high);
        const Pack<double> far = head.high + (head.low + (pi_over_2_low - 2.0 * angle.low));
        return restore_sign(beyond ? far : angle.high + angle.low, x);
    }
};

struct Arccosine {
    static constexpr unsigned long long ordinary_bits = ~0ull;

    // base + factor · angle, the factor being ±1 or ±2.
    [[gnu::always_inline]] static Pack<double> ordinary(Pack<double> x, Bits<double>&) {
        const auto [angle, beyond] = arcsine_parts(abs(x));
        const auto negative = x < 0.0;
        const Pack<double> turns = beyond ? (negative ? broadcast(2.0) : Pack<double>{}) : broadcast(1.0);
        const Pack<double> size = beyond ? broadcast(2.0) : broadcast(1.0);
        const Pack<double> factor = (x < 0.0) == beyond ? -size : size;
        const TwoParts head = sum_in_order(turns * pi_over_2_high, factor * angle.high);
        return head.high + (head.low + multiply_add(factor, angle.low, turns * pi_over_2_low));
    }
};
