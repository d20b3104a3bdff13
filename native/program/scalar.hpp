// One operation on numbers, as JavaScript computes it: for constants that are folded, and as the meaning that the
// vector kernels are tested against.
#pragma once

#include <cmath>

#include "kernels/operation.hpp"

namespace steepest {

inline bool is_true(double x) {
    return x != 0 && !std::isnan(x);
}

// Halves go up, as Math.round has it, and what is rounded to 0 keeps its sign; std::round takes halves away from zero.
inline double round_half_up(double x) {
    const double below = std::floor(x);
    return std::copysign(x - below >= 0.5 ? below + 1 : below, x);
}

// x ** y differs from C's pow where y is NaN, or |x| is 1 and y infinite; and pow of a signaling NaN to 0 is not 1.
inline double power_of(double x, double y) {
    if (y == 0) return 1;
    if (std::isnan(y) || (std::fabs(x) == 1 && std::isinf(y))) return NAN;
    return std::pow(x, y);
}

inline double apply(Op op, double x, double y, double z) {
    switch (op) {
        case Op::constant:
        case Op::parameter:
        case Op::column:
            return NAN;
        case Op::add:
            return x + y;
        case Op::subtract:
            return x - y;
        case Op::multiply:
            return x * y;
        case Op::divide:
            return x / y;
        case Op::power:
            return power_of(x, y);
        case Op::less:
            return x < y;
        case Op::less_equal:
            return x <= y;
        case Op::equal:
            return x == y;
        case Op::not_equal:
            return x != y;
        case Op::both:
            return is_true(x) ? y : x;
        case Op::either:
            return is_true(x) ? x : y;
        case Op::negate:
            return -x;
        case Op::invert:
            return !is_true(x);
        case Op::abs:
            return std::fabs(x);
        case Op::acos:
            return std::acos(x);
        case Op::acosh:
            return std::acosh(x);
        case Op::asin:
            return std::asin(x);
        case Op::asinh:
            return std::asinh(x);
        case Op::atan:
            return std::atan(x);
        case Op::atanh:
            return std::atanh(x);
        case Op::cbrt:
            return std::cbrt(x);
        case Op::ceil:
            return std::ceil(x);
        case Op::cos:
            return std::cos(x);
        case Op::cosh:
            return std::cosh(x);
        case Op::erf:
            return std::erf(x);
        case Op::exp:
            return std::exp(x);
        case Op::expm1:
            return std::expm1(x);
        case Op::floor:
            return std::floor(x);
        case Op::log:
            return std::log(x);
        case Op::log10:
            return std::log10(x);
        case Op::log1p:
            return std::log1p(x);
        case Op::log2:
            return std::log2(x);
        case Op::round:
            return round_half_up(x);
        case Op::sign:
            return x > 0 ? 1 : x < 0 ? -1 : x;
        case Op::sin:
            return std::sin(x);
        case Op::sinh:
            return std::sinh(x);
        case Op::sqrt:
            return std::sqrt(x);
        case Op::tan:
            return std::tan(x);
        case Op::tanh:
            return std::tanh(x);
        case Op::trunc:
            return std::trunc(x);
        case Op::atan2:
            return std::atan2(x, y);
        case Op::hypot:
            // Beside infinity C has NaN for one that signals.
            return std::isinf(x) || std::isinf(y) ? INFINITY : std::hypot(x, y);
        case Op::max:
            return std::isnan(x) || std::isnan(y) ? NAN : x > y || (x == y && !std::signbit(x)) ? x : y;
        case Op::min:
            return std::isnan(x) || std::isnan(y) ? NAN : x < y || (x == y && std::signbit(x)) ? x : y;
        case Op::select:
            return is_true(x) ? y : z;
    }
    return NAN;
}

}  // namespace steepest
