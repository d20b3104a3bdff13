// Annealing: visits about a point, to which the search moves if they are lower, or by chance if they are higher, the
// less likely the lower a temperature T has fallen. Kirkpatrick, Gelatt & Vecchi, Science 220 (1983).
//
// Both kinds below descend from what they find, if they were told a local method, and count no point that is not
// finite.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

// With visits and chances of Tsallis's statistics, see stochastic/visiting.hpp and acceptance.hpp: Xiang, Sun, Fan &
// Gong, Phys. Lett. A 233 (1997).
Task<Verdict> generalized_annealing(Run& run);

// With Metropolis's chances and steps that adapt to how many are taken, see stochastic/corana.hpp: Corana, Marchesi,
// Martini & Ridella, ACM Trans. Math. Software 13 (1987).
Task<Verdict> corana_annealing(Run& run);

inline constexpr const char* visiting_names[] = {"generalized", "corana"};

}  // namespace steepest
