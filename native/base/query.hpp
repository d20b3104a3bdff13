// A question that a method asks of whoever owns the objective: what is needed, where, and the place for the answer.
#pragma once

#include "base/view.hpp"

namespace steepest {

namespace needs {
inline constexpr unsigned value = 1;
inline constexpr unsigned gradient = 2;
inline constexpr unsigned hessian = 4;
inline constexpr unsigned product = 8;  // a Hessian-vector product
inline constexpr unsigned batch = 16;   // values at several points
inline constexpr unsigned rows = 128;   // of some terms of a sum alone
inline constexpr unsigned value_and_gradient = value | gradient;
inline constexpr unsigned constraints = 32;
inline constexpr unsigned equality_jacobian = 64;
inline constexpr unsigned inequality_jacobian = 256;
inline constexpr unsigned jacobian = equality_jacobian | inequality_jacobian;
inline constexpr unsigned constraint_batch = 512;  // constraints at several points
inline constexpr unsigned at_points = batch | constraint_batch;
inline constexpr unsigned residuals = 1024;          // of a sum of squares
inline constexpr unsigned residual_jacobian = 2048;  // a residual a row
// The triangular factor of these two, at the point whose value was asked with it, or last before.
inline constexpr unsigned factor = 4096;
}  // namespace needs

class RowFactor;

struct Query {
    unsigned needs = 0;
    Vector<const double> x = {};
    double value = 0;            // answer
    double* gradient = nullptr;  // answer, n numbers
    double* hessian = nullptr;   // answer, n x n, symmetric, both triangles
    const double* direction = nullptr;
    double* product = nullptr;         // answer: Hessian times direction
    Matrix<const double> points = {};  // of a batch, a point a row
    double* values = nullptr;          // answers, one a point
    Vector<const int32_t> rows = {};   // which terms of the sum, where some are enough
    bool candidates = false;           // whether its points may be the result, as those of differences may not
    // Of the constraints that are functions, equalities first.
    double* constraints = nullptr;        // answer
    double* jacobian = nullptr;           // answer, a constraint a row
    double* point_constraints = nullptr;  // answers of a batch, a point a row
    bool values_known = false;            // `value` and `constraints` are those at x already
    // Of a sum of squares.
    double* residuals = nullptr;          // answer
    double* residual_jacobian = nullptr;  // answer, a residual a row
    RowFactor* factor = nullptr;          // answer
    Index more_values = 0;                // answer: how many others it took
};

// Calls of the objective, in the public result as `evaluations`.
struct Counts {
    Index value = 0;
    Index gradient = 0;
    Index hessian = 0;
    Index product = 0;
    Index constraints = 0;
    Index jacobian = 0;
};

// What the core can evaluate itself. `answer` fills every place that query.needs names.
struct Objective {
    void* self = nullptr;
    Index dimension = 0;
    unsigned provides = needs::value;  // other needs are met by differences
    void (*answer)(void* self, Query& query) = nullptr;
};

}  // namespace steepest
