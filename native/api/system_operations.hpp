// Operations on the core as a whole: its level of kernels and its threads.
#pragma once

#include "base/view.hpp"

namespace steepest {

// The level in force, an index into the levels that describe() names.
int32_t system_level();
// Chooses a level: 1, or 0 (and nothing changes) when this processor lacks it.
int32_t system_select_level(int32_t level);
int32_t system_level_supported(int32_t level);
// How many threads may work on one loop.
int32_t system_threads();
void system_set_threads(int32_t count);

}  // namespace steepest
