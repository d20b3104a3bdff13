// The operations on formulas.
#pragma once

#include "api/environment.hpp"

namespace steepest {

// A formula of these steps (objective/formula_source.hpp), the last being its value; summed over rows where there are
// columns, one a row of the matrix. -1 without memory or where it is too large, -2 for steps that are none.
int32_t formula_create(Environment&, Vector<const int32_t> ops, Vector<const int32_t> operands,
                       Vector<const double> numbers, Vector<const int32_t> column_of, Matrix<const double> columns);
// Fills what `needed` names, as for problems; value has one element. -1 where the handle names nothing, or the
// derivative is too large a formula.
int32_t formula_evaluate(Environment&, int32_t formula, int32_t needed, Vector<const double> x,
                         Vector<const double> direction, Vector<double> value, Vector<double> gradient,
                         Matrix<double> hessian, Vector<double> product);
// The value and gradient of the sum over these rows alone. -1 as for formulaEvaluate, or where there is no such row.
int32_t formula_sum_rows(Environment&, int32_t formula, Vector<const double> x, Vector<const int32_t> rows,
                         Vector<double> value, Vector<double> gradient);
// The formula row by row, with columns of the caller's in place of those it was made with, as many of them: fills a
// value a row, and the Jacobian, a row each, unless that has none. -1 as for formulaEvaluate, or where shapes differ.
int32_t formula_rows(Environment&, int32_t formula, Matrix<const double> columns, Vector<const double> parameters,
                     Vector<double> values, Matrix<double> jacobian);
// The nodes by which the value is computed, or, where `parameter` is not negative, its derivative by that one: fills
// the four numbers of each, an operation and its operands, and its number, if there is room; returns how many there
// are.
int32_t formula_nodes(Environment&, int32_t formula, int32_t parameter, Vector<int32_t> nodes, Vector<double> numbers);
void formula_free(Environment&, int32_t formula);

}  // namespace steepest
