// What a fitted generalized linear model says of rows.
#pragma once

#include "kernels/glm.hpp"
#include "models/column_summary.hpp"

namespace steepest {

// The linear predictors W x + b of the rows, one number a row and class; `parameters` holds W (classes x columns), then
// b. As means of this loss: numbers for squared (the predictors themselves) and poisson, two probabilities a row for
// logistic, `classes` of them for multinomial. False when memory ran out.
bool predict_glm(const StoredRows& rows, Vector<const double> parameters, Index classes, Loss means, double* out);

}  // namespace steepest
