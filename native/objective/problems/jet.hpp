// Jet<Value, Slope>: a number with its derivative, carried through arithmetic by the chain rule.
//
// Forward differentiation with dual numbers: (a + a' e)(b + b' e) = ab + (a b' + a' b) e where e^2 = 0, and
// g(a + a' e) = g(a) + g'(a) a' e. Exact to rounding: no step is chosen. The slope may be several derivatives at once,
// and the value a jet itself, whose derivative is then that of a derivative. Source: Griewank and Walther, Evaluating
// Derivatives, 2nd edition, 2008, chapters 3 and 13.
#pragma once

#include <cmath>

namespace steepest::problems {

using std::atan2;
using std::cos;
using std::exp;
using std::pow;
using std::sin;
using std::sqrt;

inline constexpr double pi = 3.141592653589793;

template <class Value, class Slope>
struct Jet {
    Value value{};
    Slope slope{};

    Jet() = default;
    Jet(double constant) : value(constant) {}
    Jet(const Value& a, const Slope& da) : value(a), slope(da) {}

    Jet& operator+=(const Jet& b) { return *this = *this + b; }
    Jet& operator-=(const Jet& b) { return *this = *this - b; }
    Jet& operator*=(const Jet& b) { return *this = *this * b; }

    friend Jet operator-(const Jet& a) { return {-a.value, -a.slope}; }
    friend Jet operator+(const Jet& a, const Jet& b) { return {a.value + b.value, a.slope + b.slope}; }
    friend Jet operator-(const Jet& a, const Jet& b) { return {a.value - b.value, a.slope - b.slope}; }
    friend Jet operator*(const Jet& a, const Jet& b) {
        return {a.value * b.value, a.value * b.slope + a.slope * b.value};
    }
    friend Jet operator/(const Jet& a, const Jet& b) {
        const Value quotient = a.value / b.value;
        return {quotient, (a.slope - quotient * b.slope) / b.value};
    }

    // With a constant, whose derivative is not worth multiplying.
    friend Jet operator+(const Jet& a, double b) { return {a.value + b, a.slope}; }
    friend Jet operator+(double a, const Jet& b) { return {a + b.value, b.slope}; }
    friend Jet operator-(const Jet& a, double b) { return {a.value - b, a.slope}; }
    friend Jet operator-(double a, const Jet& b) { return {a - b.value, -b.slope}; }
    friend Jet operator*(const Jet& a, double b) { return {a.value * b, a.slope * b}; }
    friend Jet operator*(double a, const Jet& b) { return {a * b.value, a * b.slope}; }
    friend Jet operator/(const Jet& a, double b) { return {a.value / b, a.slope / b}; }
    friend Jet operator/(double a, const Jet& b) {
        const Value quotient = a / b.value;
        return {quotient, -quotient / b.value * b.slope};
    }
    friend bool operator<(const Jet& a, double b) { return a.value < b; }
    friend bool operator>(const Jet& a, double b) { return a.value > b; }

    friend Jet exp(const Jet& a) {
        const Value power = exp(a.value);
        return {power, power * a.slope};
    }
    friend Jet sin(const Jet& a) { return {sin(a.value), cos(a.value) * a.slope}; }
    friend Jet cos(const Jet& a) { return {cos(a.value), -sin(a.value) * a.slope}; }
    friend Jet sqrt(const Jet& a) {
        const Value root = sqrt(a.value);
        return {root, 0.5 / root * a.slope};
    }
    friend Jet pow(const Jet& a, double exponent) {
        return {pow(a.value, exponent), exponent * pow(a.value, exponent - 1) * a.slope};
    }
    friend Jet atan2(const Jet& y, const Jet& x) {
        const Value square = x.value * x.value + y.value * y.value;
        return {atan2(y.value, x.value), (x.value * y.slope - y.value * x.slope) / square};
    }
};

// A number and its derivative along one direction.
using Dual = Jet<double, double>;

template <class Number>
Number square(const Number& a) {
    return a * a;
}
// Where there is a kink, the slope of one side.
template <class Number>
Number magnitude(const Number& a) {
    return a < 0 ? -a : a;
}
template <class Number>
Number cube(const Number& a) {
    return a * a * a;
}

}  // namespace steepest::problems
