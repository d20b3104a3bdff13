// The operations on runs. `code` results are those of Session::code; -1 says that the handle names nothing.
#pragma once

#include "api/environment.hpp"

namespace steepest {

// A run whose objective JavaScript owns and which provides the needs in `provides`. `lower` and `upper` are empty for
// no bounds. Returns a handle, -1 when memory ran out, -2 for options that are none.
int32_t run_create(Environment&, int32_t method, int32_t provides, Vector<const double> options,
                   Vector<const double> start, Vector<const double> lower, Vector<const double> upper);
// A run with constraints: so many functions that are to be zero, so many that are to be positive, and rows between
// limits. Beyond those of run_create, `provides` tells whose Jacobians are given.
int32_t run_create_constrained(Environment&, int32_t method, int32_t provides, Vector<const double> options,
                               Vector<const double> start, Vector<const double> lower, Vector<const double> upper,
                               int32_t equalities, int32_t inequalities, Matrix<const double> rows,
                               Vector<const double> row_lower, Vector<const double> row_upper);
// Fills `out` with the multipliers at the best point, of the constraints and then of the bounds; NaN: unknown.
int32_t run_multipliers(Environment&, int32_t run, Vector<double> out);
// A run on a test function of the core, which answers it: at x - shift, if the shift has any numbers.
int32_t run_create_problem(Environment&, int32_t method, int32_t problem, Vector<const double> options,
                           Vector<const double> start, Vector<const double> lower, Vector<const double> upper,
                           Vector<const double> shift);
// A run that a formula answers, with programs of its own. Its parameters are fixed at the numbers in `fixed` that are
// not NaN; start and bounds are those of the others. -3 where the gradient that is wanted is too large a formula.
int32_t run_create_formula(Environment&, int32_t method, int32_t formula, Vector<const double> options,
                           Vector<const double> start, Vector<const double> lower, Vector<const double> upper,
                           Vector<const double> fixed);
// A run that is one search along a direction; its result's `measured` is the slope at the end.
int32_t run_create_search(Environment&, int32_t provides, Vector<const double> options, Vector<const double> start,
                          Vector<const double> direction);
// A run of one variable between the two ends in `interval`: a minimum (aim 0) or a root (1), by the method of that
// index among scalar_minimizer_names or root_finder_names.
int32_t run_create_scalar(Environment&, int32_t aim, int32_t method, int32_t provides, Vector<const double> options,
                          Vector<const double> interval);
// Fills `out` with the two ends of such a run's bracket.
int32_t run_bracket(Environment&, int32_t run, Vector<double> out);
// Gives the run points to begin with, before it does; a method uses as many as it asks for, or none of them. -1 when
// memory ran out.
int32_t run_give(Environment&, int32_t run, Matrix<const double> points);
int32_t run_begin(Environment&, int32_t run);
int32_t run_tell(Environment&, int32_t run, double value);
// Points in the batch that is asked for.
int32_t run_batch(Environment&, int32_t run);
// Which terms of a sum are asked for; how many.
int32_t run_rows(Environment&, int32_t run, Vector<int32_t> out);
// Fills [size, gradient, Hessian, direction, product, points, values, constraints, Jacobian, constraints at points,
// residuals, their Jacobian]:
// the box's size and the offsets of its parts.
int32_t run_layout(Environment&, int32_t run, Vector<int32_t> out);
// Ends the run with this status; the best point stays.
int32_t run_end(Environment&, int32_t run, int32_t status);
// Answers from the core for up to so many milliseconds, or to the end of an iteration if `each_iteration`; the result
// is that of Session::drive.
int32_t run_drive(Environment&, int32_t run, double milliseconds, int32_t each_iteration);
// Keeps a snapshot of each iteration from now on; called before run_begin. With `resume`, one kept by another run, the
// run goes on from there: if it fits no method's state, the run ends at once.
int32_t run_record(Environment&, int32_t run, Vector<const uint8_t> resume);
// Fills `out` with the latest snapshot, if its length is that; returns the length, 0 while there is none.
int32_t run_snapshot(Environment&, int32_t run, Vector<uint8_t> out);
// Fills `numbers` as run_number_names says; x with the best point, gradient with the gradient there (NaN: unknown).
int32_t run_result(Environment&, int32_t run, Vector<double> x, Vector<double> gradient, Vector<double> numbers);

// How many basins the run met. Writes them, a row each: value, how many local runs ended there, x.
int32_t run_basins(Environment&, int32_t run, Matrix<double> out);
void run_free(Environment&, int32_t run);

inline constexpr const char* run_number_names[] = {
    "status",
    "value",
    "gradientNorm",
    "promisedDecrease",
    "measured",
    "threshold",
    "iterations",
    "valueEvaluations",
    "gradientEvaluations",
    "hessianEvaluations",
    "productEvaluations",
    "stepSize",
    "measure",
    "constraintEvaluations",
    "jacobianEvaluations",
    "constraintViolation",
    "constraintTolerance",
};

// Fills `numbers` with them.
void write_run_numbers(const Run& run, const Incumbent& best, Vector<double> numbers);

}  // namespace steepest
