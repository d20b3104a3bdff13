// Jet<T, N>: a number with its derivatives in N directions, carried through arithmetic by the chain rule.
//
// Forward differentiation with dual numbers: (a + a' e)(b + b' e) = ab + (a b' + a' b) e, e^2 = 0, and g(a + a' e) =
// g(a) + g'(a) a' e. Exact to rounding: no step is chosen. T may be a jet itself, whose derivatives are then those of
// the derivatives. Source: Griewank and Walther, Evaluating Derivatives, 2nd edition, 2008, chapters 3 and 13.
#pragma once

#include <cmath>

namespace steepest::problems {

using std::atan2;
using std::cos;
using std::exp;
using std::sin;
using std::sqrt;

template <class T, int N>
struct Jet {
    T value{};
    T partial[N] = {};

    Jet() = default;
    Jet(double constant) : value(constant) {}

    // g(a), given g and its derivative at a.value.
    static Jet chain(const Jet& a, const T& value, const T& slope) {
        Jet result;
        result.value = value;
        for (int i = 0; i < N; ++i) result.partial[i] = slope * a.partial[i];
        return result;
    }

    Jet& operator+=(const Jet& b) { return *this = *this + b; }
    Jet& operator-=(const Jet& b) { return *this = *this - b; }
    Jet& operator*=(const Jet& b) { return *this = *this * b; }

    friend Jet operator-(const Jet& a) { return chain(a, -a.value, T(-1.0)); }
    friend Jet operator+(const Jet& a, const Jet& b) {
        Jet result;
        result.value = a.value + b.value;
        for (int i = 0; i < N; ++i) result.partial[i] = a.partial[i] + b.partial[i];
        return result;
    }
    friend Jet operator-(const Jet& a, const Jet& b) {
        Jet result;
        result.value = a.value - b.value;
        for (int i = 0; i < N; ++i) result.partial[i] = a.partial[i] - b.partial[i];
        return result;
    }
    friend Jet operator*(const Jet& a, const Jet& b) {
        Jet result;
        result.value = a.value * b.value;
        for (int i = 0; i < N; ++i) result.partial[i] = a.value * b.partial[i] + a.partial[i] * b.value;
        return result;
    }
    friend Jet operator/(const Jet& a, const Jet& b) {
        Jet result;
        result.value = a.value / b.value;
        for (int i = 0; i < N; ++i) result.partial[i] = (a.partial[i] - result.value * b.partial[i]) / b.value;
        return result;
    }

    // With a constant, whose derivatives are not worth multiplying.
    friend Jet operator+(const Jet& a, double b) {
        Jet result = a;
        result.value = a.value + b;
        return result;
    }
    friend Jet operator+(double a, const Jet& b) { return b + a; }
    friend Jet operator-(const Jet& a, double b) { return a + -b; }
    friend Jet operator-(double a, const Jet& b) { return chain(b, a - b.value, T(-1.0)); }
    friend Jet operator*(const Jet& a, double b) { return chain(a, a.value * b, T(b)); }
    friend Jet operator*(double a, const Jet& b) { return b * a; }
    friend Jet operator/(const Jet& a, double b) { return chain(a, a.value / b, T(1 / b)); }
    friend bool operator<(const Jet& a, double b) { return a.value < b; }

    friend Jet exp(const Jet& a) {
        const T e = exp(a.value);
        return chain(a, e, e);
    }
    friend Jet sin(const Jet& a) { return chain(a, sin(a.value), cos(a.value)); }
    friend Jet cos(const Jet& a) { return chain(a, cos(a.value), -sin(a.value)); }
    friend Jet sqrt(const Jet& a) {
        const T root = sqrt(a.value);
        return chain(a, root, 0.5 / root);
    }
    friend Jet atan2(const Jet& y, const Jet& x) {
        const T scale = x.value * x.value + y.value * y.value;
        Jet result;
        result.value = atan2(y.value, x.value);
        for (int i = 0; i < N; ++i) result.partial[i] = (x.value * y.partial[i] - y.value * x.partial[i]) / scale;
        return result;
    }
};

// A number and its derivative along one direction.
using Dual = Jet<double, 1>;

template <class T>
T square(const T& a) {
    return a * a;
}
template <class T>
T cube(const T& a) {
    return a * a * a;
}

}  // namespace steepest::problems
