// One search along a given direction, as a run of its own.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

// Searches along `direction` from run.start with the search that the options name; step_size is the first trial (NaN:
// 1). The verdict's `measured` is the slope where it ended and run.last_step_size the step, 0 for none:
//     solved                the conditions of the search hold
//     no_further_progress   a decrease without them, or none, or a direction that does not descend
//     unbounded, not_finite
Task<Verdict> search_root(Run& run, Vector<const double> direction);

// Bytes that such a run takes.
std::size_t bytes_of_search(Index dimension);

}  // namespace steepest
