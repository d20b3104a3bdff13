// Nelder and Mead's simplex method, with restarts where the simplex misleads it.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

Task<Verdict> nelder_mead(Run& run);

}  // namespace steepest
