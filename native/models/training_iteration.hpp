// What the parts of training share.
#pragma once

#include "models/glm_iteration.hpp"
#include "models/glm_training.hpp"
#include "models/row_order.hpp"
#include "models/rule_trainer.hpp"
#include "models/saga.hpp"
#include "models/validation.hpp"

namespace steepest {

struct TrainingIteration : GlmIteration {
    GlmTraining& training;
    const TrainingSettings& settings = training.settings;
    bool by_rule = settings.rule >= 0;
    bool stream = settings.stream != 0;
    RowOrder order{};
    Saga saga{};
    RuleTrainer rule{settings, training.update};
    Validation validation{};
};

// The rows as the rules see them: with the caller's columns.
GlmProblem plain_problem(const TrainingIteration& it);

// The first point, with its value and gradient: the intercepts alone, or where an earlier fit ended. All but a stream.
Task<void> begin_training(Run& run, TrainingIteration& it);

// A step on each row or batch of an epoch.
Task<void> run_epoch(Run& run, TrainingIteration& it);

// Memory for the point that an epoch ends at, and for how far it is from the minimum. False when there is too little.
bool prepare_measures(TrainingIteration& it);

// After a pass at it.at: the gap, and whether it is reached; `last` says that no epoch follows.
Task<void> measure_training(Run& run, TrainingIteration& it, bool last);

}  // namespace steepest
