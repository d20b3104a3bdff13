// The methods that step within a trust region.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

// With the Hessian, as a matrix where that pays, else by its products with vectors.
Task<Verdict> trust_region(Run& run);

// With symmetric-rank-one updates in its place.
Task<Verdict> sr1(Run& run);

}  // namespace steepest
