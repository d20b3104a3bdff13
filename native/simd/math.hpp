// Functions of Pack<double> over the whole range of arguments. Each is at most 1.5 units in the last place (ULP) from
// the exact value at every level; docs/NUMERICS.md has the measured maxima.
//
// A function F is two: F::ordinary, which is right for ordinary arguments and sets bits of `extreme` outside
// F::ordinary_bits where one is not, and F::whole, slower, which is right for all and gives the same bits where both
// are; one with all ordinary_bits set has no such arguments, and no F::whole. A function of two has F::unusual besides,
// whose sign is set where the arguments alone tell that F::ordinary would be in vain. Kernels over arrays test many
// registers at once (kernels/elementwise.inc).
#pragma once

#include "simd/arcsine.hpp"
#include "simd/arctangent.hpp"
#include "simd/cube_root.hpp"
#include "simd/error_function.hpp"
#include "simd/hyperbolic.hpp"
#include "simd/hyperbolic_sine.hpp"
#include "simd/hypotenuse.hpp"
#include "simd/inverse_hyperbolic.hpp"
#include "simd/logarithm.hpp"
#include "simd/logistic.hpp"
#include "simd/other_logarithms.hpp"
#include "simd/power.hpp"
#include "simd/trigonometric.hpp"

template <class F>
[[gnu::always_inline]] inline Pack<double> apply(Pack<double> x) {
    Bits<double> extreme = {};
    const Pack<double> value = F::ordinary(x, extreme);
    if constexpr (F::ordinary_bits != ~0ull) {
        if (any(extreme & ~F::ordinary_bits)) [[unlikely]]
            return F::whole(x);
    }
    return value;
}

[[gnu::always_inline]] inline Pack<double> exp(Pack<double> x) {
    return apply<Exponential>(x);
}
[[gnu::always_inline]] inline Pack<double> expm1(Pack<double> x) {
    return apply<ExponentialMinusOne>(x);
}
[[gnu::always_inline]] inline Pack<double> log(Pack<double> x) {
    return apply<Logarithm>(x);
}
[[gnu::always_inline]] inline Pack<double> log1p(Pack<double> x) {
    return apply<LogarithmOfOnePlus>(x);
}
[[gnu::always_inline]] inline Pack<double> sin(Pack<double> x) {
    return apply<Sine>(x);
}
[[gnu::always_inline]] inline Pack<double> cos(Pack<double> x) {
    return apply<Cosine>(x);
}
[[gnu::always_inline]] inline Pack<double> tanh(Pack<double> x) {
    return apply<HyperbolicTangent>(x);
}
[[gnu::always_inline]] inline Pack<double> softplus(Pack<double> x) {
    return apply<Softplus>(x);
}
[[gnu::always_inline]] inline Pack<double> sigmoid(Pack<double> x) {
    return apply<Sigmoid>(x);
}
