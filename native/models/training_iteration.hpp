// What the parts of training share.
#pragma once

#include "models/glm_iteration.hpp"
#include "models/glm_training.hpp"
#include "models/row_order.hpp"
#include "models/saga.hpp"

namespace steepest {

struct TrainingIteration : GlmIteration {
    const TrainingSettings& settings;
    RowOrder order{};
    Saga saga{};
};

// Memory for the point that an epoch ends at, and for how far it is from the minimum. False when there is too little.
bool prepare_measures(TrainingIteration& it);

// After a pass at it.at: the gap, and whether it is reached; `last` says that no epoch follows.
Task<void> measure_training(Run& run, TrainingIteration& it, bool last);

}  // namespace steepest
