// CMA-ES, the evolution strategy that learns the covariance of its steps.
//
//     xₖ ~ m + σ N(0, C),  k = 1 … λ;   m, σ, C from the ranks of f(xₖ) alone
//
// Hansen & Ostermeier, Evolutionary Computation 9 (2001); as in Hansen, The CMA Evolution Strategy: A Tutorial, arXiv
// 1604.00772v2 (2023), figure 6, with its default constants and the active update. Nothing but the order of the values
// counts, so that a function may be composed with any that increases; nor do rotations of its variables.
//
// cma_constants.hpp has the weights and rates, cma_distribution.hpp the update, cma_stops.hpp the ends of a run, and
// restarts.hpp those that begin again. Points out of bounds do not arise: bounds/box_map.hpp.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

Task<Verdict> cma_es(Run& run);

// The most points of one generation.
Index points_of_cma_es(Index n, const Options& options);

}  // namespace steepest
