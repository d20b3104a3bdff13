// The last digits of a global method: its best point is the start of L-BFGS under the same bounds, on values alone, by
// forward differences.
#pragma once

#include "minimize/best_point.hpp"

namespace steepest {

// So many evaluations are kept for it where they are limited: a dozen gradients, of a third of them all at most.
double polish_reserve(const Run& run);

Task<void> polish(Run& run, BestPoint& best);

}  // namespace steepest
