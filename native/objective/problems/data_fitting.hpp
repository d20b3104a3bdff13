// Test functions of a few variables that fit a curve to data: F(x) = sum of f_i(x)^2.
//
// J. J. Moré, B. S. Garbow, K. E. Hillstrom, Testing Unconstrained Optimization Software, ACM TOMS 7(1), 1981, whose
// numbers stand in parentheses; indices of x here start at 0, there at 1.
#pragma once

#include "objective/problems/jet.hpp"

namespace steepest::problems {

struct JennrichSampson {  // (6)
    static constexpr int dimension = 2;
    static constexpr double start[] = {0.3, 0.4};
    template <class Number>
    static Number value(const Number* x) {
        Number total = 0;
        for (int i = 1; i <= 10; ++i) total += square(2.0 + 2 * i - (exp(double(i) * x[0]) + exp(double(i) * x[1])));
        return total;
    }
};

struct Bard {  // (8)
    static constexpr int dimension = 3;
    static constexpr double start[] = {1, 1, 1};
    static constexpr double y[] = {0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39,
                                   0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39};
    template <class Number>
    static Number value(const Number* x) {
        Number total = 0;
        for (int i = 1; i <= 15; ++i) {
            const double u = i, v = 16 - i, w = u < v ? u : v;
            total += square(y[i - 1] - (x[0] + u / (v * x[1] + w * x[2])));
        }
        return total;
    }
};

struct Gaussian {  // (9)
    static constexpr int dimension = 3;
    static constexpr double start[] = {0.4, 1, 0};
    static constexpr double y[] = {0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521, 0.3989,
                                   0.3521, 0.2420, 0.1295, 0.0540, 0.0175, 0.0044, 0.0009};
    template <class Number>
    static Number value(const Number* x) {
        Number total = 0;
        for (int i = 1; i <= 15; ++i) {
            const double t = (8 - i) / 2.0;
            total += square(x[0] * exp(-x[1] * square(t - x[2]) / 2) - y[i - 1]);
        }
        return total;
    }
};

struct BoxThreeDimensional {  // (12)
    static constexpr int dimension = 3;
    static constexpr double start[] = {0, 10, 20};
    template <class Number>
    static Number value(const Number* x) {
        Number total = 0;
        for (int i = 1; i <= 10; ++i) {
            const double t = i / 10.0;
            total += square(exp(-t * x[0]) - exp(-t * x[1]) - x[2] * (exp(-t) - exp(-double(i))));
        }
        return total;
    }
};

struct KowalikOsborne {  // (15)
    static constexpr int dimension = 4;
    static constexpr double start[] = {0.25, 0.39, 0.415, 0.39};
    static constexpr double y[] = {0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627,
                                   0.0456, 0.0342, 0.0323, 0.0235, 0.0246};
    static constexpr double u[] = {4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625};
    template <class Number>
    static Number value(const Number* x) {
        Number total = 0;
        for (int i = 0; i < 11; ++i) {
            total += square(y[i] - x[0] * (u[i] * (u[i] + x[1])) / (u[i] * (u[i] + x[2]) + x[3]));
        }
        return total;
    }
};

struct BrownDennis {  // (16)
    static constexpr int dimension = 4;
    static constexpr double start[] = {25, 5, -5, -1};
    template <class Number>
    static Number value(const Number* x) {
        Number total = 0;
        for (int i = 1; i <= 20; ++i) {
            const double t = i / 5.0;
            total += square(square(x[0] + t * x[1] - exp(t)) + square(x[2] + x[3] * sin(t) - cos(t)));
        }
        return total;
    }
};

struct Osborne2 {  // (19)
    static constexpr int dimension = 11;
    static constexpr double start[] = {1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5};
    static constexpr double y[] = {1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746,
                                   0.679, 0.608, 0.655, 0.616, 0.606, 0.602, 0.626, 0.651, 0.724, 0.649, 0.649,
                                   0.694, 0.644, 0.624, 0.661, 0.612, 0.558, 0.533, 0.495, 0.500, 0.423, 0.395,
                                   0.375, 0.372, 0.391, 0.396, 0.405, 0.428, 0.429, 0.523, 0.562, 0.607, 0.653,
                                   0.672, 0.708, 0.633, 0.668, 0.645, 0.632, 0.591, 0.559, 0.597, 0.625, 0.739,
                                   0.710, 0.729, 0.720, 0.636, 0.581, 0.428, 0.292, 0.162, 0.098, 0.054};
    template <class Number>
    static Number value(const Number* x) {
        Number total = 0;
        for (int i = 0; i < 65; ++i) {
            const double t = i / 10.0;
            Number model = x[0] * exp(-t * x[4]);
            for (int k = 1; k <= 3; ++k) model += x[k] * exp(-square(t - x[7 + k]) * x[4 + k]);
            total += square(y[i] - model);
        }
        return total;
    }
};

}  // namespace steepest::problems
