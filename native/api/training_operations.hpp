// The operations on stochastic training: a fit (glm_operations.hpp) that is told how to step.
#pragma once

#include "api/glm_operations.hpp"
#include "models/glm_training.hpp"

namespace steepest {

// As glm_create, trained as training_settings say.
int32_t training_create(Environment&, int32_t dataset, Vector<const double> settings, Vector<const double> training,
                        Vector<const double> y, Vector<const double> weights, Vector<const double> start);

}  // namespace steepest
