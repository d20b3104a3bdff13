// Constraints of a run, as one vector with limits:
//
//     l ≤ c(x) ≤ u,    c = [equalities = 0; inequalities ≥ 0; rows A x between limits of their own]
//
// The first two are functions that the objective's owner evaluates; the rows are evaluated here. Bounds of the
// variables are not among them.
//
// How far a constraint is violated is measured against its slope, max(1, max_j |∂c_i/∂x_j| max(|x_j|, 1)): it is about
// the relative change of one variable that would meet the constraint, as the scaled gradient (stopping.hpp) is of the
// value.
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
    // The slopes that violations are measured against.
    void measure_slopes(Matrix<const double> jacobian, const double* x, double* slopes) const;
    // The largest violation against those; NaN where a constraint is.
    double violation(const double* c, const double* slopes) const;

    bool met_by(double violation, const Options& options) const {
        return !any() || violation <= options.constraint_tolerance;
    }
};

}  // namespace steepest
