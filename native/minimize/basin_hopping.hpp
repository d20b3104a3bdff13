// Basin hopping: a walk over local minima rather than over points,
//
//     y = where a descent from x + δ ends,  δᵢ uniform in ±s wᵢ,   x ← y with probability min(1, e^(-(f(y) - f(x))/T))
//
// w the widths of the box. Wales & Doye, J. Phys. Chem. A 101 (1997), section 2; as there, s adapts so that half of the
// hops are taken. Departures: hops are reflected at bounds; after 20 hops in a row that lowered the best value no more,
// the walk goes on from a random point of the box, as in Iwamatsu & Okabe, Chem. Phys. Lett. 399 (2004), whose jumps
// start at x. The last descent is one from the best minimum, to the run's own tolerance.
#pragma once

#include "minimize/run.hpp"

namespace steepest {

Task<Verdict> basin_hopping(Run& run);

}  // namespace steepest
