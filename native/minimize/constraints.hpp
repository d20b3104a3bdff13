// Constraints of a run, as one vector with limits:
//
//     l ≤ c(x) ≤ u,    c = [equalities = 0; inequalities ≥ 0; rows A x between limits of their own]
//
// The first two are functions that the objective's owner evaluates; the rows are evaluated here. Bounds of the
// variables are not among them.
//
// A violation counts in the constraint's own units, unless the constraint is so steep that rounding of x shows in them:
// with the slope s_i = max_j |∂c_i/∂x_j| max(|x_j|, 1), which is what c_i changes by when one variable changes by as
// much as it is, the violation is divided by max(1, 1e-5 s_i). So 1e-8 stays some hundred roundings away from zero.
#pragma once

#include <cmath>

#include "base/view.hpp"
#include "minimize/options.hpp"

namespace steepest {

struct Constraints {
    Index equalities = 0;
    Index inequalities = 0;
    Matrix<const double> rows = {};  // A
    Vector<const double> row_lower = {};
    Vector<const double> row_upper = {};

    Index functions() const { return equalities + inequalities; }
    Index count() const { return functions() + rows.rows; }
    bool any() const { return count() > 0; }
    double lower(Index i) const { return i < functions() ? 0 : row_lower[i - functions()]; }
    double upper(Index i) const {
        if (i < functions()) return i < equalities ? 0 : INFINITY;
        return row_upper[i - functions()];
    }
    // By how much c_i is outside its limits; NaN where it is.
    double outside(Index i, double c) const {
        if (std::isnan(c)) return c;
        return std::fmax(std::fmax(lower(i) - c, c - upper(i)), 0.0);
    }

    // Fills in what the functions leave: the values of the rows at x, and their slopes.
    void complete_values(const double* x, double* c) const;
    void complete_jacobian(Matrix<double> jacobian) const;
    // The slopes s, at least 1.
    void measure_slopes(Matrix<const double> jacobian, const double* x, double* slopes) const;
    // The largest violation, with those slopes; NaN where a constraint is.
    double violation(const double* c, const double* slopes) const;

    bool met_by(double violation, const Options& options) const {
        return !any() || violation <= options.constraint_tolerance;
    }
};

}  // namespace steepest
