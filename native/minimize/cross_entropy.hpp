// The cross-entropy method: draw a sample, fit the distribution to its elite, draw again.
//
//     real:    xᵢ ~ N(mᵢ, dᵢ²),  m̂ᵢ, d̂ᵢ mean and deviation over the elite
//     binary:  xᵢ = 1 with probability pᵢ, else 0,  p̂ᵢ the mean over the elite
//
// Rubinstein, Methodology and Computing in Applied Probability 1 (1999); de Boer, Kroese, Mannor & Rubinstein, A
// tutorial on the cross-entropy method, Annals of Operations Research 134 (2005), algorithm 2.2 and section 5.
//
// Deviations that have vanished are made as large as the way the mean has come, for as long as that brings lower
// values: on a slope they vanish before the minimum is near. That is variance injection, Botev & Kroese, Winter
// Simulation Conference (2004), in the units of the variables rather than those of the values.
//
// stochastic/elite.hpp has the fit and its smoothing. Departure: values that are not finite belong to no elite. Points
// out of bounds do not arise: bounds/box_map.hpp.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

Task<Verdict> cross_entropy(Run& run);

// Points of one sample.
Index points_of_cross_entropy(Index n, const Options& options);

}  // namespace steepest
