// Fits a generalized linear model: minimizes a GlmObjective, and says how far from the minimum it ended.
//
// Each iteration is one pass over the rows (at the trial point, for value and gradient together) and a direction from a
// model of the curvature:
//
//     newton      the Hessian, factored anew each iteration
//     newton-cg   Hessian-vector products, by conjugate gradients to a precision that follows the gradient
//     lbfgs       pairs of steps and changes of the gradient
//
// all in the variables u = U v of the last factor U (a diagonal when there is none), in which L-BFGS starts from the
// identity. A trial is the full step; when it does not decrease F enough, the minimum along the line is found on the
// kept predictor, at O(n) a trial.
//
// With many rows for each column the first points, and the Hessian, come from samples of the rows (glm_sample.hpp), and
// L-BFGS corrects what that Hessian lacks.
//
// With a penalty the run ends when the duality gap, on all rows, is at most tolerance |F| ('gap-tolerance'); without
// one by half the Newton decrement from the exact Hessian, an estimate. It ends only when the coefficients have settled
// too: the next step would change none, standardized or the caller's, by more than 5e9 tolerance² of the largest (5e-7
// by default), or a fifth of that where the step comes from no Hessian. Whatever rounding leaves undecided is tried by
// steps of the exact Hessian, as long as each halves the gap. Each end that a fit comes to by itself has its bound,
// reached or not.
#pragma once

#include "minimize/run.hpp"
#include "objective/glm.hpp"

namespace steepest {

enum class GlmSolver : int32_t { automatic, newton, newton_cg, lbfgs };
inline constexpr const char* glm_solver_names[] = {"auto", "newton", "newton-cg", "lbfgs"};

// What a fit reports, beside what its run does.
struct GlmReport {
    double gap = 0;        // bound on F - min F, or its estimate
    double certified = 0;  // 1 for a bound
    double passes = 0;     // over all rows, for a value and a gradient or a product
    double hessians = 0;
    double dependent = 0;  // columns that depend on others, whose coefficients were left as they were
};
inline constexpr const char* glm_report_names[] = {"gap", "certified", "passes", "hessians", "dependent"};

struct GlmFit {
    GlmObjective objective;
    GlmSolver solver = GlmSolver::automatic;
    double tolerance = 1e-8;
    bool warm = false;  // starts from run.start
    GlmReport report;
};

// The run's vectors are parameters: coefficients (classes x columns), then intercepts. The fit outlives the run.
Task<Verdict> fit_glm(Run& run, GlmFit& fit);

}  // namespace steepest
