// The residuals of a curve and their derivatives as a program: its outputs are the columns of [J | r],
//
//     r = w (f(t; x) - y),   J = ∂r/∂x
//
// with w the square root of a weight, where there are any. A derivative that is a negated formula is computed without
// the sign, which the step takes back.
#pragma once

#include "objective/formula_source.hpp"

namespace steepest {

struct ResidualProgram {
    Program program;
    Vector<double> sign;  // of each column of J
    Index parameters = 0;
    Index columns = 0;  // those of the formula, then y, then w
    bool weighted = false;

    Index order() const { return parameters + 1; }
};

// Where the response and the weights are among the columns.
inline Index response_of(const ResidualProgram& r) {
    return r.columns - (r.weighted ? 2 : 1);
}

// Built in the formula's graph and memory. False without memory, or where it is too large.
bool make_residuals(Formula& formula, bool weighted, ResidualProgram& made);

}  // namespace steepest
