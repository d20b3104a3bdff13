// cbrt of Pack<double>, without a division.
//
//     |x| = 2^(3k) m,  √⅛ <= m < √8;   y ~ m^(-1/3), a polynomial to 7 bits and an iteration of fourth order to 26 or
//     more; c = m y² cut to 26 bits,  e = (m - c³) / m,   ∛m = c (1 - e)^(-1/3) = c + c (e/3 + 2 e²/9 + ...),
//
// c² being exact, and c³ exact where it is subtracted. The polynomial is minimax (scripts/fit-polynomials.py).
// Largest error found: 0.51 ULP.
#pragma once

#include "simd/exponential.hpp"
#include "simd/logarithm.hpp"
#include "simd/two_parts.hpp"

struct CubeRoot {
    static constexpr unsigned long long ordinary_bits = 0x7fffffffffffffff;

    // For positive normal numbers.
    [[gnu::always_inline]] static Pack<double> of_size(Pack<double> size) {
        constexpr double start[] = {0x1.01ee1aaa99badp+1,  -0x1.3177df899248ep+1, 0x1.271d1df74ac98p+1,
                                    -0x1.3c33ca19d15bbp+0, 0x1.5668593a2c7a7p-2,  -0x1.24316bd5b1315p-5};
        constexpr double binomial[] = {1.0 / 3, 2.0 / 9, 14.0 / 81, 35.0 / 243};
        const PowerAndFraction p = split_fraction(size);
        const Pack<double> thirds = multiply_add(p.k, broadcast(1.0 / 3), broadcast(shifter));
        const Bits<double> k = bits(thirds) << 52;
        const Pack<double> m = from_bits(bits(size) - (k + k + k));
        const Pack<double> guess = polynomial(m, start);
        const Pack<double> h = 1.0 - m * guess * guess * guess;
        const Pack<double> y = multiply_add(guess * h, polynomial(h, binomial), guess);
        const Pack<double> inverse_square = y * y, c = first_half(m * inverse_square), square = c * c;
        const Pack<double> e = residual(m, square, c) * (inverse_square * y);
        const Pack<double> third = e * (1.0 / 3);
        const Pack<double> root = c + c * (third + 2.0 * third * third);
        return from_bits(bits(root) + k);
    }
    [[gnu::always_inline]] static Pack<double> ordinary(Pack<double> x, Bits<double>& extreme) {
        constexpr unsigned long long normal = 0x0010000000000000;
        const Pack<double> size = abs(x);
        extreme |= (bits(size) - normal) | (bits(size) + normal);
        return restore_sign(of_size(size), x);
    }
    [[gnu::noinline]] static Pack<double> whole(Pack<double> x) {
        const Pack<double> size = abs(x);
        const auto tiny = size < smallest_normal, usual = (size > 0.0) & (size < __builtin_inf());
        const Pack<double> value = of_size(tiny ? size * 0x1p54 : size);
        return restore_sign(usual ? (tiny ? value * 0x1p-18 : value) : size, x);
    }
};
