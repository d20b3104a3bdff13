// Powell's method of conjugate directions, from values alone.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

Task<Verdict> powell(Run& run);

}  // namespace steepest
