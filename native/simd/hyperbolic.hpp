// tanh of Pack<double>.
//
// For a = |x| < 0.7, tanh a = a + a³ P(a²) / Q(a²), minimax (scripts/fit-polynomials.py) to 2^-58.3; above,
// 1 - 2 / (e^2a + 1). Either is a number plus a quotient, so there is one division. |x| above 20 gives 1.
// Largest error found: 1.07 ULP.
#pragma once

#include "simd/exponential.hpp"

struct HyperbolicTangent {
    static constexpr unsigned long long ordinary_bits = ~0ull;

    [[gnu::always_inline]] static Pack<double> ordinary(Pack<double> x, Bits<double>&) {
        constexpr double p[] = {-0x1.555555555554fp-2, -0x1.4fc0c3199b1a8p-6, -0x1.a124cddcff74fp-13};
        constexpr double q[] = {1.0, 0x1.d88dbe2e667aap-2, 0x1.7d7906d2de839p-6, 0x1.b087a5738d6acp-13};
        const Pack<double> a = abs(x);
        const auto small = a < 0.7;
        const Pack<double> square = a * a;
        const Pack<double> above = 1.0 + exp_precise(a > 20.0 ? broadcast(40.0) : a + a);
        const Pack<double> numerator = small ? a * square * polynomial(square, p) : broadcast(-2.0);
        const Pack<double> denominator = small ? polynomial(square, q) : above;
        const Pack<double> result = (small ? a : broadcast(1.0)) + numerator / denominator;
        return restore_sign(result, x);
    }
};
