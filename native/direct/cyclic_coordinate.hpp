// Cyclic coordinate search: one variable after the other.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

Task<Verdict> cyclic_coordinate(Run& run);

}  // namespace steepest
