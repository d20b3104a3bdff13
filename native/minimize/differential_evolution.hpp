// Differential evolution: every member competes with a mutant of its own,
//
//     u_j = v_j  where rand_j < CR or j is the one drawn for it, x_j elsewhere;    x⁺ = u  if f(u) ≤ f(x)
//
// v by one of the strategies in population/strategies.hpp. Storn & Price, J. Global Optimization 11 (1997). A
// generation is made whole before any of it is asked, so that its members can be evaluated in parallel. F is drawn anew
// for each generation between two limits ("dither"). A component outside the bounds is drawn anew between them.
//
// adaptation 'l-shade': Tanabe & Fukunaga, CEC 2014. F and CR by success history; the members that lost to better ones
// stay in an archive, from where the second of a pair may come; the population shrinks linearly, to 4 where the
// evaluations or iterations end, its worst members first; a component outside a bound goes half way there from the
// parent's.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

inline constexpr const char* adaptation_names[] = {"none", "l-shade"};

Task<Verdict> differential_evolution(Run& run);

// The most points of a batch, of a generation or of the polish.
Index differential_evolution_points(Index n, const Options& options);

}  // namespace steepest
