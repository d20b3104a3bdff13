// Linear least squares as test functions, of n variables and m = 2n residuals, at full rank and at rank 1.
//
// J. J. Moré, B. S. Garbow, K. E. Hillstrom, Testing Unconstrained Optimization Software, ACM TOMS 7(1), 1981, whose
// numbers stand in parentheses; there m is free, and sums over j start at j = 1.
#pragma once

#include "base/view.hpp"
#include "objective/problems/jet.hpp"

namespace steepest::problems {

// (32) f_i = x_i - 2/m sum of x_j - 1 for i <= n, and without x_i for n < i <= m.
struct LinearFullRank {
    static double start(Index, Index) { return 1; }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number*) {
        const double rest = double(n);  // m - n
        Number sum = 0;
        for (Index j = 0; j < n; ++j) sum += x[j];
        const Number common = -sum / rest - 1;  // 2/m = 1/n
        Number total = rest * square(common), sum_of_f = rest * common;
        for (Index i = 0; i < n; ++i) {
            const Number f = x[i] + common;
            total += square(f);
            sum_of_f += f;
            gradient[i] = 2 * f;
        }
        for (Index j = 0; j < n; ++j) gradient[j] -= 2 * sum_of_f / rest;
        return total;
    }
};

// The sum over i = 1 … count of (i s - 1)^2, where s is the sum of j x_j over first <= j <= last.
template <class Number>
Number rank_one(Index count, Index first, Index last, const Number* x, Number* gradient) {
    Number s = 0;
    for (Index j = first; j <= last; ++j) s += double(j) * x[j - 1];
    Number total = 0, of_s = 0;
    for (Index i = 1; i <= count; ++i) {
        const Number f = double(i) * s - 1;
        total += square(f);
        of_s += 2.0 * double(i) * f;
    }
    for (Index j = first; j <= last; ++j) gradient[j - 1] = double(j) * of_s;
    return total;
}

// (33) f_i = i sum of j x_j - 1.
struct LinearRank1 {
    static double start(Index, Index) { return 1; }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number*) {
        return rank_one(2 * n, 1, n, x, gradient);
    }
};

// (34) f_1 = f_m = -1; f_i = (i - 1) sum over 2 <= j <= n - 1 of j x_j - 1 between.
struct LinearRank1WithZeros {
    static double start(Index, Index) { return 1; }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number*) {
        gradient[0] = gradient[n - 1] = 0;
        return rank_one(2 * n - 2, 2, n - 1, x, gradient) + 2;
    }
};

}  // namespace steepest::problems
