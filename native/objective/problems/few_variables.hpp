// Objectives of a few variables, made of no more than a formula for the value, for any kind of number:
//     template <class Number> static Number value(const Number* x);
#pragma once

#include "base/query.hpp"
#include "objective/problems/jet.hpp"

namespace steepest::problems {

// Four partial derivatives at once: the formulas here have two to four variables, or few times that.
typedef double Four __attribute__((vector_size(4 * sizeof(double))));
using Gradient = Jet<double, Four>;
// The same and its derivative along a direction: of the partial derivatives, the Hessian times that direction.
using DirectedGradient = Jet<Gradient, Gradient>;

struct FewVariables {
    Index dimension;
    double (*value)(const double* x);
    Gradient (*gradient)(const Gradient* x);
    DirectedGradient (*directed)(const DirectedGradient* x);
};

template <class Formula>
constexpr FewVariables few_variables = {
    Formula::dimension,
    Formula::template value<double>,
    Formula::template value<Gradient>,
    Formula::template value<DirectedGradient>,
};

// The function is used in place.
Objective make_objective(const FewVariables& function);

}  // namespace steepest::problems
