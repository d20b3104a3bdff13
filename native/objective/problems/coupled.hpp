// Test functions of n variables, each coupled with all: F(x) = sum of f_i(x)^2, with its gradient 2 J'f.
//
// J. J. Moré, B. S. Garbow, K. E. Hillstrom, Testing Unconstrained Optimization Software, ACM TOMS 7(1), 1981, whose
// numbers stand in parentheses; indices of x here start at 0, there at 1.
#pragma once

#include "base/view.hpp"
#include "objective/problems/jet.hpp"
#include "objective/problems/product.hpp"

namespace steepest::problems {

// (20) f_i = p'(t_i) - p(t_i)^2 - 1 at t_i = i/29 with the polynomial p of coefficients x; x_0; x_1 - x_0^2 - 1.
struct Watson {
    static double start(Index, Index) { return 0; }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number*) {
        const Number last = x[1] - square(x[0]) - 1;
        Number total = square(x[0]) + square(last);
        for (Index j = 0; j < n; ++j) gradient[j] = 0;
        gradient[0] = 2 * x[0] - 4 * last * x[0];
        gradient[1] = 2 * last;
        for (int i = 1; i <= 29; ++i) {
            const double t = i / 29.0;
            Number polynomial = x[n - 1], derivative = 0;  // Horner
            for (Index j = n - 2; j >= 0; --j) {
                derivative = derivative * t + polynomial;
                polynomial = polynomial * t + x[j];
            }
            const Number f = derivative - square(polynomial) - 1;
            total += square(f);
            const Number of_polynomial = -4 * f * polynomial, of_derivative = 2 * f;
            double power = 1, power_before = 0;  // t^j and t^(j - 1)
            for (Index j = 0; j < n; ++j) {
                gradient[j] += of_polynomial * power + of_derivative * (double(j) * power_before);
                power_before = power;
                power *= t;
            }
        }
        return total;
    }
};

// (23) f_i = sqrt(a) (x_i - 1), a = 1e-5; the sum of x_j^2, less 1/4.
struct Penalty1 {
    static double start(Index, Index j) { return double(j + 1); }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number*) {
        constexpr double a = 1e-5;
        Number norm = 0, distance = 0;
        for (Index j = 0; j < n; ++j) {
            norm += square(x[j]);
            distance += square(x[j] - 1);
        }
        const Number f = norm - 0.25;
        for (Index j = 0; j < n; ++j) gradient[j] = 2 * a * (x[j] - 1) + 4 * f * x[j];
        return a * distance + square(f);
    }
};

// (25) f_i = x_i - 1; s = the sum of j (x_j - 1), j from 1; s^2.
struct VariablyDimensioned {
    static double start(Index n, Index j) { return 1 - double(j + 1) / double(n); }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number*) {
        Number s = 0, distance = 0;
        for (Index j = 0; j < n; ++j) {
            s += double(j + 1) * (x[j] - 1);
            distance += square(x[j] - 1);
        }
        const Number of_s = 2 * s + 4 * cube(s);
        for (Index j = 0; j < n; ++j) gradient[j] = 2 * (x[j] - 1) + double(j + 1) * of_s;
        return distance + square(s) + square(square(s));
    }
};

// (27) f_i = x_i + sum of x_j - (n + 1), for all i but the last; product of x_j - 1.
struct BrownAlmostLinear {
    static double start(Index, Index) { return 0.5; }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number*) {
        Number sum = 0;
        for (Index j = 0; j < n; ++j) sum += x[j];
        const Number last = product(
                                n, [x](Index j) { return x[j]; }, gradient) -
                            1;
        for (Index j = 0; j < n; ++j) gradient[j] *= 2 * last;
        Number total = square(last), sum_of_f = 0;
        for (Index i = 0; i < n - 1; ++i) {
            const Number f = x[i] + sum - double(n + 1);
            total += square(f);
            sum_of_f += f;
            gradient[i] += 2 * f;
        }
        for (Index j = 0; j < n; ++j) gradient[j] += 2 * sum_of_f;
        return total;
    }
};

}  // namespace steepest::problems
