// Test functions for global optimization that are sums of bells, each the deepest around its own center.
//
// Source: L. C. W. Dixon, G. P. Szegö, The Global Optimization Problem: An Introduction, in Towards Global
// Optimization 2, 1978: J. K. Hartman's family with 3 and 6 variables, and J. Shekel's with 5, 7 and 10 bells.
#pragma once

#include "base/view.hpp"
#include "objective/problems/jet.hpp"

namespace steepest::problems {

// Minus the sum of height_i exp(-the sum over j of narrowness_ij (x_j - center_ij)^2).
template <class Bells>
struct Hartmann {
    static constexpr int dimension = Bells::dimension;
    static constexpr auto& start = Bells::start;
    template <class Number>
    static Number value(const Number* x) {
        constexpr double height[] = {1, 1.2, 3, 3.2};
        Number total = 0;
        for (Index i = 0; i < 4; ++i) {
            Number exponent = 0;
            for (Index j = 0; j < dimension; ++j) {
                exponent -= Bells::narrowness[i][j] * square(x[j] - Bells::center[i][j]);
            }
            total -= height[i] * exp(exponent);
        }
        return total;
    }
};

struct ThreeVariables {
    static constexpr int dimension = 3;
    static constexpr double start[] = {0.75, 0.75, 0.75};
    static constexpr double narrowness[4][3] = {{3, 10, 30}, {0.1, 10, 35}, {3, 10, 30}, {0.1, 10, 35}};
    static constexpr double center[4][3] = {
        {0.3689, 0.1170, 0.2673},
        {0.4699, 0.4387, 0.7470},
        {0.1091, 0.8732, 0.5547},
        {0.0381, 0.5743, 0.8828},
    };
};

struct SixVariables {
    static constexpr int dimension = 6;
    static constexpr double start[] = {0.75, 0.75, 0.75, 0.75, 0.75, 0.75};
    static constexpr double narrowness[4][6] = {
        {10, 3, 17, 3.5, 1.7, 8},
        {0.05, 10, 17, 0.1, 8, 14},
        {3, 3.5, 1.7, 10, 17, 8},
        {17, 8, 0.05, 10, 0.1, 14},
    };
    static constexpr double center[4][6] = {
        {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
        {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
        {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
        {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381},
    };
};

// Minus the sum of 1 / (width_i + |x - center_i|^2) over the first bells.
template <int bells>
struct Shekel {
    static constexpr int dimension = 4;
    static constexpr double start[] = {7.5, 7.5, 7.5, 7.5};
    template <class Number>
    static Number value(const Number* x) {
        constexpr double center[10][4] = {
            {4, 4, 4, 4}, {1, 1, 1, 1}, {8, 8, 8, 8}, {6, 6, 6, 6}, {3, 7, 3, 7},
            {2, 9, 2, 9}, {5, 5, 3, 3}, {8, 1, 8, 1}, {6, 2, 6, 2}, {7, 3.6, 7, 3.6},
        };
        constexpr double width[10] = {0.1, 0.2, 0.2, 0.4, 0.4, 0.6, 0.3, 0.7, 0.5, 0.5};
        Number total = 0;
        for (Index i = 0; i < bells; ++i) {
            Number squares = width[i];
            for (Index j = 0; j < dimension; ++j) squares += square(x[j] - center[i][j]);
            total -= 1 / squares;
        }
        return total;
    }
};

}  // namespace steepest::problems
