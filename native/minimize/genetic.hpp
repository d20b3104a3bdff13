// A genetic algorithm: parents by binary tournaments, children by crossover and mutation, and of both the best survive
// (μ + λ, μ = λ), copies left out as long as there are others.
//
// Holland, Adaptation in Natural and Artificial Systems (1975); Deb & Agrawal, Complex Systems 9 (1995). Three
// encodings of a member:
//
//     real          simulated binary crossover, polynomial mutation (population/real_variation.hpp)
//     binary        numbers 0 and 1: uniform crossover, a bit flips with a probability
//     permutation   the numbers 0 … n-1 in some order: order crossover, inversion
//     (population/permutation_variation.hpp)
//
// A run ends, without a claim to have converged, when none of a hundred generations has found a value that is better by
// more than 1e-8 max(|f|, 1).
#pragma once

#include "minimize/run.hpp"

namespace steepest {

Task<Verdict> genetic(Run& run);

Index genetic_points(Index n, const Options& options);

}  // namespace steepest
