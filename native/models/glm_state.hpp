// What the coroutines of a fit share.
#pragma once

#include "direction/lbfgs.hpp"
#include "minimize/run.hpp"
#include "models/glm_fit.hpp"
#include "models/metric.hpp"

namespace steepest {

// A point in the variables of the objective, with what a pass there found.
struct GlmPoint {
    double* v = nullptr;
    double* g = nullptr;
    double* eta = nullptr;
    double value = 0;
    double loss = 0;  // the part of the rows

    double penalty() const { return value - loss; }
};

struct GlmState {
    Run& run;
    GlmFit& fit;
    GlmObjective& f;
    Index n;  // variables
    GlmPoint at{}, next{};
    Metric metric{};
    GlmObjective::Hessian hessian{};         // in double precision
    GlmObjective::Hessian single_hessian{};  // of the accelerated start
    bool single = false;                     // which of them is in use

    double* vector() const { return run.memory.array<double>(n); }
};

// How a Hessian is made: over which rows, and in which precision.
struct GlmModel {
    const RowSet& rows;
    const GlmObjective::Hessian& hessian;
};

// A pass, after f.aim.
Task<void> visit(Run& run, GlmObjective& f, const RowSet& rows, double* eta);

// Value and gradient at `point.v`, with its predictor.
Task<void> evaluate(Run& run, GlmState& state, const RowSet& rows, GlmPoint& point);

// out = H v, H being the Hessian at the predictor eta.
Task<void> multiply(Run& run, GlmState& state, const double* eta, const double* v, double* out);

// The loss at η + a δ, with its derivatives by a.
Task<PointSums> along(Run& run, GlmState& state, const RowSet& rows, const double* delta, double a);

// A bound at a point, whose gradient has this norm by coefficients: see GlmObjective::certify. Writes the shift.
struct Certified {
    const RowSet& rows;
    const GlmPoint& point;
    double norm;
    const double* outside;
    double* shift;
};
Task<GlmObjective::Certificate> certify(Run& run, GlmState& state, Certified at);

// The Hessian at the predictor eta becomes the metric. False when memory ran out or it is not finite.
Task<bool> remodel(Run& run, GlmState& state, GlmModel model, const double* eta);

// Minimizes φ(a) = F(v + a p) on the predictors η and η + δ, given φ′(0) < 0, where a = 1 has overshot or stopped
// short: Newton's method inside a bracket. Returns 0 when there is no decrease.
Task<double> minimize_along(Run& run, GlmState& state, const RowSet& rows, const double* p, const double* delta,
                            double slope, bool overshot);

// q = -H⁻¹ g in the variables of the metric, by conjugate gradients to this relative residual.
struct ConjugateGradients {
    double* r;
    double* d;
    double* hd;
    double* step;
    double* product;
};
Task<void> solve_newton(Run& run, GlmState& state, const double* eta, const double* gu, double precision,
                        const ConjugateGradients& work, double* q);

}  // namespace steepest
