// The functions of logistic regression, of Pack<double>, by t = e^-|x|, which cannot overflow:
//
//     softplus x = log(1 + e^x) = max(x, 0) + log(1 + t);   sigmoid x = 1 / (1 + e^-x) = 1 / (1 + t) or t / (1 + t)
//
// t is kept in two parts, or its error would add to that of the roundings which follow. Largest errors found: sigmoid
// 1.18 ULP, softplus 1.25.
#pragma once

#include "simd/exponential.hpp"
#include "simd/logarithm.hpp"
#include "simd/two_parts.hpp"

// e^-|x|, right for |x| <= 708 and below 1e-307 beyond; NaN for NaN.
[[gnu::always_inline]] inline TwoParts exp_minus_abs(Pack<double> x) {
    const Pack<double> size = abs(x);
    const PowerAndRest p = split_power(size > 708.0 ? broadcast(-708.0) : -size);
    const Pack<double> power = power_of_two(p.shifted), linear = power * p.r;
    const Pack<double> head = power + linear;
    const Pack<double> rest = multiply_add(power, exp_rest(p.r, p.low), linear - (head - power));
    const Pack<double> high = head + rest;
    return {high, rest - (high - head)};
}

// log(1 + t), 0 <= t <= 1: 1 + t is 1 + f, or 2 (1 + f) with f = (t - 1) / 2.
[[gnu::always_inline]] inline Pack<double> log1p_unit(TwoParts t) {
    const auto above = t.high > 0.4140625;
    const Pack<double> difference = t.high - 1.0, lost = t.high - (difference + 1.0);
    const Pack<double> k = above ? broadcast(1.0) : Pack<double>{};
    return log_sum(k, above ? 0.5 * difference : t.high, above ? 0.5 * (lost + t.low) : t.low);
}

// Below -708 both functions are e^x to within its rounding; there the sign bit of x + 708 is set.
struct Softplus {
    static constexpr unsigned long long ordinary_bits = 0x7fffffffffffffff;

    [[gnu::always_inline]] static Pack<double> ordinary(Pack<double> x, Bits<double>& extreme) {
        extreme |= bits(x + 708.0);
        return max(x, Pack<double>{}) + log1p_unit(exp_minus_abs(x));
    }
    [[gnu::noinline]] static Pack<double> whole(Pack<double> x) {
        Bits<double> extreme = {};
        return x < -708.0 ? Exponential::whole(x) : ordinary(x, extreme);
    }
};

// What rounding took from 1 + t and from t is put back to first order, with 1 / (1 + t) to two digits.
struct Sigmoid {
    static constexpr unsigned long long ordinary_bits = 0x7fffffffffffffff;

    [[gnu::always_inline]] static Pack<double> ordinary(Pack<double> x, Bits<double>& extreme) {
        extreme |= bits(x + 708.0);
        const TwoParts t = exp_minus_abs(x);
        const Pack<double> sum = 1.0 + t.high, lost = (t.high - (sum - 1.0)) + t.low;
        const auto negative = x < 0.0;
        const Pack<double> quotient = (negative ? t.high : broadcast(1.0)) / sum;
        const Pack<double> residual = (negative ? t.low : Pack<double>{}) - quotient * lost;
        return quotient + residual * (1.457 - 0.5 * sum);
    }
    [[gnu::noinline]] static Pack<double> whole(Pack<double> x) {
        Bits<double> extreme = {};
        return x < -708.0 ? Exponential::whole(x) : ordinary(x, extreme);
    }
};

// The parts of logistic losses, for sums over many rows, where the last digit is lost anyway: of t = e^-|x| alone, and
// with one division for all quotients. For x >= 0
//
//     likely = 1 / (1 + t),   unlikely = t / (1 + t),   loss = log(1 + t) = 2 artanh s [+ ln 2],
//
// s being t / (t + 2), or (t - 1) / (t + 3) where t is above √2 - 1. Each is right to 3 ULP.
struct LogisticParts {
    Pack<double> likely;
    Pack<double> unlikely;
    Pack<double> loss;
};

// Below 1e-307 not e^-|x|, but as good as 0.
[[gnu::always_inline]] inline Pack<double> exp_of_negative(Pack<double> size) {
    const PowerAndRest p = split_power(size > 708.0 ? broadcast(-708.0) : -size);
    const Pack<double> power = power_of_two(p.shifted);
    return multiply_add(power, exp_rest(p.r, p.r), power);
}

[[gnu::always_inline]] inline LogisticParts logistic_parts(Pack<double> t) {
    constexpr double ln2 = 0x1.62e42fefa39efp-1;
    constexpr double c[] = {0x1.5555555555592p-1, 0x1.999999997ff3ep-2, 0x1.24924941de4fep-2, 0x1.c71c521733eb7p-3,
                            0x1.74663c48dfe68p-3, 0x1.39a1fa215eaa4p-3, 0x1.2f03070e5609ep-3};
    const auto above = t > 0.4140625;
    const Pack<double> sum = 1.0 + t, bottom = t + (above ? broadcast(3.0) : broadcast(2.0));
    const Pack<double> inverse = 1.0 / (sum * bottom), likely = bottom * inverse;
    const Pack<double> s = (above ? t - 1.0 : t) * (sum * inverse), square = s * s;
    const Pack<double> artanh = s * multiply_add(square, polynomial(square, c), broadcast(2.0));
    return {likely, t * likely, (above ? broadcast(ln2) : Pack<double>{}) + artanh};
}
