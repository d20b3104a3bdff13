// Particle swarm: every particle is drawn to the best point p that it has seen and to the best, l, that its neighbors
// have,
//
//     v⁺ = w v + c u₁ (p - x) + c u₂ (l - x),    x⁺ = x + v⁺         u₁, u₂ uniform in each variable
//
// Kennedy & Eberhart, ICNN (1995), with Clerc & Kennedy's constriction: w = 0.7298, c = 1.49618, IEEE Trans. Evol.
// Comput. 6 (2002), which keeps velocities from exploding. Neighbors are the two beside it on a ring, or all: the news
// of a good point goes round the ring slowly, and other regions are searched meanwhile (Kennedy & Mendes, CEC 2002).
// The whole swarm moves before any of it is asked.
//
// Departures: between two bounds no velocity is above half their distance; a particle that would leave stays at the
// bound, without its velocity in that variable. The update favors the axes, not the origin: it looks at differences
// only.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

inline constexpr const char* topology_names[] = {"ring", "global"};

Task<Verdict> particle_swarm(Run& run);

Index particle_swarm_points(Index n, const Options& options);

}  // namespace steepest
