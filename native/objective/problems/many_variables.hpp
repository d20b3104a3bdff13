// Objectives of any number of variables, made of a formula for the value and the gradient, for any kind of number:
//     template <class Number> static Number evaluate(Index n, const Number* x, Number* gradient, Number* scratch);
// In dual numbers x + v e the same formula gives the gradient and its derivative along v, the Hessian times v, at a
// small multiple of the cost of a gradient. The Hessian is that for each unit vector.
#pragma once

#include "base/query.hpp"
#include "base/workspace.hpp"
#include "objective/problems/jet.hpp"

namespace steepest::problems {

struct ManyVariables {
    double (*evaluate)(Index n, const double* x, double* gradient, double* scratch);
    Dual (*evaluate_dual)(Index n, const Dual* x, Dual* gradient, Dual* scratch);
};

template <class Formula>
constexpr ManyVariables many_variables = {Formula::template evaluate<double>, Formula::template evaluate<Dual>};

// An objective that lives in the workspace; without memory, workspace.failed() is set.
Objective make_objective(Workspace& workspace, Index n, const ManyVariables& function);

}  // namespace steepest::problems
