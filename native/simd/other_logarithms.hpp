// log2 and log10 of Pack<double>.
//
// log m of simd/logarithm.hpp, as (f - f²/2) + s (f²/2 + R), of which the first is cut to 21 bits, and so is 1 / ln b:
// their product is exact, and the rest of the logarithm small enough for one rounding (after K. C. Ng, who computes
// them so in the libraries that descend from 4.3BSD). k or, in two parts, k log10(2) is added last.
// Largest errors found: log2 0.84 ULP, log10 0.77.
#pragma once

#include "simd/logarithm.hpp"

// log(1 + f) factor + added, of factors and sums in two parts.
[[gnu::always_inline]] inline Pack<double> scaled_log(Pack<double> f, double factor, double factor_low,
                                                      TwoParts added) {
    const Pack<double> s = f / (2.0 + f);
    const Pack<double> half = 0.5 * f * f;
    const Pack<double> rest = s * log_rest(s * s, half);
    const Pack<double> high = from_bits(bits(f - half) & ~0xffffffffull), low = ((f - high) - half) + rest;
    const Pack<double> small =
        multiply_add(low + high, broadcast(factor_low), multiply_add(low, broadcast(factor), added.low));
    const TwoParts sum = sum_in_order(added.high, high * factor);
    return sum.high + (sum.low + small);
}

struct BinarySum {
    [[gnu::always_inline]] static Pack<double> of(Pack<double> k, Pack<double> f) {
        return scaled_log(f, 0x1.7154700000000p+0, 0x1.94ae0bf85ddf4p-22, {k, Pack<double>{}});
    }
};
struct DecimalSum {
    [[gnu::always_inline]] static Pack<double> of(Pack<double> k, Pack<double> f) {
        const TwoParts power = {k * 0x1.34413509f7800p-2, k * 0x1.fef311f12b358p-46};
        return scaled_log(f, 0x1.bcb7b00000000p-2, 0x1.526e50e32a6abp-26, power);
    }
};
using LogarithmToBase2 = LogarithmBy<BinarySum>;
using LogarithmToBase10 = LogarithmBy<DecimalSum>;
