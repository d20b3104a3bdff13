// Trains a generalized linear model by stochastic gradients: epochs of steps on single rows or batches of them, each
// followed by a pass over all rows that says how far from the minimum it has come.
//
// The bound is the one of all fits (glm_fit.hpp): with a penalty the certified duality gap, without one half the Newton
// decrement of the exact Hessian. Training ends 'gap-tolerance' only by it; else its epochs are used up, or the rows
// held out say that it has learned what there is to learn.
//
// SAGA (saga.hpp) works in the variables of standardized columns, as all fits do. The first-order rules
// (rule_trainer.hpp) work in the caller's coefficients: a learning rate means what it says, and the rows of a stream,
// whose means and deviations nobody knows yet, are treated like any others.
#pragma once

#include "models/glm_fit.hpp"
#include "models/training_settings.hpp"

namespace steepest {

struct GlmTraining {
    GlmFit& fit;
    const void* x;  // the caller's rows, of which the fit may have a centered copy
    Index stride;
    bool single;
    TrainingSettings settings{};
    UpdateSettings update{};
    // What a rule goes on from, empty before its first step; and what it has come to, empty until then.
    Vector<const double> before{};
    Vector<double> after{};
};

// The run's vectors are those of fit_glm; an iteration is an epoch. The training outlives the run.
Task<Verdict> train_glm(Run& run, GlmTraining& training);

}  // namespace steepest
