// An iteration of a fit, as the parts of its loop share it: how far from the minimum, in which metric, which way, how
// far.
#pragma once

#include <cmath>

#include "models/glm_sample.hpp"
#include "models/glm_state.hpp"

namespace steepest {

// A Hessian that costs no more multiplications is made whenever it can help.
inline constexpr double cheap_work = 3e7;

struct GlmIteration : GlmState {
    GlmSolver solver = GlmSolver::newton;  // not automatic
    bool penalized = f.problem().penalty > 0;
    bool squared = f.problem().loss == Loss::squared;
    bool exact_end = false;    // the last step is from the exact Hessian
    bool accelerated = false;  // the metric is a sample's, or was made to follow one: L-BFGS corrects it
    RowSet near{}, sample{};
    SampleParts parts{};

    LbfgsDirection lbfgs{};
    ConjugateGradients cg{};
    double* gu = nullptr;           // the gradient by u
    double* gu_next = nullptr;      // and that of the next point
    double* newton_step = nullptr;  // by u, as the direction q is
    const double* q = nullptr;
    double* p = nullptr;  // the direction by v
    double* parameters = nullptr;
    double* shift = nullptr;  // of the intercepts, to their best

    double first_value = 0;
    double goal = 0;           // for the gap
    double noise = 0;          // what rounding makes of F
    double lower = -INFINITY;  // bound of the minimum, from the sample
    double norm = 0, first_norm = 0;
    double decrement = 0;       // the squared length of the Newton step, as far as the model knows
    double last_gap = 0;        // at the last promise below rounding
    bool reached = false;       // the goal
    bool exact = false;         // the direction is the exact Newton step
    bool fresh = false;         // no step yet in this metric
    bool out_of_model = false;  // no Hessian could be made
};

// Chooses the solver, and takes memory. False when there is too little.
bool prepare(GlmIteration& it);

// The first point, with its value and gradient; perhaps by way of a sample.
Task<void> begin(Run& run, GlmIteration& it);

// Sets goal and noise; with a penalty the gap, and whether it is reached.
Task<void> measure(Run& run, GlmIteration& it);

// With a penalty: a bound of the gap from all rows, whatever it is.
Task<void> certify_end(Run& run, GlmIteration& it);

// The metric, made anew where that pays.
Task<void> choose_metric(Run& run, GlmIteration& it);

// Whether least squares are better solved from the rows than from the Hessian; and that. False where the rows have not
// full rank, or memory ran out. With a penalty the end is certified.
bool wants_orthogonal(const GlmIteration& it);
Task<bool> solve_orthogonally(Run& run, GlmIteration& it);

// q, p and the decrement; without a penalty also the gap, and whether it is reached.
Task<void> choose_direction(Run& run, GlmIteration& it);

// Whether p changes neither the standardized coefficients nor the caller's by more than a share of the largest.
bool settled(const GlmIteration& it);

}  // namespace steepest
