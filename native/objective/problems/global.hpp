// Test functions of any number of variables with many minima inside a box (known to src/problems/global.ts).
//
// Sources: D. H. Ackley, A Connectionist Machine for Genetic Hillclimbing, 1987; L. A. Rastrigin, 1974, in the form of
// H. Mühlenbein, D. Schomisch, J. Born, The Parallel Genetic Algorithm as Function Optimizer, 1991; A. O. Griewank,
// Generalized Descent for Global Optimization, 1981; A. V. Levy, A. Montalvo, The Tunneling Algorithm, 1985;
// H.-P. Schwefel, Numerical Optimization of Computer Models, 1981, function 2.26; M. A. Styblinski, T.-S. Tang,
// Experiments in Nonconvex Optimization, 1990; Z. Michalewicz, Genetic Algorithms + Data Structures = Evolution
// Programs, 1992; Alpine 1 after M. Clerc, The Swarm and the Queen, 1999. They name no start, nor do those of the other
// global_*.hpp: here it is three quarters of the way from the box's lower corner to its upper one.
#pragma once

#include "base/view.hpp"
#include "objective/problems/jet.hpp"
#include "objective/problems/product.hpp"

namespace steepest::problems {

// 20 - 20 exp(-s/5) + e - exp(mean of cos 2π x_j), s = the root of the mean of x_j^2.
struct Ackley {
    static double start(Index, Index) { return 16.384; }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number*) {
        constexpr double e = 2.718281828459045;
        Number squares = 0, cosines = 0;
        for (Index j = 0; j < n; ++j) {
            squares += square(x[j]);
            cosines += cos(2 * pi * x[j]);
        }
        const double count = double(n);
        // The tip at 0 has no gradient: any up to 4/√n long is one of its slopes, the zero among them.
        const Number s = squares > 0 ? sqrt(squares / count) : Number(0);
        const Number cone = 20 * exp(-0.2 * s), waves = exp(cosines / count);
        const Number of_x = squares > 0 ? 0.2 * cone / (count * s) : Number(0);
        for (Index j = 0; j < n; ++j) gradient[j] = of_x * x[j] + 2 * pi / count * waves * sin(2 * pi * x[j]);
        return 20 - cone + (e - waves);
    }
};

// The sum of x_j^2 + 10 (1 - cos 2π x_j).
struct Rastrigin {
    static double start(Index, Index) { return 2.56; }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number*) {
        Number total = 0;
        for (Index j = 0; j < n; ++j) {
            const Number angle = 2 * pi * x[j];
            total += square(x[j]) + 10 * (1 - cos(angle));
            gradient[j] = 2 * x[j] + 20 * pi * sin(angle);
        }
        return total;
    }
};

// 1 + the sum of x_j^2 / 4000 - the product of cos(x_j/√j), j from 1.
struct Griewank {
    static double start(Index, Index) { return 300; }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number*) {
        const auto root = [](Index j) { return std::sqrt(double(j + 1)); };
        const Number all = product(
            n, [&](Index j) { return cos(x[j] / root(j)); }, gradient);
        Number squares = 0;
        for (Index j = 0; j < n; ++j) {
            squares += square(x[j]);
            gradient[j] = x[j] / 2000 + gradient[j] * sin(x[j] / root(j)) / root(j);
        }
        return 1 - all + squares / 4000;
    }
};

// sin² π w_1 + the sum over i < n of (w_i - 1)² (1 + 10 sin²(π w_i + 1)) + (w_n - 1)² (1 + sin² 2π w_n),
// w_i = 1 + (x_i - 1)/4.
struct Levy {
    static double start(Index, Index) { return 5; }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number*) {
        const Number first = pi * (1 + (x[0] - 1) / 4);
        Number total = square(sin(first));
        for (Index i = 0; i < n; ++i) {
            const bool last = i == n - 1;
            const double weight = last ? 1 : 10, frequency = last ? 2 * pi : pi, phase = last ? 0 : 1;
            const Number offset = (x[i] - 1) / 4;
            const Number angle = frequency * (1 + offset) + phase;
            const Number sine = sin(angle), factor = 1 + weight * square(sine);
            total += square(offset) * factor;
            const Number of_factor = 2 * weight * frequency * sine * cos(angle);
            gradient[i] = (2 * offset * factor + square(offset) * of_factor) / 4;
        }
        gradient[0] += pi / 2 * sin(first) * cos(first);
        return total;
    }
};

// Minus the sum of x_j sin √|x_j|.
struct Schwefel {
    static double start(Index, Index) { return 250; }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number*) {
        Number total = 0;
        for (Index j = 0; j < n; ++j) {
            const Number root = sqrt(x[j] < 0 ? -x[j] : x[j]);
            total -= x[j] * sin(root);
            gradient[j] = -sin(root) - 0.5 * root * cos(root);
        }
        return total;
    }
};

// Half the sum of x_j^4 - 16 x_j^2 + 5 x_j.
struct StyblinskiTang {
    static double start(Index, Index) { return 2.5; }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number*) {
        Number total = 0;
        for (Index j = 0; j < n; ++j) {
            total += 0.5 * (square(square(x[j])) - 16 * square(x[j]) + 5 * x[j]);
            gradient[j] = 2 * cube(x[j]) - 16 * x[j] + 2.5;
        }
        return total;
    }
};

// Minus the sum of sin x_j sin^20(j x_j^2 / π), j from 1: steep valleys between plains.
struct Michalewicz {
    static double start(Index, Index) { return 0.75 * pi; }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number*) {
        Number total = 0;
        for (Index j = 0; j < n; ++j) {
            const double frequency = double(j + 1) / pi;
            const Number angle = frequency * square(x[j]);
            const Number sine = sin(angle);
            const Number ninth = cube(cube(sine)), nineteenth = square(ninth) * sine;
            total -= sin(x[j]) * nineteenth * sine;
            gradient[j] = -nineteenth * (cos(x[j]) * sine + 40 * frequency * sin(x[j]) * cos(angle) * x[j]);
        }
        return total;
    }
};

// The sum of |x_j sin x_j + x_j / 10|.
struct Alpine1 {
    static double start(Index, Index) { return 5; }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number*) {
        Number total = 0;
        for (Index j = 0; j < n; ++j) {
            const Number term = x[j] * sin(x[j]) + 0.1 * x[j];
            // At a kink zero lies between the slopes.
            const double sign = term > 0 ? 1 : term < 0 ? -1 : 0;
            total += sign * term;
            gradient[j] = sign * (sin(x[j]) + x[j] * cos(x[j]) + 0.1);
        }
        return total;
    }
};

}  // namespace steepest::problems
