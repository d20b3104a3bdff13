// Test functions of any number of variables with one minimum, or few, inside a box: what a global method should find
// fast.
//
// Sources: Ellipsoid after N. Hansen, A. Ostermeier, Completely Derandomized Self-Adaptation in Evolution Strategies,
// 2001; Zakharov's as listed by M. Jamil, X.-S. Yang, 2013; L. C. W. Dixon, R. C. Price, Truncated Newton Method for
// Sparse Unconstrained Optimization, 1989; Trid after A.-R. Hedar, M. Fukushima, 2003. Rosenbrock's is in
// rosenbrock.hpp.
#pragma once

#include "base/view.hpp"
#include "objective/problems/jet.hpp"

namespace steepest::problems {

// The sum of x_j^2.
struct Sphere {
    static double start(Index, Index) { return 2.56; }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number*) {
        Number total = 0;
        for (Index j = 0; j < n; ++j) {
            total += square(x[j]);
            gradient[j] = 2 * x[j];
        }
        return total;
    }
};

// The sum of c_j x_j^2, with c_j evenly spaced from 1 to 1e6 on a logarithmic scale.
struct Ellipsoid {
    static double start(Index, Index) { return 2.5; }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number*) {
        Number total = 0;
        for (Index j = 0; j < n; ++j) {
            const double c = pow(10.0, 6 * double(j) / double(n - 1));
            total += c * square(x[j]);
            gradient[j] = 2 * c * x[j];
        }
        return total;
    }
};

// s^2 + s^4 + the sum of x_j^2, s = the sum of j x_j / 2, j from 1.
struct Zakharov {
    static double start(Index, Index) { return 6.25; }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number*) {
        Number squares = 0, s = 0;
        for (Index j = 0; j < n; ++j) {
            squares += square(x[j]);
            s += 0.5 * double(j + 1) * x[j];
        }
        const Number of_s = 2 * s + 4 * cube(s);
        for (Index j = 0; j < n; ++j) gradient[j] = 2 * x[j] + 0.5 * double(j + 1) * of_s;
        return squares + square(s) + square(square(s));
    }
};

// (x_1 - 1)^2 + the sum over i > 1 of i (2 x_i^2 - x_{i-1})^2.
struct DixonPrice {
    static double start(Index, Index) { return 5; }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number*) {
        Number total = square(x[0] - 1);
        gradient[0] = 2 * (x[0] - 1);
        for (Index j = 1; j < n; ++j) {
            const double weight = double(j + 1);
            const Number difference = 2 * square(x[j]) - x[j - 1];
            total += weight * square(difference);
            gradient[j - 1] -= 2 * weight * difference;
            gradient[j] = 8 * weight * difference * x[j];
        }
        return total;
    }
};

// The sum of (x_j - 1)^2 - the sum of x_j x_{j-1}, in which large terms cancel: evaluated as n - 2 times the sum of x_j
// + half the sum over j = 1 … n + 1 of (x_j - x_{j-1})^2, where x_0 = x_{n+1} = 0.
struct Trid {
    static double start(Index n, Index) { return 0.5 * double(n) * double(n); }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number*) {
        Number total = double(n), rise = x[0];
        for (Index j = 0; j < n; ++j) {
            total += 0.5 * square(rise) - 2 * x[j];
            const Number next = j + 1 < n ? x[j + 1] - x[j] : -x[j];
            gradient[j] = rise - next - 2;
            rise = next;
        }
        return total + 0.5 * square(rise);
    }
};

}  // namespace steepest::problems
