// Evolution strategies: μ parents have λ offspring, of which the best μ, (μ, λ), or the best of both, (μ + λ), go on.
//
//     σ', x' = mutation of the parents' mean, or of one of them
//
// Rechenberg, Evolutionsstrategie (1973); Schwefel, Numerical Optimization of Computer Models (1981); as in Beyer &
// Schwefel, Evolution strategies: a comprehensive introduction, Natural Computing 1 (2002), figure 1, with a deviation
// for each variable. With one parent and one offspring it is the (1 + 1) strategy with the 1/5 rule.
//
// stochastic/generation.hpp has recombination and selection, stochastic/self_adaptation.hpp the mutation of deviations.
// Points out of bounds do not arise: bounds/box_map.hpp.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

Task<Verdict> evolution_strategy(Run& run);

// The offspring of one generation.
Index points_of_evolution_strategy(Index n, const Options& options);

}  // namespace steepest
