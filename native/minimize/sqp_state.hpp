// What sequential quadratic programming keeps from one iterate to the next.
#pragma once

#include "constraints/damped_bfgs.hpp"
#include "constraints/merit.hpp"
#include "minimize/constrained_best.hpp"
#include "minimize/sqp_subproblem.hpp"

namespace steepest {

struct SqpState {
    ConstrainedPlace here, trial;
    SqpSubproblem subproblem = {};
    DampedBfgs model = {};
    Merit merit = {};
    ConstrainedBest best = {};
    Matrix<double> hessian = {};    // of the objective, at `here`, where it takes the place of the model
    double* slopes = nullptr;       // see constraints.hpp
    double* residual = nullptr;     // ω g - A'λ
    double* multipliers = nullptr;  // λ, and the residual's components at bounds
    double* moved = nullptr;        // the last step
    double* change = nullptr;       // of the Lagrangian's gradient along it
    double violation = 0;
    double restored = 0;  // the violation at which the objective counts again
    bool trial_finite = false;

    bool allocate(Run& run);

    bool restoring() const { return restoring_; }
    bool met(const Run& run) const { return run.constraints.met_by(violation, run.options); }
    // Whether the Hessian is that of the Lagrangian too.
    bool exact() const { return hessian.data && !restoring(); }

    void measure(const Run& run);
    // The step from `here`, and the multipliers. Where the constraints contradict each other, it is one that restores.
    Status solve(Run& run);
    // The scaled residual of the first-order conditions, with the multipliers of the step.
    double optimality(const Run& run);
    // The slope of the merit function along the step, the constraints linearized.
    double slope() const;
    void learn(const Run& run);

    // Puts the violation first, with the objective at a small weight ω: it tells apart what is as good for the
    // violation.
    void restore(const Run& run);
    // Lowers ω where the two are in balance; false when it was 0.
    bool neglect();
    // The residual at which they are.
    double stationary(const Run& run) const;
    void optimize(const Run& run);
    // Where no step helps any more, what is known of the iterate is the result.
    Verdict give_up(Run& run, double norm);
    // Begins the model afresh.
    void forget(const Run& run);

  private:
    bool restoring_ = false;
    int neglects_ = 0;
};

// Evaluates trial.x and, where the merit function is at most `limit` there, its derivatives; whether all is well.
Task<bool> try_point(Run& run, SqpState& state, double limit);
// Finds a trial along the step; the step size, 0 where there is none.
Task<double> search_step(Run& run, SqpState& state);

}  // namespace steepest
