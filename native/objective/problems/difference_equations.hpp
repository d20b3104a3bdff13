// Systems of n difference equations as test functions: F(x) = sum of f_i(x)^2, with its gradient 2 J'f.
//
// J. J. Moré, B. S. Garbow, K. E. Hillstrom, Testing Unconstrained Optimization Software, ACM TOMS 7(1), 1981, whose
// numbers stand in parentheses. Outside 1 … n, x is zero; h = 1/(n + 1), t_i = i h.
#pragma once

#include "base/view.hpp"
#include "objective/problems/jet.hpp"

namespace steepest::problems {

// t_i (t_i - 1), rounded once.
inline double parabola(Index n, Index j) {
    const double i = double(j + 1), steps = double(n + 1);
    return i * (i - steps) / (steps * steps);
}

// Adds what 2 f contributes to the gradient through a residual of slopes (left, middle, right) in x_{i-1}, x_i,
// x_{i+1}.
template <class Number>
void scatter(Index n, Index i, const Number& f, double left, const Number& middle, double right, Number* gradient) {
    if (i > 0) gradient[i - 1] += 2 * left * f;
    gradient[i] += 2 * f * middle;
    if (i < n - 1) gradient[i + 1] += 2 * right * f;
}

// (28) f_i = 2 x_i - x_{i-1} - x_{i+1} + h^2 (x_i + t_i + 1)^3 / 2.
struct DiscreteBoundaryValue {
    static double start(Index n, Index j) { return parabola(n, j); }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number*) {
        const double h = 1 / double(n + 1);
        Number total = 0;
        for (Index j = 0; j < n; ++j) gradient[j] = 0;
        for (Index i = 0; i < n; ++i) {
            const Number z = x[i] + double(i + 1) * h + 1;
            Number f = 2 * x[i] + h * h / 2 * cube(z);
            if (i > 0) f -= x[i - 1];
            if (i < n - 1) f -= x[i + 1];
            total += square(f);
            scatter(n, i, f, -1, 2 + 1.5 * h * h * square(z), -1, gradient);
        }
        return total;
    }
};

// (29) f_i = x_i + h/2 [(1 - t_i) sum_{j <= i} t_j c_j + t_i sum_{j > i} (1 - t_j) c_j], c_j = (x_j + t_j + 1)^3.
//
// The bracket is G c with a symmetric G, so the gradient is 2 f + h c' ∘ G f: G is applied twice, in O(n).
struct DiscreteIntegralEquation {
    static double start(Index n, Index j) { return parabola(n, j); }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number* f) {
        const double h = 1 / double(n + 1);
        for (Index j = 0; j < n; ++j) gradient[j] = cube(x[j] + double(j + 1) * h + 1);
        apply(n, gradient, f);
        Number total = 0;
        for (Index i = 0; i < n; ++i) {
            f[i] = x[i] + h / 2 * f[i];
            total += square(f[i]);
        }
        apply(n, f, gradient);
        for (Index j = 0; j < n; ++j) {
            gradient[j] = 2 * f[j] + 3 * h * square(x[j] + double(j + 1) * h + 1) * gradient[j];
        }
        return total;
    }

  private:
    template <class Number>
    static void apply(Index n, const Number* in, Number* out) {
        const double h = 1 / double(n + 1);
        Number before = 0, after = 0;
        for (Index i = 0; i < n; ++i) {
            const double t = double(i + 1) * h;
            before += t * in[i];
            out[i] = (1 - t) * before;
        }
        for (Index i = n - 1; i >= 0; --i) {
            const double t = double(i + 1) * h;
            out[i] += t * after;
            after += (1 - t) * in[i];
        }
    }
};

// (30) f_i = (3 - 2 x_i) x_i - x_{i-1} - 2 x_{i+1} + 1.
struct BroydenTridiagonal {
    static double start(Index, Index) { return -1; }
    template <class Number>
    static Number evaluate(Index n, const Number* x, Number* gradient, Number*) {
        Number total = 0;
        for (Index j = 0; j < n; ++j) gradient[j] = 0;
        for (Index i = 0; i < n; ++i) {
            Number f = (3 - 2 * x[i]) * x[i] + 1;
            if (i > 0) f -= x[i - 1];
            if (i < n - 1) f -= 2 * x[i + 1];
            total += square(f);
            scatter(n, i, f, -1, 3 - 4 * x[i], -2, gradient);
        }
        return total;
    }
};

}  // namespace steepest::problems
