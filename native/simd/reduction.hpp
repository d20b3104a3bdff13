// x - n π/2 for the trigonometric functions: n modulo 4, and the remainder in two parts, high and -low.
//
// Up to |n| = 2^19, π/2 in four parts, the first three of 33 bits, so that n times each is exact (Cody and Waite, 1980,
// chapter 8). Beyond, the bits of 2/π that matter for the exponent of x, times x, in integers (Payne and Hanek, Radian
// reduction for trigonometric functions, SIGNUM Newsletter 18, 1983).
#pragma once

#include "simd/exponential.hpp"

struct Quadrant {
    Pack<double> high;
    Pack<double> minus_low;
    Bits<double> number;
};

// -low rather than low, so that the rest can keep the sign of x = -0.
[[gnu::always_inline]] inline Quadrant reduce_ordinary(Pack<double> x, Bits<double>& extreme) {
    constexpr double two_over_pi = 0x1.45f306dc9c883p-1;
    constexpr double p1 = 0x1.921fb54400000p+0, p2 = 0x1.0b4611a600000p-34, p3 = 0x1.3198a2e000000p-69,
                     p4 = 0x1.b839a252049c1p-104;
    const Pack<double> shifted = multiply_add(x, broadcast(two_over_pi), broadcast(shifter));
    extreme |= bits(shifted) - bits(broadcast(shifter)) + (1ull << 19);
    const Pack<double> n = shifted - shifter;
    const Pack<double> a = multiply_add(n, broadcast(-p1), x);
    const Pack<double> b = multiply_add(n, broadcast(-p2), a);
    const Pack<double> b_low = multiply_add(n, broadcast(-p2), a - b);
    const Pack<double> high = multiply_add(n, broadcast(-p3), b);
    const Pack<double> low = multiply_add(n, broadcast(-p3), b - high) + b_low;
    return {high, multiply_add(n, broadcast(p4), -low), bits(shifted)};
}

typedef unsigned __int128 Wide;
typedef unsigned long long Word;

// The first 1216 bits of 2/π, after a word of zeros.
constexpr Word two_over_pi_words[] = {0x0000000000000000, 0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041,
                                      0xfe5163abdebbc561, 0xb7246e3a424dd2e0, 0x06492eea09d1921c, 0xfe1deb1cb129a73e,
                                      0xe88235f52ebb4484, 0xe99c7026b45f7e41, 0x3991d639835339f4, 0x9c845f8bbdf9283b,
                                      0x1ff897ffde05980f, 0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d,
                                      0x7527bac7ebe5f17b, 0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab};

struct QuadrantOfOne {
    double high;
    double minus_low;
    Word number;
};

[[gnu::always_inline]] inline double scalar_power_of_two(int n) {
    return __builtin_bit_cast(double, static_cast<Word>(1023 + n) << 52);
}

// For finite |x| >= 2^19. The 192 bits taken from 2/π begin with the one that makes 2 out of the last bit of x, so the
// product modulo 2^192 is the position in the full turn, of which 137 bits are right; at most 62 of them cancel.
[[gnu::noinline]] QuadrantOfOne reduce_huge(double x) {
    constexpr Word pi_over_2_high = 0xc90fdaa22168c234, pi_over_2_low = 0xc4c6628b80dc1cd1;
    const Word pattern = __builtin_bit_cast(Word, x);
    const Word mantissa = (pattern & 0xfffffffffffff) | (1ull << 52);
    const int exponent = static_cast<int>(pattern >> 52 & 0x7ff) - 1075;
    const int first = 64 + exponent - 2;
    const Word* from = two_over_pi_words + first / 64;
    const int shift = first % 64;
    Word window[3];
    for (int i = 0; i < 3; ++i) window[i] = static_cast<Word>(((Wide(from[i]) << 64 | from[i + 1]) << shift) >> 64);

    const Wide low_product = Wide(mantissa) * window[2];
    const Wide middle = Wide(mantissa) * window[1] + (low_product >> 64);
    const Word top = mantissa * window[0] + static_cast<Word>(middle >> 64);
    Word number = top >> 62;
    Wide turn = Wide(top) << 66 | Wide(static_cast<Word>(middle)) << 2 | static_cast<Word>(low_product) >> 62;
    const bool beyond_half = turn >> 127 != 0;
    if (beyond_half) {
        number += 1;
        turn = -turn;
    }

    const int zeros = turn >> 64 != 0 ? __builtin_clzll(static_cast<Word>(turn >> 64))
                                      : 64 + __builtin_clzll(static_cast<Word>(turn) | 1);
    turn <<= zeros;
    const Word turn_high = static_cast<Word>(turn >> 64), turn_low = static_cast<Word>(turn);
    const Wide angle = Wide(turn_high) * pi_over_2_high + (Wide(turn_high) * pi_over_2_low >> 64) +
                       (Wide(turn_low) * pi_over_2_high >> 64);
    const double head = static_cast<double>(static_cast<Word>(angle >> 75)) * scalar_power_of_two(-52 - zeros);
    const double tail = static_cast<double>(static_cast<Word>(angle << 53 >> 64)) * scalar_power_of_two(-116 - zeros);
    const double high = head + tail, minus_low = (high - head) - tail;
    const bool negative = beyond_half != (pattern >> 63 != 0);
    if (pattern >> 63 != 0) number = -number;
    return {negative ? -high : high, negative ? -minus_low : minus_low, number};
}

[[gnu::noinline]] Quadrant reduce_whole(Pack<double> x) {
    Bits<double> extreme = {};
    Quadrant q = reduce_ordinary(x, extreme);
    for (long i = 0; i < lanes<double>; ++i) {
        if (extreme[i] < 1ull << 20) continue;
        const bool finite = __builtin_fabs(x[i]) < __builtin_inf();
        const QuadrantOfOne one = finite ? reduce_huge(x[i]) : QuadrantOfOne{__builtin_nan(""), 0.0, 0};
        q.high[i] = one.high;
        q.minus_low[i] = one.minus_low;
        q.number[i] = one.number;
    }
    return q;
}
