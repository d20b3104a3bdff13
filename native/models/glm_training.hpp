// Trains a generalized linear model by stochastic gradients: epochs of steps on single rows or batches of them, each
// followed by a pass over all rows that says how far from the minimum it has come.
//
// The bound is the one of all fits (glm_fit.hpp): with a penalty the certified duality gap, without one half the Newton
// decrement of the exact Hessian. Training ends 'gap-tolerance' only by it; else its epochs are used up.
#pragma once

#include "models/glm_fit.hpp"

namespace steepest {

struct TrainingSettings {
    double learning_rate = 0;  // NaN: from the smoothness of the rows
    double epochs = 0;
    double seed = 0;
    double shuffle = 0;  // 0 or 1
};
struct TrainingSetting {
    const char* name;
    double TrainingSettings::*field;
};
inline constexpr TrainingSetting training_settings[] = {
    {"learningRate", &TrainingSettings::learning_rate},
    {"epochs", &TrainingSettings::epochs},
    {"seed", &TrainingSettings::seed},
    {"shuffle", &TrainingSettings::shuffle},
};

inline constexpr int training_setting_count = sizeof training_settings / sizeof training_settings[0];

struct GlmTraining {
    GlmFit& fit;
    TrainingSettings settings{};
};

// The run's vectors are those of fit_glm; an iteration is an epoch. The training outlives the run.
Task<Verdict> train_glm(Run& run, GlmTraining& training);

}  // namespace steepest
