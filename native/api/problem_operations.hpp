// The operations on the test functions of the core; a problem is its index in the names that describe() lists.
#pragma once

#include "base/view.hpp"

namespace steepest {

// Fills [standard, smallest, largest, multiple]: the numbers of variables that the problem takes.
void problem_dimensions(int32_t problem, Vector<int32_t> out);
// Fills the standard start for as many variables as x has.
void problem_start(int32_t problem, Vector<double> x);
// Answers the needs (base/query.hpp) at x, each in its place; places that are not needed may be empty. Returns 0, or -1
// when memory ran out. With a shift of as many numbers the function is that of x - shift.
int32_t problem_evaluate(int32_t problem, int32_t needs, Vector<const double> shift, Vector<const double> x,
                         Vector<const double> direction, Vector<double> value, Vector<double> gradient,
                         Matrix<double> hessian, Vector<double> product);

}  // namespace steepest
