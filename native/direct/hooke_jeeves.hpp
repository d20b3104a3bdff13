// Hooke and Jeeves's pattern search.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

Task<Verdict> hooke_jeeves(Run& run);

}  // namespace steepest
