// Test functions of a few variables, in closed form: F(x) = sum of f_i(x)^2.
//
// J. J. Moré, B. S. Garbow, K. E. Hillstrom, Testing Unconstrained Optimization Software, ACM TOMS 7(1), 1981, whose
// numbers stand in parentheses; indices here start at 0, there at 1.
#pragma once

#include "objective/problems/jet.hpp"

namespace steepest::problems {

struct FreudensteinRoth {  // (2)
    static constexpr int dimension = 2;
    static constexpr double start[] = {0.5, -2};
    template <class Number>
    static Number value(const Number* x) {
        return square(-13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1]) +
               square(-29 + x[0] + ((x[1] + 1) * x[1] - 14) * x[1]);
    }
};

struct PowellBadlyScaled {  // (3)
    static constexpr int dimension = 2;
    static constexpr double start[] = {0, 1};
    template <class Number>
    static Number value(const Number* x) {
        return square(1e4 * x[0] * x[1] - 1) + square(exp(-x[0]) + exp(-x[1]) - 1.0001);
    }
};

struct BrownBadlyScaled {  // (4)
    static constexpr int dimension = 2;
    static constexpr double start[] = {1, 1};
    template <class Number>
    static Number value(const Number* x) {
        return square(x[0] - 1e6) + square(x[1] - 2e-6) + square(x[0] * x[1] - 2);
    }
};

struct Beale {  // (5)
    static constexpr int dimension = 2;
    static constexpr double start[] = {1, 1};
    template <class Number>
    static Number value(const Number* x) {
        return square(1.5 - x[0] * (1 - x[1])) + square(2.25 - x[0] * (1 - square(x[1]))) +
               square(2.625 - x[0] * (1 - cube(x[1])));
    }
};

struct HelicalValley {  // (7)
    static constexpr int dimension = 3;
    static constexpr double start[] = {-1, 0, 0};
    template <class Number>
    static Number value(const Number* x) {
        // The angle in turns, from -1/4 to 3/4: its cut is the half-plane x_0 = 0, x_1 < 0, away from the valley, which
        // winds from the start at half a turn to the minimum at none.
        constexpr double turn = 6.283185307179586;
        const Number angle = x[0] < 0 ? atan2(-x[1], -x[0]) / turn + 0.5 : atan2(x[1], x[0]) / turn;
        const Number radius = sqrt(square(x[0]) + square(x[1]));
        return 100 * (square(x[2] - 10 * angle) + square(radius - 1)) + square(x[2]);
    }
};

struct PowellSingular {  // (13)
    static constexpr int dimension = 4;
    static constexpr double start[] = {3, -1, 0, 1};
    template <class Number>
    static Number value(const Number* x) {
        return square(x[0] + 10 * x[1]) + 5 * square(x[2] - x[3]) + square(square(x[1] - 2 * x[2])) +
               10 * square(square(x[0] - x[3]));
    }
};

struct Wood {  // (14)
    static constexpr int dimension = 4;
    static constexpr double start[] = {-3, -1, -3, -1};
    template <class Number>
    static Number value(const Number* x) {
        return 100 * square(x[1] - square(x[0])) + square(1 - x[0]) + 90 * square(x[3] - square(x[2])) +
               square(1 - x[2]) + 10 * square(x[1] + x[3] - 2) + square(x[1] - x[3]) / 10;
    }
};

}  // namespace steepest::problems
