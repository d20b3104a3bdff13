// asinh, acosh and atanh of Pack<double>, as logarithms of arguments in two parts:
//
//     asinh x = ±log(|x| + √(x² + 1)),   acosh x = log(x + √(x² - 1)),   atanh x = ±½ log(1 + 2 |x| / (1 - |x|)).
//
// The second part is what makes the logarithm right where the argument is near 1 and the result is small.
// Largest errors found: asinh 1.01 ULP, acosh 0.97, atanh 0.99.
#pragma once

#include "simd/logarithm.hpp"
#include "simd/two_parts.hpp"

constexpr unsigned long long one_bits = 0x3ff0000000000000;
// From 2^500 on x² ± 1 is x² by far, and might overflow.
constexpr double square_limit = 0x1p500;
constexpr unsigned long long square_limit_bits = 0x5f30000000000000;

// log(x + √a); √a may be the larger.
[[gnu::always_inline]] inline Pack<double> log_of_sum_with_root(Pack<double> x, TwoParts square) {
    const TwoParts s = root(square), u = exact_sum(x, s.high);
    return log_of_parts({u.high, u.low + s.low});
}
// log(2 x) for x above 2^500, and infinity and NaN.
[[gnu::always_inline]] inline Pack<double> log_of_twice(Pack<double> x) {
    const PowerAndFraction p = split_fraction(x);
    const Pack<double> value = log_sum(p.k + 1.0, p.m - 1.0, Pack<double>{});
    return x < __builtin_inf() ? value : x;
}

struct InverseHyperbolicSine {
    static constexpr unsigned long long ordinary_bits = 0x7fffffffffffffff;

    [[gnu::always_inline]] static Pack<double> of_size(Pack<double> size) {
        const TwoParts square = exact_product(size, size), sum = exact_sum(square.high, broadcast(1.0));
        return log_of_sum_with_root(size, {sum.high, sum.low + square.low});
    }
    [[gnu::always_inline]] static Pack<double> ordinary(Pack<double> x, Bits<double>& extreme) {
        const Pack<double> size = abs(x);
        extreme |= square_limit_bits - bits(size);
        return restore_sign(of_size(size), x);
    }
    [[gnu::noinline]] static Pack<double> whole(Pack<double> x) {
        const Pack<double> size = abs(x);
        const auto near = size <= square_limit;
        return restore_sign(near ? of_size(near ? size : broadcast(1.0)) : log_of_twice(size), x);
    }
};

struct InverseHyperbolicCosine {
    static constexpr unsigned long long ordinary_bits = 0x7fffffffffffffff;

    [[gnu::always_inline]] static Pack<double> of_near(Pack<double> x) {
        const TwoParts square = exact_product(x, x);
        return log_of_sum_with_root(x, sum_in_order(square.high - 1.0, square.low));
    }
    [[gnu::always_inline]] static Pack<double> ordinary(Pack<double> x, Bits<double>& extreme) {
        extreme |= (bits(x) - one_bits) | (square_limit_bits - bits(x));
        return of_near(x);
    }
    [[gnu::noinline]] static Pack<double> whole(Pack<double> x) {
        const auto near = x <= square_limit;
        const Pack<double> value = near ? of_near(near ? x : broadcast(1.0)) : log_of_twice(x);
        return x < 1.0 ? broadcast(__builtin_nan("")) : value;
    }
};

struct InverseHyperbolicTangent {
    static constexpr unsigned long long ordinary_bits = 0x7fffffffffffffff;

    [[gnu::always_inline]] static Pack<double> of_size(Pack<double> size) {
        const TwoParts q = quotient({size + size, Pack<double>{}}, sum_in_order(broadcast(1.0), -size));
        const TwoParts u = exact_sum(broadcast(1.0), q.high);
        return 0.5 * log_of_parts({u.high, u.low + q.low});
    }
    [[gnu::always_inline]] static Pack<double> ordinary(Pack<double> x, Bits<double>& extreme) {
        const Pack<double> size = abs(x);
        extreme |= one_bits - 1ull - bits(size);
        return restore_sign(of_size(size), x);
    }
    [[gnu::noinline]] static Pack<double> whole(Pack<double> x) {
        const Pack<double> size = abs(x);
        const auto near = size < 1.0;
        const Pack<double> beyond = size == 1.0 ? broadcast(__builtin_inf()) : broadcast(__builtin_nan(""));
        return restore_sign(near ? of_size(near ? size : Pack<double>{}) : beyond, x);
    }
};
