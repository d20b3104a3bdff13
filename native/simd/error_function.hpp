// erf of Pack<double>.
//
//     |x| <= 1:  erf x = x + x P(x²);   beyond:  erf |x| = 1 - e^(-x²) A(|x| - 1) / B(|x| - 1),
//
// the quotient being erfcx, of degrees 5 and 6 (in the manner of W. J. Cody, Rational Chebyshev approximations for the
// error function, Mathematics of Computation 23, 1969). e^(-x²) need not be exact where it is taken from 1. P and A / B
// are minimax (scripts/fit-polynomials.py), to 2^-56.2 and 2^-59.5 of erf x. From 6 on erf x is 1. Largest error found:
// 1.38 ULP.
#pragma once

#include "simd/exponential.hpp"

struct ErrorFunction {
    static constexpr unsigned long long ordinary_bits = ~0ull;

    [[gnu::always_inline]] static Pack<double> ordinary(Pack<double> x, Bits<double>&) {
        // The coefficient of x² is -⅜ and this little: products of quarters and eighths are exact.
        constexpr double p0 = 0x1.06eba8214db69p-3;
        constexpr double p[] = {-0x1.812746b037a25p-2 + 0.375, 0x1.ce2f21a04591ep-4,   -0x1.b82ce3135865bp-6,
                                0x1.565bcd2d4b7a9p-8,          -0x1.c02db96c91bbcp-11, 0x1.f9a3c181f5cedp-14,
                                -0x1.f4ddaaebab08cp-17,        0x1.ba73a719c33dap-20,  -0x1.63f4125c31015p-23,
                                0x1.15656489fe3f4p-26,         -0x1.d3c2ffbf2316dp-30, 0x1.51328b223bb1bp-33};
        constexpr double a[] = {0x1.b5d8780f956b2p-2, 0x1.1399570630d55p-1, 0x1.329934a47ebc4p-2,
                                0x1.703182ed07157p-4, 0x1.dacddc8c67181p-7, 0x1.06f5df16299f7p-10};
        constexpr double b[] = {1.0,
                                0x1.e5d9c5a575cd8p+0,
                                0x1.8d47e11fffd06p+0,
                                0x1.6763bd5fb90b8p-1,
                                0x1.7cbb2ff49485cp-3,
                                0x1.c1e8a173fc4a0p-6,
                                0x1.d216be42b3445p-10};
        const Pack<double> all = abs(x), size = all > 6.0 ? broadcast(6.0) : all, square = size * size;
        const auto small = size <= 1.0;
        const Pack<double> first = (p0 - 0.25 * square) - 0.125 * square;
        const Pack<double> near = multiply_add(size, multiply_add(square, polynomial(square, p), first), size);
        const PowerAndRest e = split_power(-square);
        const Pack<double> power = power_of_two(e.shifted),
                           exponential = multiply_add(power, exp_rest(e.r, e.r), power);
        const Pack<double> beyond = size - 1.0;
        const Pack<double> far = 1.0 - exponential * polynomial(beyond, a) / polynomial(beyond, b);
        return restore_sign(small ? near : far, x);
    }
};
