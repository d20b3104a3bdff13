// Test functions of two variables for global optimization.
//
// Sources: D. M. Himmelblau, Applied Nonlinear Programming, 1972; L. C. W. Dixon, G. P. Szegö (eds.), Towards Global
// Optimization 2, 1978, for Branin's, Goldstein and Price's, and the camels' humps; G. P. McCormick, Applied Nonlinear
// Programming, 1972; E. E. Easom, A Survey of Global Optimization Techniques, 1990; the others as listed by M. Jamil,
// X.-S. Yang, A Literature Survey of Benchmark Functions for Global Optimization Problems, 2013.
#pragma once

#include "objective/problems/jet.hpp"

namespace steepest::problems {

struct Himmelblau {
    static constexpr int dimension = 2;
    static constexpr double start[] = {2.5, 2.5};
    template <class Number>
    static Number value(const Number* x) {
        return square(square(x[0]) + x[1] - 11) + square(x[0] + square(x[1]) - 7);
    }
};

struct Branin {
    static constexpr int dimension = 2;
    static constexpr double start[] = {6.25, 11.25};
    template <class Number>
    static Number value(const Number* x) {
        return square(x[1] - 5.1 / (4 * pi * pi) * square(x[0]) + 5 / pi * x[0] - 6) +
               10 * (1 - 1 / (8 * pi)) * cos(x[0]) + 10;
    }
};

struct GoldsteinPrice {
    static constexpr int dimension = 2;
    static constexpr double start[] = {1, 1};
    template <class Number>
    static Number value(const Number* x) {
        const Number a = 19 - 14 * x[0] + 3 * square(x[0]) - 14 * x[1] + 6 * x[0] * x[1] + 3 * square(x[1]);
        const Number b = 18 - 32 * x[0] + 12 * square(x[0]) + 48 * x[1] - 36 * x[0] * x[1] + 27 * square(x[1]);
        return (1 + square(x[0] + x[1] + 1) * a) * (30 + square(2 * x[0] - 3 * x[1]) * b);
    }
};

struct SixHumpCamel {
    static constexpr int dimension = 2;
    static constexpr double start[] = {1.5, 1};
    template <class Number>
    static Number value(const Number* x) {
        const Number a = square(x[0]), b = square(x[1]);
        return (4 - 2.1 * a + square(a) / 3) * a + x[0] * x[1] + (4 * b - 4) * b;
    }
};

struct ThreeHumpCamel {
    static constexpr int dimension = 2;
    static constexpr double start[] = {2.5, 2.5};
    template <class Number>
    static Number value(const Number* x) {
        const Number a = square(x[0]);
        return (2 - 1.05 * a + square(a) / 6) * a + x[0] * x[1] + square(x[1]);
    }
};

struct Booth {
    static constexpr int dimension = 2;
    static constexpr double start[] = {5, 5};
    template <class Number>
    static Number value(const Number* x) {
        return square(x[0] + 2 * x[1] - 7) + square(2 * x[0] + x[1] - 5);
    }
};

struct Matyas {
    static constexpr int dimension = 2;
    static constexpr double start[] = {5, 5};
    template <class Number>
    static Number value(const Number* x) {
        return 0.26 * (square(x[0]) + square(x[1])) - 0.48 * x[0] * x[1];
    }
};

struct Easom {
    static constexpr int dimension = 2;
    static constexpr double start[] = {50, 50};
    template <class Number>
    static Number value(const Number* x) {
        return -cos(x[0]) * cos(x[1]) * exp(-square(x[0] - pi) - square(x[1] - pi));
    }
};

struct McCormick {
    static constexpr int dimension = 2;
    static constexpr double start[] = {2.625, 2.25};
    template <class Number>
    static Number value(const Number* x) {
        return sin(x[0] + x[1]) + square(x[0] - x[1]) - 1.5 * x[0] + 2.5 * x[1] + 1;
    }
};

struct DropWave {
    static constexpr int dimension = 2;
    static constexpr double start[] = {2.56, 2.56};
    template <class Number>
    static Number value(const Number* x) {
        const Number squares = square(x[0]) + square(x[1]);
        return -(1 + cosine_of_root(144 * squares)) / (0.5 * squares + 2);
    }

  private:
    // cos √t, which is smooth at 0 though √t is not: there its series, in which the first term left out, t^7 / 14!, is
    // below the rounding, and so are its derivatives.
    template <class Number>
    static Number cosine_of_root(const Number& t) {
        if (!(t < 0.01)) return cos(sqrt(t));
        Number sum = 1;
        for (int k = 12; k > 0; k -= 2) sum = 1 - t / (k * (k - 1.0)) * sum;
        return sum;
    }
};

struct CrossInTray {
    static constexpr int dimension = 2;
    static constexpr double start[] = {5, 5};
    template <class Number>
    static Number value(const Number* x) {
        const Number squares = square(x[0]) + square(x[1]);
        // The root has no slope at 0, where the product of the sines, of which it is a factor, has none either.
        const Number distance = squares > 0 ? sqrt(squares) : Number(0);
        const Number product = sin(x[0]) * sin(x[1]) * exp(magnitude(100 - distance / pi));
        return -1e-4 * pow(magnitude(product) + 1, 0.1);
    }
};

}  // namespace steepest::problems
