// The operations on stochastic training: a fit (glm_operations.hpp) that is told how to step.
#pragma once

#include "api/glm_operations.hpp"
#include "models/glm_training.hpp"

namespace steepest {

// As glm_create, trained as training_settings and update_settings say. `state` is what an earlier training of the same
// shape ended with, for a stream; else it is empty. -4 when it is of another shape.
int32_t training_create(Environment&, int32_t dataset, Vector<const double> settings, Vector<const double> training,
                        Vector<const double> update, Vector<const double> y, Vector<const double> weights,
                        Vector<const double> start, Vector<const double> state);

// The state that the training ended with, if `state` is as long as that. Returns its length: 0 before the first step,
// and where there is none to go on from.
int32_t training_state(Environment&, int32_t run, Vector<double> state);

}  // namespace steepest
